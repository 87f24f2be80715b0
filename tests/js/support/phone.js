// A bound phone for a test: fresh store, device key, one anchor.

import './browser.js';
import { deleteDB } from 'idb';
import { LIFE } from '../../../static/js/phone/chain.js';
import { checkIn } from '../../../static/js/phone/checkin.js';
import { close, keep } from '../../../static/js/phone/db.js';
import { makeKey } from '../../../static/js/phone/device-key.js';
import { deliver } from '../../../static/js/phone/outbox.js';
import { passkey } from './browser.js';
import { Server } from './server.js';

export const FIX = { lat: -2.68, lng: 118.89, accuracy: 9, at: '2026-11-24T23:20:00.000Z' };

/** @returns {Promise<{ server: Server, device: any }>} */
export async function boundPhone() {
  await close();
  await deleteDB('sikeren');
  passkey.cancelled = false;
  passkey.challenges.length = 0;
  const server = await new Server().start();
  const device = {
    id: 'device-1',
    key: await makeKey(),
    passkey: { id: 'AQ', transports: ['internal'], rpId: 'absen.contoh.id' },
    employee: { nip: '199003152015032004', name: 'Siti', agency: 'Dinas' },
  };
  await keep('device', device);
  await keep('anchor', anchorSeen({ jws: 'e30.e30.first', at: performance.now(), life: LIFE }));
  return { server, device };
}

/** @param {Record<string, unknown>} more */
export function anchorSeen(more) {
  return { device: 'device-1', seen_at: new Date().toISOString(), ...more };
}

/** @param {Partial<import('../../../static/js/phone/checkin.js').Tap>} [more] */
export function tap(more = {}) {
  return checkIn({ kind: 'in', fixes: [FIX], noFix: null, note: '', ...more });
}

/** Deliver as if the person had pressed "Kirim sekarang". */
export function send() {
  return deliver({ now: true });
}
