// How is something found from any page, by keys alone? The dialog behind "/" and Ctrl+K.
//
// What is found are plain links, so Enter, a middle click and a screen reader do what they always
// do; the arrows only move between them. Without this script the link leads to a page.

import { lettersOff, switchLetters } from './keys.js';

/** @type {HTMLDialogElement | null} */
let dialog = null;
/** @type {HTMLInputElement} */
let field;
/** @type {Element | null} */
let before = null;

export function watchSearch() {
  document.addEventListener('keydown', onShortcut);
  dialog = document.querySelector('[data-search]');
  if (!dialog) return;
  field = /** @type {HTMLInputElement} */ (dialog.querySelector('input[name="q"]'));
  document.querySelector('[data-search-open]')?.addEventListener('click', onLink);
  dialog.querySelector('[data-search-close]')?.addEventListener('click', () => dialog?.close());
  dialog.addEventListener('keydown', onKey);
  dialog.addEventListener('click', onBackdrop);
  dialog.addEventListener('close', giveBack);
  const box = /** @type {HTMLInputElement} */ (dialog.querySelector('[data-search-letter]'));
  box.checked = !lettersOff();
  box.addEventListener('change', () => switchLetters(box.checked));
}

/** @param {KeyboardEvent} event */
function onShortcut(event) {
  const chord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if (!chord && (event.key !== '/' || event.ctrlKey || event.metaKey || lettersOff())) return;
  const target = /** @type {Element} */ (event.target);
  if (!chord && target.closest('input, textarea, select, [contenteditable]')) return;
  if (document.querySelector('dialog[open]')) return;
  event.preventDefault();
  open();
}

/** @param {MouseEvent} event */
function onLink(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
}

function open() {
  if (!dialog) {
    const page = /** @type {HTMLInputElement | null} */ (
      document.querySelector('[data-search-page] input[name="q"]')
    );
    page?.focus();
    page?.select();
    return;
  }
  before = document.activeElement;
  dialog.showModal();
  field.focus();
  field.select();
}

/** The focus goes back to where it was, as after any dialog. */
function giveBack() {
  if (before instanceof HTMLElement && before.isConnected) before.focus();
  before = null;
}

/** A press beside the dialog closes it: its own surface is covered by what it holds. */
function onBackdrop(/** @type {MouseEvent} */ event) {
  if (event.target === dialog) dialog?.close();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key === 'Escape' && !event.isComposing) {
    event.preventDefault(); // a search field would only empty itself at the first
    dialog?.close();
    return;
  }
  const hits = /** @type {HTMLElement[]} */ ([...(dialog?.querySelectorAll('[data-hit]') ?? [])]);
  const at = hits.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (at < 0 && document.activeElement !== field) return;
    event.preventDefault();
    const next = at + (event.key === 'ArrowDown' ? 1 : -1);
    (hits[Math.min(next, hits.length - 1)] ?? field).focus();
  } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    field.focus(); // what is typed on goes into the field
  }
}
