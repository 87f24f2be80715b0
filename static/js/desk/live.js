// Is a list that renews itself still fresh? It rests while nobody looks, and says when it is old.

import { AWAY } from './words.js';

const STALE_AFTER = 20_000; // milliseconds without an answer

/** @type {WeakMap<Element, number>} */
const answered = new WeakMap();

export function watchLiveLists() {
  document.addEventListener('htmx:config:request', (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    if (!isLive(ctx)) return;
    if (document.visibilityState === 'hidden') event.preventDefault();
    else ctx.request.timeout = 10_000;
  });
  document.addEventListener('htmx:after:request', (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    if (isLive(ctx) && ctx.response.status < 400) fresh(ctx.sourceElement);
  });
  document.addEventListener('htmx:finally:request', (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    if (isLive(ctx)) tellAge(ctx.sourceElement);
  });
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
}

function isLive(ctx) {
  return ctx?.sourceElement?.hasAttribute?.('data-live') ?? false;
}

function wake() {
  if (document.visibilityState === 'hidden') return;
  for (const list of document.querySelectorAll('[data-live]')) {
    list.dispatchEvent(new Event('wake'));
  }
}

/** @param {Element} list */
function fresh(list) {
  answered.set(list, Date.now());
}

/** @param {Element} list */
function tellAge(list) {
  const note = list.parentElement?.querySelector('[data-live-note]');
  if (!(note instanceof HTMLElement)) return;
  const since = answered.get(list) ?? performance.timeOrigin;
  note.hidden = Date.now() - since < STALE_AFTER;
  note.textContent = AWAY.since(clockWords(since));
}

/** @param {number} at milliseconds since 1970; shown in the browser's own zone */
function clockWords(at) {
  const time = new Date(at);
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  return `${two(time.getHours())}.${two(time.getMinutes())}`;
}
