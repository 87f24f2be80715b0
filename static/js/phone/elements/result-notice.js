// What became of the check-in that was just made, in one sentence that changes as it travels.

import { h, notice } from '../dom.js';
import { timeOf } from '../time.js';
import { CHECKIN, RESULT } from '../words/checkin.js';
import { STATES } from '../words/states.js';
import { settled } from './voice.js';

/**
 * @param {import('../ledger.js').Entry} entry
 * @param {import('../snapshot.js').Snapshot} snapshot
 */
export function resultNotice({ id, kind, at, state }, { zone, delivery }) {
  const time = timeOf(at, zone);
  const { tone, sign } = STATES[state];
  const link = h('a', { href: `#receipt/${id}`, 'data-key': 'proof' }, CHECKIN.proof);
  const travelling = state === 'waiting' || state === 'sent';
  if (travelling) {
    const next = delivery.failures > 0 ? RESULT.willSend : RESULT.sending;
    return notice(
      'good',
      'check',
      h('p', null, h('strong', null, RESULT.saved(kind, time)), ' ', next),
    );
  }
  const words = settled(state)(kind, time);
  return notice(tone, sign, h('p', null, h('strong', null, words), ' ', link));
}
