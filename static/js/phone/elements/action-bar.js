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
  #next = h('p', { class: 'next small quiet', id: 'next' });
  element;

  /** @param {(kind: Kind) => void} ontap called inside the tap */
  constructor(ontap) {
    const go = () => ontap(this.#kind);
    const other = () => ontap(otherOf(this.#kind));
    const described = { type: 'button', 'aria-describedby': 'next' };
    this.#go = h('button', { class: 'button large wide go', ...described, onclick: go });
    this.#other = h('button', { class: 'button plain', ...described, onclick: other });
    const more = h('div', { class: 'action-more' }, this.#next, this.#other);
    this.element = h('div', { class: 'action' }, this.#go, more);
    answerAtOnce(this.#go);
  }

  /**
   * @param {{ kind: Kind, busy: boolean, calm: boolean, next: string }} now
   *   calm: nothing is due, so the button does not call
   */
  show({ kind, busy, calm, next }) {
    const key = JSON.stringify([kind, busy, calm, next]);
    if (this.#shown === key) return;
    this.#shown = key;
    this.#kind = kind;
    fill(this.#go, icon('fingerprint'), busy ? CHECKIN.working : KINDS[kind]);
    this.#go.setAttribute('aria-busy', String(busy));
    this.#go.classList.toggle('quiet-button', calm && !busy);
    this.#other.textContent = KINDS[otherOf(kind)];
    // Not `disabled`, which would take the focus from whom pressed it; the view ignores its taps.
    this.#other.setAttribute('aria-disabled', String(busy));
    this.#next.textContent = next;
  }
}

/**
 * The button goes down under the finger, before any click: Safari has no `:active` without a
 * listener, and others wait to see whether it becomes a scroll.
 * @param {HTMLElement} button
 */
function answerAtOnce(button) {
  button.addEventListener('pointerdown', () => button.classList.add('pressed'));
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'])
    button.addEventListener(end, () => button.classList.remove('pressed'));
}

/** @param {Kind} kind @returns {Kind} */
function otherOf(kind) {
  return kind === 'in' ? 'out' : 'in';
}
