// Where the person adds photos and letters to what they write, sees them and takes them off again.

import { prepare } from '../attach.js';
import { fill, h, notice } from '../dom.js';
import { asTrouble } from '../trouble.js';
import { FILES, fileTrouble } from '../words/files.js';
import { fileRow } from './file-row.js';

const TYPES = 'image/*,.heic,.heif,application/pdf';

/** A field for files; `chosen` is what will be sent. */
export class FilePicker {
  /** @type {import('../attach.js').Prepared[]} */
  chosen = [];
  #most;
  #prepare;
  #label;
  #choose;
  #changed;
  #id;
  #input;
  #list = h('ul', { class: 'files', role: 'list' });
  #said = h('div', { role: 'status' });
  element;

  /**
   * @param {string} id of the field
   * @param {number} most files
   * @param {(chosen: import('../attach.js').Prepared[]) => void} [changed] others are chosen now
   * @param {{ label?: string, hint?: string, choose?: string, picture?: boolean,
   *   prepare?: (file: File) => Promise<import('../attach.js').Prepared> }} [how]
   *   picture: of oneself, by the camera
   */
  constructor(id, most, changed, how = {}) {
    const { label = FILES.label, hint = FILES.hint, choose = FILES.choose, picture } = how;
    this.#prepare = how.prepare ?? ((/** @type {File} */ file) => prepare(file));
    const types = picture ? { accept: 'image/*', capture: 'user' } : { accept: TYPES };
    this.#most = most;
    this.#changed = changed;
    this.#id = id;
    const described = `${id}-hint`;
    this.#input = h('input', {
      ...{ id, type: 'file', multiple: most > 1, ...types, 'aria-describedby': described },
      class: 'file-input',
      onchange: () => this.#add(),
    });
    // The browser's own button speaks the browser's language; this one speaks ours.
    const button = { for: id, class: 'button quiet-button', 'aria-hidden': 'true' };
    this.#choose = h('label', button, choose);
    this.#label = h('label', { for: id, class: picture ? 'visually-hidden' : null }, label);
    this.element = h(
      'div',
      { class: 'field' },
      this.#label,
      h('p', { class: 'hint', id: described }, hint),
      this.#input,
      this.#choose,
      this.#said,
      this.#list,
    );
  }

  /** Begin anew, or with what was chosen before. @param {import('../attach.js').Prepared[]} [chosen] */
  clear(chosen = []) {
    this.chosen = chosen;
    this.#show();
    fill(this.#said);
  }

  /** Call it something else, of which the button says the same. @param {string} words */
  call(words) {
    this.#label.textContent = words;
    this.#choose.textContent = words;
  }

  async #add() {
    const given = [...(this.#input.files ?? [])];
    this.#input.value = '';
    const room = this.#most - this.chosen.length;
    fill(this.#said, h('p', { class: 'small quiet' }, FILES.preparing));
    const troubles = [];
    for (const file of given.slice(0, room)) {
      try {
        this.chosen.push(await this.#prepare(file));
      } catch (error) {
        const { title, text } = fileTrouble(asTrouble(error));
        troubles.push(h('p', null, `${file.name}: ${title}. ${text}`));
      }
      this.#show();
    }
    if (given.length > room) troubles.push(h('p', null, FILES.most(this.#most)));
    fill(this.#said, troubles.length > 0 ? notice('doubt', 'info', ...troubles) : null);
    this.#changed?.(this.chosen);
  }

  #show() {
    const rows = this.chosen.map((one, index) => {
      const remove = () => {
        this.chosen.splice(index, 1);
        this.#show();
        this.#changed?.(this.chosen);
        this.#input.focus();
      };
      const label = FILES.remove(one.name);
      const button = { class: 'button quiet-button compact', type: 'button', onclick: remove };
      const key = { 'aria-label': label, 'data-key': `${this.#id}-${index}` };
      const taken = h('button', { ...button, ...key }, FILES.takeOff);
      return fileRow({ ...one, size: one.bytes.byteLength }, taken);
    });
    this.#list.replaceChildren(...rows);
    this.#list.hidden = rows.length === 0;
  }
}
