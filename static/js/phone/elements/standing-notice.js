// What stands between this phone and a check-in that counts, and what can its owner do?

import { h, notice } from '../dom.js';
import { CHECKIN, PHONE, troubleWords } from '../words.js';

/** @param {import('../snapshot.js').Snapshot} snapshot */
export function standingNotice({ standing, anchor, device }) {
  if (!standing && anchor) return device?.rehearsed_at ? null : rehearsalNotice();
  const { title, text } = troubleWords({ code: standing?.code ?? 'no_anchor' });
  const gone = standing?.code === 'device_revoked';
  const link = gone ? h('a', { class: 'button', href: '#bind' }, PHONE.rebind) : null;
  return notice(gone ? 'bad' : 'doubt', 'warning', h('h2', null, title), h('p', null, text), link);
}

function rehearsalNotice() {
  const link = h('a', { class: 'button', href: '#phone' }, PHONE.rehearse);
  const more = h('p', null, CHECKIN.notRehearsedMore);
  return notice('doubt', 'fingerprint', h('h2', null, CHECKIN.notRehearsed), more, link);
}
