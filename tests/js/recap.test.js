// Is what a person asks of their month kept, handed in once, and never under another's name?

import './support/browser.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fact, keep } from '../../static/js/phone/db.js';
import { file, pruneFilings, sendFilings } from '../../static/js/phone/filings.js';
import { filings, recaps } from '../../static/js/phone/kept.js';
import {
  instantOf,
  momentOfWork,
  monthOf,
  monthsFrom,
  percentOf,
} from '../../static/js/phone/months.js';
import { fetchRecap } from '../../static/js/phone/recaps.js';
import { snapshot } from '../../static/js/phone/snapshot.js';
import { boundPhone, send } from './support/phone.js';
import { captivePortal, json, problem } from './support/server.js';

const CORRECTION = { date: '2026-11-24', kind: 'out', at: '2026-11-24T08:05:00.000Z', reason: 'x' };
const RECAP = 'GET /api/v1/recap?month=2026-11';
const ZONE = 'Asia/Makassar';

/** @type {import('./support/server.js').Server} */
let server;
/** @type {any} */
let device;

beforeEach(async () => {
  ({ server, device } = await boundPhone());
});

/** @param {string} id */
function path(id) {
  return `PUT /api/v1/corrections/${id}`;
}

async function states() {
  return (await filings()).map(({ state }) => state);
}

test('what is written is kept, handed in with the next round, and only once', async () => {
  await file('correction', CORRECTION);
  const [{ about }] = await filings();
  server.instead(path(about), () => json({ id: about }, 201), { always: true });
  assert.equal((await snapshot()).filingsWaiting, 1);
  assert.equal(await send(), true);
  await send();
  assert.deepEqual(await states(), ['sent']);
  assert.deepEqual(server.bodies(path(about)), [CORRECTION]);
});

test('a captive portal takes nothing in', async () => {
  await file('correction', CORRECTION);
  const [{ about }] = await filings();
  server.instead(path(about), captivePortal);
  await assert.rejects(sendFilings(), { code: 'not_ours' });
  assert.deepEqual(await states(), ['waiting']);
  server.instead(path(about), () => json({ id: 'other' }));
  await assert.rejects(sendFilings(), { code: 'not_ours' });
  assert.deepEqual(await states(), ['waiting']);
});

for (const [code, status] of /** @type {const} */ ([
  ['deadline_passed', 409],
  ['invalid', 422],
])) {
  test(`${code} is final, its sentence is kept, and the next goes on`, async () => {
    await file('correction', CORRECTION);
    await file('check', { month: '2026-11', outcome: 'agreed', note: '' });
    const [first, second] = await filings();
    server.instead(path(first.about), () => problem(code, status));
    server.instead(`PUT /api/v1/recap-checks/${second.about}`, () => json({ id: second.about }));
    await sendFilings();
    assert.deepEqual(await states(), ['refused', 'sent']);
    assert.equal((await filings())[0].detail, code);
  });
}

test('a withdrawal of what the server never took ends there', async () => {
  await file('withdrawal', { reason: 'x' }, 'correction-1');
  server.instead(`${path('correction-1')}/withdrawal`, () => problem('not_found', 404));
  await sendFilings();
  assert.deepEqual(await states(), ['refused']);
});

test('nothing is handed in or shown under another owner of the phone', async () => {
  await file('correction', CORRECTION);
  server.instead(RECAP, () => json({ month: '2026-11' }));
  await fetchRecap('2026-11');
  await keep('device', { ...device, id: 'device-2' });
  assert.deepEqual(await filings(), []);
  assert.deepEqual(await recaps(), {});
  await sendFilings();
  assert.ok(!server.requests.some(([method]) => method === 'PUT'));
});

test('what arrived long ago is forgotten, what waits never', async () => {
  await file('correction', CORRECTION);
  await file('correction', CORRECTION);
  const all = await fact('filings');
  const old = '2026-01-01T00:00:00.000Z';
  await keep('filings', [
    { ...all[0], at: old, state: 'sent' },
    { ...all[1], at: old },
  ]);
  await pruneFilings();
  assert.deepEqual(await states(), ['waiting']);
});

test('a month is kept for reading offline, and an unchanged one costs no body', async () => {
  server.instead(RECAP, () => json({ month: '2026-11', days: {} }, 200, { ETag: '"a"' }));
  await fetchRecap('2026-11');
  server.instead(RECAP, () => new Response(null, { status: 304 }));
  await fetchRecap('2026-11');
  server.instead(RECAP, () => problem('internal', 500));
  await assert.rejects(fetchRecap('2026-11'));
  const kept = (await recaps())['2026-11'];
  assert.equal(kept.etag, '"a"');
  assert.deepEqual(kept.body.days, {});
});

test('the answer of somebody else is no month', async () => {
  server.instead(RECAP, captivePortal);
  await assert.rejects(fetchRecap('2026-11'), { code: 'not_ours' });
  server.instead(RECAP, () => json({ month: '2026-10' }));
  await assert.rejects(fetchRecap('2026-11'), { code: 'not_ours' });
  assert.deepEqual(await recaps(), {});
});

test('only the months seen last are kept', async () => {
  for (const month of ['2026-08', '2026-09', '2026-10', '2026-11']) {
    server.instead(`GET /api/v1/recap?month=${month}`, () => json({ month }));
    await fetchRecap(month);
    const months = await fact('recaps');
    for (const one of Object.values(months.months)) one.at = `${one.body.month}-01`;
    await keep('recaps', months);
  }
  assert.deepEqual(Object.keys(await recaps()).sort(), ['2026-09', '2026-10', '2026-11']);
});

test('a typed time is an instant of the office, and a night shift ends the day after', () => {
  assert.equal(instantOf('2026-11-24', '07:30', ZONE).toISOString(), '2026-11-23T23:30:00.000Z');
  assert.equal(
    instantOf('2026-11-24', '00:10', 'Asia/Jayapura').toISOString(),
    '2026-11-23T15:10:00.000Z',
  );
  const at = (/** @type {any} */ kind, /** @type {string} */ clock, /** @type {string} */ hours) =>
    momentOfWork('2026-11-24', kind, clock, hours, ZONE).toISOString();
  assert.equal(at('out', '16:05', '07.30–16.00'), '2026-11-24T08:05:00.000Z');
  assert.equal(at('out', '07:35', '21.00–07.30'), '2026-11-24T23:35:00.000Z');
  assert.equal(at('in', '20:55', '21.00–07.30'), '2026-11-24T12:55:00.000Z');
});

test('months and percents read as people write them', () => {
  assert.equal(monthOf('2026-11'), 'November 2026');
  assert.deepEqual([monthsFrom('2026-01', -1), monthsFrom('2026-12', 1)], ['2025-12', '2027-01']);
  assert.deepEqual([percentOf(2), percentOf(1.5), percentOf(95.238)], ['2 %', '1,5 %', '95,24 %']);
});
