// What is said of people's data? The short form before a phone is bound, the whole at any time.

import { h } from '../dom.js';
import { NOTICE, PRIVACY } from '../words/privacy.js';

/**
 * @param {string | null | undefined} contact whom to ask, as the office set it
 * @returns {HTMLElement} the short form, which opens to the whole
 */
export function privacySummary(contact) {
  return h(
    'section',
    { class: 'card stack tight', 'aria-labelledby': 'privacy-title' },
    h('h3', { id: 'privacy-title' }, NOTICE.title),
    h(
      'ul',
      { class: 'stack tight small' },
      NOTICE.summary.map((line) => h('li', null, line)),
    ),
    h(
      'details',
      { class: 'disclosure' },
      h('summary', null, PRIVACY.more),
      h('div', { class: 'stack small' }, wholeNotice(contact, 'h4')),
    ),
  );
}

/**
 * @param {string | null | undefined} contact
 * @param {'h2' | 'h4'} level
 * @returns {HTMLElement[]} every section, the office's contact last
 */
export function wholeNotice(contact, level) {
  const asked = { title: NOTICE.contactTitle, lines: [contact || NOTICE.contactDefault] };
  return [...NOTICE.sections, asked].map(({ title, lines }) =>
    h(
      'section',
      { class: 'stack tight' },
      h(level, null, title),
      ...lines.map((line) => h('p', null, line)),
    ),
  );
}

/** @returns {{ version: string, at: string }} what a phone remembers of having shown it */
export function shownNow() {
  return { version: NOTICE.version, at: new Date().toISOString() };
}
