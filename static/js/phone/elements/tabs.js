// Where can one go from here? The tabs, and how many check-ins wait behind one of them.

import { h, icon } from '../dom.js';
import { WITHIN } from '../router.js';
import { MENU, NAV } from '../words/frame.js';

const SIGNS = {
  checkin: 'sail',
  queue: 'queue',
  work: 'note',
  history: 'calendar',
  phone: 'phone',
};

/**
 * @param {string} name of the view that is shown
 * @param {number} waiting check-ins that are still on the phone
 */
export function tabsOf(name, waiting) {
  const current = WITHIN[name] ?? name;
  return Object.entries(NAV).map(([to, word]) => tabOf(to, word, current, waiting));
}

/** @param {string} to @param {string} word @param {string} current @param {number} waiting */
function tabOf(to, word, current, waiting) {
  const badge =
    to === 'queue' && waiting > 0
      ? h(
          'span',
          { class: 'badge' },
          ...(waiting < 100 ? [waiting] : [h('span', { 'aria-hidden': true }, '99+')]),
          h(
            'span',
            { class: 'visually-hidden' },
            `${waiting < 100 ? '' : waiting} ${MENU.waiting}`,
          ),
        )
      : null;
  const properties = {
    href: `#${to}`,
    'data-key': to,
    'aria-current': to === current ? 'page' : null,
  };
  const sign = SIGNS[/** @type {keyof typeof SIGNS} */ (to)];
  return h('a', properties, h('span', { class: 'tab-sign' }, icon(sign), badge), word);
}
