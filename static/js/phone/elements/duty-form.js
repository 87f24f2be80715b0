// Where a letter of assignment is filed, with or without a network. What is typed is kept at once.

import { v4 } from 'uuid';
import { h } from '../dom.js';
import { fileDuty } from '../duties.js';
import { typed, written } from '../letter.js';
import { COVERS, DUTY, DUTY_KINDS } from '../words/duties.js';
import { Draft } from './draft.js';
import { blame, choice, field, putValues, valuesOf } from './fields.js';

const MOST_FILES = 4;
const NEEDED = ['number', 'letter_date', 'purpose', 'first_day', 'last_day', 'places'];

export class DutyForm {
  #id = '';
  /** @type {Map<string, any>} areas of places that were set where the letter was filed */
  #shapes = new Map();
  #before = '';
  #fields = {
    number: h('input', { id: 'duty-number', maxlength: 100, autocomplete: 'off' }),
    letter_date: h('input', { id: 'duty-letter', type: 'date' }),
    purpose: h('textarea', { id: 'duty-purpose', rows: 2, maxlength: 1000 }),
    kind: choice('duty-kind', DUTY_KINDS),
    covers: choice('duty-covers', COVERS),
    first_day: h('input', { id: 'duty-first', type: 'date' }),
    last_day: h('input', { id: 'duty-last', type: 'date' }),
    places: h('textarea', { id: 'duty-places', rows: 2 }),
    members: h('textarea', { id: 'duty-members', rows: 2, inputmode: 'numeric' }),
    note: h('textarea', { id: 'duty-note', rows: 2, maxlength: 1000 }),
  };
  #covers = field(this.#fields.covers, DUTY.covers);
  #draft = new Draft('duty-files', MOST_FILES, () => valuesOf(this.#fields));
  #send = h('button', { class: 'button', type: 'submit' }, DUTY.send);
  element;

  constructor() {
    const f = this.#fields;
    this.element = h(
      'form',
      { class: 'card stack', novalidate: true },
      field(f.number, DUTY.number),
      field(f.letter_date, DUTY.letter_date),
      field(f.purpose, DUTY.purpose),
      field(f.places, DUTY.places, { hint: DUTY.placesHint }),
      h(
        'div',
        { class: 'pair' },
        field(f.first_day, DUTY.first_day),
        field(f.last_day, DUTY.last_day),
      ),
      field(f.kind, DUTY.kind),
      this.#covers,
      field(f.members, DUTY.members, { hint: DUTY.membersHint }),
      this.#draft.files.element,
      field(f.note, DUTY.note),
      ...this.#draft.elements,
      this.#send,
    );
    this.element.addEventListener('input', () => this.#typed());
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  /**
   * Begin with what is being written, else with what was filed.
   * @param {string} id "new", or of a letter that was returned
   * @param {any} [json] as it was filed
   * @param {boolean} [known] to the server, for which the same content again is nothing new
   */
  async open(id, json, known = false) {
    if (this.#id === id) return;
    this.#id = id;
    const draft = await this.#draft.open(`duty/${id}`);
    const places = /** @type {any[]} */ (json?.places ?? []);
    this.#shapes = new Map(places.map(({ name, shape }) => [name, shape]));
    putValues(this.#fields, json ? typed(json) : { kind: 'out_of_town', covers: 'both' });
    this.#before = known ? JSON.stringify(this.#content) : '';
    if (draft) putValues(this.#fields, draft);
    this.#send.textContent = id === 'new' ? DUTY.send : DUTY.resend;
    this.#fit();
  }

  get #content() {
    return written(valuesOf(this.#fields), this.#shapes);
  }

  #fit() {
    this.#covers.hidden = this.#fields.kind.value !== 'in_town_short';
  }

  #typed() {
    this.#fit();
    this.#draft.typed();
  }

  /** @returns {boolean} whether nothing is missing */
  #whole() {
    /** @type {Record<string, import('./fields.js').Control>} */
    const fields = this.#fields;
    const empty = NEEDED.find((name) => !fields[name].value.trim());
    if (empty) {
      this.#draft.say('doubt', 'info', DUTY.missing(DUTY[/** @type {'number'} */ (empty)]));
      blame(fields[empty]);
    } else if (this.#fields.last_day.value < this.#fields.first_day.value) {
      this.#draft.say('doubt', 'info', DUTY.order);
      blame(this.#fields.last_day);
    } else if (this.#before === JSON.stringify(this.#content)) {
      this.#draft.say('doubt', 'info', DUTY.unchanged);
      this.#fields.note.focus();
    } else return true;
    return false;
  }

  async #save() {
    if (!this.#whole()) return;
    const id = this.#id === 'new' ? v4() : this.#id;
    const content = this.#content;
    if (!(await this.#draft.handIn({ kind: 'duty', id }, () => fileDuty(id, content)))) return;
    this.#id = '';
    location.hash = `#duty/${id}`;
  }
}
