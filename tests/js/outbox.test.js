// What may happen on the way to the server, and is anything ever lost or taken for delivered?

import './support/browser.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { claimsOf, hashOf } from '../../static/js/phone/encoding.js';
import { checkins, delivery } from '../../static/js/phone/kept.js';
import { afterFailure, deliver } from '../../static/js/phone/outbox.js';
import { Trouble } from '../../static/js/phone/trouble.js';
import { boundPhone, send, tap } from './support/phone.js';
import { captivePortal, json, problem, signed } from './support/server.js';

const HAND_IN = 'POST /api/v1/checkins';

/** @type {import('./support/server.js').Server} */
let server;
/** @type {any} */
let device;

beforeEach(async () => {
  ({ server, device } = await boundPhone());
});

/** @returns {Promise<string[]>} */
async function states() {
  return (await checkins()).map(({ state }) => state);
}

test('what was handed in is delivered once its receipt has been checked', async () => {
  const { jws, assertion } = await tap();
  assert.deepEqual(await states(), ['waiting']);
  assert.equal(await send(), true);
  const [kept] = await checkins();
  assert.equal(kept.state, 'recorded');
  assert.equal(kept.verdict, 'accepted');
  assert.equal(claimsOf(kept.receipt).hash, await hashOf(jws));
  assert.deepEqual(server.bodies(HAND_IN), [{ checkins: [{ jws, assertion }] }]);
});

test('what was delivered is not handed in again, and stays on the phone', async () => {
  await tap();
  await send();
  await send();
  assert.equal(server.bodies(HAND_IN).length, 1);
  assert.equal((await checkins()).length, 1);
});

test('a captive portal acknowledges nothing, and the next try delivers', async () => {
  await tap();
  server.instead(HAND_IN, captivePortal);
  assert.equal(await send(), false);
  assert.deepEqual(await states(), ['waiting']);
  assert.equal((await delivery()).trouble.code, 'not_ours');
  assert.equal(await send(), true);
  assert.deepEqual(await states(), ['recorded']);
});

for (const [what, answer] of Object.entries({
  'a list of other length': () => json({ results: [] }),
  'another id': () => json({ results: [{ id: 'other', status: 'recorded', receipt: 'x.y.z' }] }),
  'an unknown status': (body) =>
    json({ results: [{ id: idIn(body), status: 'ok', receipt: 'x' }] }),
  'no receipt': (body) => json({ results: [{ id: idIn(body), status: 'recorded' }] }),
  'a receipt that is none': (body) =>
    json({ results: [{ id: idIn(body), status: 'recorded', receipt: 'x.y.z' }] }),
  'half a JSON': () =>
    new Response('{"results":[', { headers: { 'Content-Type': 'application/json' } }),
  "a proxy's error": () => new Response('Bad gateway', { status: 502 }),
  'a dead line': () => Promise.reject(new TypeError('Failed to fetch')),
})) {
  test(`${what} acknowledges nothing`, async () => {
    await tap();
    server.instead(HAND_IN, answer);
    assert.equal(await send(), false);
    assert.deepEqual(await states(), ['waiting']);
  });
}

/** @param {any} body */
function idIn(body) {
  return claimsOf(body.checkins[0].jws).jti;
}

test("a receipt signed by another's key is not believed", async () => {
  const { id, hash } = await tap();
  const said = { jti: id, sub: 'device-1', hash, status: 'recorded' };
  const forged = await signed(device.key.privateKey, { typ: 'receipt+jwt', kid: 'server-1' }, said);
  server.instead(HAND_IN, () => json({ results: [{ id, status: 'recorded', receipt: forged }] }));
  assert.equal(await send(), false);
  assert.deepEqual(await states(), ['waiting']);
});

test("one check-in's receipt does not deliver another, nor hold up its neighbour", async () => {
  await tap();
  await tap({ kind: 'out' });
  server.instead(HAND_IN, async ({ checkins: [one, two] }) => {
    const results = [await server.result(one), await server.result(two)];
    return json({ results: [{ ...results[0], receipt: results[1].receipt }, results[1]] });
  });
  assert.equal(await send(), false);
  assert.deepEqual(await states(), ['waiting', 'recorded']);
  assert.equal(await send(), true);
  assert.deepEqual(await states(), ['recorded', 'recorded']);
});

