// What does a tap leave on the phone? The protocol's message, agreed to by the passkey, or nothing.

import './support/browser.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { decodeProtectedHeader } from 'jose';
import { fact, keep } from '../../static/js/phone/db.js';
import { claimsOf, hashOf, sha256 } from '../../static/js/phone/encoding.js';
import { checkins } from '../../static/js/phone/kept.js';
import { passkey } from './support/browser.js';
import { anchorSeen, boundPhone, FIX, tap } from './support/phone.js';
import { verifies } from './support/server.js';

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MOMENT = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** @type {any} */
let device;

beforeEach(async () => {
  device = (await boundPhone()).device;
});

test('a check-in is a JWS of the device key with every claim of the protocol', async () => {
  const { jws, id } = await tap({ kind: 'out', note: ' rapat di Kantor Bupati ' });
  assert.deepEqual(decodeProtectedHeader(jws), {
    alg: 'ES256',
    typ: 'checkin+jwt',
    kid: 'device-1',
  });
  assert.ok(await verifies(jws, device.key.publicKey));
  const claims = claimsOf(jws);
  assert.match(claims.jti, UUID7);
  assert.equal(claims.jti, id);
  assert.match(claims.device_time, MOMENT);
  assert.match(claims.anchor_seen_at, MOMENT);
  assert.ok(Number.isInteger(claims.elapsed_ms) && claims.elapsed_ms >= 0);
  assert.deepEqual(claims.fixes, [FIX]);
  assert.equal('no_fix' in claims, false);
  const { sub, kind, seq, prev, anchor, witness, duty, note, app } = claims;
  assert.deepEqual(
    { sub, kind, seq, prev, anchor, witness, duty, note, app },
    {
      sub: 'device-1',
      kind: 'out',
      seq: 1,
      prev: null,
      anchor: 'e30.e30.first',
      witness: null,
      duty: null,
      note: 'rapat di Kantor Bupati',
      app: 'sikeren-web/0.0.0+test0build00',
    },
  );
});

test('the passkey agrees to exactly the bytes that were signed', async () => {
  const { jws } = await tap();
  assert.deepEqual(new Uint8Array(passkey.challenges[0]), new Uint8Array(await sha256(jws)));
});

test('each check-in names the hash of the one before', async () => {
  const first = await tap();
  const second = claimsOf((await tap()).jws);
  assert.equal(second.seq, 2);
  assert.equal(second.prev, await hashOf(first.jws));
});

test('two taps at once never share a place in the chain', async () => {
  await Promise.all([tap(), tap(), tap()]);
  const chain = (await checkins()).map(({ jws }) => claimsOf(jws)).sort((a, b) => a.seq - b.seq);
  assert.deepEqual(
    chain.map(({ seq }) => seq),
    [1, 2, 3],
  );
  assert.equal(new Set(chain.map(({ prev }) => prev)).size, 3);
});

test('a cancelled fingerprint leaves nothing, and its number is used by the next', async () => {
  passkey.cancelled = true;
  await assert.rejects(tap(), { code: 'passkey_cancelled' });
  assert.deepEqual(await checkins(), []);
  assert.equal(await fact('head'), undefined);
  passkey.cancelled = false;
  assert.equal(claimsOf((await tap()).jws).seq, 1);
});

test('without a passkey nothing is queued', async () => {
  const kept = globalThis.PublicKeyCredential;
  globalThis.PublicKeyCredential = undefined;
  await assert.rejects(tap(), { code: 'passkey_unsupported' });
  globalThis.PublicKeyCredential = kept;
  assert.deepEqual(await checkins(), []);
});

test('a phone that never spoke to the server says so instead of signing', async () => {
  await keep('anchor', null);
  await assert.rejects(tap(), { code: 'no_anchor' });
});

test('an anchor of an earlier device on this phone does not count', async () => {
  await keep('anchor', { ...anchorSeen({ jws: 'x.y.z' }), device: 'device-0' });
  await assert.rejects(tap(), { code: 'no_anchor' });
});

test('after a restart the monotonic clock says nothing', async () => {
  await keep('anchor', anchorSeen({ jws: 'x.y.z', life: 'an earlier run', at: 12 }));
  assert.equal(claimsOf((await tap()).jws).elapsed_ms, null);
});

test('without a position the check-in says why', async () => {
  const claims = claimsOf((await tap({ fixes: [], noFix: 'denied' })).jws);
  assert.deepEqual(claims.fixes, []);
  assert.equal(claims.no_fix, 'denied');
});

test('a note is cut to 500 characters and freed of what no server may accept', async () => {
  const note = `a\u0000b\ud800c🙂${'x'.repeat(600)}`;
  const kept = claimsOf((await tap({ note })).jws).note;
  assert.ok(kept.startsWith('abc🙂xx'));
  assert.equal([...kept].length, 500);
});

test('a phone whose calendar is absurd is told to mend it', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(1999, 0, 1) });
  await assert.rejects(tap(), { code: 'clock_absurd' });
});

test('envelope and head are written durably, at once', async (t) => {
  const opened = t.mock.method(IDBDatabase.prototype, 'transaction');
  await tap();
  const writes = opened.mock.calls.filter(({ arguments: [, mode] }) => mode === 'readwrite');
  assert.deepEqual(
    writes.map(({ arguments: [stores, , options] }) => [stores, options]),
    [[['checkins', 'facts'], { durability: 'strict' }]],
  );
});
