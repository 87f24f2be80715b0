// One check-in in a list: what, when, and how far it has come.

import { h, status } from '../dom.js';
import { dateOf, timeOf } from '../time.js';
import { REFUSALS } from '../words/flags.js';
import { QUEUE } from '../words/queue.js';
import { KINDS, STATES } from '../words/states.js';
import { troubleWords } from '../words/trouble.js';
import { stepList } from './steps.js';

/** @typedef {import('../ledger.js').Entry} Entry */

/**
 * @param {Entry} entry
 * @param {string} zone
 * @param {{ date?: boolean, steps?: boolean, known?: string }} [options] steps: show the way to
 *   the server; known: a trouble that is told elsewhere
 */
export function entryCard(entry, zone, { date = false, steps = false, known } = {}) {
  const { tone, sign, word } = STATES[entry.state];
  const time = h('time', { datetime: entry.at }, timeOf(entry.at, zone));
  return h(
    'a',
    { class: 'card pressable entry', href: `#receipt/${entry.id}`, 'data-key': entry.id },
    h('span', { class: 'entry-what' }, h('strong', null, KINDS[entry.kind]), time),
    status(tone, sign, word),
    date || steps ? h('span', { class: 'small quiet' }, dateOf(entry.day)) : null,
    steps ? stepList(QUEUE.steps, entry.state === 'waiting' ? 0 : 1, true) : null,
    whyOf(entry, known),
  );
}

/** @param {Entry} entry @param {string} [known] */
function whyOf({ state, checkin }, known) {
  if (state === 'refused') {
    return h('span', { class: 'small' }, REFUSALS[checkin?.reason ?? ''] ?? STATES.refused.more);
  }
  const code = state === 'waiting' || state === 'sent' ? checkin?.trouble : null;
  return code && code !== known
    ? h('span', { class: 'small quiet' }, troubleWords({ code }).title)
    : null;
}
