// What comes next in a day, how far has it come, and which picture fits a screen?

import './support/browser.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextStep } from '../../static/js/phone/next-step.js';
import { SCREENS, startupFor } from '../../static/js/phone/startup.js';

const ZONE = 'Asia/Makassar';
const DAY = '2026-11-24';
const WORKDAY = { date: DAY, workday: true, start: '07:30', end: '16:00' };

/** @param {string} clock of the office, "07:30" */
const at = (clock) => new Date(`${DAY}T${clock}:00+08:00`);
const entry = (kind, clock) => ({ kind, day: DAY, at: at(clock).toISOString(), state: 'accepted' });
const day = (entries, { days = [WORKDAY], failures = 0 } = {}) => ({
  ...{ entries, days, zone: ZONE, delivery: { failures } },
});

test('in the morning Absen Masuk calls', () => {
  const { kind, calm, next } = nextStep(day([]), at('07:20'), false);
  assert.deepEqual([kind, calm], ['in', false]);
  assert.match(next, /lalu absen dikirim/);
});

test('after Absen Masuk nothing is due until shortly before the end of the day', () => {
  const done = day([entry('in', '07:20')]);
  assert.deepEqual(nextStep(done, at('07:21'), false), {
    ...{ kind: 'out', calm: true, next: 'Jam pulang 16.00 WITA.' },
  });
  assert.equal(nextStep(done, at('15:44'), false).calm, true);
  assert.equal(nextStep(done, at('15:45'), false).calm, false);
});

test('where the hours are not known Absen Pulang is never held back', () => {
  const done = day([entry('in', '07:20')], { days: [] });
  assert.equal(nextStep(done, at('09:00'), false).calm, false);
});

test('after both the day rests, and says that the last one counts', () => {
  const done = day([entry('out', '16:02'), entry('in', '07:20')]);
  const { calm, next } = nextStep(done, at('16:03'), false);
  assert.equal(calm, true);
  assert.match(next, /Yang terakhir dihitung/);
});

test('a doubtful position and a missing network are told before the tap', () => {
  assert.match(nextStep(day([]), at('07:20'), true).next, /ditinjau atasan/);
  assert.match(nextStep(day([], { failures: 2 }), at('07:20'), false).next, /disimpan di HP/);
});

test('a screen finds its picture however it is held, and a strange one none', () => {
  assert.equal(startupFor({ width: 390, height: 844 }, 3), 'startup-1170x2532.png');
  assert.equal(startupFor({ width: 844, height: 390 }, 3), 'startup-1170x2532.png');
  assert.equal(startupFor({ width: 390, height: 844 }, 2), null);
  assert.equal(new Set(SCREENS.map(String)).size, SCREENS.length);
});
