// What does the phone learn from the server once its queue is empty? A newer anchor, whether the
// server still has everything, the duties of the next days, and what became of its check-ins.

import { ask } from './api.js';
import { announce } from './bus.js';
import { LIFE, standing, whileInContact } from './chain.js';
import { fact, keep, write } from './db.js';
import { claimsOf } from './encoding.js';
import { withSession } from './session.js';
import { asTrouble, Trouble } from './trouble.js';

const HEAL_AGAIN_MS = 60 * 60 * 1000;
/** What the server may say of this phone that only a person can put right. */
const VERDICTS = ['device_revoked', 'inactive', 'chain_contradiction', 'head_ahead', 'bad_proof'];

/** @typedef {import('./checkin.js').Record} Checkin */

/**
 * Speak to the server about this device.
 * @returns {Promise<boolean>} whether check-ins must be handed in again: the server lacks them
 */
export async function contact() {
  try {
    const answer = await withSession(newAnchor);
    const lacking = answer ? await afterAnchor(answer) : 0;
    await withSession(() => refresh('state', '/api/v1/state', 'employee'));
    await withSession(() => refresh('history', '/api/v1/history', 'checkins'));
    return lacking > 0;
  } catch (error) {
    const { code } = asTrouble(error);
    if (VERDICTS.includes(code)) await judge(code);
    throw error;
  } finally {
    announce('changed');
  }
}

/** @returns {Promise<any>} the server's answer; null when a check-in was being signed */
function newAnchor() {
  return whileInContact(async (signal) => {
    const { device, head } = await standing();
    if (!device) throw new Trouble('not_bound');
    const json = { last_seq: head.seq, last_hash: head.hash };
    const { body } = await ask('POST', '/api/v1/anchor', { json, signal, seconds: 8 });
    const at = performance.now();
    const now = Date.now();
    checkAnswer(body);
    if (claimsOf(body.anchor).sub !== device.id) throw new Trouble('not_signed_in');
    const seenAt = new Date(now).toISOString();
    const anchor = { device: device.id, jws: body.anchor, seen_at: seenAt, life: LIFE, at };
    await write(['facts'], async (tx) => {
      await tx.objectStore('facts').put(anchor, 'anchor');
      await tx.objectStore('facts').put(Date.parse(body.server_time) - now, 'clock-ahead-ms');
    });
    announce('anchor', { jws: anchor.jws, seen_at: seenAt });
    return { device, head, server: body.head ?? { seq: 0, hash: null } };
  });
}

/** @param {any} body */
function checkAnswer(body) {
  const time = Date.parse(body?.server_time);
  const head = body?.head === null || Number.isInteger(body?.head?.seq);
  const parts = typeof body?.anchor === 'string' ? body.anchor.split('.').length : 0;
  if (!Number.isFinite(time) || !head || parts !== 3) throw new Trouble('not_ours');
}

/**
 * Compare heads. Lower than ours: the server was restored from a copy and gets back what we keep.
 * Higher, or another hash at our own: the key signs elsewhere, which only a person can clear up.
 * @param {{ head: import('./chain.js').Head, server: import('./chain.js').Head }} answer
 */
async function afterAnchor({ head, server }) {
  const ahead = server.seq > head.seq;
  const differs = server.seq === head.seq && server.seq > 0 && server.hash !== head.hash;
  await judge(ahead ? 'head_ahead' : differs ? 'chain_contradiction' : null);
  return healAbove(server.seq);
}

/**
 * Mark for another hand-in what was recorded and the server shows no more, once an hour at most.
 * @param {number} seq the newest the server has
 * @returns {Promise<number>} how many
 */
async function healAbove(seq) {
  const device = await fact('device');
  return write(['checkins'], async (tx) => {
    const kept = tx.objectStore('checkins');
    /** @type {Checkin[]} */
    const all = (await kept.getAll()).filter(({ sub }) => sub === device?.id);
    const lacking = all.filter(
      (checkin) =>
        checkin.state === 'recorded' &&
        ((checkin.seq > seq && notLately(checkin)) || all.some((other) => misses(other, checkin))),
    );
    const at = new Date().toISOString();
    for (const checkin of lacking) await kept.put({ ...checkin, resend: true, healed_at: at });
    return lacking.length;
  });
}

/** @param {Checkin} checkin */
function notLately({ healed_at: at }) {
  return !at || Math.abs(Date.now() - Date.parse(at)) > HEAL_AGAIN_MS;
}

/**
 * Whether the server said of a later check-in that one before it is missing, and this one has not
 * been handed in again since.
 * @param {Checkin} later
 * @param {Checkin} earlier
 */
function misses({ seq, flags = [], settled_at: settledAt = '' }, earlier) {
  const gap = seq > earlier.seq && flags.some(({ code }) => code === 'chain_gap');
  return gap && (earlier.healed_at ?? '') < settledAt;
}

/** @param {string | null} code what stands between this phone and the server, or nothing */
function judge(code) {
  return keep('standing', code ? { code, at: new Date().toISOString() } : null);
}

/**
 * Fetch a listing if it has changed (strong ETag, RFC 9110).
 * @param {string} name of the fact
 * @param {string} path
 * @param {string} member that the answer must have
 */
async function refresh(name, path, member) {
  const [before, device] = await Promise.all([fact(name), fact('device')]);
  const etag = before?.device === device?.id ? before?.etag : null;
  const answer = await ask('GET', path, { etag });
  const at = new Date().toISOString();
  if (answer.status === 304 && before) return keep(name, { ...before, at });
  if (!answer.body?.[member]) throw new Trouble('not_ours');
  return keep(name, { device: device?.id, etag: answer.etag, body: answer.body, at });
}
