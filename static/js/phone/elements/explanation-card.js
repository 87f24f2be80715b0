// Where the person says what happened. Written without a network as well.

import { fill, h, notice } from '../dom.js';
import { explain, MAX_TEXT } from '../explanations.js';
import { deliverNow } from '../sync.js';
import { momentOf } from '../time.js';
import { asTrouble } from '../trouble.js';
import { RECEIPT } from '../words/receipt.js';
import { troubleWords } from '../words/trouble.js';

/** The part of a receipt's page for explanations. */
export class ExplanationCard {
  #id = '';
  #said = h('div', { class: 'stack tight' });
  #text = h('textarea', {
    id: 'explanation',
    maxlength: MAX_TEXT,
    rows: 3,
    'aria-describedby': 'explanation-hint',
  });
  #result = h('div', { role: 'status' });
  /** Whether one written here is still on its way. */
  #saving = false;
  element;

  constructor() {
    const save = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#save();
    };
    const form = h(
      'form',
      { class: 'stack tight', onsubmit: save },
      h(
        'div',
        { class: 'field' },
        h('label', { for: 'explanation' }, RECEIPT.explainField),
        h('p', { class: 'hint', id: 'explanation-hint' }, RECEIPT.explainHint),
        this.#text,
      ),
      this.#result,
      h('button', { class: 'button quiet-button', type: 'submit' }, RECEIPT.explainButton),
    );
    this.element = h(
      'section',
      { class: 'card stack' },
      h('h2', null, RECEIPT.explain),
      this.#said,
      form,
    );
  }

  /** @param {import('../ledger.js').Entry} entry @param {string} zone */
  show({ id, said }, zone) {
    this.#id = id;
    const arrived = this.#saving && said.length > 0 && said.every(({ state }) => state === 'sent');
    if (arrived) {
      this.#saving = false;
      fill(this.#result, notice('good', 'check', h('p', null, RECEIPT.explainSent)));
    }
    const items = said.map(({ text, at, state }) =>
      h(
        'blockquote',
        null,
        text,
        h(
          'footer',
          { class: 'small quiet' },
          `${momentOf(at, zone)} · ${RECEIPT.saidStates[state]}`,
        ),
      ),
    );
    this.#said.hidden = items.length === 0;
    fill(this.#said, items);
  }

  async #save() {
    const text = this.#text.value.trim();
    if (!text) {
      fill(this.#result, notice('doubt', 'info', h('p', null, RECEIPT.explainEmpty)));
      this.#text.focus();
      return;
    }
    try {
      await explain(this.#id, text);
      this.#text.value = '';
      this.#saving = true;
      fill(this.#result, notice('good', 'phone', h('p', null, RECEIPT.explainSaved)));
      deliverNow();
    } catch (error) {
      fill(
        this.#result,
        notice('bad', 'warning', h('p', null, troubleWords(asTrouble(error)).title)),
      );
    }
  }
}
