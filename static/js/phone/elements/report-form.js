// Where a day's report is written. What is typed is kept at once, with or without a network.

import { v4 } from 'uuid';
import { attach } from '../attach.js';
import { fill, h, icon, notice } from '../dom.js';
import { blank, isBlank, lineOf, MOST_LINES, typedOf } from '../report-lines.js';
import { draftOf, handInReport, keepDraft } from '../reports.js';
import { deliverNow } from '../sync.js';
import { asTrouble } from '../trouble.js';
import { REPORT } from '../words/reports.js';
import { troubleWords } from '../words/trouble.js';
import { FilePicker } from './file-picker.js';
import { LineForm } from './report-line.js';

/** @typedef {import('../reports.js').Line} Line */
/** @typedef {import('../reports.js').Typed} Typed */

const MOST_FILES = 4;
const TYPING_MS = 400;

export class ReportForm {
  #date = '';
  #report = '';
  /** @type {Line[]} */
  #before = [];
  /** @type {LineForm[]} */
  #lines = [];
  #timer = 0;
  #list = h('div', { class: 'stack tight' });
  #note = h('textarea', { id: 'report-note', rows: 2, maxlength: 500 });
  #files = new FilePicker('report-files', MOST_FILES);
  #kept = h('p', { class: 'small quiet', role: 'status' });
  #said = h('div', { role: 'status' });
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
      h('div', { class: 'field' }, h('label', { for: 'report-note' }, REPORT.note), this.#note),
      this.#files.element,
      this.#said,
      this.#kept,
      this.#send,
    );
    form.addEventListener('input', () => this.#typed());
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
    const draft = await draftOf(date);
    this.#note.value = draft?.note ?? '';
    this.#kept.textContent = draft ? REPORT.draft : '';
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
    this.#typed();
  }

  #copyBefore() {
    const own = this.#lines.map((one) => one.value).filter((line) => !isBlank(line));
    this.#replace([...own, ...this.#before.map(typedOf)]);
    this.#typed();
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keep(), TYPING_MS);
  }

  async #keep() {
    const lines = this.#lines.map((one) => one.value);
    try {
      await keepDraft(this.#date, lines, this.#note.value);
      this.#kept.textContent = REPORT.draft;
    } catch (error) {
      this.#say('bad', 'warning', troubleWords(asTrouble(error)).title);
    }
  }

  async #save() {
    const written = this.#lines.filter((one) => !isBlank(one.value));
    if (written.length === 0) return this.#say('doubt', 'info', REPORT.empty);
    if (!written.every((one) => one.check())) return;
    clearTimeout(this.#timer);
    try {
      this.#report ||= v4();
      await attach({ kind: 'daily_report', id: this.#report }, this.#files.chosen);
      const lines = written.map((one) => lineOf(one.value));
      await handInReport(this.#date, lines, this.#note.value.trim(), this.#report);
      this.#files.clear();
      this.#kept.textContent = '';
      this.#note.value = '';
      this.#say('good', 'phone', REPORT.saved);
      deliverNow();
    } catch (error) {
      this.#say('bad', 'warning', troubleWords(asTrouble(error)).title);
    }
  }

  /** @param {'good' | 'doubt' | 'bad'} tone @param {string} sign @param {string} words */
  #say(tone, sign, words) {
    fill(this.#said, notice(tone, sign, h('p', null, words)));
  }
}
