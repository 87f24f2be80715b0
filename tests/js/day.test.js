// What does the app make of a day: times, states, and the check-in that comes next?

import './support/browser.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCode, showCode } from '../../static/js/phone/binding.js';
import { entriesOf, marksOf, nextKind } from '../../static/js/phone/ledger.js';
import { routeOf } from '../../static/js/phone/router.js';
import { dateOf, dayOf, metresOf, momentOf, spanOf, timeOf } from '../../static/js/phone/time.js';
import { flagWords } from '../../static/js/phone/words/flags.js';
import { nipWords } from '../../static/js/phone/words/nip.js';
import { troubleWords } from '../../static/js/phone/words/trouble.js';

const ZONE = 'Asia/Makassar';

test('times are those of the office, with its zone', () => {
  assert.equal(timeOf('2026-11-23T23:24:00.000Z', ZONE), '07.24 WITA');
  assert.equal(timeOf('2026-11-23T23:24:00.000Z', 'Asia/Jakarta'), '06.24 WIB');
  assert.equal(dayOf('2026-11-23T23:24:00.000Z', ZONE), '2026-11-24');
  assert.equal(dateOf('2026-11-24'), 'Selasa, 24 November 2026');
  assert.equal(
    momentOf('2026-11-23T16:00:00.000Z', ZONE),
    'Selasa, 24 November 2026 pukul 00.00 WITA',
  );
});

test('distances and spans are short', () => {
  assert.deepEqual([0.4, 180.4, 1249].map(metresOf), ['0 m', '180 m', '1,2 km']);
  assert.deepEqual([4_000, 720_000, 3 * 3600_000, 50 * 3600_000].map(spanOf), [
    '4 detik',
    '12 menit',
    '3 jam',
    '2 hari',
  ]);
});

test('a code is read however it was written down', () => {
  for (const typed of ['K7QP3MHX', 'k7qp-3mhx', ' k7qp 3mhx ', 'K7QP–3MHX'])
    assert.equal(readCode(typed), 'K7QP3MHX');
  for (const typed of ['', 'K7QP', 'K7QP-3MHX-2']) assert.equal(readCode(typed), null);
  assert.equal(showCode('K7QP3MHX'), 'K7QP-3MHX');
});

test('the address names a view; a code rides in its fragment', () => {
  assert.deepEqual(routeOf('#bind=K7QP-3MHX'), { name: 'bind', id: 'K7QP-3MHX' });
  assert.deepEqual(routeOf('#receipt/019'), { name: 'receipt', id: '019' });
  for (const hash of ['', '#', '#nowhere', '#%']) assert.equal(routeOf(hash).name, 'checkin');
});

/** @param {Record<string, unknown>} more */
function kept(more) {
  return {
    id: 'a',
    sub: 'd',
    kind: 'in',
    tapped_at: '2026-11-23T23:24:00.000Z',
    state: 'waiting',
    ...more,
  };
}

/** @param {Record<string, unknown>} more */
function listed(more) {
  return {
    id: 'a',
    kind: 'in',
    claimed_at: '2026-11-23T23:25:00.000Z',
    received_at: '2026-11-23T23:26:00.000Z',
    verdict: 'accepted',
    flags: [],
    point: null,
    decision: null,
    explanations: [],
    ...more,
  };
}

test('each check-in has the state that is known of it, wherever it is known', () => {
  const decision = {
    outcome: 'declined',
    reason: 'Tidak di tempat',
    by: 'Abdul',
    at: '2026-11-24T01:00:00.000Z',
  };
  /** @type {[any[], any[], string][]} */
  const cases = [
    [[kept({})], [], 'waiting'],
    [[kept({ sent_at: 'x' })], [], 'sent'],
    [[kept({})], [listed({})], 'waiting'],
    [[kept({ state: 'recorded', verdict: 'review' })], [], 'review'],
    [[kept({ state: 'recorded', verdict: 'review' })], [listed({})], 'accepted'],
    [[kept({ state: 'refused' })], [], 'refused'],
    [[], [listed({ verdict: 'review' })], 'review'],
    [[], [listed({ verdict: 'review', decision })], 'declined'],
    [[], [listed({ decision: { ...decision, outcome: 'accepted' } })], 'upheld'],
  ];
  for (const [own, server, state] of cases) {
    assert.equal(entriesOf(own, server, [], ZONE, 'd')[0].state, state);
  }
});

test('what an earlier owner of the phone delivered is not shown, what still waits is', () => {
  const others = [kept({ sub: 'before', state: 'recorded' }), kept({ id: 'b', sub: 'before' })];
  assert.deepEqual(
    entriesOf(others, [], [], ZONE, 'd').map(({ id }) => id),
    ['b'],
  );
});

test('the first Masuk and the last Pulang stand for the day; a refused one for nothing', () => {
  const at = (id, kind, hour, state = 'accepted') => ({
    id,
    kind,
    day: '2026-11-24',
    at: `2026-11-24T0${hour}`,
    state,
  });
  const entries = [
    at('4', 'out', 9),
    at('3', 'out', 8),
    at('2', 'in', 3),
    at('1', 'in', 1),
    at('0', 'in', 0, 'refused'),
  ];
  const { in: first, out: last } = marksOf(/** @type {any} */ (entries), '2026-11-24');
  assert.deepEqual([first?.id, last?.id], ['1', '4']);
});

test('the next one is Masuk, then Pulang; after hours Pulang', () => {
  const none = { in: null, out: null };
  assert.equal(nextKind(none, '16:00', 7 * 60), 'in');
  assert.equal(nextKind(none, '16:00', 16 * 60), 'out');
  assert.equal(nextKind(none, null, 23 * 60), 'in');
  assert.equal(nextKind(/** @type {any} */ ({ in: {}, out: null }), '16:00', 8 * 60), 'out');
});

test('no code stays without words', () => {
  assert.equal(
    flagWords({ code: 'outside', detail: '80 m di luar batas.' }).text,
    '80 m di luar batas.',
  );
  assert.ok(flagWords({ code: 'of tomorrow' }).text);
  assert.ok(
    troubleWords({ code: 'of tomorrow', detail: 'Kata server.' }).text.startsWith('Kata server.'),
  );
  assert.equal(nipWords('199003152015032004'), '19900315 201503 2 004');
  assert.equal(nipWords('ADMIN'), 'ADMIN');
});
