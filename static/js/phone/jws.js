// How is a JWS of ours written and checked? Compact form (RFC 7515), ES256 only (RFC 7518, 3.4), by
// the browser's own cryptography, whose signatures are already r and s as JWS wants them.
//
// A library for all of JOSE was a tenth of the whole app; the tests hold this against one.

import { fromBase64url, toBase64url } from './encoding.js';

/** @typedef {{ kty: string, crv: string, x: string, y: string, kid?: string }} PublicJwk */

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const ES256 = { name: 'ECDSA', hash: 'SHA-256' };

/** @param {unknown} value */
function written(value) {
  return toBase64url(new TextEncoder().encode(JSON.stringify(value)));
}

/** @param {string} part @returns {Record<string, any>} */
function read(part) {
  // As strict as the server: bytes that are no UTF-8 are no JSON either.
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(part)));
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return value;
}

/**
 * @param {CryptoKey} key private
 * @param {Record<string, unknown>} header without `alg`
 * @param {Record<string, unknown>} claims
 * @returns {Promise<string>}
 */
export async function signed(key, header, claims) {
  const input = `${written({ alg: 'ES256', ...header })}.${written(claims)}`;
  const signature = await crypto.subtle.sign(ES256, key, new TextEncoder().encode(input));
  return `${input}.${toBase64url(signature)}`;
}

/**
 * @param {string} jws
 * @returns {{ header: Record<string, any>, claims: Record<string, any> }} nothing is verified here
 * @throws {Error} it is no JWS
 */
export function parts(jws) {
  const [header, claims, signature, ...more] = jws.split('.');
  if (!signature || more.length > 0) throw new Error('not three parts');
  return { header: read(header), claims: read(claims) };
}

/**
 * @param {string} jws with a header that has been looked at
 * @param {PublicJwk} jwk
 * @returns {Promise<Record<string, any>>} the claims
 * @throws {Error} the signature is not that key's, or the header asks for what is not understood
 */
export async function verified(jws, { kty, crv, x, y }) {
  const { header, claims } = parts(jws);
  // An extension that must be understood (RFC 7515, 4.1.11): there is none that we know.
  if (header.alg !== 'ES256' || 'crit' in header) throw new Error('header not understood');
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, CURVE, false, ['verify']);
  const end = jws.lastIndexOf('.');
  const input = new TextEncoder().encode(jws.slice(0, end));
  const good = await crypto.subtle.verify(ES256, key, fromBase64url(jws.slice(end + 1)), input);
  if (!good) throw new Error('bad signature');
  return claims;
}
