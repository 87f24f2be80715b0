// How do bytes and text turn into each other on the wire? Base64url and SHA-256, from jose and
// WebCrypto: no encoding of our own.

import * as base64url from 'jose/base64url';

/** @param {BufferSource} bytes @returns {string} base64url without padding (RFC 7515, 2) */
export function toBase64url(bytes) {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  return base64url.encode(view);
}

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
export function fromBase64url(text) {
  return new Uint8Array(base64url.decode(text));
}

/** @param {string} text ASCII, such as a JWS @returns {Promise<ArrayBuffer>} its SHA-256 */
export function sha256(text) {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
}

/** @param {string} jws @returns {Promise<string>} base64url SHA-256: a check-in's hash everywhere */
export async function hashOf(jws) {
  return toBase64url(await sha256(jws));
}

/**
 * What a JWS of ours says. For showing what was signed or received: nothing is verified here.
 * @param {string} jws
 * @returns {Record<string, any>}
 */
export function claimsOf(jws) {
  return JSON.parse(new TextDecoder().decode(base64url.decode(jws.split('.')[1])));
}
