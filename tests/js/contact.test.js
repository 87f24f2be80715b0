// What follows a delivery? Anchor, session, healing of a restored server, explanations, tidying.

import './support/browser.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { standing } from '../../static/js/phone/chain.js';
import { fact, keep } from '../../static/js/phone/db.js';
import { claimsOf } from '../../static/js/phone/encoding.js';
import { explain } from '../../static/js/phone/explanations.js';
import { checkins, delivery, explanations } from '../../static/js/phone/kept.js';
import { enter, leave } from '../../static/js/phone/session.js';
import { boundPhone, send, tap } from './support/phone.js';
import { captivePortal, json, problem } from './support/server.js';

const HAND_IN = 'POST /api/v1/checkins';
const ANCHOR = 'POST /api/v1/anchor';
const DAY_MS = 24 * 3600_000;

/** @type {import('./support/server.js').Server} */
let server;

beforeEach(async () => {
  ({ server } = await boundPhone());
});

test('after the queue the phone declares what it has signed, and carries the new anchor', async () => {
  const { hash } = await tap();
  await send();
  assert.deepEqual(server.bodies(ANCHOR), [{ last_seq: 1, last_hash: hash }]);
  const calls = server.requests.map(([method, path]) => `${method} ${path}`);
  assert.ok(calls.indexOf(ANCHOR) > calls.indexOf(HAND_IN));
  const { anchor } = await standing();
  assert.equal(claimsOf((await tap()).jws).anchor, anchor.jws);
});

test('while the queue does not move, the phone declares nothing', async () => {
  await tap();
  server.instead(HAND_IN, captivePortal);
  await send();
  assert.deepEqual(server.bodies(ANCHOR), []);
});

