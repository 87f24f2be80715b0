// What proves that it is this installation that speaks? An ES256 key that script cannot read out
// (`extractable: false`), made inside the installed app and kept in IndexedDB.

import { CompactSign } from 'jose/jws/compact/sign';
import { exportJWK } from 'jose/key/export';

/** @returns {Promise<CryptoKeyPair>} */
export function makeKey() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
}

/** @param {CryptoKeyPair} key @returns {Promise<{ kty: string, crv: string, x: string, y: string }>} */
export async function publicJwk(key) {
  const { kty, crv, x, y } = await exportJWK(key.publicKey);
  return /** @type {any} */ ({ kty, crv, x, y });
}

/**
 * Sign claims as a JWS Compact (RFC 7515) with ES256.
 * @param {CryptoKeyPair} key
 * @param {{ typ: string, kid?: string }} header
 * @param {Record<string, unknown>} claims
 */
export function sign(key, header, claims) {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(key.privateKey);
}
