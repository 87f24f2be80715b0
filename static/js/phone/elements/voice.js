// What is read out to somebody who does not see the screen? One region for it, there from the
// start: screen readers pass over a region that appears together with its words.

import { h } from '../dom.js';
import { timeOf } from '../time.js';
import { RESULT } from '../words/checkin.js';

const region = h('p', { class: 'visually-hidden', role: 'status' });
/** The steps of a check-in that were told already, by its id. */
const told = new Set();

/** @returns {HTMLElement} to be put into the page once */
export function voice() {
  return region;
}

/**
 * Tell each step of a check-in once, however often the screen is drawn.
 * @param {import('../ledger.js').Entry} entry
 * @param {import('../snapshot.js').Snapshot} snapshot
 */
export function tell({ id, kind, at, state }, { zone, delivery }) {
  const time = timeOf(at, zone);
  if (state !== 'waiting' && state !== 'sent') {
    say([[`${id} ${state}`, settled(state)(kind, time)]]);
    return;
  }
  const kept = [`${id} kept`, RESULT.saved(kind, time)];
  say(delivery.failures > 0 ? [kept, [`${id} waits`, RESULT.willSend]] : [kept]);
}

/** @param {import('../ledger.js').State} state of a check-in that the server has answered for */
export function settled(state) {
  if (state === 'review') return RESULT.review;
  if (state === 'declined') return RESULT.declined;
  return state === 'refused' ? RESULT.refused : RESULT.accepted;
}

/** @param {string[][]} sentences each with the step that it tells */
function say(sentences) {
  const news = sentences.filter(([step]) => !told.has(step));
  for (const [step] of news) told.add(step);
  if (news.length > 0) region.textContent = news.map(([, words]) => words).join(' ');
}
