// Where the person says that they came or went although nothing is recorded.

import { v4 } from 'uuid';
import { attach } from '../attach.js';
import { fill, h, notice } from '../dom.js';
import { file } from '../filings.js';
import { momentOfWork } from '../months.js';
import { deliverNow } from '../sync.js';
import { zoneName } from '../time.js';
import { asTrouble } from '../trouble.js';
import { DAY } from '../words/recap.js';
import { KINDS } from '../words/states.js';
import { troubleWords } from '../words/trouble.js';
import { FilePicker } from './file-picker.js';

const MAX_TEXT = 1000;
const MOST_FILES = 4;

/** The part of a day's page for a correction. Written without a network as well. */
export class CorrectionForm {
  #date = '';
  #zone = '';
  /** @type {string | null} */
  #hours = null;
  #filed = '';
  #kind = h(
    'select',
    { id: 'correction-kind' },
    h('option', { value: 'in' }, KINDS.in),
    h('option', { value: 'out' }, KINDS.out),
  );
  #time = h('input', { id: 'correction-time', type: 'time', 'aria-describedby': 'time-hint' });
  #timeHint = h('p', { class: 'hint', id: 'time-hint' });
  #reason = textarea('correction-reason');
  #evidence = textarea('correction-evidence');
  #files = new FilePicker('correction-files', MOST_FILES);
  #alone = h('p', { class: 'small' }, DAY.noSupervisor);
  #result = h('div', { role: 'status' });
  element;

  constructor() {
    const form = h(
      'form',
      { class: 'stack tight' },
      field('correction-kind', DAY.kind, null, this.#kind),
      field('correction-time', DAY.time, this.#timeHint, this.#time),
      field('correction-reason', DAY.reason, DAY.reasonHint, this.#reason),
      field('correction-evidence', DAY.evidence, DAY.evidenceHint, this.#evidence),
      this.#files.element,
      this.#result,
      h('button', { class: 'button', type: 'submit' }, DAY.send),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    this.element = h(
      'section',
      { class: 'card stack tight' },
      h('h2', null, DAY.correct),
      h('p', { class: 'small quiet' }, DAY.correctMore),
      this.#alone,
      form,
    );
  }

  /**
   * @param {string} date
   * @param {import('../recaps.js').Day} day
   * @param {import('../filings.js').Filing[]} own corrections of this day on this phone
   * @param {boolean} supervised whether somebody can decide
   * @param {string} zone
   */
  show(date, day, own, supervised, zone) {
    if (this.#date !== date) this.#files.clear();
    if (this.#date !== date) this.#kind.value = day.in ? 'out' : 'in';
    [this.#date, this.#hours, this.#zone] = [date, day.hours, zone];
    this.#timeHint.textContent = DAY.timeHint(zoneName(zone));
    this.#alone.hidden = supervised;
    const filed = own.findLast(({ at }) => at >= this.#filed);
    if (!this.#filed || filed?.state !== 'sent') return;
    this.#filed = '';
    fill(this.#result, notice('good', 'check', h('p', null, DAY.sent)));
  }

  async #save() {
    const [clock, reason] = [this.#time.value, this.#reason.value.trim()];
    if (!clock || !reason) return this.#say('doubt', 'info', DAY.incomplete);
    const kind = /** @type {'in' | 'out'} */ (this.#kind.value);
    const at = momentOfWork(this.#date, kind, clock.slice(0, 5), this.#hours, this.#zone);
    if (at.getTime() > Date.now()) return this.#say('doubt', 'info', DAY.future);
    const evidence = this.#evidence.value.trim();
    try {
      this.#filed = new Date().toISOString();
      const id = v4();
      await attach({ kind: 'correction', id }, this.#files.chosen);
      const said = { date: this.#date, kind, at: at.toISOString(), reason, evidence };
      await file('correction', said, id);
      this.#files.clear();
      this.#reason.value = this.#evidence.value = this.#time.value = '';
      this.#say('good', 'phone', DAY.saved);
      deliverNow();
    } catch (error) {
      this.#say('bad', 'warning', troubleWords(asTrouble(error)).title);
    }
  }

  /** @param {'good' | 'doubt' | 'bad'} tone @param {string} sign @param {string} words */
  #say(tone, sign, words) {
    fill(this.#result, notice(tone, sign, h('p', null, words)));
  }
}

/** @param {string} id */
function textarea(id) {
  return h('textarea', { id, maxlength: MAX_TEXT, rows: 2, 'aria-describedby': `${id}-hint` });
}

/** @param {string} id @param {string} label @param {string | HTMLElement | null} hint @param {HTMLElement} control */
function field(id, label, hint, control) {
  const words = typeof hint === 'string' ? h('p', { class: 'hint', id: `${id}-hint` }, hint) : hint;
  return h('div', { class: 'field' }, h('label', { for: id }, label), words, control);
}
