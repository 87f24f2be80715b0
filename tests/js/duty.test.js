// Which duty does a check-in name, and what does a filing hide until the server has it?

import './support/browser.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pendingOf, standingOf } from '../../static/js/phone/duties.js';
import { dutiesNear, dutiesOf, lifted, pointsOf, shifted } from '../../static/js/phone/duty.js';
import { routeOf, WITHIN } from '../../static/js/phone/router.js';

const ROUND = { type: 'circle', lat: -2.6, lng: 118.9, radius: 100 };
const duty = (/** @type {any} */ more = {}) => ({
  ...{ id: 'd', number: '1', kind: 'out_of_town', covers: 'both', state: 'approved' },
  ...{ first_day: '2026-11-24', last_day: '2026-11-26', places: [{ name: 'A', shape: null }] },
  ...{ report: null },
  ...more,
});
const filing = (/** @type {any} */ more = {}) => ({
  ...{ id: 'f', device: 'x', what: 'duty', about: 'new', at: '2026-11-23T01:00:00.000Z' },
  ...{ json: { ...duty(), id: undefined, state: undefined }, state: 'waiting' },
  ...more,
});

test('a letter filed here counts at once, and once the server knows it, as the server says', () => {
  const told = [duty({ id: 'old' })];
  const at = '2026-11-23T00:00:00.000Z';
  assert.deepEqual(
    dutiesOf(told, at, [filing()]).map(({ id, state }) => [id, state]),
    [
      ['old', 'approved'],
      ['new', 'kept'],
    ],
  );
  const sent = filing({ state: 'sent', sent_at: '2026-11-23T02:00:00.000Z' });
  assert.equal(dutiesOf(told, '2026-11-23T01:30:00.000Z', [sent]).length, 2);
  assert.equal(dutiesOf(told, '2026-11-23T03:00:00.000Z', [sent]).length, 1); // it was declined
  assert.equal(dutiesOf(told, at, [filing({ state: 'refused' })]).length, 1);
  const back = filing({ what: 'duty-withdrawal', about: 'old', json: { reason: 'x' } });
  assert.deepEqual(dutiesOf(told, at, [back]), []);
});

test('a duty runs on its days, and may be chosen the day before and after', () => {
  const waits = duty({ id: 'w', state: 'submitted' });
  const found = (/** @type {string} */ day) => {
    const { running, around } = dutiesNear([waits, duty(), duty({ state: 'rejected' })], day);
    return [running.map(({ id }) => id), around.map(({ id }) => id)];
  };
  assert.deepEqual(found('2026-11-22'), [[], []]);
  assert.deepEqual(found('2026-11-23'), [[], ['w', 'd']]);
  assert.deepEqual(found('2026-11-24'), [['d', 'w'], []]);
  assert.deepEqual(found('2026-11-27'), [[], ['w', 'd']]);
  assert.equal(shifted('2026-03-01', -1), '2026-02-28');
});

test('the radius is lifted by an approved letter with a place that is not drawn', () => {
  assert.ok(lifted(duty()));
  assert.ok(!lifted(duty({ state: 'submitted' })));
  const drawn = duty({ places: [{ name: 'B', shape: ROUND }] });
  assert.ok(!lifted(drawn));
  assert.deepEqual(
    pointsOf(drawn).map(({ name, shape }) => [name, shape]),
    [['B', ROUND]],
  );
  assert.deepEqual(pointsOf(duty()), []);
});

test('what waits hides what the list says, until the list is newer', () => {
  const one = filing({ what: 'travel', about: 'r' });
  assert.equal(pendingOf([one], 'travel', 'r', '2026-11-24'), one);
  assert.equal(standingOf(one, 'returned'), 'kept');
  const sent = { ...one, state: 'sent' };
  assert.equal(pendingOf([sent], 'travel', 'r', '2026-11-24'), undefined);
  assert.equal(pendingOf([sent], 'travel', 'r', undefined), sent);
  const refused = { ...one, state: 'refused' };
  assert.equal(standingOf(pendingOf([refused], 'travel', 'r', '2027'), 'returned'), 'refused');
  assert.equal(pendingOf([one], 'duty', 'r', undefined), undefined);
  assert.equal(standingOf(undefined, null), 'missing');
});

test('what a reminder links to is a view of the work tab', () => {
  assert.deepEqual(routeOf('#travel/0192'), { name: 'travel', id: '0192' });
  assert.equal(WITHIN.duty, 'work');
});
