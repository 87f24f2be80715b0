// What does the person see when a request fails? A notice above the page; what they typed stays.

import { AWAY, UNREADABLE } from './words.js';

/** Answers that are neither a page nor a corrected form go into the notice, never into the page. */
export function watchFailures() {
  document.addEventListener('htmx:before:swap', (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    const status = ctx?.response?.status ?? 200;
    if (status < 400 || belongsToForm(ctx)) return;
    event.preventDefault();
    if (!isLive(ctx)) showProblem(problemIn(ctx.text));
  });
  document.addEventListener('htmx:error', (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    if (ctx && !isLive(ctx)) showProblem(problem(AWAY.title, AWAY.typed));
  });
  document.addEventListener('htmx:before:request', clear);
}

/** A corrected form comes back with the element that was asked for; a mere problem does not. */
function belongsToForm(ctx) {
  const page = new DOMParser().parseFromString(ctx.text ?? '', 'text/html');
  if (ctx.select) return page.querySelector(ctx.select) !== null;
  return page.querySelector('[data-problem]') === null;
}

function isLive(ctx) {
  return ctx.sourceElement?.hasAttribute?.('data-live') ?? false;
}

/**
 * The problem that an answer of ours describes, as an element.
 * @param {string} html
 */
export function problemIn(html) {
  const page = new DOMParser().parseFromString(html ?? '', 'text/html');
  const found = page.querySelector('[data-problem]');
  return found ?? problem(UNREADABLE.title, UNREADABLE.more);
}

/**
 * @param {string} title
 * @param {string} words
 */
export function problem(title, words) {
  const box = document.createElement('div');
  box.className = 'notice';
  box.dataset.tone = 'bad';
  box.setAttribute('role', 'alert');
  const text = document.createElement('div');
  const head = document.createElement('h2');
  head.textContent = title;
  const body = document.createElement('p');
  body.textContent = words;
  text.append(head, body);
  box.append(text);
  return box;
}

/** @param {Element} box */
function showProblem(box) {
  const place = document.getElementById('notice');
  place?.replaceChildren(box);
  place?.scrollIntoView({ block: 'nearest' });
}

function clear(event) {
  const { ctx } = event.detail;
  if (ctx && !isLive(ctx)) document.getElementById('notice')?.replaceChildren();
}
