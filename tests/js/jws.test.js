// Does what we write and check agree with a library that knows all of JOSE?

import './support/browser.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64url, CompactSign, compactVerify, exportJWK, generateKeyPair } from 'jose';
import { makeKey, publicJwk, sign } from '../../static/js/phone/device-key.js';
import { fromBase64url, toBase64url } from '../../static/js/phone/encoding.js';
import { parts, verified } from '../../static/js/phone/jws.js';

const CLAIMS = { jti: '0192', note: 'Rapat di “Kantor”, 07.24 – ½ 🙂', n: 1.5 };
const bytes = (text) => new TextEncoder().encode(text);

/** A receipt as the server makes one, and its public key. */
async function received(header = {}, payload = JSON.stringify(CLAIMS)) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const signer = new CompactSign(bytes(payload));
  const jws = await signer.setProtectedHeader({ alg: 'ES256', ...header }).sign(privateKey);
  return { jws, jwk: await exportJWK(publicKey) };
}

test('what the phone signs, a library verifies', async () => {
  const key = await makeKey();
  const jws = await sign(key, { typ: 'checkin+jwt', kid: 'a' }, CLAIMS);
  const verifier = await crypto.subtle.importKey(
    'jwk',
    await publicJwk(key),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  );
  const { payload, protectedHeader } = await compactVerify(jws, verifier);
  assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), CLAIMS);
  assert.deepEqual(protectedHeader, { alg: 'ES256', typ: 'checkin+jwt', kid: 'a' });
});

test('what a library signs, the phone verifies', async () => {
  const { jws, jwk } = await received({ typ: 'receipt+jwt', kid: 'b' });
  assert.deepEqual(await verified(jws, jwk), CLAIMS);
  assert.equal(parts(jws).header.kid, 'b');
});

test('nothing that was changed on the way passes', async () => {
  const { jws, jwk } = await received({ kid: 'b' });
  const [header, payload, signature] = jws.split('.');
  const none = base64url.encode(JSON.stringify({ alg: 'none' }));
  const other = base64url.encode(JSON.stringify({ ...CLAIMS, jti: '0193' }));
  const flipped = (signature[0] === 'A' ? 'B' : 'A') + signature.slice(1);
  for (const wrong of [
    `${header}.${other}.${signature}`,
    `${header}.${payload}.${flipped}`,
    `${header}.${payload}.${signature.slice(0, -2)}`,
    `${header}.${payload}.`,
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    `${header}.${payload}`,
    `${jws}.${signature}`,
    `${header}.${payload}.${signature}=`,
    `${header}. ${payload}.${signature}`,
    '',
  ]) {
    await assert.rejects(verified(wrong, jwk), undefined, wrong);
  }
  await assert.rejects(verified(jws, (await received()).jwk), /bad signature/);
});

test('what asks to be understood and is not is refused', async () => {
  const { jws, jwk } = await received({ crit: ['b64'], b64: true });
  await assert.rejects(verified(jws, jwk), /not understood/);
  for (const payload of ['null', '"text"', '7', 'no JSON']) {
    const odd = await received({}, payload);
    await assert.rejects(verified(odd.jws, odd.jwk), undefined, payload);
  }
});

test('base64url is that of everybody, at every length', () => {
  for (const length of [0, 1, 2, 3, 4, 5, 31, 32, 33, 100_001]) {
    const some = Uint8Array.from({ length }, (_, index) => (index * 167 + 250) % 256);
    assert.equal(toBase64url(some), base64url.encode(some));
    assert.deepEqual(fromBase64url(toBase64url(some)), some);
  }
  for (const wrong of ['a', 'YQ==', 'Y Q', 'Y+Q/', 'é']) assert.throws(() => fromBase64url(wrong));
});
