// What did the person bring home from a travel? Written here, with the supervisor's words beside it.

import { fill, h, icon, notice, status } from '../dom.js';
import { dutyList, fetchDuties, pendingOf, standingOf } from '../duties.js';
import { dateOf, dayOf } from '../time.js';
import { DUTY, TRAVEL } from '../words/duties.js';
import { REPORT_STATES } from '../words/reports.js';
import { spanOf } from './duties-view.js';
import { fileList } from './file-row.js';
import { history, objections, section, TakeBack } from './filed.js';
import { TravelForm } from './travel-form.js';
import { View } from './view.js';

class TravelView extends View {
  heading = TRAVEL.title;
  #back = h('a', { class: 'back' }, icon('back'), DUTY.back);
  #told = h('div', { class: 'stack' });
  #form = new TravelForm();
  #past = h('div', { class: 'stack' });
  #leave = new TakeBack('travel', TRAVEL.withdraw, TRAVEL.withdrawMore);
  #asked = '';

  build() {
    this.className = 'page stack';
    this.#form.element.hidden = true;
    this.append(this.#back, this.#told, this.#form.element, this.#past, this.#leave.element);
    this.#leave.show();
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  async show({ filings, files, zone, delivery }) {
    const id = this.dataset.id ?? '';
    this.#back.setAttribute('href', id ? `#duty/${id}` : '#duties');
    const kept = await dutyList();
    const duty = kept?.body.duties.find((one) => one.id === id);
    const report = duty?.report;
    const pending = pendingOf(filings, 'travel', report?.id, kept?.at);
    const state = standingOf(pending, report?.state);
    const content = pending?.what === 'travel' ? pending.json : (report?.content ?? null);
    const may = report?.may.some((one) => one === 'submit' || one === 'resubmit') ?? false;
    const open = Boolean(duty && may && state !== 'kept');
    fill(this.#told, ...told(duty, pending, state, zone), open ? null : contentOf(content));
    this.#form.element.hidden = !open;
    if (open && duty) await this.#form.open(duty, content, notesOf(report, state), zone);
    const attached = files.filter((one) => report && one.subject_id === report.id);
    fill(
      this.#past,
      section(TRAVEL.files, fileList(report?.files ?? [], attached)),
      section(DUTY.history, history(report?.steps ?? [], zone)),
    );
    this.#leave.show(report?.may.includes('withdraw') && !pending ? report.id : '');
    if (this.#asked === String(delivery.reached_at)) return;
    this.#asked = String(delivery.reached_at);
    await fetchDuties().catch(() => {}); // the last list stays, and the frame says so
  }
}

/** @param {import('../duties.js').Report | null | undefined} report @param {string} state */
function notesOf(report, state) {
  const last = report?.steps.at(-1);
  return (state === 'returned' || state === 'refused') && last?.notes ? last.notes : {};
}

/** @param {any} duty @param {any} pending @param {string} state @param {string} zone */
function told(duty, pending, state, zone) {
  if (!duty?.report) return [h('h1', null, TRAVEL.title), h('p', null, DUTY.unknown)];
  const { tone, sign, word } = REPORT_STATES[state] ?? REPORT_STATES.missing;
  const { due, steps } = duty.report;
  const today = dayOf(new Date(), zone);
  const early = today < duty.last_day ? TRAVEL.early(dateOf(duty.last_day)) : '';
  const wanted = ['missing', 'returned', 'withdrawn'].includes(state);
  const limit = today > due ? TRAVEL.late(dateOf(due)) : TRAVEL.due(dateOf(due));
  return [
    h('h1', null, TRAVEL.title),
    h('p', null, `${duty.places[0].name}, ${spanOf(duty)}`),
    h('p', null, status(tone, sign, word)),
    state === 'kept' && pending?.what === 'travel'
      ? notice('calm', 'phone', h('p', null, TRAVEL.saved))
      : null,
    wanted ? h('p', { class: 'small quiet' }, early || limit) : null,
    ...objections(steps, state, pending),
  ];
}

/** What was handed in, for reading. @param {import('../duties.js').Content | null} content */
function contentOf(content) {
  if (!content) return null;
  const lines = content.activities.map(({ day, begins, ends, text }) => {
    const times = [begins, ends].filter(Boolean).join('–').replaceAll(':', '.');
    return h('li', null, h('strong', null, `${dateOf(day)} ${times}`), ` ${text}`);
  });
  const texts = content.results.split('\n').map((line) => h('p', null, line));
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, TRAVEL.results),
    ...texts,
    h('ul', { class: 'plain' }, lines),
  );
}

customElements.define('sikeren-travel', TravelView);
