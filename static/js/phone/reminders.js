// What does the owner of this phone want to be reminded of, and does the server know it?
//
// The whole wish is one fact and one request, so that what was chosen without a network is handed
// in with the next round, and handing in twice is once. Used by the page and by the worker.

import { ask } from './api.js';
import { announce } from './bus.js';
import { facts, write } from './db.js';
import { withSession } from './session.js';
import { asTrouble, Trouble } from './trouble.js';

/**
 * @typedef {{ endpoint: string, keys: { p256dh: string, auth: string }, key: string }} Subscription
 *   key: the server's public key that it was made with
 * @typedef {{ from: string, until: string }} Quiet "21:00", by the clock of the office
 * @typedef {{ device: string, kinds: Record<string, boolean>, quiet: Quiet | null,
 *   subscription: Subscription | null, later: boolean, told: string | null,
 *   refused: string | null, trouble: { code: string, detail?: string } | null }} Reminders
 *   device: whose wish it is; later: the offer was declined; told, refused: the body that the
 *   server took or would not take
 */

/** What is on until the owner says otherwise. */
export const USUAL = {
  kinds: { checkin: true, waiting: true, returned: true, decision: true, team: false },
  quiet: { from: '21:00', until: '05:00' },
};

/**
 * @param {any} held the fact
 * @param {string} device id of this phone as it is now
 * @param {any} state the server's, where it is known
 * @returns {Reminders}
 */
function wishOf(held, device, state) {
  if (held?.device === device) return held;
  const { kinds = {}, quiet = USUAL.quiet } = state?.body.reminders?.settings ?? {};
  return {
    device,
    kinds: { ...USUAL.kinds, ...kinds },
    quiet,
    ...{ subscription: null, later: false, told: null, refused: null, trouble: null },
  };
}

/** @returns {Promise<Reminders | null>} null on a phone that is not bound */
export async function reminders() {
  const [held, device, state] = await facts('reminders', 'device', 'state');
  return device ? wishOf(held, device.id, state) : null;
}

/**
 * @param {Partial<Reminders> | ((wish: Reminders) => Partial<Reminders>)} changes a function is given
 *   the wish as it stands, for what changes a part of it
 * @param {boolean} [quietly] nobody needs to hear of it
 */
export async function changeReminders(changes, quietly = false) {
  await write(['facts'], async (tx) => {
    const store = tx.objectStore('facts');
    const [held, device, state] = await Promise.all(
      ['reminders', 'device', 'state'].map((name) => store.get(name)),
    );
    if (!device) return;
    const wish = wishOf(held, device.id, state);
    const changed = typeof changes === 'function' ? changes(wish) : changes;
    await store.put({ ...wish, ...changed }, 'reminders');
  });
  if (!quietly) announce('changed');
}

/** @param {Reminders} wish @returns {string} the body of PUT /reminders */
export function bodyOf({ kinds, quiet, subscription }) {
  return JSON.stringify({ settings: { kinds, quiet }, subscription });
}

/** @param {Reminders} wish whether the server has still to hear of it */
export function unsent(wish) {
  const body = bodyOf(wish);
  // Before anything was switched on there is nothing that the server needs to know.
  const nothing = wish.told === null && wish.subscription === null;
  return !nothing && wish.told !== body && wish.refused !== body;
}

/**
 * Hand in what the server does not know.
 * @throws {Trouble} what kept it from arriving
 */
export async function sendReminders() {
  const wish = await reminders();
  if (!wish || !unsent(wish)) return;
  const body = bodyOf(wish);
  try {
    const answer = await withSession(() => ask('PUT', '/api/v1/reminders', { text: body }));
    if (!answer.body?.reminders?.key) throw new Trouble('not_ours');
    await changeReminders({ told: body, refused: null, trouble: null }, true);
  } catch (error) {
    const { code, detail, status } = asTrouble(error);
    // 404 and 405: an older server. It is a wish, and keeps nothing else from arriving.
    if (![404, 405, 409, 422].includes(status ?? 0)) throw error;
    await changeReminders({ refused: body, trouble: { code, detail } }, true);
  }
}
