// Who may touch the chain of this phone's check-ins, and where does it stand? One Web Lock for
// every tab and the worker, so that no two of them ever make one `seq`.

import { announce, on } from './bus.js';
import { facts } from './db.js';
import { Trouble } from './trouble.js';

const LOCK = 'sikeren-chain';
const SIGN_WAIT_SECONDS = 10;
const CONTACT_SECONDS = 8;

/**
 * @typedef {{ id: string, key: CryptoKeyPair, passkey: import('./passkey.js').Passkey,
 *   employee: { nip: string, name: string, agency: string }, platform: string,
 *   enrolled_at: string, persisted: boolean, rehearsed_at: string | null,
 *   privacy?: { version: string, at: string } }} Device the notice that was shown before binding
 * @typedef {{ seq: number, hash: string | null }} Head the newest check-in that was signed
 * @typedef {{ jws: string, seen_at: string, life: string, at: number }} Anchor
 *   seen_at: device clock at its arrival; life, at: page life and its monotonic milliseconds
 */

/** This run of this page: monotonic times of another run cannot be compared with ours. */
export const LIFE = crypto.randomUUID?.() ?? `${performance.timeOrigin}`;

/** @type {{ jws: string, at: number } | null} an anchor that another tab received while we ran */
let overheard = null;
on('anchor', ({ jws, seen_at: seenAt }) => {
  // A frozen tab hears late; then the moment of hearing says nothing about the arrival.
  if (Math.abs(Date.now() - Date.parse(seenAt)) < 2000) overheard = { jws, at: performance.now() };
});

/**
 * Sign under the lock. A contact that is under way gives way: its answer then counts for nothing.
 * @template T
 * @param {() => Promise<T>} work
 */
export async function whileSigning(work) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SIGN_WAIT_SECONDS * 1000);
  announce('chain-wanted');
  try {
    return await navigator.locks.request(LOCK, { signal: stop.signal }, () => {
      clearTimeout(timer);
      return work();
    });
  } catch (error) {
    const waited = stop.signal.aborted && !(error instanceof Trouble);
    throw waited ? new Trouble('other_tab', { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Speak to the server about the head under the lock, for 8 s at most, and give way to a tap.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T | null>} null: somebody is signing, or wanted to; try again later
 */
export function whileInContact(work) {
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock === null) return null;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Trouble('timeout')), CONTACT_SECONDS * 1000);
    const unhear = on('chain-wanted', () => stop.abort(new Trouble('gave_way')));
    try {
      return await work(stop.signal);
    } catch (error) {
      if (error instanceof Trouble && error.code === 'gave_way') return null;
      throw error;
    } finally {
      clearTimeout(timer);
      unhear();
    }
  });
}

/**
 * Everything a check-in is built on, as it stands at this moment.
 * @returns {Promise<{ device: Device | undefined, head: Head, anchor: Anchor | undefined }>}
 */
export async function standing() {
  const [device, head, anchor] = await facts('device', 'head', 'anchor');
  return { device, head: headOf(device, head), anchor: anchorOf(device, anchor) };
}

/** @param {Device | undefined} device @param {(Head & { device: string }) | undefined} head */
export function headOf(device, head) {
  return device && head?.device === device.id
    ? { seq: head.seq, hash: head.hash }
    : { seq: 0, hash: null };
}

/** @param {Device | undefined} device @param {(Anchor & { device: string }) | undefined} anchor */
function anchorOf(device, anchor) {
  return device && anchor?.device === device.id ? anchor : undefined;
}

/**
 * Monotonic milliseconds since the anchor arrived.
 * @param {Anchor} anchor
 * @returns {number | null} null where this page was not running then
 */
export function elapsedSince(anchor) {
  const now = performance.now();
  if (anchor.life === LIFE) return Math.round(now - anchor.at);
  return overheard?.jws === anchor.jws ? Math.round(now - overheard.at) : null;
}
