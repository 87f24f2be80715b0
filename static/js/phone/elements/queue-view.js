// What waits on this phone, why, and when is it tried again?

import { fill, h, icon, notice } from '../dom.js';
import { deliverNow } from '../sync.js';
import { momentNear } from '../time.js';
import { NAV } from '../words/frame.js';
import { QUEUE } from '../words/queue.js';
import { STORAGE } from '../words/storage.js';
import { WHY } from '../words/why.js';
import { entryCard } from './entry-card.js';
import { troubleNotice } from './trouble-notice.js';
import { unsentFiles } from './unsent-files.js';
import { View } from './view.js';
import { whyLink } from './why-link.js';

const RECENT = 6;
/** Whole months can wait: a screen shows as many cards as a thumb can pass. */
const PAGE = 20;

class QueueView extends View {
  heading = NAV.queue;
  #summary = h('div', { role: 'status' });
  #send = h(
    'button',
    { class: 'button wide', type: 'button', onclick: () => this.#deliver() },
    icon('send'),
    QUEUE.send, // also for the moment before the first look into the store
  );
  #tries = h('div', { class: 'small quiet' });
  #list = h('div', { class: 'stack' });
  #timer = 0;
  #busy = false;
  #shown = PAGE;

  build() {
    this.className = 'page stack';
    const meaning = h('p', null, whyLink('status', QUEUE.states, WHY.meaning));
    this.append(
      h('h1', null, NAV.queue),
      ...[this.#summary, this.#send, this.#tries, this.#list, meaning],
    );
    this.#timer = setInterval(() => this.refresh(), 5_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show(snapshot) {
    const { entries, zone, delivery } = snapshot;
    fill(this.#summary, summaryOf(snapshot));
    fill(this.#send, this.#busy ? null : icon('send'), this.#busy ? QUEUE.sending : QUEUE.send);
    this.#send.setAttribute('aria-busy', String(this.#busy));
    this.#send.classList.toggle(
      'quiet-button',
      snapshot.waiting + snapshot.explanationsWaiting === 0 &&
        snapshot.filingsWaiting + snapshot.filesWaiting === 0,
    );
    fill(
      this.#tries,
      triesOf(snapshot).map((line) => h('p', null, line)),
    );
    const own = entries.filter(({ checkin }) => checkin !== null);
    const waiting = own.filter(({ state }) => state === 'waiting' || state === 'sent');
    const refused = own.filter(({ state }) => state === 'refused');
    const done = own.filter(({ state }) => !['waiting', 'sent', 'refused'].includes(state));
    const known = delivery.trouble?.code;
    fill(
      this.#list,
      waiting.slice(0, this.#shown).map((entry) => entryCard(entry, zone, { steps: true, known })),
      this.#moreOf(waiting.length),
      section(QUEUE.refusedTitle, refused.slice(0, this.#shown), zone),
      this.#moreOf(refused.length),
      section(QUEUE.recent, done.slice(0, RECENT), zone),
    );
  }

  /** A button for the next page. @param {number} count of all there are */
  #moreOf(count) {
    const left = count - this.#shown;
    if (left <= 0) return null;
    const onclick = () => {
      this.#shown += PAGE;
      this.refresh();
    };
    const word = QUEUE.more(Math.min(PAGE, left), left);
    return h('button', { class: 'button quiet-button wide', type: 'button', onclick }, word);
  }

  async #deliver() {
    if (this.#busy) return;
    this.#busy = true;
    await this.refresh();
    await deliverNow();
    this.#busy = false;
    await this.refresh();
  }
}

/** @param {import('../snapshot.js').Snapshot} snapshot */
function summaryOf(snapshot) {
  const { waiting, explanationsWaiting, delivery } = snapshot;
  const unsent = unsentFiles(snapshot);
  const [filingsWaiting, filesWaiting] = unsent
    ? [0, 0]
    : [snapshot.filingsWaiting, snapshot.filesWaiting];
  /** @type {(HTMLElement | null)[]} */
  const parts = [unsent];
  if (waiting + explanationsWaiting + filingsWaiting + filesWaiting === 0) {
    parts.push(notice('good', 'check', h('h2', null, QUEUE.empty), h('p', null, QUEUE.emptyMore)));
  } else {
    const said =
      explanationsWaiting > 0 ? h('p', null, QUEUE.explanations(explanationsWaiting)) : null;
    const filed = filingsWaiting > 0 ? h('p', null, QUEUE.filings(filingsWaiting)) : null;
    const count = waiting > 0 ? h('h2', null, QUEUE.waiting(waiting)) : null;
    const attached = filesWaiting > 0 ? h('p', null, QUEUE.files(filesWaiting)) : null;
    const keep = h('p', null, STORAGE.keep);
    const safe = h('p', null, QUEUE.waitingMore);
    parts.push(notice('waiting', 'phone', count, said, filed, attached, safe, keep));
  }
  if (delivery.trouble) {
    parts.push(troubleNotice(delivery.trouble, 'offline'));
  }
  return h('div', { class: 'stack tight' }, ...parts);
}

/** @param {import('../snapshot.js').Snapshot} snapshot @returns {string[]} */
function triesOf({ delivery, zone }) {
  const lines = [];
  if (delivery.tried_at) lines.push(QUEUE.tried(momentNear(delivery.tried_at, zone)));
  if (delivery.failures > 0) {
    lines.push(QUEUE.next(Math.max(1_000, delivery.next_at - Date.now())));
    if (delivery.reached_at) lines.push(QUEUE.reached(momentNear(delivery.reached_at, zone)));
  }
  return lines;
}

/** @param {string} title @param {import('../ledger.js').Entry[]} entries @param {string} zone */
function section(title, entries, zone) {
  if (entries.length === 0) return null;
  const cards = entries.map((entry) => entryCard(entry, zone, { date: true }));
  return h('section', { class: 'stack tight' }, h('h2', null, title), ...cards);
}

customElements.define('sikeren-queue', QueueView);
