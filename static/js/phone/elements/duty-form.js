// Where a letter of assignment is filed, with or without a network. What is typed is kept at once.

import { v4 } from 'uuid';
import { attach } from '../attach.js';
import { fill, h, notice } from '../dom.js';
import { draftOf, dropDraft, fileDuty, keepDraft } from '../duties.js';
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
  #files = new FilePicker('duty-files', MOST_FILES);
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
   */
  async open(id, json) {
    if (this.#id === id) return;
    this.#id = id;
    const draft = await draftOf(this.#draft);
    putValues(this.#fields, draft ?? (json ? typed(json) : { kind: 'out_of_town' }));
    if (!this.#fields.covers.value) this.#fields.covers.value = 'both';
    this.#kept.textContent = draft ? DUTY.draft : '';
    this.#send.textContent = id === 'new' ? DUTY.send : DUTY.resend;
    this.#fit();
  }

  get #draft() {
    return `duty/${this.#id}`;
  }

  #fit() {
    this.#covers.hidden = this.#fields.kind.value !== 'in_town_short';
  }

  #typed() {
    this.#fit();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(async () => {
      try {
        await keepDraft(this.#draft, valuesOf(this.#fields));
        this.#kept.textContent = DUTY.draft;
      } catch (error) {
        this.#say('bad', 'warning', troubleWords(asTrouble(error)).title);
      }
    }, TYPING_MS);
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
    } else return true;
    return false;
  }

  async #save() {
    if (!this.#whole()) return;
    clearTimeout(this.#timer);
    const id = this.#id === 'new' ? v4() : this.#id;
    try {
      await attach({ kind: 'duty', id }, this.#files.chosen);
      await fileDuty(id, written(valuesOf(this.#fields)));
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

/** @param {string} text */
function lines(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** What is sent of what was typed. @param {Record<string, string>} values */
function written({ covers, places, members, ...rest }) {
  return {
    ...rest,
    covers: rest.kind === 'in_town_short' ? covers : 'both',
    places: lines(places).map((name) => ({ name, shape: null })),
    members: lines(members).map((one) => one.replaceAll(/\D/g, '')),
  };
}

/** @param {any} json a letter as it is sent or listed */
function typed(json) {
  const nip = (/** @type {any} */ one) => one.nip ?? one;
  return {
    ...json,
    places: json.places.map((/** @type {any} */ one) => one.name).join('\n'),
    members: (json.members ?? []).map(nip).join('\n'),
    note: '',
  };
}
