// How does a list lead to other views? A row for each, as wide as a thumb likes it.

import { h, icon } from '../dom.js';

/** @param {string} href @param {string} words @returns {HTMLElement} for a list in a `.card.day` */
export function linkRow(href, words) {
  const parts = [h('span', null, words), h('span'), icon('forward')];
  return h('li', null, h('a', { class: 'day-row', href }, parts));
}