test('a check-in that is being signed makes a contact give way', async () => {
  let answer;
  server.instead(
    ANCHOR,
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  const sending = send();
  while (!answer) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(claimsOf((await tap()).jws).seq, 1);
  answer(problem('internal', 500));
  await sending;
});

test('a dead session is renewed by the device key, silently', async () => {
  server.signedIn = false;
  assert.equal(await send(), true);
  const [{ device_id: id, proof }] = server.bodies('POST /api/v1/session');
  assert.equal(id, 'device-1');
  assert.deepEqual(claimsOf(proof), { nonce: 'once', aud: 'https://absen.contoh.id' });
});

test('who has left is not signed in again, and the queue drains all the same', async () => {
  await leave();
  assert.equal(server.signedIn, false);
  await tap();
  assert.equal(await send(), true);
  assert.equal((await checkins())[0].state, 'recorded');
  assert.equal(server.signedIn, false);
  await enter();
  assert.equal(server.signedIn, true);
});

test('who leaves without a network has left; the server hears of it later', async () => {
  server.instead('DELETE /api/v1/session', () => Promise.reject(new TypeError('Failed to fetch')));
  await leave();
  assert.equal(server.signedIn, true);
  await send();
  assert.equal(server.signedIn, false);
});

test('a restored server gets back what it lost, with the receipt the phone holds', async () => {
  const sent = [];
  for (let index = 0; index < 4; index += 1) sent.push(await tap());
  await send();
  const { receipt } = (await checkins()).find(({ seq }) => seq === 4);
  server.restore(2);
  assert.equal(await send(), true);
  const again = server.bodies(HAND_IN).at(-1).checkins;
  assert.deepEqual(
    again.map(({ jws }) => claimsOf(jws).seq),
    [3, 4],
  );
  assert.equal(again[1].receipt, receipt);
  assert.deepEqual(
    [...server.recorded.values()].map(({ claims }) => claims.seq).sort(),
    [1, 2, 3, 4],
  );
});

test('a gap below a new check-in is healed as well', async () => {
  for (let index = 0; index < 3; index += 1) await tap();
  await send();
  server.restore(1);
  const newest = await tap();
  server.instead(HAND_IN, async ({ checkins: [envelope] }) => {
    const result = await server.result(envelope);
    return json({
      results: [
        { ...result, flags: [{ code: 'chain_gap', detail: 'Absen nomor 3 belum diterima.' }] },
      ],
    });
  });
  await send();
  assert.equal(newest.seq, 4);
  assert.deepEqual(
    [...server.recorded.values()].map(({ claims }) => claims.seq).sort(),
    [1, 2, 3, 4],
  );
  const before = server.bodies(HAND_IN).length;
  await send();
  assert.equal(server.bodies(HAND_IN).length, before);
});

test('a server that knows of later check-ins than this phone is told to the person', async () => {
  server.instead(ANCHOR, async () =>
    json({
      server_time: new Date().toISOString(),
      anchor: await anchorFor('device-1'),
      head: { seq: 7, hash: 'x' },
    }),
  );
  await send();
  assert.equal((await fact('standing')).code, 'head_ahead');
});

for (const [code, status] of /** @type {const} */ ([
  ['chain_contradiction', 409],
  ['device_revoked', 403],
])) {
  test(`${code} is told to the person, and passes when the server takes it back`, async () => {
    server.instead(ANCHOR, () => problem(code, status));
    await send();
    assert.equal((await fact('standing')).code, code);
    await send();
    assert.equal(await fact('standing'), null);
  });
}

test("another device's anchor is not taken", async () => {
  const before = (await standing()).anchor.jws;
  const answer = async () =>
    json({
      server_time: new Date().toISOString(),
      anchor: await anchorFor('device-0'),
      head: { seq: 0, hash: null },
    });
  server.instead(ANCHOR, answer, { always: true });
  assert.equal(await send(), false);
  assert.equal((await standing()).anchor.jws, before);
});

/** @param {string} sub */
async function anchorFor(sub) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'HS256' })}.${encode({ sub })}.AA`;
}

test('the phone notices by how much its clock differs', async () => {
  const ahead = new Date(Date.now() + 12 * 60_000).toISOString();
  server.instead(ANCHOR, async () =>
    json({ server_time: ahead, anchor: await anchorFor('device-1'), head: { seq: 0, hash: null } }),
  );
  await send();
  assert.equal(Math.round((await fact('clock-ahead-ms')) / 60_000), 12);
});

test('an explanation written without a network arrives later, once', async () => {
  const { id } = await tap();
  server.instead(HAND_IN, captivePortal);
  await explain(id, '  Rapat di Kantor Bupati. ');
  await send();
  assert.equal(server.explanations.size, 0);
  await send();
  await send();
  assert.deepEqual(
    [...server.explanations.values()],
    [{ checkin: id, text: 'Rapat di Kantor Bupati.' }],
  );
  assert.equal((await explanations())[0].state, 'sent');
});

test('a captive portal does not take an explanation', async () => {
  const { id } = await tap();
  await send();
  await explain(id, 'Rapat.');
  const [{ id: own }] = await explanations();
  server.instead(`PUT /api/v1/explanations/${own}`, captivePortal);
  await send();
  assert.equal((await explanations())[0].state, 'waiting');
});

test('an explanation of what the server does not know yet waits, and holds nothing up', async () => {
  await explain('unknown', 'Rapat.');
  assert.equal(await send(), true);
  assert.equal((await explanations())[0].state, 'waiting');
});

test('after 35 days a delivered check-in may go; one that waits or was refused never', async (t) => {
  await tap();
  await send();
  const refused = await tap();
  server.refuses.set(refused.id, 'bad_anchor');
  await send();
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 36 * DAY_MS });
  server.instead(HAND_IN, captivePortal, { always: true });
  await tap();
  await send();
  assert.equal((await checkins()).length, 3);
  server.asUsual(HAND_IN);
  await send();
  assert.deepEqual(
    (await checkins()).map(({ seq, state }) => [seq, state]),
    [
      [2, 'refused'],
      [3, 'recorded'],
    ],
  );
});

test('nothing at all is asked of the server by a phone that is not bound', async () => {
  await keep('device', undefined);
  await send();
  assert.deepEqual(server.requests, []);
  assert.equal((await delivery()).failures, 0);
});
