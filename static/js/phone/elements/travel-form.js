// Where a travel report is written, with or without a network. What is typed is kept at once.

import { h } from '../dom.js';
import { fileTravel } from '../duties.js';
import { shifted } from '../duty.js';
import { dateOf, dayOf } from '../time.js';
import { DUTY, TRAVEL } from '../words/duties.js';
import { Draft } from './draft.js';
import { besides, blame, field, putValues, valuesOf } from './fields.js';
import { TravelDay } from './travel-day.js';

const MOST_FILES = 10;
const MOST_DAYS = 62;

export class TravelForm {
  /** @type {import('../duties.js').FullDuty | null} */
  #duty = null;
  #zone = '';
  #opened = '';
  #fields = {
    results: h('textarea', { id: 'travel-results', rows: 5, maxlength: 4000 }),
    follow_up: h('textarea', { id: 'travel-follow', rows: 2, maxlength: 2000 }),
    transport: h('input', { id: 'travel-transport', maxlength: 100 }),
    sppd_number: h('input', { id: 'travel-sppd', maxlength: 100, autocomplete: 'off' }),
    sppd_date: h('input', { id: 'travel-sppd-date', type: 'date' }),
    note: h('textarea', { id: 'travel-note', rows: 2, maxlength: 1000 }),
  };
  /** @type {TravelDay[]} */
  #days = [];
  #draft = new Draft('travel-files', MOST_FILES, () => this.#content());
  element = h('form', { class: 'stack', novalidate: true });

  constructor() {
    this.element.addEventListener('input', () => this.#draft.typed());
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  /**
   * Begin with what is being written, else with what was handed in.
   * @param {import('../duties.js').FullDuty} duty with its report
   * @param {any} content as it was handed in last, or null
   * @param {Record<string, string>} notes the supervisor's words, by part
   * @param {string} zone
   */
  async open(duty, content, notes, zone) {
    const key = JSON.stringify([duty.id, notes]);
    this.#duty = duty;
    this.#zone = zone;
    if (this.#opened === key) return;
    this.#opened = key;
    const draft = await this.#draft.open(`travel/${duty.id}`);
    const given = draft ?? { ...content, note: '' };
    putValues(this.#fields, given);
    this.#days = daysOf(duty).map((day) => {
      const own = (given.activities ?? []).filter((/** @type {any} */ one) => one.day === day);
      return new TravelDay(day, own, notes[`day:${day}`], () => this.#draft.typed());
    });
    this.element.replaceChildren(...this.#parts(notes, Boolean(content)));
  }

  /** @param {Record<string, string>} notes @param {boolean} again */
  #parts(notes, again) {
    const f = this.#fields;
    const beside = (/** @type {string} */ part) => ({ words: notes[part] });
    return [
      h(
        'section',
        { class: 'card stack' },
        field(f.results, TRAVEL.results, beside('results')),
        field(f.follow_up, TRAVEL.follow_up, beside('follow_up')),
      ),
      ...this.#days.map(({ element }) => element),
      h(
        'section',
        { class: 'card stack' },
        field(f.transport, TRAVEL.transport, beside('transport')),
        field(f.sppd_number, TRAVEL.sppd_number, beside('sppd')),
        field(f.sppd_date, TRAVEL.sppd_date),
        h('div', null, this.#draft.files.element, besides(notes.files)),
        field(f.note, TRAVEL.note),
        ...this.#draft.elements,
        h('button', { class: 'button', type: 'submit' }, again ? DUTY.resend : TRAVEL.send),
      ),
    ];
  }

  #content() {
    const values = /** @type {any} */ (valuesOf(this.#fields));
    const activities = this.#days.flatMap((one) => one.value);
    return { ...values, sppd_date: values.sppd_date || null, activities };
  }

  /** @param {import('../duties.js').FullDuty} duty @param {any} content @returns {string} what is wrong, or "" */
  #fault(duty, content) {
    if (dayOf(new Date(), this.#zone) < duty.last_day) return TRAVEL.early(dateOf(duty.last_day));
    if (!content.results.trim()) {
      blame(this.#fields.results);
      return TRAVEL.noResults;
    }
    if (content.activities.length === 0) return TRAVEL.noActivity;
    return this.#days.every((one) => one.check()) ? '' : TRAVEL.order;
  }

  async #save() {
    const duty = this.#duty;
    if (!duty?.report) return;
    const content = this.#content();
    const fault = this.#fault(duty, content);
    if (fault) return this.#draft.say('doubt', 'info', fault);
    const id = duty.report.id;
    const filing = () => fileTravel(duty.id, id, content);
    if (await this.#draft.handIn({ kind: 'travel_report', id }, filing)) this.#opened = '';
  }
}

/** The local dates of a duty. @param {{ first_day: string, last_day: string }} duty */
function daysOf({ first_day: first, last_day: last }) {
  const days = [];
  for (let day = first; day <= last && days.length < MOST_DAYS; day = shifted(day, 1))
    days.push(day);
  return days;
}
