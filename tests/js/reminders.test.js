// Is what a person wants to be reminded of kept, handed in once, and never in the way of a check-in?

import './support/browser.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { waitingCount } from '../../static/js/phone/badge.js';
import { keep } from '../../static/js/phone/db.js';
import { delivery } from '../../static/js/phone/kept.js';
import { changeReminders, reminders, USUAL, unsent } from '../../static/js/phone/reminders.js';
import { boundPhone, send, tap } from './support/phone.js';
import { captivePortal, json, problem } from './support/server.js';

const CALL = 'PUT /api/v1/reminders';
const SUBSCRIPTION = {
  endpoint: 'https://push.example/x',
  keys: { p256dh: 'B', auth: 'A' },
  key: 'K',
};

/** @type {import('./support/server.js').Server} */
let server;
/** @type {any} */
let device;

beforeEach(async () => {
  ({ server, device } = await boundPhone());
  server.instead(CALL, () => json({ reminders: { key: 'K' } }), { always: true });
});

test('before anything is switched on the server hears nothing', async () => {
  await send();
  assert.deepEqual(server.bodies(CALL), []);
  assert.deepEqual((await reminders())?.kinds, USUAL.kinds);
});

test('what is chosen is handed in once, and again only when it changes', async () => {
  await changeReminders({ subscription: SUBSCRIPTION });
  await send();
  await send();
  assert.deepEqual(server.bodies(CALL), [{ settings: USUAL, subscription: SUBSCRIPTION }]);
  await changeReminders({ quiet: null });
  await send();
  assert.equal(server.bodies(CALL).length, 2);
  await changeReminders({ subscription: null });
  await send();
  assert.equal(server.bodies(CALL)[2].subscription, null);
});

test('two choices in one moment are both kept', async () => {
  const off = (/** @type {string} */ kind) =>
    changeReminders((wish) => ({ kinds: { ...wish.kinds, [kind]: false } }));
  await Promise.all([off('checkin'), off('waiting')]);
  const { checkin, waiting, decision } = (await reminders())?.kinds ?? {};
  assert.deepEqual([checkin, waiting, decision], [false, false, true]);
});

test('without a network it waits, and says so', async () => {
  server.instead('POST /api/v1/anchor', () => Promise.reject(new TypeError('Failed to fetch')));
  await changeReminders({ subscription: SUBSCRIPTION });
  await send();
  const wish = await reminders();
  assert.ok(wish && unsent(wish));
  await send();
  assert.equal(unsent(/** @type {any} */ (await reminders())), false);
});

test('a captive portal has not heard of it', async () => {
  await changeReminders({ subscription: SUBSCRIPTION });
  server.instead(CALL, captivePortal);
  assert.equal(await send(), false);
  assert.ok(unsent(/** @type {any} */ (await reminders())));
});

for (const [code, status] of /** @type {const} */ ([
  ['invalid', 422],
  ['reminders_off', 409],
  ['not_found', 404],
])) {
  test(`${code} is kept as an answer, and nothing else waits for it`, async () => {
    await changeReminders({ subscription: SUBSCRIPTION });
    server.instead(CALL, () => problem(code, status));
    assert.equal(await send(), true);
    assert.equal((await delivery()).trouble, null);
    assert.equal((await reminders())?.trouble?.code, code);
    await send();
    assert.equal(server.bodies(CALL).length, 1);
    await changeReminders({ quiet: null });
    await send();
    assert.equal(server.bodies(CALL).length, 2);
  });
}

test('another owner of the phone begins anew, with what the server knows of them', async () => {
  await changeReminders({ subscription: SUBSCRIPTION, later: true });
  await keep('device', { ...device, id: 'device-2' });
  const settings = { kinds: { decision: false }, quiet: null };
  await keep('state', { device: 'device-2', body: { reminders: { key: 'K', settings } } });
  const wish = await reminders();
  assert.equal(wish?.subscription, null);
  assert.equal(wish?.later, false);
  assert.deepEqual(wish?.kinds, { ...USUAL.kinds, decision: false });
  assert.equal(wish?.quiet, null);
});

test('the icon counts what waits', async () => {
  assert.equal(await waitingCount(), 0);
  await tap();
  assert.equal(await waitingCount(), 1);
  await send();
  assert.equal(await waitingCount(), 0);
});
