// What is shown of a letter or report that was filed: objections, files, its history, the way back?

import { fill, h, notice } from '../dom.js';
import { file } from '../filings.js';
import { deliverNow } from '../sync.js';
import { momentNear } from '../time.js';
import { asTrouble } from '../trouble.js';
import { DUTY } from '../words/duties.js';
import { REPORT_STATES, STEPS } from '../words/reports.js';
import { troubleWords } from '../words/trouble.js';

/** What the supervisor or the server found fault with. @param {any[]} steps @param {string} state @param {any} pending */
export function objections(steps, state, pending) {
  const last = steps.at(-1);
  const words = last ? `${last.by}: ${last.words}` : '';
  return [
    state === 'returned' || state === 'rejected'
      ? notice(
          state === 'returned' ? 'doubt' : 'bad',
          state === 'returned' ? 'back' : 'cross',
          h('h2', null, state === 'returned' ? DUTY.returned : REPORT_STATES.rejected.word),
          h('p', null, words),
        )
      : null,
    state === 'refused'
      ? notice('bad', 'cross', h('h2', null, DUTY.refused), h('p', null, pending?.detail ?? ''))
      : null,
  ];
}

/** @param {string} title @param {Node | null} content */
export function section(title, content) {
  return content
    ? h('section', { class: 'card stack tight' }, h('h2', null, title), content)
    : null;
}

/** @param {import('../duties.js').Step[]} steps @param {string} zone */
export function history(steps, zone) {
  if (steps.length === 0) return null;
  const rows = steps.map(({ event, words, by, at }) =>
    h(
      'li',
      null,
      h('strong', null, STEPS[event] ?? event),
      words ? `: ${words}` : '',
      h('span', { class: 'small quiet' }, ` ${by}, ${momentNear(at, zone)}`),
    ),
  );
  return h('ol', { class: 'plain' }, rows);
}

/** A button that takes something back, behind a word that says what follows. */
export class TakeBack {
  #id = '';
  #said = h('div', { role: 'status' });
  element;

  /** @param {'duty' | 'travel'} what @param {string} word @param {string} more what follows */
  constructor(what, word, more) {
    const button = { class: 'button quiet-button compact', type: 'button' };
    const onclick = () => this.#take(what);
    const parts = [
      h('p', { class: 'small' }, more),
      h('button', { ...button, onclick }, DUTY.withdrawNow),
      this.#said,
    ];
    this.element = h(
      'details',
      { class: 'disclosure' },
      h('summary', null, word),
      h('div', { class: 'stack tight' }, ...parts),
    );
  }

  /** @param {string | undefined} id of what may be taken back now, if anything may */
  show(id = '') {
    this.element.hidden = !id;
    if (this.#id !== id) this.element.open = false;
    this.#id = id;
  }

  /** @param {'duty' | 'travel'} what */
  async #take(what) {
    try {
      await file(`${what}-withdrawal`, { reason: DUTY.withdrawReason }, this.#id);
      deliverNow();
    } catch (error) {
      fill(
        this.#said,
        notice('bad', 'warning', h('p', null, troubleWords(asTrouble(error)).title)),
      );
    }
  }
}
