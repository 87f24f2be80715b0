// What does the worker keep and answer, and what does it keep its hands off?

import './support/browser.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dropOldBuilds } from '../../service_worker/builds.js';
import { CACHE, fromCache, precache } from '../../service_worker/precache.js';

const ORIGIN = 'https://absen.contoh.id';
const SHELL = `<link rel="stylesheet" href="/static/${BUILD_ID}/phone.css">`;

/** @type {Map<string, Map<string, Response>>} */
let stores;

beforeEach(() => {
  stores = new Map();
  globalThis.caches = {
    async open(name) {
      if (!stores.has(name)) stores.set(name, new Map());
      const store = stores.get(name);
      return {
        put: async (path, answer) => store.set(path, answer),
        match: async (path) => store.get(path),
      };
    },
    match: async (path) => [...stores.values()].find((store) => store.has(path))?.get(path),
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
  };
  globalThis.fetch = async (path) => new Response(path === '/' ? SHELL : 'asset');
});

/** @param {string} path @param {RequestInit} [options] */
function asked(path, options) {
  return fromCache(new Request(ORIGIN + path, options), ORIGIN);
}

test('after the installation the app opens from the phone', async () => {
  await precache();
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  for (const path of PRECACHE) assert.ok((await asked(path)).ok, path);
});

for (const [what, answer] of Object.entries({
  "a captive portal's page": () => new Response('<h1>Wi-Fi</h1>'),
  "another build's shell": () => new Response('<script src="/static/another/phone.css">'),
  'an error': () => new Response('', { status: 503 }),
})) {
  test(`${what} is never kept as the app`, async () => {
    globalThis.fetch = async () => answer();
    await assert.rejects(precache());
    assert.equal(stores.has(CACHE), false);
  });
}

test('desks, API, fragments, writes and other sites are not its business', () => {
  assert.equal(asked('/desk/today'), null);
  assert.equal(asked('/api/v1/state'), null);
  assert.equal(asked('/.well-known/jwks.json'), null);
  assert.equal(asked('/sign-in/abc'), null);
  assert.equal(asked('/', { headers: { 'HX-Request': 'true' } }), null);
  assert.equal(asked('/', { method: 'POST' }), null);
  assert.equal(fromCache(new Request('https://other.example/'), ORIGIN), null);
});

/**
 * @param {(string | null)[]} builds what the open pages run; null does not answer
 * @param {object} [registration] whether a newer worker is on its way
 */
function pages(builds, registration = {}) {
  const page = (build) => ({
    url: `${ORIGIN}/#queue`,
    postMessage: (_, [port]) => build && port.postMessage(build),
  });
  return { clients: { matchAll: async () => builds.map(page) }, registration };
}

test("an old page's files stay as long as it is open", async () => {
  for (const build of ['old', 'older', BUILD_ID]) await caches.open(`sikeren-${build}`);
  await dropOldBuilds(/** @type {any} */ (pages(['old', BUILD_ID])), CACHE);
  assert.deepEqual([...stores.keys()], ['sikeren-old', CACHE]);
});

test('while a page does not answer, nothing is dropped', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  for (const build of ['old', BUILD_ID]) await caches.open(`sikeren-${build}`);
  const dropping = dropOldBuilds(/** @type {any} */ (pages([null])), CACHE);
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  t.mock.timers.tick(5_000);
  await dropping;
  assert.equal(stores.size, 2);
});

test('a newer build that waits to take over keeps its files', async () => {
  for (const build of [BUILD_ID, 'newer']) await caches.open(`sikeren-${build}`);
  for (const state of ['installing', 'waiting']) {
    await dropOldBuilds(/** @type {any} */ (pages([BUILD_ID], { [state]: {} })), CACHE);
    assert.equal(stores.size, 2);
  }
});
