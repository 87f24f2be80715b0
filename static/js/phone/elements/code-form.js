// Where is the code from the letter typed in?

import { showCode } from '../binding.js';
import { h } from '../dom.js';
import { BIND } from '../words/bind.js';

/**
 * @param {string} code from the letter's link, or empty
 * @param {(button: HTMLButtonElement, typed: string) => void} oncheck
 */
export function codeForm(code, oncheck) {
  const input = h('input', {
    id: 'code',
    class: 'code',
    value: showCode(code),
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: 20,
    required: true,
    'aria-describedby': 'code-hint',
  });
  const button = h('button', { class: 'button large wide', type: 'submit' }, BIND.check);
  const check = (/** @type {Event} */ event) => {
    event.preventDefault();
    oncheck(button, input.value);
  };
  const field = h(
    'div',
    { class: 'field' },
    h('label', { for: 'code' }, BIND.code),
    h('p', { class: 'hint', id: 'code-hint' }, BIND.codeHint),
    input,
    h('p', { class: 'small' }, BIND.noCode),
  );
  return h('form', { class: 'stack', novalidate: true, onsubmit: check }, field, button);
}
