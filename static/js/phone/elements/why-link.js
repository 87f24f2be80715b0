// Where is an answer offered? Beside what raises the question; the answers come with another part.

import { h } from '../dom.js';
import { WHY } from '../words/why.js';

/**
 * @param {string | undefined} topic of words/help.js; without one there is no link
 * @param {string} about what the question is about, for those who hear the link alone
 * @param {string} [word]
 * @returns {HTMLElement | null}
 */
export function whyLink(topic, about, word = WHY.why) {
  if (!topic) return null;
  const unseen = h('span', { class: 'visually-hidden' }, ` ${about}`);
  return h('a', { class: 'why', href: `#help/${topic}`, 'data-key': `why-${topic}` }, word, unseen);
}
