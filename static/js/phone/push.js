// Can this browser be reached while the app is closed, and how is it asked for? Web Push, whose
// address the browser's maker gives; what arrives is the worker's business.

import { browserOf, platformName } from './browser.js';
import { facts } from './db.js';
import { fromBase64url, hashOf } from './encoding.js';
import { plain } from './push-shape.js';
import { bodyOf, changeReminders, reminders } from './reminders.js';
import { Trouble } from './trouble.js';

/** Without Google's services Chromium never answers. */
const PATIENCE_MS = 15_000;

/** @returns {'ready' | 'install' | 'none'} install: on iOS there is push on the home screen only */
export function support() {
  const all = Boolean(navigator.serviceWorker && window.Notification && window.PushManager);
  if (all) return 'ready';
  return platformName() === 'ios' && !browserOf().standalone ? 'install' : 'none';
}

/** @returns {NotificationPermission} */
export function permission() {
  return support() === 'ready' ? Notification.permission : 'default';
}

/**
 * Ask the person, then the browser. Call it inside a tap.
 * @returns {Promise<NotificationPermission>} what the person said; `granted`: it is kept for handing in
 * @throws {Trouble} `push_failed`
 */
export async function turnOn() {
  const said = await Notification.requestPermission();
  if (said === 'granted') await subscribe();
  return said;
}

/** No more reminders on this phone; the server hears of it with the next round. */
export async function turnOff() {
  await changeReminders({ subscription: null, trouble: null });
  const registration = await navigator.serviceWorker?.getRegistration();
  const held = await registration?.pushManager?.getSubscription();
  await held?.unsubscribe();
}

/** @throws {Trouble} `push_failed` */
async function subscribe() {
  const [state] = await facts('state');
  const key = state?.body.reminders?.key;
  if (!key) throw new Trouble('push_failed');
  try {
    const registration = await inTime(navigator.serviceWorker.ready);
    const held = await inTime(registration.pushManager.getSubscription());
    // One that was made for another owner or with another key is of no use.
    await held?.unsubscribe();
    const made = await inTime(
      registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: fromBase64url(key),
      }),
    );
    await changeReminders({ subscription: plain(made, key), trouble: null });
  } catch (error) {
    const detail = error instanceof Error ? error.name : undefined;
    await changeReminders({ trouble: { code: 'push_failed', detail } });
    throw new Trouble('push_failed', { cause: error });
  }
}

/**
 * Where reminders are on: does the browser still have our address, and the server too? Otherwise
 * it is asked for anew, which needs no word of the person's. Call it at a start of the app.
 */
export async function renewIfLost() {
  const wish = await reminders();
  if (!wish?.subscription || permission() !== 'granted') return;
  const [state] = await facts('state');
  const server = state?.body.reminders;
  if (!server) return;
  const registration = await inTime(navigator.serviceWorker.ready);
  const held = await inTime(registration.pushManager.getSubscription());
  const settled = wish.told === bodyOf(wish);
  const lostThere = settled && server.endpoint !== (await hashOf(wish.subscription.endpoint));
  const ours = held?.endpoint === wish.subscription.endpoint;
  if (!ours || lostThere || wish.subscription.key !== server.key) await subscribe();
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function inTime(promise) {
  let timer = 0;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Trouble('push_failed')), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
