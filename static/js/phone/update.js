// Is a newer version of the app ready, and when may it take over? When its owner says so: never by
// itself, and never while a check-in is being made.

import { announce } from './bus.js';

const LOOK_EVERY_MS = 60 * 60_000;

/** @type {ServiceWorker | null} */
let waiting = null;
let asked = false;
let held = false;
let lookedAt = 0;

/** Register the worker, which keeps the app on the phone; call it once. */
export async function startUpdates() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });
  workers.addEventListener('message', ({ data, ports }) => {
    if (data?.type === 'which-build') ports[0]?.postMessage(BUILD_ID);
  });
  try {
    const registration = await workers.register('/sw.js', { updateViaCache: 'none' });
    lookedAt = Date.now();
    registration.active?.postMessage({ type: 'opened' });
    watch(registration);
    document.addEventListener('visibilitychange', () => look(registration));
  } catch {
    // Without a worker the app works online only; it is tried again at the next start.
  }
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  const note = () => {
    // With no worker in control yet this is the first installation, not a new version.
    waiting = navigator.serviceWorker.controller ? registration.waiting : null;
    if (waiting) announce('changed');
  };
  note();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', note);
  });
}

/** @param {ServiceWorkerRegistration} registration */
function look(registration) {
  if (document.visibilityState !== 'visible' || Date.now() - lookedAt < LOOK_EVERY_MS) return;
  lookedAt = Date.now();
  registration.update().catch(() => {});
}

/** Whether a newer version waits to take over, and nothing speaks against it now. */
export function updateReady() {
  return waiting !== null && !held;
}

/** @param {boolean} hold while a check-in is being made, no new version is offered */
export function holdUpdates(hold) {
  held = hold;
  announce('changed');
}

/** Let it take over; the page loads again as soon as it has. */
export function update() {
  asked = true;
  waiting?.postMessage({ type: 'take-over' });
}
