// Where is the person sent, how does each letter stand, and which reports are still to be written?

import { fill, h, icon, status } from '../dom.js';
import { dutyList, fetchDuties, pendingOf, standingOf } from '../duties.js';
import { dateOf } from '../time.js';
import { DUTIES } from '../words/duties.js';
import { REPORT_STATES } from '../words/reports.js';
import { View } from './view.js';

class DutiesView extends View {
  heading = DUTIES.title;
  #body = h('div', { class: 'stack' });
  #asked = '';

  build() {
    this.className = 'page stack';
    const back = h('a', { class: 'back', href: '#work' }, icon('back'), DUTIES.back);
    const add = h('a', { class: 'button', href: '#duty/new' }, icon('plus'), DUTIES.add);
    this.append(h('div', null, back, h('h1', null, DUTIES.title)), h('div', null, add), this.#body);
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  async show({ duties, filings, delivery }) {
    const kept = await dutyList();
    const listed = kept?.body.duties ?? [];
    const known = new Set(listed.map(({ id }) => id));
    const all = [...listed, ...duties.filter(({ id }) => !known.has(id))];
    all.sort((a, b) => (a.first_day < b.first_day ? 1 : -1));
    const rows = all.map((one) => h('li', null, row(one, filings, kept?.at)));
    fill(
      this.#body,
      rows.length > 0
        ? h('section', { class: 'card day' }, h('ul', { role: 'list' }, rows))
        : h('p', { class: 'quiet' }, kept ? DUTIES.empty : DUTIES.none),
    );
    if (this.#asked === String(delivery.reached_at)) return;
    this.#asked = String(delivery.reached_at);
    await fetchDuties().catch(() => {}); // the last list stays, and the frame says so
  }
}

/** @param {import('../duty.js').Duty} duty @param {any[]} filings @param {string | undefined} at */
function row(duty, filings, at) {
  const { report } = duty;
  const state = standingOf(pendingOf(filings, 'duty', duty.id, at), duty.state);
  const told = report && standingOf(pendingOf(filings, 'travel', report.id, at), report.state);
  const { tone, sign, word } = REPORT_STATES[state] ?? REPORT_STATES.missing;
  const wanted = told && ['missing', 'returned'].includes(told) && duty.state === 'approved';
  return h(
    'a',
    { class: 'day-row', href: `#duty/${duty.id}`, 'data-key': duty.id },
    h(
      'span',
      null,
      h('strong', null, duty.places[0]?.name ?? duty.number),
      h('span', { class: 'small quiet' }, spanOf(duty)),
      wanted ? h('span', { class: 'small' }, DUTIES.due(dateOf(report.due))) : null,
      status(tone, sign, word),
    ),
    icon('forward'),
  );
}

/** The days of a duty in words. @param {{ first_day: string, last_day: string }} duty */
export function spanOf({ first_day: first, last_day: last }) {
  return first === last ? dateOf(first) : `${dateOf(first)} – ${dateOf(last)}`;
}

customElements.define('sikeren-duties', DutiesView);
