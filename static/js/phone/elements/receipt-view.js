// What proves a check-in, what did the server see in it, and what does the person say to that?

import { factList, fill, h, icon, notice, status } from '../dom.js';
import { claimsOf } from '../encoding.js';
import { momentOf } from '../time.js';
import { FLAG_HELP, flagWords, REFUSALS } from '../words/flags.js';
import { NAV } from '../words/frame.js';
import { RECEIPT } from '../words/receipt.js';
import { STATES } from '../words/states.js';
import { ExplanationCard } from './explanation-card.js';
import { PhotoCard } from './photo-card.js';
import { SignedCard } from './signed-card.js';
import { View } from './view.js';
import { whyLink } from './why-link.js';

/** @typedef {import('../ledger.js').Entry} Entry */

class ReceiptView extends View {
  heading = RECEIPT.name;
  #back = h('a', { class: 'back', href: '#history' }, icon('back'), NAV.history);
  #title = h('h1', null, RECEIPT.name);
  #facts = h('div', { class: 'stack' });
  #photo = new PhotoCard();
  #explanation = new ExplanationCard();
  #signed = new SignedCard();

  build() {
    this.className = 'page stack';
    this.append(
      this.#back,
      this.#title,
      this.#facts,
      this.#photo.element,
      this.#explanation.element,
      this.#signed.element,
    );
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show(snapshot) {
    const { entries, zone } = snapshot;
    const entry = entries.find(({ id }) => id === this.dataset.id);
    this.#photo.show(entry, snapshot);
    this.#explanation.element.hidden = !entry;
    this.#signed.element.hidden = !entry;
    if (!entry) {
      this.#title.textContent = RECEIPT.missing;
      fill(this.#facts, h('p', null, RECEIPT.missingMore));
      return;
    }
    this.#title.textContent = RECEIPT.title(entry.kind);
    document.title = `${RECEIPT.title(entry.kind)} · SIKEREN`;
    fill(
      this.#facts,
      stateOf(entry),
      decisionOf(entry, zone),
      factsOf(entry, zone),
      flagsOf(entry),
    );
    this.#explanation.show(entry, zone);
    this.#signed.show(entry);
  }
}

/** @param {Entry} entry */
function stateOf({ state, checkin }) {
  const { tone, sign, word, more } = STATES[state];
  const why = state === 'refused' ? h('p', null, REFUSALS[checkin?.reason ?? ''] ?? '') : null;
  return notice(tone, sign, h('h2', null, word), h('p', null, more), why);
}

/** @param {Entry} entry @param {string} zone */
function decisionOf({ decision }, zone) {
  if (!decision) return null;
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, RECEIPT.decision),
    h('blockquote', null, decision.reason),
    h('p', { class: 'small quiet' }, `${decision.by}, ${momentOf(decision.at, zone)}`),
  );
}

/** @param {Entry} entry @param {string} zone */
function factsOf(entry, zone) {
  const { checkin, received_at: received, point, flags } = entry;
  const proven = received !== null;
  const note = checkin ? claimsOf(checkin.jws).note : null;
  const seen = flags.map(({ code }) => code);
  /** @type {[string, import('../dom.js').Child | import('../dom.js').Child[]][]} */
  const rows = [
    [
      RECEIPT.at,
      [
        momentOf(entry.at, zone),
        proven ? null : h('span', { class: 'quiet' }, ` (${RECEIPT.atPhone})`),
      ],
    ],
  ];
  if (received) rows.push([RECEIPT.received, momentOf(received, zone)]);
  if (point) rows.push([RECEIPT.point, point]);
  else if (seen.includes('outside')) rows.push([RECEIPT.point, RECEIPT.noPoint]);
  else if (seen.includes('no_location')) rows.push([RECEIPT.point, RECEIPT.noPlace]);
  if (note) rows.push([RECEIPT.note, note]);
  if (checkin) rows.push([RECEIPT.sequence, checkin.seq]);
  rows.push([RECEIPT.number, h('code', null, entry.id)]);
  if (checkin) rows.push([RECEIPT.hash, h('code', null, checkin.hash)]);
  return h('section', { class: 'card' }, factList(rows));
}

/** @param {Entry} entry */
function flagsOf({ flags }) {
  if (flags.length === 0) return null;
  let doubted = false;
  const items = flags.map((flag) => {
    const { name, text, doubtful } = flagWords(flag);
    doubted ||= doubtful;
    return h(
      'li',
      null,
      status(doubtful ? 'doubt' : 'waiting', doubtful ? 'eye' : 'info', name),
      h('p', null, text),
      whyLink(FLAG_HELP[flag.code], name),
    );
  });
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, RECEIPT.flags),
    h('p', { class: 'small quiet' }, RECEIPT.flagsMore),
    h('ul', { class: 'flags', role: 'list' }, items),
    doubted ? whyLink('ditinjau', STATES.review.word) : null,
  );
}

customElements.define('sikeren-receipt', ReceiptView);
