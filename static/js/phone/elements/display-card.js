// How does the owner of this phone want the app to look and feel?

import { h } from '../dom.js';
import { buzzes, canBuzz, setBuzz } from '../feel.js';
import { LOOKS, look, setLook } from '../looks.js';
import { DISPLAY } from '../words/display.js';

/** The card of "HP Saya" with the choice of a look. */
export class DisplayCard {
  element = h(
    'section',
    { class: 'card stack' },
    h(
      'fieldset',
      { class: 'looks' },
      h('legend', null, h('h2', null, DISPLAY.title)),
      ...LOOKS.map(choiceOf),
    ),
    canBuzz() ? buzz() : null,
  );
}

/** @param {import('../looks.js').Look} name */
function choiceOf(name) {
  const [word, more] = DISPLAY.looks[name];
  const input = h('input', {
    type: 'radio',
    name: 'look',
    value: name,
    checked: look() === name,
    onchange: () => setLook(name),
  });
  const swatch = h('span', { class: 'swatch', 'data-look': name, 'aria-hidden': 'true' });
  const words = h('span', null, word, more ? h('small', null, more) : null);
  return h('label', { class: 'choice' }, input, words, swatch);
}

function buzz() {
  const input = h('input', { type: 'checkbox', checked: buzzes() });
  input.addEventListener('change', () => setBuzz(input.checked));
  return h('label', { class: 'choice' }, input, DISPLAY.buzz);
}
