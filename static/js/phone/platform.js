// Can the app work in this browser, is it installed, and does the browser offer to install it now?

/** Whether the browser has what no check-in can do without: a store, keys, and locks. */
export function capable() {
  return Boolean(globalThis.indexedDB && globalThis.crypto?.subtle && navigator.locks);
}

/** Whether the app was opened from the home screen, in a window of its own. */
export function installed() {
  return Boolean(navigator.standalone) || matchMedia('(display-mode: standalone)').matches;
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

/** Let the browser ask. Call it inside a tap. @returns {Promise<boolean>} whether it was agreed to */
export async function install() {
  const asked = offer;
  offer = null;
  return (await asked?.prompt())?.outcome === 'accepted';
}
