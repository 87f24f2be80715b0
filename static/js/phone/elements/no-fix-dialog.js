// The position is still being looked for: does the person want to wait, or go without?

import { fill, h } from '../dom.js';
import { NO_FIX } from '../words/checkin.js';

/** Asks before a check-in without a position; its button is a tap of its own for the passkey. */
export class NoFixDialog {
  /** @type {'in' | 'out'} */
  #kind = 'in';
  #go;
  element;

  /** @param {(kind: 'in' | 'out') => void} ongo */
  constructor(ongo) {
    const go = () => {
      this.element.close();
      ongo(this.#kind);
    };
    this.#go = h('button', { class: 'button quiet-button', type: 'button', onclick: go });
    const wait = h(
      'button',
      { class: 'button', type: 'button', onclick: () => this.element.close() },
      NO_FIX.wait,
    );
    this.element = h(
      'dialog',
      { class: 'dialog', 'aria-labelledby': 'no-fix-title' },
      h('h2', { id: 'no-fix-title' }, NO_FIX.title),
      h('p', null, NO_FIX.text),
      h('div', { class: 'dialog-actions' }, this.#go, wait),
    );
  }

  /** @param {'in' | 'out'} kind */
  ask(kind) {
    this.#kind = kind;
    fill(this.#go, NO_FIX.go(kind));
    this.element.showModal();
  }
}
