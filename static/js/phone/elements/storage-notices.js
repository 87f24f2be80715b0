// What threatens what is stored here, said before it bites?

import { h, notice } from '../dom.js';
import { STORAGE, sizeOf } from '../words/storage.js';

/** @param {import('../storage.js').Health} health @returns {HTMLElement[]} none where all is well */
export function storageNotices({ low, free, privately }) {
  const said = [];
  if (privately) said.push(warning(STORAGE.privateTitle, STORAGE.private));
  if (low) said.push(warning(STORAGE.lowTitle, STORAGE.low(sizeOf(free ?? 0))));
  return said;
}

/** @param {string} title @param {string} text */
function warning(title, text) {
  return notice('doubt', 'warning', h('h2', null, title), h('p', null, text));
}
