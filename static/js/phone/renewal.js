// How does "Muat ulang" really bring the newer version? It looks for it, waits until it is on the
// phone whole, lets it take over, and says so where that does not work. The database is not touched.

import { Trouble } from './trouble.js';
import { behind } from './update.js';

const INSTALL_SECONDS = 60;
/** The older worker may be handing in just now, and is let finish. */
const TAKE_OVER_SECONDS = 20;

/**
 * Get the newer version and load the page again with it. Does not come back where it works.
 * @throws {Trouble} `update_away`: the server was not reached; `update_none`: it has no newer one;
 *   `update_failed`: it could not be put on the phone; `update_busy`: the older one is at work
 */
export async function renew() {
  const registration = await navigator.serviceWorker?.getRegistration();
  const waiting = registration && (registration.waiting ?? (await fetchNewer(registration)));
  if (waiting) await takeOver(waiting);
  location.reload();
}

/**
 * The last resort: forget the worker and the app's files, and load all of it from the server. What
 * waits, the keys and the history are in the database and stay.
 * @throws {Trouble} `update_away`, and nothing was done
 */
export async function reinstall() {
  if (!(await reachable())) throw new Trouble('update_away');
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('sikeren-')).map((name) => caches.delete(name)),
  );
  await (await navigator.serviceWorker?.getRegistration())?.unregister();
  location.reload();
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<ServiceWorker | null>} null: the page alone is behind its worker
 */
async function fetchNewer(registration) {
  try {
    await registration.update();
  } catch (cause) {
    throw new Trouble((await reachable()) ? 'update_failed' : 'update_away', { cause });
  }
  if (registration.installing) await installed(registration.installing);
  if (!registration.waiting && !behind()) throw new Trouble('update_none');
  return registration.waiting;
}

/** Whether the server answers: the worker's own script never comes from the worker. */
async function reachable() {
  try {
    const answer = await fetch('/sw.js', { cache: 'no-store', redirect: 'error' });
    return answer.ok && (answer.headers.get('Content-Type') ?? '').startsWith('text/javascript');
  } catch {
    return false;
  }
}

/** @param {ServiceWorker} worker */
function installed(worker) {
  return within(INSTALL_SECONDS, 'update_failed', (done) => {
    const look = () => {
      if (worker.state === 'redundant') done(new Trouble('update_failed'));
      else if (worker.state !== 'installing') done();
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** @param {ServiceWorker} worker */
function takeOver(worker) {
  return within(TAKE_OVER_SECONDS, 'update_busy', (done) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => done(), { once: true });
    worker.postMessage({ type: 'take-over' });
  });
}

/**
 * @param {number} seconds
 * @param {string} late code of the trouble when they are over
 * @param {(done: (error?: Trouble) => void) => void} begin
 * @returns {Promise<void>}
 */
function within(seconds, late, begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Trouble(late)), seconds * 1000);
    begin((error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    });
  });
}
