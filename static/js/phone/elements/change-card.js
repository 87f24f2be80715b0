// How does one ask for a further phone, and how far has that come? Only with a network.

import { v4 } from 'uuid';
import { ask } from '../api.js';
import { fill, h, notice } from '../dom.js';
import { withSession } from '../session.js';
import { asTrouble } from '../trouble.js';
import { CHANGE } from '../words/phone.js';
import { troubleNotice } from './trouble-notice.js';

const PATH = '/api/v1/phone-changes';

/** The card of HP Saya about another phone. */
export class ChangeCard {
  #id = v4();
  #state = h('div', { role: 'status' });
  #reason = h('textarea', { id: 'change-reason', maxlength: 1000, rows: 2, required: true });
  #form = h(
    'form',
    { class: 'stack tight' },
    h('p', { class: 'small quiet' }, CHANGE.more),
    h('div', { class: 'field' }, h('label', { for: 'change-reason' }, CHANGE.reason), this.#reason),
    h('button', { class: 'button quiet-button', type: 'submit' }, CHANGE.ask),
  );
  element = h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, CHANGE.title),
    this.#state,
    this.#form,
  );

  constructor() {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#go(() => ask('PUT', `${PATH}/${this.#id}`, { json: { reason: this.#reason.value } }));
    });
    this.#go().catch(() => {});
  }

  /** @param {() => Promise<unknown>} [first] */
  async #go(first) {
    try {
      if (first) await withSession(first);
      const { change } = (await withSession(() => ask('GET', PATH))).body;
      this.#form.hidden = Boolean(change?.open);
      const said = change?.said ? h('p', { class: 'small quiet' }, change.said) : null;
      if (change) fill(this.#state, notice('calm', 'phone', h('p', null, change.words), said));
    } catch (error) {
      if (first) fill(this.#state, troubleNotice(asTrouble(error)));
    }
  }
}
