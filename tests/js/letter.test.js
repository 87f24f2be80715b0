// Does a letter that is filed anew keep what the phone does not show, and say no more than was typed?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed, written } from '../../static/js/phone/letter.js';

const ROUND = { type: 'circle', lat: -2.6, lng: 118.9, radius: 100 };
const LISTED = {
  ...{ number: '1', kind: 'in_town_short', covers: 'out', purpose: 'Rapat.' },
  places: [
    { name: 'Majene', shape: ROUND },
    { name: 'Polewali', shape: null },
  ],
  members: [{ nip: '199505052019032004', name: 'Siti' }],
};

test('the area of a place stays with its name, and a new place has none', () => {
  const shapes = new Map(LISTED.places.map(({ name, shape }) => [name, shape]));
  const { places } = written({ ...typed(LISTED), places: ' Majene \n\nMamasa' }, shapes);
  assert.deepEqual(places, [
    { name: 'Majene', shape: ROUND },
    { name: 'Mamasa', shape: null },
  ]);
});

test('a letter as it is listed and one as it was filed here are typed alike', () => {
  const filed = { ...LISTED, members: ['199505052019032004'] };
  assert.deepEqual(typed(LISTED), typed(filed));
  assert.equal(typed(LISTED).places, 'Majene\nPolewali');
});

test('NIPs lose what people put between their parts, and only a short duty is half a day', () => {
  const given = { ...typed(LISTED), members: '19950505 201903 2 004' };
  assert.deepEqual(written(given, new Map()).members, ['199505052019032004']);
  assert.equal(written(given, new Map()).covers, 'out');
  assert.equal(written({ ...given, kind: 'out_of_town' }, new Map()).covers, 'both');
});
