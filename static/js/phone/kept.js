// What does this phone keep, to be read? Check-ins, how their delivery went, what the person wrote,
// and the months that were fetched. What hands it in is elsewhere, and is not needed to check in.

import { fact, facts, keep, read } from './db.js';
import { Trouble } from './trouble.js';

/**
 * @typedef {import('./checkin.js').Record} Checkin
 * @typedef {import('./explanations.js').Explanation} Explanation
 * @typedef {import('./filings.js').Filing} Filing
 * @typedef {import('./attach.js').KeptFile} KeptFile
 * @typedef {import('./recaps.js').Kept} Month
 * @typedef {{ tried_at: string | null, reached_at: string | null, next_at: number,
 *   held_until: number, failures: number, trouble: { code: string, detail?: string } | null }} Delivery
 *   reached_at: the last round that ended well; next_at, held_until: epoch ms
 */

/** @type {Delivery} */
export const NEVER = {
  tried_at: null,
  reached_at: null,
  next_at: 0,
  held_until: 0,
  failures: 0,
  trouble: null,
};

/** @returns {Promise<Checkin[]>} everything this phone keeps, oldest first */
export async function checkins() {
  const all = await read(['checkins'], (tx) => tx.objectStore('checkins').getAll());
  return all.sort((a, b) => (a.tapped_at < b.tapped_at ? -1 : 1));
}

/** @type {Delivery | null} what a full or broken store would not keep, for as long as we run */
let unkept = null;

/** @returns {Promise<Delivery>} how the last rounds went */
export async function delivery() {
  return unkept ?? (await fact('delivery')) ?? NEVER;
}

/** @param {Delivery} now */
export async function noteDelivery(now) {
  try {
    await keep('delivery', now);
    unkept = null;
  } catch {
    unkept = now;
  }
}

/** @returns {Promise<Explanation[]>} */
export function explanations() {
  return read(['explanations'], (tx) => tx.objectStore('explanations').getAll());
}

/** @returns {Promise<Filing[]>} what this phone's present owner wrote, oldest first */
export async function filings() {
  const [kept, device] = [await fact('filings'), await fact('device')];
  return (kept ?? []).filter((/** @type {Filing} */ one) => one.device === device?.id);
}

/** @returns {Promise<KeptFile[]>} what this phone's present owner attached, oldest first */
export async function files() {
  const device = await fact('device');
  if (!device) return [];
  const mine = await read(['files'], (tx) =>
    tx.objectStore('files').index('device').getAll(device.id),
  );
  return mine.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The key under which a file's bytes lie, beside its record. @param {string} id */
export function bytesOf(id) {
  return `${id}/bytes`;
}

/**
 * What is to be sent of a file.
 * @param {string} id
 * @returns {Promise<ArrayBuffer>}
 * @throws {Trouble} `file_lost`
 */
export async function bytesOfFile(id) {
  const kept = await read(['files'], (tx) => tx.objectStore('files').get(bytesOf(id)));
  if (!kept) throw new Trouble('file_lost');
  return kept.bytes;
}

/** @returns {Promise<Record<string, Month>>} by month, of this phone's present owner */
export async function recaps() {
  const [kept, device] = await facts('recaps', 'device');
  return device && kept?.device === device.id ? kept.months : {};
}
