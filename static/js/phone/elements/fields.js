// How does a form of the phone put a label to a field, and read all of them? For duties and reports.

import { h, notice } from '../dom.js';
import { TRAVEL } from '../words/duties.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * A field with its label, and what the supervisor said beside it.
 * @param {Control} control with an id
 * @param {string} label
 * @param {{ hint?: string, words?: string }} [more]
 */
export function field(control, label, { hint, words } = {}) {
  const id = `${control.id}-hint`;
  if (hint) control.setAttribute('aria-describedby', id);
  return h(
    'div',
    { class: 'field' },
    h('label', { for: control.id }, label),
    hint ? h('p', { class: 'hint', id }, hint) : null,
    control,
    besides(words),
  );
}

/** A supervisor's words beside a part. @param {string | undefined} words */
export function besides(words) {
  if (!words) return null;
  return notice('doubt', 'back', h('p', null, h('strong', null, TRAVEL.beside), `: ${words}`));
}

/** @param {string} id @param {Record<string, string>} options */
export function choice(id, options) {
  const entries = Object.entries(options);
  return h(
    'select',
    { id },
    entries.map(([value, word]) => h('option', { value }, word)),
  );
}

/** @param {Record<string, Control>} controls @returns {Record<string, string>} */
export function valuesOf(controls) {
  return Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value]));
}

/** @param {Record<string, Control>} controls @param {Record<string, any>} values */
export function putValues(controls, values) {
  for (const [name, control] of Object.entries(controls)) control.value = values[name] ?? '';
}

/** Show that a field is to be mended, and put the finger there. @param {Control} control */
export function blame(control) {
  control.setAttribute('aria-invalid', 'true');
  control.addEventListener('input', () => control.removeAttribute('aria-invalid'), { once: true });
  control.focus();
}
