// What stands between this phone and a check-in that counts, and what can its owner do?

import { h, notice } from '../dom.js';
import { CHECKIN, STANDING } from '../words/checkin.js';
import { troubleWords } from '../words/trouble.js';

/** @param {import('../snapshot.js').Snapshot} snapshot */
export function standingNotice({ standing, anchor, device, filesWaiting }) {
  if (!standing && anchor) return device?.rehearsed_at ? null : rehearsalNotice();
  const { title, text } = troubleWords({ code: standing?.code ?? 'no_anchor' });
  const gone = standing?.code === 'device_revoked';
  const link = gone ? h('a', { class: 'button', href: '#bind' }, STANDING.rebind) : null;
  const unsent =
    gone && filesWaiting > 0 && h('p', null, h('a', { href: '#queue' }, STANDING.files));
  return notice(
    gone ? 'bad' : 'doubt',
    'warning',
    h('h2', null, title),
    h('p', null, text),
    unsent,
    link,
  );
}

/** That the phone's clock differs, where it does. @param {number} aheadMs */
export function clockNotice(aheadMs) {
  if (Math.abs(aheadMs) <= 60_000) return null;
  return notice('waiting', 'clock', h('p', { class: 'small' }, CHECKIN.clockDiffers(aheadMs)));
}

function rehearsalNotice() {
  const link = h('a', { class: 'button', href: '#phone' }, STANDING.rehearse);
  const more = h('p', null, STANDING.notRehearsedMore);
  return notice('doubt', 'fingerprint', h('h2', null, STANDING.notRehearsed), more, link);
}
