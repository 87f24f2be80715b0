// Where a letter of assignment is filed, with or without a network. What is typed is kept at once.

import { v4 } from 'uuid';
import { attach } from '../attach.js';
import { fill, h, notice } from '../dom.js';
import { draftOf, dropDraft, fileDuty, filesOf, keepDraft } from '../duties.js';
import { typed, written } from '../letter.js';
import { deliverNow } from '../sync.js';
import { asTrouble } from '../trouble.js';
import { COVERS, DUTY, DUTY_KINDS } from '../words/duties.js';
import { troubleWords } from '../words/trouble.js';
import { blame, choice, field, putValues, valuesOf } from './fields.js';
import { FilePicker } from './file-picker.js';

const TYPING_MS = 400;
const MOST_FILES = 4;
const NEEDED = ['number', 'letter_date', 'purpose', 'first_day', 'last_day', 'places'];

export class DutyForm {
  #id = '';
  #timer = 0;
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
  #files = new FilePicker('duty-files', MOST_FILES, (chosen) =>
    this.#keep(filesOf(this.#draft), chosen),
  );
  #kept = h('p', { class: 'small quiet', role: 'status' });
  #said = h('div', { role: 'status' });
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
      this.#files.element,
      field(f.note, DUTY.note),
      this.#said,
      this.#kept,
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
    const places = /** @type {any[]} */ (json?.places ?? []);
    this.#shapes = new Map(places.map(({ name, shape }) => [name, shape]));
    putValues(this.#fields, json ? typed(json) : { kind: 'out_of_town', covers: 'both' });
    this.#before = known ? JSON.stringify(this.#content) : '';
    const draft = await draftOf(this.#draft);
    if (draft) putValues(this.#fields, draft);
    this.#files.clear((await draftOf(filesOf(this.#draft))) ?? []);
    this.#kept.textContent = draft || this.#files.chosen.length > 0 ? DUTY.draft : '';
    this.#send.textContent = id === 'new' ? DUTY.send : DUTY.resend;
    this.#fit();
  }

  get #content() {
    return written(valuesOf(this.#fields), this.#shapes);
  }

  get #draft() {
    return `duty/${this.#id}`;
  }

  #fit() {
    this.#covers.hidden = this.#fields.kind.value !== 'in_town_short';
  }

  #typed() {
    fill(this.#said);
    this.#fit();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(
      () => this.#keep(this.#draft, valuesOf(this.#fields)),
      TYPING_MS,
    );
  }

  /** @param {string} id of a draft @param {any} value */
  async #keep(id, value) {
    try {
      await keepDraft(id, value);
      this.#kept.textContent = DUTY.draft;
    } catch (error) {
      this.#say('bad', 'warning', troubleWords(asTrouble(error)).title);
    }
  }

  /** @returns {boolean} whether nothing is missing */
  #whole() {
    /** @type {Record<string, import('./fields.js').Control>} */
    const fields = this.#fields;
    const empty = NEEDED.find((name) => !fields[name].value.trim());
    if (empty) {
      this.#say('doubt', 'info', DUTY.missing(DUTY[/** @type {'number'} */ (empty)]));
      blame(fields[empty]);
    } else if (this.#fields.last_day.value < this.#fields.first_day.value) {
      this.#say('doubt', 'info', DUTY.order);
      blame(this.#fields.last_day);
    } else if (this.#before === JSON.stringify(this.#content)) {
      this.#say('doubt', 'info', DUTY.unchanged);
      this.#fields.note.focus();
    } else return true;
    return false;
  }

  async #save() {
    if (!this.#whole()) return;
    clearTimeout(this.#timer);
    const id = this.#id === 'new' ? v4() : this.#id;
    try {
      await attach({ kind: 'duty', id }, this.#files.chosen);
      await fileDuty(id, this.#content);
      await dropDraft(this.#draft);
      this.#files.clear();
      this.#id = '';
      deliverNow();
      location.hash = `#duty/${id}`;
    } catch (error) {
      this.#say('bad', 'warning', troubleWords(asTrouble(error)).title);
    }
  }

  /** @param {'doubt' | 'bad'} tone @param {string} sign @param {string} words */
  #say(tone, sign, words) {
    fill(this.#said, notice(tone, sign, h('p', null, words)));
  }
}
