// Which boxes of a long list fit what is typed above it? What is ticked stays in sight, whatever is
// typed, and goes with the form as before: nothing is fetched, so nothing that was ticked is lost.

import { FITTING } from './words.js';

const MARKS = /[\p{M}.,'’‘ʼ`´"()]/gu;

export function watchNarrowing() {
  document.addEventListener('input', (event) => {
    const field = /** @type {Element} */ (event.target).closest('[data-narrows] input');
    if (field) narrow(/** @type {HTMLElement} */ (field.parentElement));
  });
  document.addEventListener('change', (event) => {
    const list = /** @type {Element} */ (event.target).closest('.choices[id]');
    const box = list && document.querySelector(`[data-narrows="${list.id}"]`);
    if (box) narrow(/** @type {HTMLElement} */ (box));
  });
  document.addEventListener('keydown', (event) => {
    // Enter searches; it does not send the form around the search.
    const field = /** @type {Element} */ (event.target).closest('[data-narrows] input');
    if (field && event.key === 'Enter') event.preventDefault();
  });
  document.addEventListener('htmx:after:swap', showAll);
  showAll();
}

function showAll() {
  for (const box of document.querySelectorAll('[data-narrows]')) {
    const held = /** @type {HTMLElement} */ (box);
    held.hidden = false;
    narrow(held);
  }
}

/** @param {HTMLElement} box */
function narrow(box) {
  const field = /** @type {HTMLInputElement} */ (box.querySelector('input'));
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  const digits = field.value.replace(/\s/g, '');
  const found = { ticked: 0, fitting: 0, all: 0 };
  for (const label of document.querySelectorAll(`#${box.dataset.narrows} > label`)) {
    const number = label.querySelector('.figures')?.textContent ?? '';
    const name = plain(label.textContent.replace(number, ''));
    // As services/seeking.py has it: every word is in the name, or the digits are in the NIP.
    const numbered = /^\d+$/.test(digits) && number.replace(/\s/g, '').includes(digits);
    const fits = numbered || words.every((word) => name.includes(word));
    const ticked = Boolean(label.querySelector('input:checked'));
    /** @type {HTMLElement} */ (label).hidden = !fits && !ticked;
    found.all += 1;
    found.fitting += Number(fits);
    found.ticked += Number(ticked);
  }
  const note = box.querySelector('[role="status"]');
  const told = FITTING(found, words.length > 0);
  if (note && note.textContent !== told) note.textContent = told;
}

/** As domain/seeking.py folds: small letters without accents or punctuation. @param {string} text */
function plain(text) {
  return text.toLowerCase().normalize('NFD').replace(MARKS, '').replace(/[-/_]/g, ' ');
}
