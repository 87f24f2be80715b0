// Where a photo is taken with a check-in, without a network as well, and how far it has come.

import { attach, prepare } from '../attach.js';
import { fill, h, notice } from '../dom.js';
import { CHECKIN, photoOf, photoWanted } from '../photo.js';
import { deliverNow } from '../sync.js';
import { momentOf } from '../time.js';
import { asTrouble } from '../trouble.js';
import { PHOTO } from '../words/photo.js';
import { troubleWords } from '../words/trouble.js';
import { FilePicker } from './file-picker.js';
import { photoRow } from './file-row.js';

/** A photo that is looked at on a screen needs no more (pixels). */
const LONGEST = 960;
const USUAL_DAYS = 90;

/** @typedef {import('../snapshot.js').Snapshot} Snapshot */

/** The photo of one check-in. */
export class PhotoCard {
  #id = '';
  #why = h('p');
  #row = h('ul', { class: 'files', role: 'list' });
  #use = h('p', { class: 'small quiet' });
  #said = h('div', { role: 'status' });
  #picker = new FilePicker('photo', 1, (chosen) => this.#keep(chosen), {
    ...{ label: PHOTO.take, hint: PHOTO.hint, choose: PHOTO.take, picture: true },
    prepare: (file) => prepare(file, { longest: LONGEST, pictures: true }),
  });
  element = h(
    'section',
    { class: 'card stack tight photo-card', hidden: true },
    h('h2', null, PHOTO.title),
    this.#why,
    this.#row,
    this.#picker.element,
    this.#said,
    this.#use,
  );

  /** @param {import('../ledger.js').Entry | undefined} entry @param {Snapshot} snapshot */
  show(entry, snapshot) {
    if (entry?.id !== this.#id) fill(this.#said);
    this.#id = entry?.id ?? '';
    const photo = entry && photoOf(entry, snapshot, Date.now());
    this.element.hidden = !photo || !(photo.wanted || photo.kept || photo.id);
    if (!photo || this.element.hidden) return;
    const { kept, id, wanted } = photo;
    fill(this.#row, kept || id ? photoRow(PHOTO.name, kept, id) : null);
    this.#row.hidden = !kept && !id;
    this.#why.textContent = snapshot.policy.photo === 'every' ? PHOTO.every : PHOTO.doubtful;
    this.#why.hidden = !wanted;
    const open = wanted || (kept?.state === 'waiting' && !id);
    this.#picker.element.hidden = !open;
    this.#picker.call(wanted ? PHOTO.take : PHOTO.again);
    this.#use.textContent = PHOTO.use(snapshot.policy.photo_days ?? USUAL_DAYS);
  }

  /** @param {import('../attach.js').Prepared[]} chosen */
  async #keep(chosen) {
    if (chosen.length === 0) return;
    fill(this.#said);
    try {
      await attach({ kind: CHECKIN, id: this.#id }, chosen, { single: true });
      deliverNow();
    } catch (error) {
      const { title } = troubleWords(asTrouble(error));
      fill(this.#said, notice('bad', 'warning', h('p', null, title)));
    }
    this.#picker.clear();
  }
}

/** Below what became of a check-in: its photo, or one that is wanted of an earlier one. */
export class PhotoPlace {
  #card = new PhotoCard();
  #wanted = h('div', { role: 'status' });
  element = h('div', { class: 'stack tight' }, this.#wanted, this.#card.element);

  /** @param {Snapshot} snapshot @param {string} made id of the check-in that was just made, or "" */
  show(snapshot, made) {
    this.#card.show(
      snapshot.entries.find(({ id }) => id === made),
      snapshot,
    );
    const other = made ? undefined : photoWanted(snapshot, Date.now());
    fill(this.#wanted, other && wantedNotice(other, snapshot.zone));
    this.element.hidden = this.#card.element.hidden && !other;
  }
}

/** @param {import('../ledger.js').Entry} entry @param {string} zone */
function wantedNotice({ id, kind, at }, zone) {
  const link = h('a', { class: 'button quiet-button', href: `#receipt/${id}` }, PHOTO.take);
  return notice('doubt', 'eye', h('p', null, PHOTO.wanted(kind, momentOf(at, zone))), link);
}
