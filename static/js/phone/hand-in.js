// What is handed in, in which portions, and what does each answer settle? Nothing leaves the
// waiting state before a receipt has been verified.

import { ask } from './api.js';
import { announce } from './bus.js';
import { read, write } from './db.js';
import { bodyOf, isAnswer, portions } from './portions.js';
import { verifyReceipt } from './receipts.js';
import { asTrouble, Trouble } from './trouble.js';

/** @typedef {import('./checkin.js').Record} Checkin */

/**
 * Hand in everything that waits, oldest first.
 * @returns {Promise<number>} how many were settled
 * @throws {Trouble} the first thing that kept one from being settled; that one stays
 */
export async function handIn() {
  return inTurn(portions(await toHandIn()));
}

/**
 * What ails one envelope must not hold up the others; what ails the connection ends the round.
 * @param {Checkin[][]} parts
 */
async function inTurn(parts) {
  let settled = 0;
  /** @type {Trouble | null} */
  let first = null;
  for (const part of parts) {
    try {
      settled += await handInPortion(part);
    } catch (error) {
      const trouble = asTrouble(error);
      if (!aboutTheBody(trouble) && trouble.code !== 'receipt_invalid') throw trouble;
      first ??= trouble;
    }
  }
  if (first) throw first;
  return settled;
}

/** @returns {Promise<Checkin[]>} in the order in which they were signed */
async function toHandIn() {
  const all = await read(['checkins'], (tx) => tx.objectStore('checkins').getAll());
  return all
    .filter((checkin) => checkin.state === 'waiting' || checkin.resend)
    .sort((a, b) => (a.sub === b.sub ? a.seq - b.seq : a.id < b.id ? -1 : 1));
}

/**
 * @param {Checkin[]} portion
 * @returns {Promise<number>}
 */
async function handInPortion(portion) {
  const text = bodyOf(portion);
  let body;
  try {
    body = (await ask('POST', '/api/v1/checkins', { text, seconds: 60 })).body;
  } catch (error) {
    const trouble = asTrouble(error);
    if (portion.length > 1 && aboutTheBody(trouble)) {
      const middle = Math.ceil(portion.length / 2);
      return inTurn([portion.slice(0, middle), portion.slice(middle)]);
    }
    await noteTry(portion, trouble.code);
    throw trouble;
  }
  if (!isAnswer(body, portion)) {
    await noteTry(portion, 'not_ours');
    throw new Trouble('not_ours');
  }
  return settle(portion, body.results);
}

/**
 * Whether the server refuses this body, so that a smaller one may pass.
 * @param {Trouble} trouble
 */
function aboutTheBody({ status = 0 }) {
  return [400, 413, 422].includes(status);
}

/** @param {Checkin[]} portion @param {any[]} results */
async function settle(portion, results) {
  /** @type {Trouble | null} */
  let trouble = null;
  let settled = 0;
  for (const [index, checkin] of portion.entries()) {
    try {
      await settleOne(checkin, results[index]);
      settled += 1;
    } catch (error) {
      trouble ??= asTrouble(error);
      await noteTry([checkin], asTrouble(error).code, true);
    }
  }
  announce('changed');
  if (trouble) throw trouble;
  return settled;
}

/** @param {Checkin} checkin @param {any} result */
async function settleOne(checkin, result) {
  const claims = await verifyReceipt(result.receipt, checkin);
  const refused = result.status === 'refused';
  if (refused !== (claims.status === 'refused')) {
    throw new Trouble('receipt_invalid', { detail: 'answer and receipt differ' });
  }
  // A refusal must not replace what was once recorded: that receipt can heal a restored server.
  if (refused && checkin.state === 'recorded') return change(checkin.id, { resend: false });
  const flags = Array.isArray(result.flags) ? result.flags : [];
  await change(checkin.id, {
    state: refused ? 'refused' : 'recorded',
    receipt: result.receipt,
    receipt_claims: claims,
    verdict: refused ? undefined : result.verdict,
    flags,
    reason: refused ? (result.reason ?? claims.reason) : undefined,
    sent_at: new Date().toISOString(),
    settled_at: new Date().toISOString(),
    trouble: undefined,
    resend: false,
  });
}

/** @param {string} id @param {Partial<Checkin>} changes */
export function change(id, changes) {
  return write(['checkins'], async (tx) => {
    const kept = await tx.objectStore('checkins').get(id);
    if (kept) await tx.objectStore('checkins').put({ ...kept, ...changes });
  });
}

/** @param {Checkin[]} portion @param {string} trouble @param {boolean} [sent] */
function noteTry(portion, trouble, sent = false) {
  return write(['checkins'], async (tx) => {
    const kept = tx.objectStore('checkins');
    for (const { id } of portion) {
      const checkin = await kept.get(id);
      const sentAt = sent ? new Date().toISOString() : checkin.sent_at;
      await kept.put({ ...checkin, tries: checkin.tries + 1, trouble, sent_at: sentAt });
    }
  });
}
