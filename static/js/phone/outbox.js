// What still has to reach the server, and when is it tried? One round at a time across tabs and
// worker: queue first, then a contact, then what the person wrote. What fails is tried again, ever later.

import { announce } from './bus.js';
import { contact } from './contact.js';
import { fact, facts, write } from './db.js';
import { sendExplanations } from './explanations.js';
import { pruneFilings, sendFilings } from './filings.js';
import { handIn } from './hand-in.js';
import { delivery, NEVER, noteDelivery } from './kept.js';
import { sendReminders } from './reminders.js';
import { tellOfLeaving } from './session.js';
import { asTrouble, Trouble } from './trouble.js';
import { sendFiles } from './upload.js';

const LOCK = 'sikeren-delivery';
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const KEPT_MS = 35 * 24 * 3600_000;

/** @typedef {import('./kept.js').Delivery} Delivery */

/** Troubles after which trying again soon is of no use, but which are no failure of delivery. */
const SETTLED = ['signed_out', 'device_revoked', 'inactive', 'chain_contradiction', 'bad_proof'];

/**
 * Try to deliver.
 * @param {{ now?: boolean }} [options] now: a person or an event asks, so no back-off, and after
 *   the round that is under way; a wait that the server asks for (Retry-After) holds all the same
 * @returns {Promise<boolean>} whether a round was made and ended well
 */
export async function deliver({ now = false } = {}) {
  return navigator.locks.request(LOCK, { ifAvailable: !now }, async (lock) => {
    if (lock === null) return false;
    const before = await delivery();
    const wait = Math.max(before.held_until, now ? 0 : before.next_at) - Date.now();
    // A clock set back must not turn a short wait into a long one.
    if (wait > 0 && wait <= LONGEST_WAIT_MS) return false;
    return round(before);
  });
}

/** @param {Delivery} before */
async function round(before) {
  const triedAt = new Date().toISOString();
  try {
    await everything();
    const reached = { ...NEVER, tried_at: triedAt, reached_at: triedAt };
    await noteDelivery(reached);
    announce('changed');
    // Files come last and take long: by now everything else is known to have arrived.
    before = { ...reached, failures: before.failures };
    await withFiles();
    return true;
  } catch (error) {
    const trouble = inDelivery(asTrouble(error));
    await noteDelivery(afterFailure({ ...before, tried_at: triedAt }, trouble));
    return SETTLED.includes(trouble.code);
  } finally {
    announce('changed');
  }
}

async function withFiles() {
  const [device, left] = await facts('device', 'signed-out');
  if (device && !left) await sendFiles();
}

async function everything() {
  await handIn();
  const [device, left] = await facts('device', 'signed-out');
  await tellOfLeaving();
  if (!device || left) return;
  if (await contact()) await handIn();
  await sendExplanations();
  await sendFilings();
  await sendReminders();
  await prune();
  await pruneFilings();
}

/** What is being delivered is on the phone already, whatever the store will not take now. */
function inDelivery(/** @type {Trouble} */ trouble) {
  const full = trouble.code === 'storage_full' || trouble.code === 'storage_failed';
  return full ? new Trouble('storage_full_delivery', { cause: trouble }) : trouble;
}

/**
 * @param {Delivery} before
 * @param {Trouble} trouble
 * @param {() => number} [random] 0 up to 1
 * @returns {Delivery}
 */
export function afterFailure(before, trouble, random = Math.random) {
  const failures = before.failures + 1;
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  // Half of the wait is left to chance, so that an office's phones do not come back in step.
  const wait = longest / 2 + (longest / 2) * random();
  const held = Math.min((trouble.retryAfter ?? 0) * 1000, LONGEST_WAIT_MS);
  const now = Date.now();
  const heldUntil = held > 0 ? now + held : 0;
  return {
    ...before,
    failures,
    next_at: Math.max(now + wait, heldUntil),
    held_until: heldUntil,
    trouble: { code: trouble.code, detail: trouble.detail },
  };
}

/**
 * Receipts and envelopes are kept for 35 days, so that phones can heal a restored server: days of
 * the server's clock, for this phone's may have jumped.
 */
async function prune() {
  const ahead = (await fact('clock-ahead-ms')) ?? 0;
  const oldest = new Date(Date.now() + ahead - KEPT_MS).toISOString();
  return write(['checkins', 'explanations'], async (tx) => {
    const kept = tx.objectStore('checkins');
    for (const checkin of await kept.getAll()) {
      const done = checkin.state === 'recorded' && !checkin.resend;
      const received = checkin.receipt_claims?.received_at ?? checkin.settled_at;
      if (done && received < oldest) await kept.delete(checkin.id);
    }
    const said = tx.objectStore('explanations');
    for (const { id, state, at } of await said.getAll()) {
      if (state === 'sent' && at < oldest) await said.delete(id);
    }
  });
}
