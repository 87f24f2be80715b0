// What proves that it is this installation that speaks? An ES256 key that script cannot read out
// (`extractable: false`), made inside the installed app and kept in IndexedDB.

import { signed } from './jws.js';

/** @returns {Promise<CryptoKeyPair>} */
export function makeKey() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
}

/** @param {CryptoKeyPair} key @returns {Promise<import('./jws.js').PublicJwk>} */
export async function publicJwk(key) {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  return /** @type {any} */ ({ kty, crv, x, y });
}

/**
 * Sign claims as a JWS Compact (RFC 7515) with ES256.
 * @param {CryptoKeyPair} key
 * @param {{ typ: string, kid?: string }} header
 * @param {Record<string, unknown>} claims
 */
export function sign(key, header, claims) {
  return signed(key.privateKey, header, claims);
}
