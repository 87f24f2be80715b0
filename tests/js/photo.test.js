// Is a photo asked for when it is of use, and does it follow its check-in and nothing else?

import './support/browser.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { attach, prepare } from '../../static/js/phone/attach.js';
import { read } from '../../static/js/phone/db.js';
import { files } from '../../static/js/phone/kept.js';
import { photoOf, photoWanted } from '../../static/js/phone/photo.js';
import { boundPhone, send, tap } from './support/phone.js';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const HOUR = 3600_000;

/** @type {import('./support/server.js').Server} */
let server;

beforeEach(async () => {
  ({ server } = await boundPhone());
});

/** A picture of an iPhone, which this browser leaves to the server. @param {number} size */
function selfie(size) {
  const bytes = new Uint8Array(size);
  bytes.set(new TextEncoder().encode('ftypheic'), 4);
  return new File([bytes], 'a.heic');
}

/** @param {string} id @param {number} size */
async function photograph(id, size) {
  const prepared = await prepare(selfie(size), { pictures: true });
  await attach({ kind: 'checkin', id }, [prepared], { single: true });
}

/** @param {Partial<import('../../static/js/phone/ledger.js').Entry>} more @returns {any} */
function entry(more = {}) {
  return { id: 'c', kind: 'in', at: new Date(NOW - HOUR).toISOString(), photo: null, ...more };
}

/** @param {any} one @param {string | undefined} photo @param {any[]} kept */
function wanted(one, photo, kept = []) {
  return photoOf(one, { files: kept, policy: { cap: 50, low_accuracy: 100, photo } }, NOW).wanted;
}

test('whether one is wanted follows the policy, the verdict and what the server says', () => {
  const yesterday = new Date(NOW - 30 * HOUR).toISOString();
  const asked = { photo: { asked: true, id: null } };
  /** @type {[any, string | undefined, boolean][]} */
  const cases = [
    [entry({ state: 'waiting' }), 'every', true],
    [entry({ state: 'waiting' }), 'doubtful', false],
    [entry({ state: 'waiting' }), 'none', false],
    [entry({ state: 'waiting' }), undefined, false],
    [entry({ state: 'review' }), 'doubtful', true],
    [entry({ state: 'review', at: yesterday }), 'doubtful', true],
    [entry({ state: 'accepted', at: yesterday }), 'every', false],
    [entry({ state: 'upheld' }), 'every', false],
    [entry({ state: 'declined' }), 'every', false],
    [entry({ state: 'refused' }), 'every', false],
    [entry({ state: 'review', ...asked }), 'none', true],
    [entry({ state: 'review', photo: { asked: false, id: null } }), 'every', false],
    [entry({ state: 'review', photo: { asked: true, id: 'p' } }), 'every', false],
  ];
  for (const [one, policy, told] of cases) {
    assert.equal(wanted(one, policy), told, `${one.state} ${one.at} ${policy}`);
  }
  /** @param {string} state */
  const kept = (state) => [{ subject_kind: 'checkin', subject_id: 'c', state }];
  assert.equal(wanted(entry({ state: 'review' }), 'every', kept('waiting')), false);
  assert.equal(wanted(entry({ state: 'review' }), 'every', kept('refused')), true);
  const policy = { photo: 'every' };
  const entries = [entry({ id: 'a', state: 'accepted' }), entry({ id: 'b', state: 'review' })];
  const snapshot = /** @type {any} */ ({ entries, files: [], policy });
  assert.equal(photoWanted(snapshot, NOW)?.id, 'b');
});

test('another photo takes the place of one that waits, with its bytes', async () => {
  const { id } = await tap();
  await photograph(id, 1000);
  await photograph(id, 2000);
  assert.deepEqual(
    (await files()).map(({ size }) => size),
    [2000],
  );
  const keys = await read(['files'], (tx) => tx.objectStore('files').getAllKeys());
  assert.equal(keys.length, 2);
  await send();
  const [kept] = await files();
  assert.deepEqual([kept.state, kept.subject_id], ['sent', id]);
  const calls = server.requests.map(([method, path]) => `${method} ${path.split('?')[0]}`);
  assert.ok(calls.indexOf('POST /api/v1/checkins') < calls.indexOf('POST /api/v1/uploads'));
});

test('the photo of a check-in that was not taken is not sent', async () => {
  const { id } = await tap();
  await photograph(id, 1000);
  server.refuses.set(id, 'bad_anchor');
  await send();
  const [kept] = await files();
  assert.deepEqual([kept.state, kept.trouble], ['refused', 'photo_alone']);
  assert.equal(server.uploads.files.size, 0);
});

test('a letter is no photo', async () => {
  const letter = new File([new TextEncoder().encode('%PDF-1.7 ')], 'a.pdf');
  await assert.rejects(prepare(letter, { pictures: true }), { code: 'photo_unknown' });
  await assert.rejects(prepare(new File(['MZ'], 'a.jpg'), { pictures: true }), {
    code: 'photo_unknown',
  });
});
