// Is a newer version of the app ready, and when may it take over? When its owner says so: never by
// itself, and never while a check-in is being made.

import { announce, on } from './bus.js';
import { fact } from './db.js';
import { VERSION } from './version.js';

const LOOK_EVERY_MS = 60 * 60_000;

/** What was found out about the versions on this phone. */
const found = {
  /** A newer version waits to take over. */
  waiting: false,
  /** It has taken over in another tab: this page is the old one until it is loaded again. */
  behind: false,
  /** The app could not be put on this phone: it opens with a network only. */
  unkept: false,
};
let held = false;
let lookedAt = 0;
let announced = '';

/** Register the worker, which keeps the app on the phone; call it once. */
export async function startUpdates() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  // With no worker in control yet this is the first installation, not a new version.
  const first = workers.controller === null;
  let claimed = !first;
  workers.addEventListener('controllerchange', () => {
    if (claimed) note({ behind: true });
    claimed = true;
  });
  workers.addEventListener('message', ({ data, ports }) => {
    if (data?.type === 'which-build') ports[0]?.postMessage(BUILD_ID);
  });
  try {
    const registration = await workers.register('/sw.js', { updateViaCache: 'none' });
    lookedAt = Date.now();
    registration.active?.postMessage({ type: 'opened' });
    watch(registration, first);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') look(registration, LOOK_EVERY_MS);
    });
    on('changed', () => heed(registration));
    await heed(registration);
  } catch {
    // Without a worker the app works online only; it is tried again at the next start.
    note({ unkept: workers.controller === null });
  }
}

/** @param {ServiceWorkerRegistration} registration @param {boolean} first */
function watch(registration, first) {
  const see = () => {
    if (registration.waiting && navigator.serviceWorker.controller) note({ waiting: true });
  };
  see();
  const follow = () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      see();
      if (installing.state === 'redundant' && first && !registration.active) note({ unkept: true });
      if (installing.state === 'activated') note({ unkept: false });
    });
  };
  follow();
  registration.addEventListener('updatefound', follow);
}

/** @param {Partial<typeof found>} news */
function note(news) {
  Object.assign(found, news);
  announce('changed');
}

/** @param {ServiceWorkerRegistration} registration @param {number} pause ms since the last look */
function look(registration, pause) {
  if (Date.now() - lookedAt < pause) return;
  lookedAt = Date.now();
  registration.update().catch(() => {});
}

/**
 * The server names the build it has with every contact: then nobody waits for the hour.
 * @param {ServiceWorkerRegistration} registration
 */
async function heed(registration) {
  const state = await fact('state').catch(() => undefined);
  const newest = state?.body.app?.newest;
  if (!newest || newest === announced || newest === VERSION) return;
  announced = newest;
  look(registration, 0);
}

/** Whether a newer version waits to take over, and nothing speaks against it now. */
export function updateReady() {
  return (found.waiting || found.behind) && !held;
}

/** Whether this page belongs to an older version than its worker. */
export function behind() {
  return found.behind;
}

/** Whether the app is not on this phone, though it should be. */
export function unkept() {
  return found.unkept;
}

/** Whether a check-in is being made, so that nothing may come in between. */
export function updatesHeld() {
  return held;
}

/** @param {boolean} hold while a check-in is being made, no new version is offered */
export function holdUpdates(hold) {
  held = hold;
  announce('changed');
}
