// How far along is something that takes a few steps?

import { h, icon } from '../dom.js';

/**
 * @param {string[]} words
 * @param {number} current index of the step that is under way
 * @param {boolean} [reached] whether the current one counts as done
 */
export function stepList(words, current, reached = false) {
  const items = words.map((word, index) => {
    const done = index < current || (reached && index === current);
    const sign = h('span', { class: 'step-sign' }, done ? icon('check') : String(index + 1));
    const here = index === current ? 'step' : null;
    return h('li', { class: done ? 'done' : null, 'aria-current': here }, sign, word);
  });
  return h('ol', { class: 'way', role: 'list' }, items);
}
