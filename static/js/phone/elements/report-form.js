// Where a day's report is written. What is typed is kept at once, with or without a network.

import { v4 } from 'uuid';
import { h, icon } from '../dom.js';
import { blank, isBlank, lineOf, MOST_LINES, typedOf } from '../report-lines.js';
import { handInReport } from '../reports.js';
import { REPORT } from '../words/reports.js';
import { Draft } from './draft.js';
import { field } from './fields.js';
import { LineForm } from './report-line.js';

/** @typedef {import('../reports.js').Line} Line */
/** @typedef {import('../reports.js').Typed} Typed */

const MOST_FILES = 4;

export class ReportForm {
  #date = '';
  #report = '';
  /** @type {Line[]} */
  #before = [];
  /** @type {LineForm[]} */
  #lines = [];
  #list = h('div', { class: 'stack tight' });
  #note = h('textarea', { id: 'report-note', rows: 2, maxlength: 500 });
  #draft = new Draft('report-files', MOST_FILES, () => ({
    lines: this.#lines.map((one) => one.value),
    note: this.#note.value,
  }));
  #copy = h(
    'button',
    { class: 'button quiet-button compact', type: 'button', onclick: () => this.#copyBefore() },
    icon('copy'),
    REPORT.copy,
  );
  #send = h('button', { class: 'button', type: 'submit' });
  element;

  constructor() {
    const add = {
      class: 'button quiet-button compact',
      type: 'button',
      onclick: () => this.#add(true),
    };
    const form = h(
      'form',
      { class: 'stack', novalidate: true },
      this.#list,
      h('div', { class: 'cluster' }, h('button', add, icon('plus'), REPORT.add), this.#copy),
      field(this.#note, REPORT.note),
      this.#draft.files.element,
      ...this.#draft.elements,
      this.#send,
    );
    form.addEventListener('input', () => this.#draft.typed());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    this.element = h('section', { class: 'card stack' }, h('h2', null, REPORT.lines), form);
  }

  /**
   * Begin with what is being written, else with what stands.
   * @param {{ date: string, report: string | undefined, lines: Line[], before: Line[],
   *   begins: string }} day before: of an earlier day; begins: when the first activity began
   */
  async open({ date, report, lines, before, begins }) {
    if (this.#date === date) return;
    this.#date = date;
    this.#report = report ?? '';
    this.#before = before;
    const draft = await this.#draft.open(`daily-report/${date}`);
    this.#note.value = draft?.note ?? '';
    const given = draft?.lines ?? lines.map(typedOf);
    this.#replace(given.length > 0 ? given : [blank(begins)]);
    this.#send.textContent = report ? REPORT.resend : REPORT.send;
  }

  /** What became known meanwhile. @param {string | undefined} report @param {Line[]} before */
  know(report, before) {
    if (report) this.#report = report;
    this.#before = before;
    this.#copy.hidden = before.length === 0;
  }

  /** @param {Typed[]} lines */
  #replace(lines) {
    this.#lines = [];
    this.#list.replaceChildren();
    for (const line of lines.slice(0, MOST_LINES)) this.#put(line);
  }

  /** @param {Typed} line */
  #put(line) {
    const form = new LineForm(line, (one) => this.#remove(one));
    this.#lines.push(form);
    this.#list.append(form.element);
    form.number(this.#lines.length);
    return form;
  }

  #add(focus = false) {
    if (this.#lines.length >= MOST_LINES) return;
    const last = this.#lines.at(-1)?.value.ends ?? '';
    const form = this.#put(blank(last));
    if (focus) form.element.querySelector('input')?.focus();
  }

  /** @param {LineForm} form */
  #remove(form) {
    this.#lines = this.#lines.filter((one) => one !== form);
    form.element.remove();
    for (const [index, one] of this.#lines.entries()) one.number(index + 1);
    if (this.#lines.length === 0) this.#add();
    this.#list.querySelector('input')?.focus();
    this.#draft.typed();
  }

  #copyBefore() {
    const own = this.#lines.map((one) => one.value).filter((line) => !isBlank(line));
    this.#replace([...own, ...this.#before.map(typedOf)]);
    this.#draft.typed();
  }

  async #save() {
    const written = this.#lines.filter((one) => !isBlank(one.value));
    if (written.length === 0) return this.#draft.say('doubt', 'info', REPORT.empty);
    if (!written.every((one) => one.check())) return;
    this.#report ||= v4();
    const lines = written.map((one) => lineOf(one.value));
    const [id, note] = [this.#report, this.#note.value.trim()];
    const filing = () => handInReport(this.#date, lines, note, id);
    if (!(await this.#draft.handIn({ kind: 'daily_report', id }, filing))) return;
    this.#note.value = '';
    this.#draft.say('good', 'phone', REPORT.saved);
  }
}
