// How does a link or a code get from here into another app? By a button, and by hand where a browser
// inside another app lets no script write to the clipboard.

import { fill, h, icon } from '../dom.js';
import { INSTALL } from '../words/install.js';

/**
 * @param {string} text what is copied
 * @param {string} word on the button
 * @param {string} copied said afterwards
 * @param {HTMLInputElement} [field] that holds the text, to be copied from by hand
 */
export function copyButton(text, word, copied, field) {
  const said = h('p', { class: 'small', role: 'status' });
  const copy = async () => {
    const done = await written(text, field);
    fill(said, done ? copied : INSTALL.copyByHand);
  };
  const button = h(
    'button',
    { class: 'button quiet-button wide', type: 'button', onclick: copy },
    icon('copy'),
    word,
  );
  return h('div', { class: 'stack tight' }, button, said);
}

/** @param {string} link shown whole, so that it can be copied by hand as well */
export function linkField(link) {
  const field = h('input', {
    class: 'link-field',
    value: link,
    readonly: true,
    'aria-label': INSTALL.link,
    onfocus: () => field.select(),
  });
  const button = copyButton(link, INSTALL.copy, INSTALL.copied, field);
  return h('div', { class: 'stack tight' }, h('div', { class: 'field' }, field), button);
}

/** @param {string} text @param {HTMLInputElement} [field] @returns {Promise<boolean>} */
async function written(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.focus();
    field?.select();
    // Old, yet all that many apps' own browsers know.
    return Boolean(field) && document.execCommand('copy');
  }
}
