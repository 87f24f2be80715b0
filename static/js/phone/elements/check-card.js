// Where the person says that they looked at their month, and whether it is right.

import { fill, h, icon, notice } from '../dom.js';
import { file } from '../filings.js';
import { deliverNow } from '../sync.js';
import { momentNear } from '../time.js';
import { asTrouble } from '../trouble.js';
import { CHECK } from '../words/recap.js';
import { troubleWords } from '../words/trouble.js';

/** The part of a month's page for the person's own word. */
export class CheckCard {
  #month = '';
  #said = h('div', { class: 'stack tight', role: 'status' });
  #running = h('p', { class: 'small quiet' }, CHECK.running);
  #note = h('textarea', {
    ...{ id: 'check-note', maxlength: 1000, rows: 3, 'aria-describedby': 'check-hint' },
  });
  #objection = h('form', { class: 'stack tight', hidden: true });
  element;

  constructor() {
    const agree = h(
      'button',
      { class: 'button', type: 'button', onclick: () => this.#save('agreed', '') },
      icon('check'),
      CHECK.agree,
    );
    const object = h(
      'button',
      { class: 'button quiet-button', type: 'button', onclick: () => this.#ask() },
      CHECK.object,
    );
    this.#objection.append(
      h(
        'div',
        { class: 'field' },
        h('label', { for: 'check-note' }, CHECK.note),
        h('p', { class: 'hint', id: 'check-hint' }, CHECK.noteHint),
        this.#note,
      ),
      h('button', { class: 'button quiet-button', type: 'submit' }, CHECK.send),
    );
    this.#objection.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#object();
    });
    this.element = h(
      'section',
      { class: 'card stack tight' },
      h('h2', null, CHECK.title),
      h('p', { class: 'small quiet' }, CHECK.more),
      this.#running,
      this.#said,
      h('div', { class: 'cluster' }, agree, object),
      this.#objection,
    );
  }

  /**
   * @param {import('../recaps.js').Recap} recap
   * @param {import('../filings.js').Filing[]} filings
   * @param {boolean} running whether the month is not over
   * @param {string} zone
   */
  show({ month, check }, filings, running, zone) {
    this.#month = month;
    this.#running.hidden = !running;
    const own = filings.findLast(({ what, json }) => what === 'check' && json.month === month);
    const words = check?.outcome === 'agreed' ? CHECK.agreed : CHECK.objected;
    const told = check
      ? notice(
          check.outcome === 'agreed' ? 'good' : 'doubt',
          check.outcome === 'agreed' ? 'check' : 'note',
          h('p', null, words(momentNear(check.at, zone))),
          check.note ? h('p', null, check.note) : null,
        )
      : null;
    const waits = own?.state === 'waiting' ? notice('waiting', 'phone', CHECK.saved) : null;
    const refused = own?.state === 'refused' ? notice('bad', 'warning', own.detail ?? '') : null;
    fill(this.#said, waits ?? refused ?? told);
  }

  #ask() {
    this.#objection.hidden = false;
    this.#note.focus();
  }

  #object() {
    const note = this.#note.value.trim();
    if (note) this.#save('objected', note);
    else fill(this.#said, notice('doubt', 'info', CHECK.empty));
  }

  /** @param {'agreed' | 'objected'} outcome @param {string} note */
  async #save(outcome, note) {
    try {
      await file('check', { month: this.#month, outcome, note });
      this.#note.value = '';
      this.#objection.hidden = true;
      deliverNow();
    } catch (error) {
      fill(this.#said, notice('bad', 'warning', troubleWords(asTrouble(error)).title));
    }
  }
}
