// What became of the check-in that was just made? The sentence that answers it is the picture: what,
// when, and where the record is now. It stays in its place while the record travels.

import { fill, h, icon, s } from '../dom.js';
import { timeOf } from '../time.js';
import { CHECKIN, JOURNEY, RESULT } from '../words/checkin.js';
import { STATES } from '../words/states.js';
import { settled } from './voice.js';

/** @typedef {import('../ledger.js').Entry} Entry */

/** How far a record has come, for each of its states: of three. @type {Record<string, number>} */
const REACHED = { waiting: 1, sent: 2 };

/** The moment of a check-in, on the Absen screen. */
export class ResultCard {
  #seal = seal();
  #words = h('div', { class: 'moment-words' });
  #place = h('p', { class: 'moment-place' });
  #way = h('ol', { class: 'journey', role: 'list', 'aria-hidden': 'true' });
  #proof = h('a', { class: 'button plain', 'data-key': 'proof' }, CHECKIN.proof);
  #close;
  element;

  /** @param {() => void} onclose */
  constructor(onclose) {
    const properties = { class: 'button plain', type: 'button', onclick: onclose };
    this.#close = h('button', properties, CHECKIN.close);
    this.element = h(
      'section',
      { class: 'card moment', hidden: true },
      this.#seal,
      this.#words,
      this.#place,
      this.#way,
      h('div', { class: 'moment-more' }, this.#proof, this.#close),
    );
  }

  /**
   * @param {Entry | undefined} entry of the check-in that was just made; none: nothing is shown
   * @param {string} place where it was made, as far as the phone knew
   * @param {import('../snapshot.js').Snapshot} snapshot
   */
  show(entry, place, { zone, delivery }) {
    this.element.hidden = !entry;
    if (!entry) {
      fill(this.#words);
      return;
    }
    const { id, state } = entry;
    const refused = state === 'refused' || state === 'declined';
    this.element.dataset.tone = REACHED[state] ? 'calm' : STATES[state].tone;
    this.#seal.classList.toggle('refused', refused);
    this.#proof.href = `#receipt/${id}`;
    fill(this.#words, sentence(entry, zone), moreOf(state, delivery.failures > 0));
    fill(this.#place, icon('pin'), h('span', null, entry.point ?? place));
    this.#place.hidden = !(entry.point ?? place);
    this.#way.hidden = refused;
    fill(this.#way, stepsOf(REACHED[state] ?? JOURNEY.length));
  }
}

/** One sentence, in which the time is what the eye finds first. @param {Entry} entry @param {string} zone */
function sentence({ kind, at, state }, zone) {
  const time = timeOf(at, zone);
  const words = REACHED[state] ? RESULT.saved : settled(state);
  const [before, after] = words(kind, time).split(time);
  const [clock, ...name] = time.split(' ');
  const shown = h('time', { datetime: at }, h('b', null, clock), ' ', name.join(' '));
  return h('p', { class: 'moment-said' }, h('span', null, before), shown, h('span', null, after));
}

/** @param {string} state @param {boolean} away the last try did not reach the server */
function moreOf(state, away) {
  if (!REACHED[state]) return null;
  return h('p', null, away ? RESULT.willSend : RESULT.sending);
}

/** @param {number} reached */
function stepsOf(reached) {
  return JOURNEY.map((word, index) => h('li', { class: index < reached ? 'done' : null }, word));
}

/** A check that is drawn once, or a cross: the pen starts anew with each check-in. */
function seal() {
  return s(
    'svg',
    { class: 'seal', viewBox: '0 0 64 64', 'aria-hidden': 'true' },
    s('circle', { cx: 32, cy: 32, r: 29, pathLength: 1 }),
    s('path', { class: 'tick', d: 'm20 33.500 8.500 8.500L45 24.500', pathLength: 1 }),
    s('path', { class: 'strike', d: 'm23 23 18 18m0-18-18 18', pathLength: 1 }),
  );
}
