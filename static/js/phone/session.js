// How does this phone stay signed in without asking anybody for anything? Its device key answers
// a nonce of the server whenever the cookie has died.

import { ask } from './api.js';
import { announce } from './bus.js';
import { fact, facts, keep, write } from './db.js';
import { sign } from './device-key.js';
import { asTrouble, Trouble } from './trouble.js';

/**
 * Do something that needs the session; renew it once where the server knows none.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Trouble} `signed_out` when the person has left, else what `work` met
 */
export async function withSession(work) {
  if (await fact('signed-out')) throw new Trouble('signed_out');
  try {
    return await work();
  } catch (error) {
    if (asTrouble(error).code !== 'not_signed_in') throw error;
    await renew();
    return work();
  }
}

/** Sign in with the device key. */
export async function renew() {
  const device = await fact('device');
  if (!device) throw new Trouble('not_bound');
  const deviceId = device.id;
  const challenge = await ask('POST', '/api/v1/session/challenge', {
    json: { device_id: deviceId },
  });
  if (typeof challenge.body?.nonce !== 'string') throw new Trouble('not_ours');
  const claims = { nonce: challenge.body.nonce, aud: location.origin };
  const proof = await sign(device.key, { typ: 'device-proof+jwt', kid: deviceId }, claims);
  await ask('POST', '/api/v1/session', { json: { device_id: deviceId, proof } });
}

/** Come back after having left. */
export async function enter() {
  await renew();
  await write(['facts'], (tx) => tx.objectStore('facts').delete('signed-out'));
  announce('changed');
}

/**
 * Leave: the server ends the session now, or at the next contact where there is no network. The
 * queue drains all the same, since an envelope proves itself.
 */
export async function leave() {
  await keep('signed-out', { at: new Date().toISOString(), told: false });
  announce('changed');
  await tellOfLeaving().catch(() => {});
}

/** Tell the server of a leaving that it may not have heard of yet. */
export async function tellOfLeaving() {
  const [left] = await facts('signed-out');
  if (!left || left.told) return;
  try {
    await ask('DELETE', '/api/v1/session');
  } catch (error) {
    if (asTrouble(error).code !== 'not_signed_in') throw error;
  }
  await keep('signed-out', { ...left, told: true });
}
