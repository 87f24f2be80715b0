// What does Node lack that a phone's browser has? Web Locks, IndexedDB, a passkey, an address.
// Import it before anything of the app.

import 'fake-indexeddb/auto';
import { webcrypto } from 'node:crypto';

globalThis.BUILD_ID = 'test0build00';
globalThis.APP_VERSION = '0.0.0';
globalThis.PRECACHE = ['/', '/manifest.webmanifest', `/static/${BUILD_ID}/phone.js`];
globalThis.crypto ??= webcrypto;
globalThis.location = { origin: 'https://absen.contoh.id', hostname: 'absen.contoh.id' };

/** The passkey of this phone; a test may say that its owner cancels. */
export const passkey = {
  cancelled: false,
  /** @type {ArrayBuffer[]} */
  challenges: [],
};

/** @type {Map<string, Promise<unknown>>} */
const held = new Map();

/** Web Locks (W3C), exclusive mode only: whoever asks waits for whoever asked before. */
const locks = {
  request(name, ...rest) {
    const work = rest.at(-1);
    const { ifAvailable } = rest.length > 1 ? rest[0] : {};
    const before = held.get(name);
    if (before && ifAvailable) return Promise.resolve(work(null));
    const now = (before ?? Promise.resolve()).then(() => work({ name }));
    const settled = now
      .catch(() => {})
      .then(() => {
        if (held.get(name) === settled) held.delete(name);
      });
    held.set(name, settled);
    return now;
  },
};

async function get({ publicKey }) {
  await new Promise((resolve) => setImmediate(resolve));
  if (passkey.cancelled) throw new DOMException('cancelled', 'NotAllowedError');
  passkey.challenges.push(publicKey.challenge);
  const response = { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' };
  const json = { id: 'AQ', rawId: 'AQ', type: 'public-key', response, clientExtensionResults: {} };
  return { ...json, toJSON: () => json };
}

Object.defineProperty(globalThis, 'navigator', {
  configurable: true,
  value: { locks, credentials: { get, create: get }, userAgent: 'Android', platform: 'Linux' },
});
globalThis.PublicKeyCredential = class PublicKeyCredential {};
