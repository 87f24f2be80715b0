// Does the form of a point read what people type, and is a surveyed place the best of its fixes?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDecimal, parseRing } from '../../static/js/desk/map/fields.js';
import { weightedMean } from '../../static/js/desk/map/survey.js';

test('a coordinate is read with a full stop or a comma, and an empty one is none', () => {
  assert.equal(parseDecimal(' -2.6803 '), -2.6803);
  assert.equal(parseDecimal('118,8892'), 118.8892);
  assert.ok(Number.isNaN(parseDecimal('  ')));
  assert.ok(Number.isNaN(parseDecimal('utara')));
});

test('corners are read a line each and unfinished lines are left for the server to name', () => {
  assert.deepEqual(parseRing('-2.68, 118.89\n-2.681;118.891\n\n-2.68\nx y\n-2.682 118.892'), [
    [-2.68, 118.89],
    [-2.681, 118.891],
    [-2.682, 118.892],
  ]);
});

test('a comma is a decimal one where something else parts the numbers of a corner', () => {
  const corner = [-2.53, 119.03];
  for (const line of ['-2,53 119,03', '-2,53;119,03', '-2,53, 119,03', '-2.53,119.03']) {
    assert.deepEqual(parseRing(line), [corner], line);
  }
  assert.deepEqual(parseRing('-2,53,119,03'), []);
});

test('a coarse fix hardly moves the mean of good ones', () => {
  const good = { latitude: -2.68, longitude: 118.89, accuracy: 5 };
  const coarse = { latitude: -2.69, longitude: 118.9, accuracy: 500 };
  const mean = weightedMean([good, coarse, good]);
  assert.ok(Math.abs(mean.lat - good.latitude) < 1e-6);
  assert.ok(Math.abs(mean.lng - good.longitude) < 1e-6);
  assert.equal(mean.best, 5);
});

test('equal fixes weigh equally, and a claimed accuracy of nothing is not believed', () => {
  const one = { latitude: -2, longitude: 118, accuracy: 0 };
  const other = { latitude: -4, longitude: 120, accuracy: 1 };
  const { lat, lng } = weightedMean([one, other]);
  assert.deepEqual([lat, lng], [-3, 119]);
});
