// On what kind of phone, and how, is the app running? Only where behaviour must differ.

/** @returns {'ios' | 'android' | 'other'} */
export function platformName() {
  const { userAgent, maxTouchPoints, platform } = navigator;
  // An iPad calls itself a Mac that happens to have a touch screen.
  const apple = /iPhone|iPad|iPod/.test(userAgent) || (/^Mac/.test(platform) && maxTouchPoints > 1);
  if (apple) return 'ios';
  return /Android/.test(userAgent) ? 'android' : 'other';
}

/** Whether the app was opened from the home screen, in a window of its own. */
export function installed() {
  return Boolean(navigator.standalone) || matchMedia('(display-mode: standalone)').matches;
}

/** On iOS what a Safari tab stores stays behind when the app is installed: bind only inside it. */
export function mustInstallFirst() {
  return platformName() === 'ios' && !installed();
}

/** @type {BeforeInstallPromptEvent | null} */
let offer = null;

/** @param {() => void} onchange called when the browser offers installing, or it is done */
export function watchInstallOffer(onchange) {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = /** @type {BeforeInstallPromptEvent} */ (event);
    onchange();
  });
  window.addEventListener('appinstalled', () => {
    offer = null;
    onchange();
  });
}

/** Whether the browser would install the app now. */
export function canInstall() {
  return offer !== null && !installed();
}

/** Let the browser ask. Call it inside a tap. */
export async function install() {
  const asked = offer;
  offer = null;
  await asked?.prompt();
}