test('an answer lost on the way is asked for again: the same receipt comes back', async () => {
  await tap();
  server.instead(HAND_IN, async ({ checkins: [envelope] }) => {
    await server.result(envelope);
    throw new TypeError('Failed to fetch');
  });
  await send();
  assert.equal(await send(), true);
  assert.deepEqual(await states(), ['recorded']);
});

test('a key the phone has not seen yet is fetched once', async () => {
  await tap();
  await send();
  await server.rotate('server-2');
  await tap({ kind: 'out' });
  assert.equal(await send(), true);
  assert.equal(server.bodies('GET /.well-known/jwks.json').length, 2);
});

test('a refused one is kept whole with its reason, and the chain goes on from it', async () => {
  const { id, jws, hash } = await tap();
  server.refuses.set(id, 'bad_anchor');
  assert.equal(await send(), true);
  const [kept] = await checkins();
  assert.equal(kept.state, 'refused');
  assert.equal(kept.reason, 'bad_anchor');
  assert.equal(kept.jws, jws);
  const next = claimsOf((await tap()).jws);
  assert.deepEqual([next.seq, next.prev], [2, hash]);
});

test('a refusal nobody signed is not believed', async () => {
  const { id } = await tap();
  server.instead(HAND_IN, () =>
    json({ results: [{ id, status: 'refused', reason: 'malformed' }] }),
  );
  await send();
  assert.deepEqual(await states(), ['waiting']);
});

test('a hundred at a time, in the order of their signing', async () => {
  for (let index = 0; index < 101; index += 1) await tap();
  await send();
  const sent = server
    .bodies(HAND_IN)
    .map(({ checkins }) => checkins.map(({ jws }) => claimsOf(jws).seq));
  assert.deepEqual(
    sent.map(({ length }) => length),
    [100, 1],
  );
  assert.deepEqual(
    sent.flat(),
    [...Array(101).keys()].map((index) => index + 1),
  );
});

test('a server that refuses a whole body gets smaller ones', async () => {
  const bad = (await tap()).id;
  await tap();
  await tap();
  server.instead(
    HAND_IN,
    async ({ checkins }) => {
      if (checkins.some(({ jws }) => claimsOf(jws).jti === bad)) return problem('too_large', 413);
      return json({ results: await Promise.all(checkins.map((one) => server.result(one))) });
    },
    { always: true },
  );
  assert.equal(await send(), false);
  assert.deepEqual(await states(), ['waiting', 'recorded', 'recorded']);
});

test('a server that asks for patience gets it, whoever presses the button', async () => {
  await tap();
  server.instead(HAND_IN, () => problem('too_many_requests', 429, { 'Retry-After': '120' }));
  await send();
  assert.equal(await send(), false);
  assert.equal(server.bodies(HAND_IN).length, 1);
  const { held_until: until } = await delivery();
  assert.ok(until > Date.now() + 100_000);
});

test('after a failure nothing is tried until its time has come, unless somebody asks', async () => {
  await tap();
  server.instead(HAND_IN, () => problem('internal', 500));
  await send();
  assert.equal(await deliver(), false);
  assert.equal(server.bodies(HAND_IN).length, 1);
  assert.equal(await send(), true);
});

test('the waits grow, each half of chance, and never beyond a quarter of an hour', () => {
  const never = {
    tried_at: null,
    reached_at: null,
    next_at: 0,
    held_until: 0,
    failures: 0,
    trouble: null,
  };
  const waits = [];
  let state = never;
  for (let index = 0; index < 10; index += 1) {
    state = afterFailure(state, new Trouble('network'), () => 0.999);
    waits.push(Math.round((state.next_at - Date.now()) / 1000));
  }
  assert.deepEqual(
    waits,
    [5, 10, 20, 40, 80, 160, 320, 640, 899, 899].map((wait) => wait + (wait === 899 ? 1 : 0)),
  );
  const least = afterFailure(never, new Trouble('network'), () => 0);
  assert.equal(Math.round((least.next_at - Date.now()) / 100), 25);
});

test('two tabs and the worker deliver one after the other, never twice', async () => {
  await tap();
  await Promise.all([send(), send(), deliver()]);
  assert.equal(server.bodies(HAND_IN).length, 1);
});
