// How does a form keep what is typed, and the files that are chosen, until they are handed in?

import { attach } from '../attach.js';
import { fill, h, notice } from '../dom.js';
import { draftOf, dropDraft, filesOf, keepDraft } from '../drafts.js';
import { deliverNow } from '../sync.js';
import { asTrouble } from '../trouble.js';
import { FILES } from '../words/files.js';
import { troubleWords } from '../words/trouble.js';
import { FilePicker } from './file-picker.js';

const TYPING_MS = 400;

/** What a form needs beside its fields: the field for files, and what is said below them. */
export class Draft {
  #id = '';
  #timer = 0;
  #read;
  #kept = h('p', { class: 'small quiet', role: 'status' });
  #said = h('div', { role: 'status' });
  /** The field for files. */
  files;
  /** What became of what was typed, or is wrong with it. */
  elements = [this.#said, this.#kept];

  /**
   * @param {string} files id of the field for files
   * @param {number} most files
   * @param {() => any} read what is typed
   */
  constructor(files, most, read) {
    this.files = new FilePicker(files, most, (chosen) => this.#keep(filesOf(this.#id), chosen));
    this.#read = read;
  }

  /** What was being written, or null; its files are chosen again. @param {string} id such as "duty/new" */
  async open(id) {
    await this.#settle();
    this.#id = id;
    fill(this.#said);
    const [draft, files] = [await draftOf(id), await draftOf(filesOf(id))];
    this.files.clear(files ?? []);
    this.#kept.textContent = draft || this.files.chosen.length > 0 ? FILES.draft : '';
    return draft;
  }

  /** Something was typed: it is kept once the fingers rest. */
  typed() {
    fill(this.#said);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#settle(), TYPING_MS);
  }

  /** Keep now what still waits for the fingers to rest. */
  async #settle() {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    await this.#keep(this.#id, this.#read());
  }

  /** @param {string} id @param {any} value */
  async #keep(id, value) {
    try {
      await keepDraft(id, value);
      this.#kept.textContent = FILES.draft;
    } catch (error) {
      this.#failed(error);
    }
  }

  /**
   * Hand in with the files that were chosen. What cannot be kept stays a draft, and is said.
   * @param {{ kind: string, id: string }} subject
   * @param {() => Promise<void>} filing
   * @returns {Promise<boolean>} whether it is kept for handing in
   */
  async handIn(subject, filing) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    try {
      await attach(subject, this.files.chosen);
      await filing();
      await dropDraft(this.#id);
    } catch (error) {
      this.#failed(error);
      return false;
    }
    this.files.clear();
    this.#kept.textContent = '';
    deliverNow();
    return true;
  }

  /** @param {unknown} error */
  #failed(error) {
    this.say('bad', 'warning', troubleWords(asTrouble(error)).title);
  }

  /** @param {'good' | 'doubt' | 'bad'} tone @param {string} sign @param {string} words */
  say(tone, sign, words) {
    fill(this.#said, notice(tone, sign, h('p', null, words)));
  }
}
