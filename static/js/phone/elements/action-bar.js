// The large button: the sensible next check-in, the other one beside it, and what happens next.

import { fill, h, icon } from '../dom.js';
import { CHECKIN } from '../words/checkin.js';
import { KINDS } from '../words/states.js';

/** @typedef {'in' | 'out'} Kind */

/** Sits within reach of the thumb, above the tabs. */
export class ActionBar {
  /** @type {Kind} */
  #kind = 'in';
  #shown = '';
  #go;
  #other;
  #next = h('p', { class: 'next small quiet' });
  element;

  /** @param {(kind: Kind) => void} ontap called inside the tap */
  constructor(ontap) {
    const go = () => ontap(this.#kind);
    const other = () => ontap(otherOf(this.#kind));
    this.#go = h('button', { class: 'button large wide', type: 'button', onclick: go });
    this.#other = h('button', { class: 'button plain', type: 'button', onclick: other });
    const more = h('div', { class: 'action-more' }, this.#next, this.#other);
    this.element = h('div', { class: 'action' }, this.#go, more);
  }

  /**
   * @param {{ kind: Kind, busy: boolean, complete: boolean, next: string }} now
   *   complete: both are done today
   */
  show({ kind, busy, complete, next }) {
    const key = JSON.stringify([kind, busy, complete, next]);
    if (this.#shown === key) return;
    this.#shown = key;
    this.#kind = kind;
    fill(this.#go, busy ? null : icon('fingerprint'), busy ? CHECKIN.working : KINDS[kind]);
    this.#go.setAttribute('aria-busy', String(busy));
    this.#go.classList.toggle('quiet-button', complete && !busy);
    this.#other.textContent = KINDS[otherOf(kind)];
    this.#other.disabled = busy;
    this.#next.textContent = next;
  }
}

/** @param {Kind} kind @returns {Kind} */
function otherOf(kind) {
  return kind === 'in' ? 'out' : 'in';
}
