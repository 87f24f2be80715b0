// How does a tap become a signed check-in on this phone? Build the claims, sign them with the
// device key, let the passkey agree to exactly those bytes, and write all of it at once.
//
// The chain moves only in that last step: a cancelled fingerprint leaves nothing behind, and its
// `seq` is used by the next check-in.

import { v7 } from 'uuid';
import { announce } from './bus.js';
import { elapsedSince, headOf, standing, whileSigning } from './chain.js';
import { read, write } from './db.js';
import { sign } from './device-key.js';
import { hashOf, sha256 } from './encoding.js';
import { assert } from './passkey.js';
import { Trouble } from './trouble.js';
import { APP } from './version.js';

const MAX_NOTE = 500;

/**
 * @typedef {'in' | 'out'} Kind
 * @typedef {{ lat: number, lng: number, accuracy: number, at: string, altitude?: number,
 *   altitude_accuracy?: number, speed?: number, heading?: number }} Fix degrees, metres, m/s
 * @typedef {{ kind: Kind, fixes: Fix[], noFix: 'denied' | 'unavailable' | 'timeout' | null,
 *   note: string, duty?: string | null }} Tap duty: id of the travel duty it is made on
 * @typedef {{ id: string, sub: string, seq: number, kind: Kind, tapped_at: string, jws: string,
 *   hash: string, assertion: any, state: 'waiting' | 'recorded' | 'refused', tries: number,
 *   sent_at?: string, trouble?: string, receipt?: string, verdict?: string, flags?: Flag[],
 *   receipt_claims?: any, reason?: string, settled_at?: string, resend?: boolean,
 *   healed_at?: string }} Record
 * @typedef {{ code: string, detail: string }} Flag
 */

/**
 * Make a check-in. Call it inside the tap: the passkey is asked for at once.
 * @param {Tap} tap
 * @returns {Promise<Record>} as it was written to the phone
 * @throws {Trouble} and nothing was written
 */
export function checkIn(tap) {
  return whileSigning(async () => {
    const { device, head, anchor } = await standing();
    if (!device) throw new Trouble('not_bound');
    if (!anchor) throw new Trouble('no_anchor');
    const claims = claimsFor(tap, device.id, head, anchor);
    const jws = await sign(device.key, { typ: 'checkin+jwt', kid: device.id }, claims);
    const assertion = await assert(device.passkey, await sha256(jws));
    const record = await recordOf(claims, jws, assertion);
    await store(record, head).catch((error) => unlessKept(record, error));
    announce('changed');
    return record;
  });
}

/**
 * The claims of protocol version 1.
 * @param {Tap} tap
 * @param {string} sub device id
 * @param {import('./chain.js').Head} head
 * @param {import('./chain.js').Anchor} anchor
 */
export function claimsFor(tap, sub, head, anchor) {
  const now = Date.now();
  const year = new Date(now).getUTCFullYear();
  if (!(year >= 2000 && year < 2200)) throw new Trouble('clock_absurd');
  return {
    jti: v7({ msecs: now }),
    sub,
    kind: tap.kind,
    seq: head.seq + 1,
    prev: head.hash,
    anchor: anchor.jws,
    anchor_seen_at: anchor.seen_at,
    device_time: new Date(now).toISOString(),
    elapsed_ms: elapsedSince(anchor),
    tz: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    fixes: tap.fixes,
    ...(tap.fixes.length === 0 ? { no_fix: tap.noFix ?? 'unavailable' } : {}),
    witness: null,
    duty: tap.duty ?? null,
    note: noteOf(tap.note),
    app: APP,
  };
}

/** @param {string} text @returns {string | null} without what the protocol calls malformed */
function noteOf(text) {
  const clean = [...text.replaceAll('\u0000', '')]
    .filter((letter) => letter.length === 2 || !/[\ud800-\udfff]/.test(letter))
    .join('');
  return [...clean.trim()].slice(0, MAX_NOTE).join('') || null;
}

/** @param {ReturnType<typeof claimsFor>} claims @param {string} jws @param {any} assertion */
async function recordOf({ jti, sub, seq, kind, device_time: tappedAt }, jws, assertion) {
  const hash = await hashOf(jws);
  /** @type {Record} */
  const record = {
    id: jti,
    sub,
    seq,
    kind,
    tapped_at: tappedAt,
    jws,
    hash,
    assertion,
    state: 'waiting',
    tries: 0,
  };
  return record;
}

/**
 * A store that breaks while it writes may have written: look, before saying that it has not.
 * @param {Record} record
 * @param {unknown} error
 */
async function unlessKept({ id }, error) {
  const look = () => read(['checkins'], (tx) => tx.objectStore('checkins').get(id));
  if (
    error instanceof Trouble &&
    error.code === 'storage_failed' &&
    (await look().catch(() => null))
  )
    return;
  throw error;
}

/**
 * Envelope and new head in one transaction: either both are on the phone or neither.
 * @param {Record} record
 * @param {import('./chain.js').Head} expected the head it was built on
 */
function store(record, expected) {
  return write(['checkins', 'facts'], async (tx) => {
    const kept = tx.objectStore('facts');
    const [device, stored] = await Promise.all([kept.get('device'), kept.get('head')]);
    const head = headOf(device, stored);
    const moved = head.seq !== expected.seq || head.hash !== expected.hash;
    if (device?.id !== record.sub || moved) throw new Trouble('chain_moved');
    await Promise.all([
      tx.objectStore('checkins').add(record),
      kept.put({ device: record.sub, seq: record.seq, hash: record.hash }, 'head'),
    ]);
  });
}
