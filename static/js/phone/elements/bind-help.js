// What stands beside binding: the way to the home screen, and why a phone that was bound is not now.

import { ask } from '../api.js';
import { wasBound } from '../binding.js';
import { fill, h, notice } from '../dom.js';
import { installed } from '../platform.js';
import { LOST } from '../words/install.js';
import { WHY } from '../words/why.js';
import { installGuide } from './install-guide.js';

/**
 * @param {boolean} open whether the steps are spread out
 * @returns {HTMLElement | null}
 */
export function installOffer(open) {
  const guide = installGuide(`${location.origin}/`, '');
  if (!guide) return null;
  guide.classList.add('card');
  if (!open) guide.querySelector('details')?.removeAttribute('open');
  return guide;
}

/** @returns {HTMLElement} answers, for whoever has nothing to lose here yet */
export function helpLink() {
  return h('p', null, h('a', { class: 'why', href: '#help' }, WHY.help));
}

/**
 * A phone whose database is gone, though its session or a mark beside it is not (the browser cleared
 * the store, or it broke), says what is lost and what is not.
 * @returns {Promise<HTMLElement | null>}
 */
export async function lostNotice() {
  if (!wasBound() && !installed()) return null;
  const answer = await ask('GET', '/api/v1/state').catch(() => null);
  const name = answer?.body?.employee?.name;
  if (!name && !wasBound()) return null;
  const said = h('div', { class: 'stack tight' });
  fill(
    said,
    h('h2', null, LOST.title),
    h('p', null, name ? LOST.whose(name) : LOST.was, ' ', LOST.why),
    h('p', null, LOST.sent),
    h('p', null, LOST.next),
  );
  return notice('doubt', 'warning', said);
}
