// The one calm screen: who, where, when, and one large button. Location is watched only while it
// is open and visible, and leaves the phone only inside a check-in.

import { checkIn } from '../checkin.js';
import { fill, h, icon } from '../dom.js';
import { feel } from '../feel.js';
import { LocationWatch } from '../location.js';
import { nextStep } from '../next-step.js';
import { takeWish } from '../router.js';
import { askForBackgroundSync, deliverNow } from '../sync.js';
import { asTrouble } from '../trouble.js';
import { holdUpdates } from '../update.js';
import { CHECKIN } from '../words/checkin.js';
import { NAV } from '../words/frame.js';
import { ActionBar } from './action-bar.js';
import { PhotoCare, storageCare } from './care.js';
import { DutyLine } from './duty-line.js';
import { NoFixDialog } from './no-fix-dialog.js';
import { DOUBTFUL, PlaceCard } from './place-card.js';
import { ResultCard } from './result-card.js';
import { clockNotice, standingNotice } from './standing-notice.js';
import { TodayCard } from './today-card.js';
import { troubleNotice } from './trouble-notice.js';
import { View } from './view.js';
import { tell } from './voice.js';

const TICK_MS = 2_000;

/** @typedef {'in' | 'out'} Kind */

class CheckinView extends View {
  heading = NAV.checkin;
  #watch = new LocationWatch(() => this.#draw());
  #today = new TodayCard();
  #place = new PlaceCard(() => this.#lookAgain());
  #duty = new DutyLine(() => this.refresh());
  #dialog = new NoFixDialog((kind) => this.#make(kind, 'timeout'));
  #standing = h('div', { role: 'status' });
  #result = new ResultCard(() => this.#close());
  #photo = new PhotoCare();
  #trouble = h('div', { role: 'alert' });
  #note = h('textarea', { id: 'note', maxlength: 500, rows: 2 });
  #noteWords = h('span', null, CHECKIN.note);
  #noteBox = h(
    'details',
    { class: 'disclosure note' },
    h('summary', null, icon('note'), this.#noteWords),
    h('label', { class: 'visually-hidden', for: 'note' }, CHECKIN.note),
    h('div', { class: 'field' }, this.#note, h('p', { class: 'hint' }, CHECKIN.noteHint)),
  );
  #bar = new ActionBar((kind) => this.#tap(kind));
  #busy = false;
  #made = { id: '', place: '' };
  /** @type {Kind | null} a shortcut of the home screen asked for this one */
  #wish = null;
  #timer = 0;
  /** @type {import('../snapshot.js').Snapshot | null} */
  #snapshot = null;

  build() {
    this.className = 'checkin';
    this.#wish = takeWish(this.dataset.id);
    const made = [this.#trouble, this.#result.element, this.#photo.element];
    const told = [this.#today.who, storageCare(), this.#standing, ...made];
    this.append(
      h('div', { class: 'told' }, ...told, this.#today.element),
      h('div', { class: 'placed' }, this.#duty.element, this.#place.element, this.#noteBox),
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
    this.#duty.show(snapshot);
    fill(this.#standing, standingNotice(snapshot), clockNotice(snapshot.aheadMs));
    this.#bar.element.hidden = snapshot.standing?.code === 'device_revoked';
    const made = snapshot.entries.find(({ id }) => id === this.#made.id);
    this.#result.show(made, this.#made.place, snapshot);
    this.#photo.show(snapshot, this.#made.id);
    this.classList.toggle('has-result', Boolean(made));
    if (made) tell(made, snapshot);
    this.#draw();
  }

  /** What changes with time and place, without reading the store. */
  #draw() {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    this.#today.tick(snapshot.zone);
    const where = this.#place.show(this.#watch, snapshot, this.#duty.current);
    const doubtful = DOUBTFUL.includes(where);
    this.#noteWords.textContent = doubtful ? CHECKIN.noteDoubtful : CHECKIN.note;
    const { kind, calm, next } = nextStep(snapshot, new Date(), doubtful);
    this.#bar.show({
      kind: this.#wish ?? kind,
      busy: this.#busy,
      calm: !this.#wish && (calm || this.#made.id !== ''),
      next,
    });
  }

  #close() {
    this.#made = { id: '', place: '' };
    this.refresh();
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
    const [place, duty] = [this.#place.brief, this.#duty.current?.id];
    const tap = { kind, fixes: this.#watch.toSend, noFix, note: this.#note.value, duty };
    this.#setBusy(true);
    feel('tap');
    fill(this.#trouble);
    this.#close();
    try {
      const { id } = await checkIn(tap);
      this.#made = { id, place };
      feel('kept');
      this.#wish = null;
      this.#note.value = '';
      this.#noteBox.open = false;
      askForBackgroundSync();
      deliverNow();
    } catch (error) {
      feel('trouble');
      fill(this.#trouble, troubleNotice(asTrouble(error)));
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
