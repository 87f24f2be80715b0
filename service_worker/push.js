// What does a push message become on this phone? A notification in the words of the server, unless
// this phone knows better; and an occasion to hand in what waits, which iOS gives no other.

import { showBadge, waitingCount } from '../static/js/phone/badge.js';
import { facts } from '../static/js/phone/db.js';
import { checkins } from '../static/js/phone/kept.js';
import { deliver } from '../static/js/phone/outbox.js';
import { plain } from '../static/js/phone/push-shape.js';
import { changeReminders } from '../static/js/phone/reminders.js';
import { dayOf, HOME_ZONE } from '../static/js/phone/time.js';
import { PUSH } from '../static/js/phone/words/reminders.js';

/** How long a delivery may hold a notification back: browsers grant little more. */
const DELIVERY_MS = 8_000;
const FRAGMENT = /^#[a-z]+([/=][\w%.-]+)*$/;

/**
 * @typedef {{ device: string, kind: string, title: string, body: string, url: string, tag: string }} Message
 */

/** @param {ServiceWorkerGlobalScope} worker */
export function receivePushes(worker) {
  worker.addEventListener('push', (event) => event.waitUntil(receive(worker, event.data)));
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data?.url));
  });
  worker.addEventListener('pushsubscriptionchange', (event) => {
    event.waitUntil(resubscribe(worker, /** @type {any} */ (event)));
  });
}

/** @param {ServiceWorkerGlobalScope} worker @param {PushMessageData | null} data */
async function receive(worker, data) {
  const message = read(data);
  const [device, left, state] = await facts('device', 'signed-out', 'state').catch(() => []);
  if (message && device && message.device !== device.id) {
    // The news of whoever had this phone before is nobody's here.
    const held = await worker.registration.pushManager.getSubscription();
    await held?.unsubscribe();
    return;
  }
  const delivery = deliver({ now: true }).catch(() => false);
  const shown = !message || !device || left ? closed() : await known(message, state, delivery);
  const { tag = 'sikeren', url = '#checkin' } = message ?? {};
  const [icon, badge] = ['icon-192.png', 'monochrome-512.png'].map(
    (name) => `/static/${BUILD_ID}/${name}`,
  );
  await worker.registration.showNotification(shown.title, {
    ...{ body: shown.body, tag, icon, badge, lang: 'id' },
    data: { url: FRAGMENT.test(url) ? url : '#checkin' },
  });
  await delivery;
  await showBadge();
}

/** @param {PushMessageData | null} data @returns {Message | null} null for what is none of ours */
function read(data) {
  try {
    const message = data?.json();
    return typeof message?.title === 'string' && typeof message.device === 'string'
      ? message
      : null;
  } catch {
    return null;
  }
}

function closed() {
  return { title: PUSH.closedTitle, body: PUSH.closedBody };
}

/**
 * What the phone knows and the server does not: a check-in that is on its way, or has just arrived.
 * @param {Message} message
 * @param {any} state
 * @param {Promise<boolean>} delivery
 */
async function known({ kind, title, body }, state, delivery) {
  if (kind === 'checkin') {
    const zone = state?.body.employee.timezone ?? HOME_ZONE;
    const today = dayOf(new Date(), zone);
    const came = (await checkins()).findLast(
      (one) => one.kind === 'in' && dayOf(one.tapped_at, zone) === today,
    );
    if (came?.state === 'recorded') return { title: PUSH.deliveredTitle, body: PUSH.deliveredBody };
    if (came?.state === 'waiting') return { title: PUSH.keptTitle, body: PUSH.keptBody };
  }
  if (kind === 'waiting') {
    const before = await waitingCount();
    await Promise.race([delivery, new Promise((resolve) => setTimeout(resolve, DELIVERY_MS))]);
    if (before > 0 && (await waitingCount()) === 0)
      return { title: PUSH.emptiedTitle, body: PUSH.emptiedBody };
  }
  return { title, body };
}

/** @param {ServiceWorkerGlobalScope} worker @param {string} [url] fragment of the app */
async function open(worker, url = '#checkin') {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find((one) => new URL(one.url).pathname === '/');
  if (!page) return worker.clients.openWindow(`/${url}`);
  await page.focus().catch(() => null); // a browser that will not bring it forward still goes there
  page.postMessage({ type: 'go', url });
}

/**
 * The browser has another address for us: keep it, and tell the server.
 * @param {ServiceWorkerGlobalScope} worker
 * @param {{ oldSubscription?: PushSubscription, newSubscription?: PushSubscription }} event
 */
async function resubscribe(worker, { oldSubscription, newSubscription }) {
  const [held, device] = await facts('reminders', 'device');
  if (!held?.subscription || held.device !== device?.id) return;
  const options = oldSubscription?.options ?? {
    userVisibleOnly: true,
    applicationServerKey: held.subscription.key,
  };
  const made = newSubscription ?? (await worker.registration.pushManager.subscribe(options));
  await changeReminders({ subscription: plain(made, held.subscription.key) });
  await deliver({ now: true });
}
