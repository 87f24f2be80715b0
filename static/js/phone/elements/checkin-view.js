// The one calm screen: who, where, when, and one large button. Location is watched only while it
// is open and visible, and leaves the phone only inside a check-in.

import { checkIn } from '../checkin.js';
import { fill, h, notice } from '../dom.js';
import { marksOf, nextKind } from '../ledger.js';
import { LocationWatch } from '../location.js';
import { takeWish } from '../router.js';
import { askForBackgroundSync, deliverNow } from '../sync.js';
import { dayOf, minutesOf } from '../time.js';
import { asTrouble } from '../trouble.js';
import { holdUpdates } from '../update.js';
import { CHECKIN } from '../words/checkin.js';
import { NAV } from '../words/frame.js';
import { troubleWords } from '../words/trouble.js';
import { ActionBar } from './action-bar.js';
import { NoFixDialog } from './no-fix-dialog.js';
import { PlaceCard } from './place-card.js';
import { resultNotice } from './result-notice.js';
import { standingNotice } from './standing-notice.js';
import { TodayCard } from './today-card.js';
import { View } from './view.js';
import { tell } from './voice.js';

const TICK_MS = 2_000;

/** @typedef {'in' | 'out'} Kind */

class CheckinView extends View {
  heading = NAV.checkin;
  #watch = new LocationWatch(() => this.#draw());
  #today = new TodayCard();
  #place = new PlaceCard(() => this.#lookAgain());
  #dialog = new NoFixDialog((kind) => this.#make(kind, 'timeout'));
  #standing = h('div', { role: 'status' });
  #result = h('div', { class: 'result' });
  #trouble = h('div', { class: 'result', role: 'alert' });
  #note = h('textarea', { id: 'note', maxlength: 500, rows: 2 });
  #noteBox = h(
    'details',
    { class: 'disclosure note' },
    h('summary', null, CHECKIN.note),
    h('label', { class: 'visually-hidden', for: 'note' }, CHECKIN.note),
    h('div', { class: 'field' }, this.#note, h('p', { class: 'hint' }, CHECKIN.noteHint)),
  );
  #bar = new ActionBar((kind) => this.#tap(kind));
  #busy = false;
  #madeId = '';
  /** @type {Kind | null} a shortcut of the home screen asked for this one */
  #wish = null;
  #opened = false;
  #timer = 0;
  /** @type {import('../snapshot.js').Snapshot | null} */
  #snapshot = null;

  build() {
    this.className = 'checkin';
    this.#wish = takeWish(this.dataset.id);
    const words = h(
      'div',
      { class: 'stack' },
      this.#today.element,
      this.#standing,
      this.#trouble,
      this.#result,
    );
    this.append(
      words,
      h('div', { class: 'stack' }, this.#place.element, this.#noteBox),
      this.#bar.element,
      this.#dialog.element,
    );
    document.addEventListener('visibilitychange', this.#watchIfSeen);
    this.#watchIfSeen();
    this.#timer = setInterval(() => this.#draw(), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#watchIfSeen);
    clearInterval(this.#timer);
    this.#watch.stop();
  }

  #watchIfSeen = () => {
    if (document.visibilityState === 'visible') this.#watch.start();
    else this.#watch.stop();
  };

  #lookAgain() {
    this.#watch.stop();
    this.#watch.start();
    this.#draw();
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show(snapshot) {
    this.#snapshot = snapshot;
    this.#today.show(snapshot);
    fill(this.#standing, standingNotice(snapshot));
    this.#bar.element.hidden = snapshot.standing?.code === 'device_revoked';
    const made = snapshot.entries.find(({ id }) => id === this.#madeId);
    fill(this.#result, made ? resultNotice(made, snapshot) : null);
    if (made) tell(made, snapshot);
    this.#draw();
  }

  /** What changes with time and place, without reading the store. */
  #draw() {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    const { zone, days, entries, delivery, aheadMs } = snapshot;
    const now = new Date();
    this.#today.tick(zone);
    const where = this.#place.show(this.#watch, snapshot);
    const doubtful = ['outside', 'denied', 'unavailable', 'timeout'].includes(where);
    if (doubtful && !this.#opened) {
      this.#opened = true;
      this.#noteBox.open = true;
    }
    const day = dayOf(now, zone);
    const marks = marksOf(entries, day);
    const end = days.find(({ date }) => date === day)?.end ?? null;
    const differs = Math.abs(aheadMs) > 60_000 ? CHECKIN.clockDiffers(aheadMs) : '';
    const next = delivery.failures > 0 ? CHECKIN.nextOffline : CHECKIN.nextOnline;
    this.#bar.show({
      kind: this.#wish ?? nextKind(marks, end, minutesOf(now, zone)),
      busy: this.#busy,
      complete: !this.#wish && Boolean(marks.in && marks.out),
      next: [doubtful ? CHECKIN.nextDoubtful : next, differs].join(' ').trim(),
    });
  }

  /** @param {Kind} kind */
  #tap(kind) {
    if (this.#busy) return;
    const { finding } = this.#watch;
    if (finding === 'searching') this.#dialog.ask(kind);
    else this.#make(kind, finding === 'found' ? null : finding);
  }

  /**
   * Nothing is waited for before the passkey is asked: the browser must still see the tap.
   * @param {Kind} kind
   * @param {'denied' | 'unavailable' | 'timeout' | null} noFix
   */
  async #make(kind, noFix) {
    const tap = { kind, fixes: this.#watch.toSend, noFix, note: this.#note.value };
    this.#setBusy(true);
    this.#madeId = '';
    fill(this.#trouble);
    fill(this.#result);
    try {
      const { id } = await checkIn(tap);
      this.#madeId = id;
      this.#wish = null;
      this.#note.value = '';
      this.#noteBox.open = false;
      askForBackgroundSync();
      deliverNow();
    } catch (error) {
      const { title, text } = troubleWords(asTrouble(error));
      fill(this.#trouble, notice('doubt', 'warning', h('h2', null, title), h('p', null, text)));
    } finally {
      this.#setBusy(false);
      window.scrollTo({ top: 0, behavior: 'smooth' });
    }
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    holdUpdates(busy);
    this.#draw();
  }
}

customElements.define('sikeren-checkin', CheckinView);
