// What does the Absen screen say of the position? Words first, the drawing beside them.

import { fill, h, icon, s } from '../dom.js';
import { lifted, pointsOf } from '../duty.js';
import { nearest, opensNext } from '../geometry.js';
import { momentNear } from '../time.js';
import { PLACE } from '../words/checkin.js';
import { DUTY_LINE } from '../words/duty-line.js';
import { PLACE_HELP } from '../words/why.js';
import { COARSE_METRES, LocationCare } from './care.js';
import { drawPlace } from './place-drawing.js';
import { whyLink } from './why-link.js';

/**
 * @typedef {'inside' | 'outside' | 'no-point' | 'closed' | 'unknown-points' | import('../location.js').Finding} Where
 * @typedef {{ tone: 'good' | 'doubt' | 'waiting', sign: string, title: string, more: string[] }} Said
 */

// Where a check-in made now would be reviewed.
export const DOUBTFUL = ['outside', 'denied', 'unavailable', 'timeout', 'no-point', 'closed'];

/** The card of the Absen screen that shows where the phone is. */
export class PlaceCard {
  #svg = s('svg', { class: 'drawing', role: 'img' });
  #words = h('div', { class: 'place-words' });
  #again;
  #care = new LocationCare();
  #drawn = '';
  /** Where a check-in would be made now, in few words. */
  brief = '';
  element;

  /** @param {() => void} onagain the person wants the location looked for anew */
  constructor(onagain) {
    this.#again = h(
      'button',
      { class: 'button quiet-button compact', type: 'button', onclick: onagain },
      icon('sync'),
      PLACE.again,
    );
    this.element = h(
      'section',
      { class: 'card place', 'aria-label': PLACE.title },
      this.#words,
      this.#care.element,
      this.#again,
      this.#svg,
    );
  }

  /**
   * @param {import('../location.js').LocationWatch} watch
   * @param {import('../snapshot.js').Snapshot} snapshot
   * @param {import('../duty.js').Duty | null} duty that a check-in made now names
   * @returns {Where}
   */
  show(watch, { points: offices, policy, zone }, duty) {
    const fix = watch.best;
    const points = duty && offices ? [...offices, ...pointsOf(duty)] : offices;
    const free = Boolean(duty && fix && lifted(duty));
    const placing = fix && points ? nearest(points, fix, policy.cap, new Date()) : null;
    const opening = placing ? null : opensNext(points ?? [], new Date());
    const where = fix ? against(placing, points, opening, free) : watch.finding;
    const judged =
      placing && fix
        ? placed(placing, fix.accuracy, policy.low_accuracy)
        : unplaced(
            where,
            opening ? PLACE.closedMore(opening.name, momentNear(opening.at, zone)) : '',
          );
    const said = free ? onDuty(judged) : judged;
    this.brief = free ? (duty?.places[0].name ?? '') : briefly(placing, Boolean(fix));
    const key = JSON.stringify([said, fix, placing?.point]);
    if (this.#drawn === key) return where;
    this.#drawn = key;
    this.element.dataset.where = where;
    this.#care.show(where, fix?.accuracy);
    this.element.dataset.tone = said.tone;
    this.#svg.toggleAttribute('hidden', !placing);
    this.#again.hidden = !['denied', 'unavailable', 'timeout'].includes(where);
    if (placing && fix) {
      drawPlace(this.#svg, placing, fix.accuracy);
      this.#svg.setAttribute('aria-label', said.title);
    }
    const title = h('h2', null, icon(said.sign), said.title);
    const lines = said.more.map((line) => h('p', { class: 'small' }, line));
    const vague = where !== 'outside' && fix && fix.accuracy > policy.low_accuracy;
    fill(this.#words, title, ...lines, whyLink(vague ? 'akurasi' : PLACE_HELP[where], said.title));
    return where;
  }
}

/**
 * What a fix is to the points, as far as they are known.
 * @param {import('../geometry.js').Placing | null} placing
 * @param {import('../geometry.js').Point[] | null} points
 * @param {{ name: string } | null} opening the point that opens next
 * @param {boolean} free the radius is lifted
 * @returns {Where}
 */
function against(placing, points, opening, free) {
  if (placing) return placing.excess > 0 && !free ? 'outside' : 'inside';
  if (!points) return 'unknown-points';
  return opening ? 'closed' : 'no-point';
}

/**
 * @param {import('../geometry.js').Placing} placing
 * @param {number} accuracy metres
 * @param {number} low metres from which an accuracy is called low
 * @returns {Said}
 */
function placed(placing, accuracy, low) {
  const poor = accuracy >= COARSE_METRES ? PLACE.coarse : PLACE.lowAccuracy;
  const sure = accuracy > low ? poor(accuracy) : PLACE.accuracy(accuracy);
  const lines = [PLACE.distance(placing), sure];
  if (placing.excess > 0)
    return { tone: 'doubt', sign: 'compass', title: PLACE.outside, more: lines };
  if (placing.beyond <= 0) return { tone: 'good', sign: 'pin', title: PLACE.inside, more: lines };
  return { tone: 'good', sign: 'pin', title: PLACE.edge, more: [...lines, PLACE.edgeMore] };
}

/** What counts where a duty lifts the radius: the rest is only told. @param {Said} said @returns {Said} */
function onDuty({ title, more, tone }) {
  if (tone === 'good') return { tone, sign: 'pin', title, more };
  return { tone: 'good', sign: 'send', title: DUTY_LINE.place, more };
}

/** @param {import('../geometry.js').Placing | null} placing @param {boolean} found */
function briefly(placing, found) {
  if (!placing) return found ? '' : PLACE.nowhere;
  return placing.excess > 0 ? PLACE.away(placing) : placing.point.name;
}

/** @param {Where} where @param {string} opens when the next point opens @returns {Said} */
function unplaced(where, opens) {
  /** @type {Record<string, Said>} */
  const said = {
    denied: { tone: 'doubt', sign: 'warning', title: PLACE.denied, more: [PLACE.deniedMore] },
    unavailable: {
      tone: 'doubt',
      sign: 'warning',
      title: PLACE.unavailable,
      more: [PLACE.unavailableMore],
    },
    timeout: { tone: 'doubt', sign: 'warning', title: PLACE.timeout, more: [PLACE.timeoutMore] },
    'unknown-points': {
      tone: 'waiting',
      sign: 'info',
      title: PLACE.unknownPoints,
      more: [PLACE.unknownPointsMore],
    },
    closed: { tone: 'waiting', sign: 'clock', title: PLACE.closed, more: [opens] },
    'no-point': { tone: 'waiting', sign: 'info', title: PLACE.noPoint, more: [PLACE.noPointMore] },
  };
  return (
    said[where] ?? {
      tone: 'waiting',
      sign: 'compass',
      title: PLACE.searching,
      more: [PLACE.searchingMore],
    }
  );
}
