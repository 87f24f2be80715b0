// What do the days of a month come to?

import { factList, h } from '../dom.js';
import { percentOf } from '../months.js';
import { RECAP } from '../words/recap.js';

/** @param {import('../recaps.js').Recap} recap */
export function totalsCard({ totals, legend }) {
  const events = Object.entries(totals.events ?? {}).map(([kind, { held, attended }]) =>
    line(
      RECAP.events[/** @type {keyof typeof RECAP.events} */ (kind)] ?? kind,
      RECAP.attended(attended, held),
    ),
  );
  const rows = [
    line(RECAP.workdays, totals.workdays),
    line(RECAP.present, totals.present),
    line(RECAP.absent, totals.absent),
    line(RECAP.late, RECAP.minutes(totals.late_minutes)),
    line(RECAP.early, RECAP.minutes(totals.early_minutes)),
    line(
      RECAP.attendance,
      totals.attendance_percent === null ? '–' : percentOf(totals.attendance_percent),
    ),
    line(RECAP.cut, percentOf(totals.cut_percent)),
    ...performance(totals.performance),
    ...events,
  ];
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, RECAP.totals),
    factList(rows),
    h('ul', { class: 'codes', role: 'list' }, codesOf(totals.codes, legend)),
  );
}

/** What both shares come to, where reports were due. @param {any} work */
function performance(work) {
  if (!work) return [];
  return [
    line(RECAP.performance, RECAP.reports(percentOf(work.percent), work.approved, work.due)),
    line(RECAP.score, RECAP.shares(percentOf(work.score), work.attendance_weight)),
  ];
}

/** @param {string} term @param {string | number} value @returns {[string, string]} */
function line(term, value) {
  return [term, String(value)];
}

/** @param {Record<string, number>} codes @param {Record<string, string>} legend */
function codesOf(codes, legend) {
  return Object.entries(legend)
    .filter(([code]) => codes[code] && code !== '-')
    .map(([code, words]) =>
      h('li', null, h('strong', null, `${code} ${codes[code]}×`), ` ${words}`),
    );
}
