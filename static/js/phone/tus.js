// How is one part of a file sent? By tus 1.0, in parts that grow and shrink with the network; a
// part gives way to a check-in that is made meanwhile.

import { ask } from './api.js';
import { on } from './bus.js';
import { read } from './db.js';
import { withSession } from './session.js';
import { asTrouble, Trouble } from './trouble.js';

const SMALLEST = 16 << 10;
const LARGEST = 512 << 10;
const FAST_MS = 4_000;
const SLOW_MS = 20_000;
const PART_SECONDS = 120;

/** @typedef {import('./attach.js').KeptFile} KeptFile */

/** Bytes of the next part. */
let part = 64 << 10;

/**
 * Announce the file, or learn how much of it is there.
 * @param {KeptFile} file
 * @returns {Promise<number>} bytes
 */
export async function begin({ id, subject_kind: kind, subject_id: subject, name, sha256, size }) {
  const said = { id, subject_kind: kind, subject_id: subject, filename: name, sha256 };
  const pairs = Object.entries(said).map(([key, value]) => `${key} ${base64(value)}`);
  const headers = { 'Upload-Length': String(size), 'Upload-Metadata': pairs.join(',') };
  return offsetOf(await tus('POST', '/api/v1/uploads', { headers }), size);
}

/**
 * @param {KeptFile} file
 * @param {ArrayBuffer} bytes
 * @param {number} offset
 * @returns {Promise<number>} how much is there now
 * @throws {Trouble} `gave_way` to a check-in, or what kept the part from arriving
 */
export async function sendPart(file, bytes, offset) {
  const body = bytes.slice(offset, offset + part);
  const headers = {
    'Content-Type': 'application/offset+octet-stream',
    'Upload-Offset': String(offset),
  };
  const began = performance.now();
  try {
    const answer = await givingWay((signal) =>
      tus('PATCH', `/api/v1/uploads/${file.id}`, { headers, body, seconds: PART_SECONDS, signal }),
    );
    const took = performance.now() - began;
    if (took < FAST_MS) part = Math.min(LARGEST, part * 2);
    if (took > SLOW_MS) part = Math.max(SMALLEST, part / 2);
    return offsetOf(answer, file.size);
  } catch (error) {
    if (asTrouble(error).code !== 'gave_way') part = Math.max(SMALLEST, part / 2);
    throw error;
  }
}

/**
 * A check-in that is made before a part leaves or while it is on its way goes first. What of the
 * part has arrived is kept over there.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} work
 */
async function givingWay(work) {
  if (await untried()) throw new Trouble('gave_way');
  const stop = new AbortController();
  const unhear = on('changed', async () => {
    if (await untried()) stop.abort(new Trouble('gave_way'));
  });
  try {
    return await work(stop.signal);
  } finally {
    unhear();
  }
}

/**
 * Whether a check-in waits that was never handed in. One that was tried in vain stands in no
 * file's way.
 */
async function untried() {
  /** @type {import('./checkin.js').Record[]} */
  const waiting = await read(['checkins'], (tx) =>
    tx.objectStore('checkins').index('state').getAll('waiting'),
  );
  return waiting.some(({ tries }) => tries === 0);
}

/** @param {string} method @param {string} path @param {any} options */
function tus(method, path, { headers, ...options }) {
  const spoken = { 'Tus-Resumable': '1.0.0', ...headers };
  return withSession(() => ask(method, path, { headers: spoken, ...options }));
}

/** @param {import('./api.js').Answer} answer @param {number} size */
function offsetOf({ offset }, size) {
  if (offset === undefined || !Number.isInteger(offset) || offset < 0 || offset > size) {
    throw new Trouble('not_ours');
  }
  return offset;
}

/** @param {string} text */
function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
