// What do the last days look like? By day, as the server judges it now.

import { fill, h, icon, status } from '../dom.js';
import { clockOf, dateOf, momentNear, timeOf, zoneName } from '../time.js';
import { NAV } from '../words/frame.js';
import { HISTORY } from '../words/history.js';
import { KINDS, STATES } from '../words/states.js';
import { historySwitch } from './history-switch.js';
import { View } from './view.js';

/** @typedef {import('../ledger.js').Entry} Entry */

/** What waits is kept for as long as it waits: a month of check-ins at a time is drawn. */
const PAGE = 60;
/** A day is not cut in two, unless it has more check-ins than a day can have. */
const BEYOND = 20;

class HistoryView extends View {
  heading = NAV.history;
  #asOf = h('p', { class: 'small quiet' });
  #days = h('div', { class: 'stack' });
  #shown = PAGE;
  #next = '';

  build() {
    this.className = 'page stack';
    const head = h('div', { class: 'stack tight' }, h('h1', null, NAV.history));
    head.append(historySwitch('history'), this.#asOf);
    this.append(head, this.#days);
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show({ entries, days, historyAt, zone }) {
    this.#asOf.textContent = historyAt ? HISTORY.asOf(momentNear(historyAt, zone)) : '';
    /** @type {Map<string, Entry[]>} */
    const byDay = new Map();
    const shown = entries.slice(0, endOf(entries, this.#shown));
    for (const entry of shown) byDay.set(entry.day, [entry, ...(byDay.get(entry.day) ?? [])]);
    const cards = [...byDay].map(([day, of]) =>
      dayCard(
        day,
        of,
        days.find(({ date }) => date === day),
        zone,
      ),
    );
    fill(this.#days, cards.length > 0 ? cards : empty(), this.#more(entries, shown.length));
    if (!this.#next) return;
    /** @type {HTMLElement | null} */ (
      this.querySelector(`[data-key="${CSS.escape(this.#next)}"]`)
    )?.focus();
    this.#next = '';
  }

  /** A button for what is older. @param {Entry[]} entries @param {number} shown of them */
  #more(entries, shown) {
    if (shown >= entries.length) return null;
    const onclick = () => {
      this.#shown = shown + PAGE;
      this.#next = entries[shown].id;
      this.refresh();
    };
    const button = { class: 'button quiet-button wide', type: 'button', onclick };
    return h('button', button, HISTORY.more(entries.length - shown));
  }
}

/** How many to draw. @param {Entry[]} entries the latest first @param {number} most */
function endOf(entries, most) {
  const last = entries[most - 1]?.day;
  let end = most;
  while (end < most + BEYOND && entries[end]?.day === last) end += 1;
  return end;
}

function empty() {
  return h(
    'div',
    { class: 'empty' },
    icon('calendar'),
    h('h2', null, HISTORY.empty),
    h('p', null, HISTORY.emptyMore),
  );
}

/**
 * @param {string} day
 * @param {Entry[]} entries oldest first
 * @param {{ workday: boolean, start: string, end: string } | undefined} hours
 * @param {string} zone
 */
function dayCard(day, entries, hours, zone) {
  const expected = hours?.workday
    ? h(
        'span',
        { class: 'small quiet figures' },
        `${clockOf(hours.start)}–${clockOf(hours.end)} ${zoneName(zone)}`,
      )
    : null;
  const rows = entries.map((entry) => h('li', null, row(entry, zone)));
  return h(
    'section',
    { class: 'card day' },
    h('div', { class: 'cluster spread' }, h('h2', null, dateOf(day)), expected),
    h('ul', { role: 'list' }, rows),
  );
}

/** @param {Entry} entry @param {string} zone */
function row(entry, zone) {
  const { tone, sign, word } = STATES[entry.state];
  const time = h('time', { datetime: entry.at }, timeOf(entry.at, zone));
  return h(
    'a',
    { class: 'day-row', href: `#receipt/${entry.id}`, 'data-key': entry.id },
    h('span', null, h('strong', null, KINDS[entry.kind]), time),
    status(tone, sign, word),
    icon('forward'),
  );
}

customElements.define('sikeren-history', HistoryView);
