// One activity of a report, as it is typed.

import { fill, h, icon } from '../dom.js';
import { faultOf } from '../report-lines.js';
import { REPORT } from '../words/reports.js';
import { field, putValues, valuesOf } from './fields.js';

/** @typedef {import('../reports.js').Typed} Typed */

let made = 0;

function count() {
  made += 1;
  return made;
}

export class LineForm {
  #number = count();
  #legend = h('legend', null);
  #fault = h('p', { class: 'error', id: `line-${this.#number}-fault` });
  /** @type {Record<keyof Typed, HTMLInputElement | HTMLTextAreaElement>} */
  #fields;
  element;

  /** @param {Typed} line @param {(line: LineForm) => void} remove */
  constructor(line, remove) {
    const id = (/** @type {string} */ name) => `line-${this.#number}-${name}`;
    const time = (/** @type {string} */ name) => h('input', { id: id(name), type: 'time' });
    this.#fields = {
      begins: time('begins'),
      ends: time('ends'),
      activity: h('textarea', { id: id('activity'), rows: 2, maxlength: 500 }),
      volume: h('input', {
        id: id('volume'),
        inputmode: 'decimal',
        maxlength: 9,
        autocomplete: 'off',
      }),
      unit: h('input', { id: id('unit'), maxlength: 30, autocomplete: 'off' }),
      target: h('input', { id: id('target'), maxlength: 200, autocomplete: 'off' }),
    };
    const taken = {
      class: 'button quiet-button compact',
      type: 'button',
      onclick: () => remove(this),
    };
    this.element = h(
      'fieldset',
      { class: 'report-line' },
      this.#legend,
      ...Object.entries(this.#fields).map(([name, control]) => {
        const made = field(control, REPORT[/** @type {keyof Typed} */ (name)]);
        made.classList.add(`at-${name}`);
        return made;
      }),
      this.#fault,
      h('button', taken, icon('cross'), REPORT.remove),
    );
    putValues(this.#fields, line);
    this.#fault.hidden = true;
  }

  /** @param {number} place from 1 */
  number(place) {
    this.#legend.textContent = REPORT.line(place);
  }

  /** @returns {Typed} */
  get value() {
    return /** @type {Typed} */ (valuesOf(this.#fields));
  }

  /** Say what is wrong, and put the finger there. @returns {boolean} whether nothing is */
  check() {
    const fault = faultOf(this.value);
    this.#fault.hidden = !fault;
    fill(this.#fault, fault ? [icon('warning'), h('span', null, fault.words)] : null);
    for (const [name, control] of Object.entries(this.#fields)) {
      const wrong = fault?.field === name;
      control.toggleAttribute('aria-invalid', wrong);
      if (wrong) control.setAttribute('aria-invalid', 'true');
      if (wrong) control.setAttribute('aria-describedby', this.#fault.id);
      else control.removeAttribute('aria-describedby');
    }
    if (fault) this.#fields[fault.field].focus();
    return !fault;
  }
}
