// Which of the two ways to look back is open: check-in by check-in, or the month?

import { h } from '../dom.js';
import { HISTORY } from '../words/history.js';

/** @param {'history' | 'recap'} here */
export function historySwitch(here) {
  const ways = { history: HISTORY.checkins, recap: HISTORY.months };
  const links = Object.entries(ways).map(([name, word]) =>
    h('a', { href: `#${name}`, 'aria-current': name === here ? 'true' : null }, word),
  );
  const role = { role: 'group', 'aria-label': HISTORY.ways };
  return h('div', { class: 'segments', ...role }, links);
}
