// How is a list of what waits worked by hand, by thumb and by key? Without this, its forms still work.

import { lettersOff, switchLetters } from './keys.js';

/** @typedef {HTMLElement & { querySelector: (words: string) => any }} Row */

/** @type {Row[]} */
let rows = [];

export function workInbox() {
  const list = document.querySelector('[data-inbox]');
  watchHelp();
  if (!list) return;
  rows = [...list.querySelectorAll('[data-item]')].map((row) => /** @type {Row} */ (row));
  for (const row of rows) row.querySelector('[data-open]').setAttribute('aria-expanded', 'false');
  document.addEventListener('change', onTick);
  // Before htmx asks: what is open is closed, and only one is open at a time.
  list.addEventListener('click', toggle, true);
  list.addEventListener('htmx:after:swap', opened);
  document.addEventListener('keydown', onKey);
  tell();
}

/** @param {Row} row */
const tickOf = (row) => /** @type {HTMLInputElement} */ (row.querySelector('[data-tick]'));

/** @param {Event} event */
function onTick(event) {
  const target = /** @type {HTMLInputElement} */ (event.target);
  if (target.matches('[data-all]')) {
    for (const row of rows) tickOf(row).checked = target.checked && !tickOf(row).disabled;
  } else if (!target.matches('[data-tick]')) return;
  tell();
}

/** How many are ticked, in words and on the box for all of them. */
function tell() {
  const open = rows.filter((row) => !tickOf(row).disabled);
  const count = open.filter((row) => tickOf(row).checked).length;
  const all = /** @type {HTMLInputElement | null} */ (document.querySelector('[data-all]'));
  if (all) {
    all.checked = count > 0 && count === rows.length;
    all.indeterminate = count > 0 && !all.checked;
  }
  const words = document.querySelector('[data-count]');
  if (words) words.textContent = count ? `${count} dipilih` : '';
  document.getElementById('bulk')?.toggleAttribute('data-empty', count === 0);
}

/** @param {MouseEvent} event */
function toggle(event) {
  const link = /** @type {Element} */ (event.target).closest('[data-open]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const wasOpen = link.getAttribute('aria-expanded') === 'true';
  for (const row of rows) close(row);
  if (!wasOpen) return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Row} row */
function close(row) {
  row.querySelector('[data-slot]').replaceChildren();
  row.querySelector('[data-open]').setAttribute('aria-expanded', 'false');
}

/** A card was opened in place, or answered with what now stands. */
function opened(event) {
  const row = /** @type {Row | null} */ (event.target.closest('[data-item]'));
  const { ctx } = event.detail;
  if (!row) return;
  row.querySelector('[data-open]').setAttribute('aria-expanded', 'true');
  const posted = (ctx?.request?.method ?? 'GET').toUpperCase() === 'POST';
  if (posted && ctx.response.status < 400) {
    row.dataset.done = '';
    tickOf(row).checked = false;
    tickOf(row).disabled = true;
    tell();
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = /** @type {Element} */ (event.target);
  if (target.closest('input:not([type="checkbox"]), textarea, select, dialog')) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    // Arrows scroll, except on an item.
    if (target.matches('[data-open]')) step(event, event.key === 'ArrowDown' ? 1 : -1);
    return;
  }
  if (lettersOff()) return;
  if (event.key === 'j') step(event, 1);
  else if (event.key === 'k') step(event, -1);
  else if (event.key === 'o') here()?.querySelector('[data-open]').click();
  else if (event.key === 'x') tickHere();
  else if (event.key === '?')
    /** @type {any} */ (document.querySelector('[data-keys]'))?.showModal();
  else if (event.key in EVENTS) decide(event, EVENTS[event.key]);
}

const EVENTS = /** @type {Record<string, string>} */ ({ a: 'approve', r: 'return', t: 'reject' });

/** The item in which the focus is. */
function here() {
  return /** @type {Row | undefined} */ (
    document.activeElement?.closest('[data-item]') ?? undefined
  );
}

/** @param {KeyboardEvent} event @param {number} by */
function step(event, by) {
  const current = here();
  const at = current ? rows.indexOf(current) + by : 0;
  const next = rows[Math.min(Math.max(at, 0), rows.length - 1)];
  event.preventDefault();
  const link = next.querySelector('[data-open]');
  link.focus();
  link.scrollIntoView({ block: 'nearest' });
}

function tickHere() {
  const row = here();
  if (!row || tickOf(row).disabled) return;
  tickOf(row).checked = !tickOf(row).checked;
  tell();
}

/** Open the form that sums up: for what is ticked, or for the item in which the focus is. */
function decide(event, name) {
  if (!rows.some((row) => tickOf(row).checked)) tickHere();
  if (!rows.some((row) => tickOf(row).checked)) return;
  event.preventDefault();
  const button = document.querySelector(`#bulk button[value="${name}"]`);
  /** @type {HTMLButtonElement | null} */ (button)?.click();
}

function watchHelp() {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector('[data-keys]'));
  const box = /** @type {HTMLInputElement | null} */ (dialog?.querySelector('[data-keys-on]'));
  if (!dialog || !box) return;
  box.checked = !lettersOff();
  box.addEventListener('change', () => switchLetters(box.checked));
  document.querySelector('[data-keys-help]')?.addEventListener('click', () => dialog.showModal());
}
