// What does the phone keep of the app itself, and what does the worker do when the page is away?
//
// It keeps the shell and its assets under the build's name, answers from there without asking the
// network, and hands in the queue when the browser wakes it (Background Sync). It never touches
// /api, the desks or a fragment of a page.

import { deliver } from '../static/js/phone/outbox.js';
import { dropOldBuilds } from './builds.js';
import { CACHE, fromCache, precache } from './precache.js';
import { receivePushes } from './push.js';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener('install', (event) => event.waitUntil(precache()));

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim().then(() => dropOldBuilds(worker, CACHE)));
});

worker.addEventListener('fetch', (event) => {
  const answer = fromCache(event.request, worker.location.origin);
  if (answer) event.respondWith(answer);
});

worker.addEventListener('message', (event) => {
  if (event.data?.type === 'take-over') event.waitUntil(worker.skipWaiting());
  if (event.data?.type === 'opened') event.waitUntil(dropOldBuilds(worker, CACHE));
});

receivePushes(worker);

worker.addEventListener('sync', (/** @type {any} */ event) => {
  if (event.tag === 'deliver') event.waitUntil(deliverOrRetry());
});

/** A rejected promise is how Background Sync learns that it should wake us again. */
async function deliverOrRetry() {
  if (!(await deliver({ now: true }))) throw new Error('not delivered yet');
}
