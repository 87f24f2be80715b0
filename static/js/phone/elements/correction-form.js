// Where the person says that they came or went although nothing is recorded.

import { v4 } from 'uuid';
import { h } from '../dom.js';
import { file } from '../filings.js';
import { momentOfWork } from '../months.js';
import { zoneName } from '../time.js';
import { DAY } from '../words/recap.js';
import { KINDS } from '../words/states.js';
import { Draft } from './draft.js';
import { choice, field, putValues, valuesOf } from './fields.js';

const MAX_TEXT = 1000;
const MOST_FILES = 4;

/** The part of a day's page for a correction. Written without a network as well. */
export class CorrectionForm {
  #date = '';
  #zone = '';
  /** @type {string | null} */
  #hours = null;
  #filed = '';
  #fields = {
    kind: choice('correction-kind', KINDS),
    time: h('input', { id: 'correction-time', type: 'time', 'aria-describedby': 'time-hint' }),
    reason: textarea('correction-reason'),
    evidence: textarea('correction-evidence'),
  };
  #timeHint = h('p', { class: 'hint', id: 'time-hint' });
  #draft = new Draft('correction-files', MOST_FILES, () => valuesOf(this.#fields));
  #alone = h('p', { class: 'small' }, DAY.noSupervisor);
  element;

  constructor() {
    const f = this.#fields;
    const time = field(f.time, DAY.time);
    f.time.before(this.#timeHint);
    const form = h(
      'form',
      { class: 'stack tight' },
      field(f.kind, DAY.kind),
      time,
      field(f.reason, DAY.reason, { hint: DAY.reasonHint }),
      field(f.evidence, DAY.evidence, { hint: DAY.evidenceHint }),
      this.#draft.files.element,
      ...this.#draft.elements,
      h('button', { class: 'button', type: 'submit' }, DAY.send),
    );
    form.addEventListener('input', () => this.#draft.typed());
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
    if (this.#date !== date) this.#open(date, day);
    [this.#date, this.#hours, this.#zone] = [date, day.hours, zone];
    this.#timeHint.textContent = DAY.timeHint(zoneName(zone));
    this.#alone.hidden = supervised;
    const filed = own.findLast(({ at }) => at >= this.#filed);
    if (!this.#filed || filed?.state !== 'sent') return;
    this.#filed = '';
    this.#draft.say('good', 'check', DAY.sent);
  }

  /** @param {string} date @param {import('../recaps.js').Day} day */
  async #open(date, day) {
    const draft = await this.#draft.open(`correction/${date}`);
    putValues(this.#fields, draft ?? { kind: day.in ? 'out' : 'in' });
  }

  async #save() {
    const { kind, time, reason, evidence } = valuesOf(this.#fields);
    if (!time || !reason.trim()) return this.#draft.say('doubt', 'info', DAY.incomplete);
    const way = /** @type {'in' | 'out'} */ (kind);
    const at = momentOfWork(this.#date, way, time.slice(0, 5), this.#hours, this.#zone);
    if (at.getTime() > Date.now()) return this.#draft.say('doubt', 'info', DAY.future);
    const texts = { reason: reason.trim(), evidence: evidence.trim() };
    const said = { date: this.#date, kind, at: at.toISOString(), ...texts };
    const [id, now] = [v4(), new Date().toISOString()];
    const filing = () => file('correction', said, id);
    if (!(await this.#draft.handIn({ kind: 'correction', id }, filing))) return;
    putValues(this.#fields, { kind });
    this.#filed = now;
    this.#draft.say('good', 'phone', DAY.saved);
  }
}

/** @param {string} id */
function textarea(id) {
  return h('textarea', { id, maxlength: MAX_TEXT, rows: 2 });
}
