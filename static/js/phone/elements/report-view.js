// What did the person do on a day? Written here, with that day's check-ins and what was said of it.

import { factList, fill, h, icon, notice, status } from '../dom.js';
import { file } from '../filings.js';
import { textOf } from '../report-lines.js';
import { fetchReports, filedOf, reportMonths } from '../reports.js';
import { deliverNow } from '../sync.js';
import { dateOf, dayOf, momentNear, timeOf } from '../time.js';
import { REPORT, REPORT_STATES, STEPS } from '../words/reports.js';
import { KINDS } from '../words/states.js';
import { ReportForm } from './report-form.js';
import { stateOf } from './reports-view.js';
import { View } from './view.js';

/** @typedef {import('../reports.js').Day} Day */
/** @typedef {import('../snapshot.js').Snapshot} Snapshot */

class ReportView extends View {
  heading = REPORT.back;
  #head = h('div', { class: 'stack tight' });
  #told = h('div', { class: 'stack' });
  #form = new ReportForm();
  #past = h('div', { class: 'stack' });
  #asked = '';

  build() {
    this.className = 'page stack';
    const back = h('a', { class: 'back', href: '#reports' }, icon('back'), REPORT.back);
    this.#form.element.hidden = true;
    this.append(back, this.#head, this.#told, this.#form.element, this.#past);
  }

  /** @param {Snapshot} snapshot */
  async show(snapshot) {
    const { zone, filings, delivery } = snapshot;
    const asked = this.dataset.id ?? '';
    const date = /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : dayOf(new Date(), zone);
    const months = await reportMonths();
    const kept = months[date.slice(0, 7)]?.body;
    const day = kept?.days.find((one) => one.date === date);
    const filed = filedOf(filings, date, day);
    const state = day || filed ? stateOf(day ?? unknown(date), filings) : 'missing';
    const { tone, sign, word } = REPORT_STATES[state] ?? REPORT_STATES.missing;
    fill(this.#head, h('h1', null, dateOf(date)), h('p', null, status(tone, sign, word)));
    fill(this.#told, ...told(day, filed), records(date, day, snapshot));
    const open = mayWrite(day, filed, Boolean(kept?.locked));
    this.#form.element.hidden = !open;
    const before = earlier(months, date);
    const report = filed?.about ?? day?.report?.id;
    const lines = filed?.json.lines ?? day?.lines ?? [];
    const begins = day?.in ? clock(timeOf(day.in, zone)) : '';
    if (open) await this.#form.open({ date, report, lines, before, begins });
    this.#form.know(report, before);
    fill(this.#past, open ? null : content(lines), past(day, filed, zone));
    this.#follow(date.slice(0, 7), delivery.reached_at);
  }

  /** @param {string} month @param {string | null} reachedAt */
  async #follow(month, reachedAt) {
    const key = `${month} ${reachedAt}`;
    if (this.#asked === key) return;
    this.#asked = key;
    // Without a network the last view stays, and the frame says so.
    await fetchReports(month).catch(() => {});
  }
}

/** A day that the server has not told of. @param {string} date @returns {Day} */
function unknown(date) {
  const empty = { in: null, out: null, lines: [], report: null };
  return { date, source: 'own', asked: false, state: 'missing', due: '', ...empty };
}

/** "07.30 WITA" → "07:30" @param {string} words */
function clock(words) {
  return words.slice(0, 5).replace('.', ':');
}

/** @param {Day | undefined} day @param {any} filed @param {boolean} locked */
function mayWrite(day, filed, locked) {
  if (locked || day?.source === 'travel') return false;
  if (filed?.what === 'report') return true;
  if (day?.report) return day.report.may.includes('resubmit');
  return !day || Date.parse(day.due) > Date.now();
}

/** @param {Day | undefined} day @param {any} filed */
function told(day, filed) {
  const last = day?.report?.steps.at(-1);
  const late = day?.state === 'missing' && !filed && Date.parse(day.due) <= Date.now();
  return [
    day?.source === 'travel'
      ? notice('calm', 'send', h('h2', null, REPORT.travel), h('p', null, REPORT.travelMore))
      : null,
    day?.state === 'returned' && !filed && last
      ? notice(
          'doubt',
          'back',
          h('h2', null, REPORT.returned),
          h('p', null, `${last.by}: ${last.words}`),
        )
      : null,
    filed?.state === 'refused'
      ? notice('bad', 'cross', h('h2', null, REPORT.refused), h('p', null, filed.detail ?? ''))
      : null,
    late ? notice('doubt', 'info', h('p', null, REPORT.late)) : null,
  ];
}

/** The day's check-ins: as the recap counts them, else those on this phone. @param {string} date @param {Day | undefined} day @param {Snapshot} snapshot */
function records(date, day, { entries, zone }) {
  const at = (/** @type {'in' | 'out'} */ kind) =>
    day?.[kind] ?? entries.find((one) => one.day === date && one.kind === kind)?.at;
  const line = (/** @type {'in' | 'out'} */ kind) => {
    const moment = at(kind);
    /** @type {[string, string]} */
    const pair = [KINDS[kind], moment ? timeOf(moment, zone) : REPORT.none];
    return pair;
  };
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, REPORT.checkins),
    factList([line('in'), line('out')]),
  );
}

/** The lines of the nearest earlier day that has some. @param {Record<string, import('../reports.js').Kept>} months @param {string} date */
function earlier(months, date) {
  const days = Object.values(months).flatMap(({ body }) => body.days);
  const found = days.filter((one) => one.date < date && one.lines.length > 0);
  return found.sort((a, b) => (a.date < b.date ? 1 : -1))[0]?.lines ?? [];
}

/** @param {import('../reports.js').Line[]} lines */
function content(lines) {
  if (lines.length === 0) return null;
  const rows = lines.map((line) => h('li', null, textOf(line)));
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, REPORT.lines),
    h('ul', { class: 'plain' }, rows),
  );
}

/** @param {Day | undefined} day @param {any} filed @param {string} zone */
function past(day, filed, zone) {
  if (!day?.report) return null;
  const { id, steps, may } = day.report;
  const rows = steps.map(({ event, words, by, at }) =>
    h(
      'li',
      null,
      h('strong', null, STEPS[event] ?? event),
      words ? `: ${words}` : '',
      h('span', { class: 'small quiet' }, ` ${by}, ${momentNear(at, zone)}`),
    ),
  );
  const back = async () => {
    await file('report-withdrawal', { reason: REPORT.withdrawReason }, id);
    deliverNow();
  };
  const button = { class: 'button quiet-button compact', type: 'button', onclick: back };
  const mayLeave = may.includes('withdraw') && !filed;
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, REPORT.history),
    h('ol', { class: 'plain' }, rows),
    mayLeave
      ? h('div', null, h('button', { ...button, 'data-key': 'leave' }, REPORT.withdraw))
      : null,
  );
}

customElements.define('sikeren-report', ReportView);
