// How do the month's daily reports stand, day by day, and how do they get into E-Kinerja?

import { fill, h, icon, notice, status } from '../dom.js';
import { monthOf, monthsFrom } from '../months.js';
import { fetchReports, filedOf, reportMonths } from '../reports.js';
import { dateOf, dayOf, momentNear } from '../time.js';
import { asTrouble } from '../trouble.js';
import { RECAP } from '../words/recap.js';
import { REPORT_STATES, REPORTS } from '../words/reports.js';
import { troubleWords } from '../words/trouble.js';
import { leavingCard } from './report-leaving.js';
import { View } from './view.js';

/** @typedef {import('../reports.js').Day} Day */
/** @typedef {import('../snapshot.js').Snapshot} Snapshot */

const BACK = 12;

class ReportsView extends View {
  heading = REPORTS.title;
  #head = h('div', { class: 'stack tight' });
  #body = h('div', { class: 'stack' });
  #said = h('div', { role: 'status' });
  #asked = '';
  /** @type {import('../trouble.js').Trouble | null} */
  #trouble = null;

  build() {
    this.className = 'page stack';
    const back = h('a', { class: 'back', href: '#work' }, icon('back'), REPORTS.back);
    this.append(
      h('div', null, back, h('h1', null, REPORTS.title)),
      this.#head,
      this.#body,
      this.#said,
    );
  }

  /** @param {Snapshot} snapshot */
  async show({ zone, filings, delivery }) {
    const today = dayOf(new Date(), zone);
    const asked = this.dataset.id ?? '';
    const month = /^\d{4}-\d\d$/.test(asked) ? asked : today.slice(0, 7);
    const kept = (await reportMonths())[month];
    fill(this.#head, switcher(month, today.slice(0, 7)), ...this.#told(kept, zone));
    const days = kept?.body.days ?? [];
    const rows = days.map((day) => h('li', null, row(day, filings, zone)));
    const open = month === today.slice(0, 7) && !days.some(({ date }) => date === today);
    const write = h(
      'a',
      { class: 'button', href: `#report/${today}` },
      icon('plus'),
      REPORTS.today,
    );
    fill(
      this.#body,
      open ? write : null,
      rows.length > 0
        ? h('section', { class: 'card day' }, h('ul', { role: 'list' }, rows))
        : h('p', { class: 'quiet' }, kept ? REPORTS.empty : REPORTS.noneMore),
      kept ? leavingCard(month, days, this.#said) : null,
    );
    this.#follow(month, delivery.reached_at);
  }

  /** @param {import('../reports.js').Kept | undefined} kept @param {string} zone */
  #told(kept, zone) {
    const trouble = this.#trouble ? troubleWords(this.#trouble).title : '';
    if (!kept) return [h('p', { class: 'small quiet' }, trouble || REPORTS.none)];
    const { asked, locked, window_days: days } = kept.body;
    const old = this.#trouble ? ` ${RECAP.offline}` : '';
    return [
      h('p', { class: 'small quiet' }, RECAP.asOf(momentNear(kept.at, zone)) + old),
      locked ? notice('calm', 'shield', h('p', null, REPORTS.locked)) : null,
      h('p', { class: 'small quiet' }, asked ? REPORTS.more(days) : REPORTS.optional),
    ];
  }

  /** @param {string} month @param {string | null} reachedAt */
  async #follow(month, reachedAt) {
    const key = `${month} ${reachedAt}`;
    if (this.#asked === key) return;
    this.#asked = key;
    try {
      await fetchReports(month);
      this.#trouble = null;
    } catch (error) {
      this.#trouble = asTrouble(error);
    }
    this.refresh();
  }
}

/** @param {string} month @param {string} current */
function switcher(month, current) {
  /** @param {string} to @param {string} sign @param {string} word @param {boolean} open */
  const step = (to, sign, word, open) => {
    const properties = { class: 'button quiet-button', href: `#reports/${to}`, 'data-key': sign };
    return open ? h('a', { ...properties, 'aria-label': word }, icon(sign)) : h('span', null);
  };
  return h(
    'div',
    { class: 'months' },
    step(monthsFrom(month, -1), 'back', RECAP.previous, month > monthsFrom(current, -BACK)),
    h('h2', null, monthOf(month)),
    step(monthsFrom(month, 1), 'forward', RECAP.next, month < current),
  );
}

/** Where a day's report stands, seen from this phone. @param {Day} day @param {any[]} filings */
export function stateOf(day, filings) {
  const filed = filedOf(filings, day.date, day);
  if (filed) return filed.state === 'refused' ? 'refused' : 'kept';
  return day.state;
}

/** Weekday and date, and what a list of one month need not show. @param {string} date */
function near(date) {
  const [, short, rest] = /^(\S+ \d+)(.*)$/.exec(dateOf(date)) ?? [];
  return [short, rest];
}

/** @param {Day} day @param {any[]} filings @param {string} zone */
function row(day, filings, zone) {
  const { tone, sign, word } = REPORT_STATES[stateOf(day, filings)] ?? REPORT_STATES.missing;
  const open = Date.parse(day.due) > Date.now();
  const last = near(dayOf(new Date(Date.parse(day.due) - 1), zone))[0];
  const wanting = day.state === 'missing' || day.state === 'returned';
  const due = wanting ? (open ? REPORTS.due(last) : REPORTS.late) : '';
  const [short, rest] = near(day.date);
  const words = day.lines.length > 0 ? REPORTS.activities(day.lines.length) : due;
  return h(
    'a',
    { class: 'day-row', href: `#report/${day.date}`, 'data-key': day.date },
    h(
      'span',
      null,
      h('strong', null, short, h('span', { class: 'visually-hidden' }, rest)),
      h('span', { class: 'small quiet' }, words),
    ),
    status(tone, sign, word),
    icon('forward'),
  );
}

customElements.define('sikeren-reports', ReportsView);
