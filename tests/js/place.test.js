// Does the phone show the place as the server judges it, and send the fixes that count?

import './support/browser.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { best, chosen, fixOf, ofOnePlace } from '../../static/js/phone/fixes.js';
import { nearest, opensNext, place, planeFrom } from '../../static/js/phone/geometry.js';

const OFFICE = { lat: -2.68, lng: 118.89 };

/** @param {number} north metres @param {number} east metres @param {number} [accuracy] */
function fixAt(north, east, accuracy = 10) {
  // One degree at 2.68° S on WGS 84: 110 575.9 m along the meridian, 111 199.3 m along the parallel.
  return { lat: OFFICE.lat + north / 110_575.9, lng: OFFICE.lng + east / 111_199.3, accuracy };
}

/** @param {Partial<import('../../static/js/phone/geometry.js').Point>} [more] */
function point(more) {
  const shape = { type: 'circle', ...OFFICE, radius: 100 };
  return { id: 'p', name: 'Kantor', shape, valid_from: null, valid_until: null, ...more };
}

/** @param {number} value @param {number} expected @param {number} within */
function near(value, expected, within) {
  assert.ok(Math.abs(value - expected) <= within, `${value} is not ${expected} ± ${within}`);
}

test('a metre north and a metre east are a metre', () => {
  const { x, y } = planeFrom(OFFICE, ...Object.values(fixAt(180, 60)).slice(0, 2));
  near(y, 180, 0.1);
  near(x, 60, 0.1);
});

test('a place beyond the date line is not at the other end of the world', () => {
  near(planeFrom({ lat: 0, lng: 179.9999 }, 0, -179.9999).x, 22.26, 0.01);
});

for (const [what, metres, accuracy, beyond, outside] of /** @type {const} */ ([
  ['well inside', 40, 10, -60, false],
  ['at the edge, in doubt', 105, 10, 5, false],
  ['beyond, granted by the cap', 140, 60, 40, false],
  ['beyond what the cap grants', 160, 500, 60, true],
  ['far outside', 1180, 10, 1080, true],
])) {
  test(`${what}: ${metres} m from the centre, ±${accuracy} m`, () => {
    const placing = place(point(), fixAt(metres, 0, accuracy), 50);
    near(placing.distance, metres, 0.5);
    near(placing.beyond, beyond, 0.5);
    assert.equal(placing.excess > 0, outside);
    near(placing.bearing, 180, 0.5);
  });
}

test('a polygon is judged by its sides', () => {
  const ring = [
    [-50, -50],
    [-50, 50],
    [50, 50],
    [50, -50],
  ].map(([north, east]) => {
    const { lat, lng } = fixAt(north, east);
    return /** @type {[number, number]} */ ([lat, lng]);
  });
  const yard = point({ shape: { type: 'polygon', ring } });
  near(place(yard, fixAt(0, 20), 50).beyond, -30, 0.2);
  near(place(yard, fixAt(0, 80), 50).beyond, 30, 0.2);
  near(place(yard, fixAt(90, 80), 50).beyond, 50, 0.3);
});

test('of several points the one counts whose edge is nearest, as far as it is in force', () => {
  const now = new Date('2026-11-24T00:00:00Z');
  const event = point({ id: 'event', shape: { type: 'circle', ...fixAt(300, 0), radius: 50 } });
  const over = { ...event, valid_until: '2026-11-23T00:00:00.000Z' };
  const later = { ...event, valid_from: '2026-11-25T00:00:00.000Z' };
  const here = fixAt(280, 0);
  assert.equal(nearest([point(), event], here, 50, now)?.point.id, 'event');
  assert.equal(nearest([point(), over, later], here, 50, now)?.point.id, 'p');
  assert.equal(nearest([], here, 50, now), null);
});

test('while none is open, the one is named that opens first', () => {
  const now = new Date('2026-11-24T00:00:00Z');
  const [over, night, morning] = [
    ['2026-11-23T00:00:00.000Z', '2026-11-23T09:00:00.000Z'],
    ['2026-11-24T12:00:00.000Z', null],
    ['2026-11-24T01:00:00.000Z', '2026-11-24T09:00:00.000Z'],
  ].map(([from, until], id) => point({ name: `${id}`, valid_from: from, valid_until: until }));
  assert.deepEqual(opensNext([over, night, morning], now), {
    name: '2',
    at: '2026-11-24T01:00:00.000Z',
  });
  assert.equal(opensNext([over, point()], now), null);
});

/** @param {number} accuracy @param {number} second */
function timed(accuracy, second, north = 0) {
  return {
    ...fixAt(north, 0, accuracy),
    at: new Date(Date.UTC(2026, 10, 24, 0, 0, second)).toISOString(),
  };
}

test('the best accuracy counts, the latest of equals', () => {
  assert.equal(best([timed(9, 1), timed(5, 2), timed(5, 3), timed(7, 4)])?.at.slice(17, 19), '03');
  assert.equal(best([]), null);
});

test('up to eight are sent, in order: the best four and the latest', () => {
  const fixes = [...Array(20).keys()].map((second) =>
    timed(second === 3 ? 4 : 20 + second, second),
  );
  const seconds = chosen([...fixes, fixes[19]]).map(({ at }) => Number(at.slice(17, 19)));
  assert.deepEqual(seconds, [0, 1, 2, 3, 16, 17, 18, 19]);
});

test('where the phone has moved on, a sharper fix of the place before does not count', () => {
  const moved = ofOnePlace([timed(5, 1), timed(5, 2), timed(30, 3, 400)]);
  assert.deepEqual(
    moved.map(({ accuracy }) => accuracy),
    [30],
  );
  assert.equal(ofOnePlace([timed(5, 1), timed(2000, 2, 400)]).length, 2);
});

test('what the phone does not know is left out, and unusable numbers are no fix', () => {
  const coords = {
    latitude: -2.68,
    longitude: 118.89,
    accuracy: 9,
    altitude: null,
    altitudeAccuracy: null,
    speed: 0,
    heading: Number.NaN,
  };
  const made = fixOf({ coords, timestamp: Date.UTC(2026, 10, 24) });
  assert.deepEqual(made, {
    lat: -2.68,
    lng: 118.89,
    accuracy: 9,
    at: '2026-11-24T00:00:00.000Z',
    speed: 0,
  });
  assert.equal(fixOf({ coords: { ...coords, accuracy: Number.NaN }, timestamp: 0 }), null);
});
