// How does this phone become its owner's? Code, device key, passkey, proof; then a rehearsal that
// shows that signing works here, without a network.

import { ask } from './api.js';
import { platformName } from './browser.js';
import { announce } from './bus.js';
import { fact, keep, write } from './db.js';
import { makeKey, publicJwk, sign } from './device-key.js';
import { sha256 } from './encoding.js';
import { STORES, takeOver } from './former.js';
import { assert, create } from './passkey.js';
import { Trouble } from './trouble.js';

const CODE_LENGTH = 8;
const BOUND = 'sikeren-bound';

/**
 * @typedef {{ id: string, key: CryptoKeyPair, options: any,
 *   employee: { nip: string, name: string, agency: string }, contact?: string,
 *   privacy?: { version: string, at: string } }} Enrolment
 */

/**
 * A code as a person types it, reads it out or copies it: case, spaces and dashes do not matter.
 * @param {string} typed
 * @returns {string | null} the eight signs, or null where it cannot be a code
 */
export function readCode(typed) {
  const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return code.length === CODE_LENGTH ? code : null;
}

/** @param {string} code @returns {string} in two groups, as on the letter */
export function showCode(code) {
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}

/**
 * Begin with a code: makes the device key and learns whose phone this is to be.
 * @param {string} code eight signs
 * @returns {Promise<Enrolment>}
 */
export async function start(code) {
  const key = await makeKey();
  const json = { code, device_key: await publicJwk(key), platform: platformName() };
  const { body } = await ask('POST', '/api/v1/enrolments', { json });
  if (typeof body?.enrolment_id !== 'string' || !body.options?.challenge || !body.employee?.name) {
    throw new Trouble('not_ours');
  }
  const { enrolment_id: id, options, employee, contact } = body;
  return { id, key, options, employee, contact };
}

/**
 * Make the passkey and what the server needs to see. Call it inside a tap.
 * @param {Enrolment} enrolment
 */
export async function agree({ key, options }) {
  const { json: credential, passkey } = await create(options);
  const claims = { challenge: options.challenge };
  const proof = await sign(key, { typ: 'device-proof+jwt' }, claims);
  return { body: { credential, proof }, passkey };
}

/**
 * Bind: hand in passkey and proof, and keep key, passkey and identity in one write. The same body
 * may be handed in again when the answer was lost.
 * @param {Enrolment} enrolment
 * @param {Awaited<ReturnType<typeof agree>>} agreed
 */
export async function bind(enrolment, { body: json, passkey }) {
  const { body } = await ask('POST', `/api/v1/enrolments/${enrolment.id}/device`, { json });
  if (typeof body?.device_id !== 'string') throw new Trouble('not_ours');
  /** @type {import('./chain.js').Device} */
  const device = {
    id: body.device_id,
    key: enrolment.key,
    passkey,
    employee: body.employee ?? enrolment.employee,
    platform: platformName(),
    enrolled_at: new Date().toISOString(),
    persisted: false,
    rehearsed_at: null,
    privacy: enrolment.privacy,
  };
  await write(STORES, async (tx) => {
    const kept = tx.objectStore('facts');
    await takeOver(tx, device);
    await kept.put(device, 'device');
    for (const name of [
      'head',
      'anchor',
      'state',
      'history',
      'standing',
      'signed-out',
      'delivery',
    ]) {
      await kept.delete(name);
    }
  });
  markBound();
  announce('changed');
}

/** Beside the database, so that its loss can be told from a phone that was never bound. */
function markBound() {
  try {
    localStorage.setItem(BOUND, '1');
  } catch {
    // A private window may refuse: the loss is then told by the server only.
  }
}

/** @returns {boolean} whether a phone was bound here before, as far as is known */
export function wasBound() {
  try {
    return localStorage.getItem(BOUND) !== null;
  } catch {
    return false;
  }
}

/**
 * Sign something that is thrown away, with both keys and without the network. Call it in a tap.
 * @throws {Trouble} what would have kept a check-in from being signed
 */
export async function rehearse() {
  const device = await fact('device');
  if (!device) throw new Trouble('not_bound');
  const claims = { sub: device.id, iat: Math.floor(Date.now() / 1000) };
  // Its own typ: a rehearsal can never pass for a check-in.
  const jws = await sign(device.key, { typ: 'rehearsal+jwt' }, claims);
  await assert(device.passkey, await sha256(jws));
  await keep('device', { ...device, rehearsed_at: new Date().toISOString() });
  announce('changed');
}

/**
 * Ask the browser not to clear our store when space is short.
 * @returns {Promise<boolean>} its answer
 */
export async function persist() {
  const granted = Boolean(await navigator.storage?.persist?.().catch(() => false));
  const device = await fact('device');
  if (device && device.persisted !== granted) {
    await keep('device', { ...device, persisted: granted });
    announce('changed');
  }
  return granted;
}
