// How do bytes and text turn into each other on the wire? Base64url and SHA-256.

const URL_SAFE = { '+': '-', '/': '_', '=': '' };
/** A string may not have as many arguments as a long file has bytes. */
const AT_ONCE = 0x8000;

/** @param {BufferSource} bytes @returns {string} base64url without padding (RFC 7515, 2) */
export function toBase64url(bytes) {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  let binary = '';
  for (let at = 0; at < view.length; at += AT_ONCE)
    binary += String.fromCharCode(...view.subarray(at, at + AT_ONCE));
  return btoa(binary).replace(/[+/=]/g, (one) => URL_SAFE[/** @type {'+'} */ (one)]);
}

/**
 * @param {string} text base64url
 * @returns {Uint8Array<ArrayBuffer>}
 * @throws {Error} it holds another character, or is cut short
 */
export function fromBase64url(text) {
  if (!/^[\w-]*$/.test(text)) throw new Error('not base64url');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (one) => one.charCodeAt(0));
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
  return JSON.parse(new TextDecoder().decode(fromBase64url(jws.split('.')[1])));
}
