// What if the phone's store is full, breaks, dies under the app or never answers? Clear words, and
// nothing lost.

import './support/browser.js';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { deleteDB, openDB } from 'idb';
import { close, fact } from '../../static/js/phone/db.js';
import { checkins, delivery } from '../../static/js/phone/kept.js';
import { asTrouble } from '../../static/js/phone/trouble.js';
import { boundPhone, send, tap } from './support/phone.js';

const HAND_IN = 'POST /api/v1/checkins';
const DAY_MS = 24 * 3600_000;

/** @type {import('./support/server.js').Server} */
let server;
/** @type {(() => void)[]} */
let mended = [];

beforeEach(async () => {
  ({ server } = await boundPhone());
});

afterEach(() => {
  for (const mend of mended) mend();
  mended = [];
});

/**
 * Replace a method of the browser's until the test ends or it is mended.
 * @param {any} owner @param {string} name @param {(real: Function) => Function} replacement
 */
function broken(owner, name, replacement) {
  const real = owner[name];
  owner[name] = replacement(real);
  const mend = () => {
    owner[name] = real;
  };
  mended.push(mend);
  return mend;
}

/** @param {Promise<unknown>} work @returns {Promise<string | null>} as the screen would tell it */
function whatAilsIt(work) {
  return work.then(
    () => null,
    (error) => asTrouble(error).code,
  );
}

/** No room for another byte. */
function full() {
  const mends = ['add', 'put'].map((name) =>
    broken(IDBObjectStore.prototype, name, () => () => {
      throw new DOMException('no space', 'QuotaExceededError');
    }),
  );
  return () => {
    for (const mend of mends) mend();
  };
}

test('a check-in for which there is no room says so, and the chain has not moved', async () => {
  const emptied = full();
  assert.equal(await whatAilsIt(tap()), 'storage_full');
  emptied();
  assert.deepEqual(await checkins(), []);
  assert.equal((await tap()).seq, 1);
});

test('a receipt for which there is no room is asked for again, and the person is told', async () => {
  const { jws } = await tap();
  const emptied = full();
  assert.equal(await send(), false);
  assert.equal((await delivery()).trouble.code, 'storage_full_delivery');
  assert.deepEqual(
    (await checkins()).map(({ state }) => state),
    ['waiting'],
  );
  emptied();
  assert.equal(await send(), true);
  assert.equal((await checkins())[0].state, 'recorded');
  assert.equal((await delivery()).trouble, null);
  assert.deepEqual(
    server.bodies(HAND_IN).map((body) => body.checkins[0].jws),
    [jws, jws],
  );
});

test('a transaction that breaks midway leaves neither half behind', async () => {
  const mend = broken(
    IDBObjectStore.prototype,
    'add',
    (real) =>
      function (value) {
        const request = real.call(this, value);
        queueMicrotask(() => this.transaction.abort());
        return request;
      },
  );
  assert.equal(await whatAilsIt(tap()), 'storage_failed');
  mend();
  assert.deepEqual(await checkins(), []);
  assert.equal(await fact('head'), undefined);
  assert.equal((await tap()).seq, 1);
});

test('what was written though the store broke while it said so is not called lost', async () => {
  broken(
    IDBTransaction.prototype,
    'addEventListener',
    (real) =>
      function (type, listener) {
        if (this.mode === 'readonly') return real.call(this, type, listener);
        // Whoever waits for the end hears of an abort instead.
        return type === 'abort' ? real.call(this, 'complete', listener) : undefined;
      },
  );
  const { id, seq } = await tap();
  assert.equal(seq, 1);
  assert.deepEqual(
    (await checkins()).map((one) => one.id),
    [id],
  );
});

test('a connection that has died meanwhile is opened again by itself', async () => {
  await tap();
  let dead = 1;
  broken(
    IDBDatabase.prototype,
    'transaction',
    (real) =>
      function (...given) {
        if (dead > 0) {
          dead -= 1;
          throw new DOMException('the connection is closing', 'InvalidStateError');
        }
        return real.apply(this, given);
      },
  );
  assert.equal((await tap({ kind: 'out' })).seq, 2);
  dead = 1;
  assert.equal((await checkins()).length, 2);
});

test('after giving way to a newer version the app says that it is too old', async () => {
  await tap();
  const newer = await openDB('sikeren', 99);
  assert.equal(await whatAilsIt(checkins()), 'app_outdated');
  newer.close();
  await deleteDB('sikeren');
});

test('a store that refuses to open is told of, and tried again the next time', async () => {
  await close();
  const mend = broken(indexedDB, 'open', () => () => {
    throw new DOMException('not in this window', 'SecurityError');
  });
  assert.equal(await whatAilsIt(tap()), 'storage_closed');
  mend();
  assert.equal((await tap()).seq, 1);
});

test('a browser without a store is told of', async () => {
  await close();
  const real = globalThis.indexedDB;
  mended.push(() => {
    globalThis.indexedDB = real;
  });
  globalThis.indexedDB = undefined;
  assert.equal(await whatAilsIt(checkins()), 'storage_closed');
});

test('an upgrade that a sleeping tab holds up is told of, and goes on when it has gone', async (t) => {
  await close();
  await deleteDB('sikeren');
  const asleep = await new Promise((ok) => {
    const request = indexedDB.open('sikeren', 2);
    request.onsuccess = () => ok(request.result);
  });
  const deletion = deleteDB('sikeren'); // like an upgrade, it waits for every open connection
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const opening = whatAilsIt(checkins());
  t.mock.timers.tick(8_000);
  assert.equal(await opening, 'storage_closed');
  t.mock.timers.reset();
  asleep.close();
  await deletion;
  assert.deepEqual(await checkins(), []);
});

test('a clock that jumps a year ahead does not age the receipts that are kept', async (t) => {
  await tap();
  await send();
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 365 * DAY_MS });
  server.ahead = -365 * DAY_MS;
  assert.equal(await send(), true);
  assert.equal(await fact('clock-ahead-ms'), -365 * DAY_MS);
  assert.equal((await checkins()).length, 1);
  t.mock.timers.setTime(Date.now() + 36 * DAY_MS);
  await send();
  assert.equal((await checkins()).length, 0);
});
