// Is this receipt really the server's, and for this very check-in? Only then is it delivered.

import { ask } from './api.js';
import { fact, keep } from './db.js';
import { parts, verified } from './jws.js';
import { Trouble } from './trouble.js';

const KEYS = '/.well-known/jwks.json';

/** @typedef {{ id: string, sub: string, hash: string }} Delivered what the receipt must name */

/**
 * Check a receipt's signature and that it names this check-in.
 * @param {string} receipt JWS Compact
 * @param {Delivered} checkin
 * @param {{ fetchKeys?: boolean }} [options] whether unknown keys may be asked for
 * @returns {Promise<Record<string, any>>} its claims
 * @throws {Trouble} `receipt_invalid`; `network` and the like when a new key cannot be fetched
 */
export async function verifyReceipt(receipt, checkin, { fetchKeys = true } = {}) {
  const claims = await claimsIn(receipt, fetchKeys);
  // A refusal names no device where the envelope proved none.
  const unproven = claims.sub === null && claims.status === 'refused';
  const mine = claims.sub === checkin.sub || unproven;
  const fits = claims.jti === checkin.id && mine && claims.hash === checkin.hash;
  if (!fits) throw new Trouble('receipt_invalid', { detail: 'names another check-in' });
  return claims;
}

/** @param {string} receipt @param {boolean} fetchKeys */
async function claimsIn(receipt, fetchKeys) {
  let header;
  try {
    header = parts(receipt).header;
  } catch (cause) {
    throw new Trouble('receipt_invalid', { detail: 'no JWS', cause });
  }
  if (header.typ !== 'receipt+jwt' || header.alg !== 'ES256' || !header.kid) {
    throw new Trouble('receipt_invalid', { detail: 'wrong header' });
  }
  const jwk = await keyNamed(header.kid, fetchKeys);
  if (!jwk) throw new Trouble('receipt_invalid', { detail: 'unknown key' });
  try {
    return await verified(receipt, jwk);
  } catch (cause) {
    throw new Trouble('receipt_invalid', { detail: 'bad signature', cause });
  }
}

/** @param {string} kid @param {boolean} fetchKeys */
async function keyNamed(kid, fetchKeys) {
  /** @type {Record<string, import('./jws.js').PublicJwk>} */
  const known = (await fact('server-keys')) ?? {};
  if (known[kid] || !fetchKeys) return known[kid];
  return (await refreshKeys())[kid];
}

/**
 * Fetch the server's public keys. A key once seen is never replaced by another of its name.
 * @returns {Promise<Record<string, import('./jws.js').PublicJwk>>} by key id
 */
export async function refreshKeys() {
  const { body } = await ask('GET', KEYS);
  if (!Array.isArray(body?.keys)) throw new Trouble('not_ours');
  /** @type {Record<string, import('./jws.js').PublicJwk>} */
  const fetched = {};
  for (const jwk of body.keys) {
    if (typeof jwk?.kid === 'string' && jwk.kty === 'EC' && jwk.crv === 'P-256') {
      fetched[jwk.kid] = jwk;
    }
  }
  const keys = { ...fetched, ...(await fact('server-keys')) };
  await keep('server-keys', keys);
  return keys;
}
