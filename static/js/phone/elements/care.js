// Where does help stand that is fetched only when it is needed?

import { fill, h } from '../dom.js';
import { storageHealth } from '../storage.js';

/** From here on an accuracy is no satellite's: the phone was told to give a rough one (metres). */
export const COARSE_METRES = 1000;

/** The steps to a location, below what is said of it. */
export class LocationCare {
  /** @type {string | null} */
  #lack = null;
  element = h('div');

  /** @param {string} where @param {number | undefined} accuracy metres */
  async show(where, accuracy = 0) {
    const coarse = accuracy >= COARSE_METRES;
    const lack = where === 'denied' || where === 'unavailable' ? where : coarse ? 'coarse' : null;
    if (this.#lack === lack) return;
    this.#lack = lack;
    fill(this.element);
    if (!lack) return;
    const part = await import('./pages-part.js').catch(() => null);
    if (part && this.#lack === lack) fill(this.element, part.locationHelp(lack));
  }
}

/** The photo of a check-in, where the office asks for photos. */
export class PhotoCare {
  /** @type {[import('../snapshot.js').Snapshot, string] | null} */
  #newest = null;
  /** @type {import('./photo-card.js').PhotoPlace | null} */
  #place = null;
  element = h('div', { hidden: true });

  /** @param {import('../snapshot.js').Snapshot} snapshot @param {string} made id, or "" */
  async show(snapshot, made) {
    this.#newest = [snapshot, made];
    if (!this.#place) {
      const asked = (snapshot.policy.photo ?? 'none') !== 'none';
      if (!asked && !snapshot.entries.some(({ photo }) => photo?.asked)) return;
      const part = await import('./pages-part.js').catch(() => null);
      if (!part || this.#place) return;
      this.#place = new part.PhotoPlace();
      fill(this.element, this.#place.element);
    }
    this.#place.show(...this.#newest);
    this.element.hidden = this.#place.element.hidden;
  }
}

/** What threatens the phone's store, if anything does. @returns {HTMLElement} */
export function storageCare() {
  const element = h('div', { class: 'stack tight', role: 'status', hidden: true });
  warn(element).catch(() => {});
  return element;
}

/** @param {HTMLElement} element */
async function warn(element) {
  const health = await storageHealth();
  if (!health.low && !health.privately) return;
  const { storageNotices } = await import('./pages-part.js');
  fill(element, storageNotices(health));
  element.hidden = false;
}
