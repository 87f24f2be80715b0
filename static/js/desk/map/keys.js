// How is a mark on the map moved without a mouse, and how is it told to who does not see it? By the
// arrow keys while it has the focus; a word says how far from where it was when it was chosen.

import { EDITOR } from './words.js';

const STEP = 1; // metres
const LEAP = 10; // metres, with Shift
const DEGREE = 111_320; // metres of a degree of latitude
const ARROWS = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
});

/**
 * Moves of the arrow keys are the same to a mark as being dragged so far. Leaflet's own use of
 * the arrows, which moves the map, is kept from them.
 * @param {any} mark a marker that is on the map
 * @param {(words: string) => void} say
 * @param {Record<string, () => void>} acts what other keys do
 */
export function moveByKeys(mark, say, acts) {
  const element = /** @type {HTMLElement} */ (mark.getElement());
  let from = mark.getLatLng();
  element.addEventListener('focus', () => {
    from = mark.getLatLng();
  });
  element.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    const act = acts[event.key];
    if (!arrow && !act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) {
      act();
      return;
    }
    const { lat, lng } = mark.getLatLng();
    const degrees = (event.shiftKey ? LEAP : STEP) / DEGREE;
    const east = degrees / Math.cos((lat * Math.PI) / 180);
    mark.setLatLng([lat + arrow[0] * degrees, lng + arrow[1] * east]);
    mark.fire('drag');
    say(EDITOR.moved(mark.options.title, ...metresBetween(from, mark.getLatLng())));
  });
}

/** @returns {[number, number]} metres to the north and to the east, whole ones */
function metresBetween(from, to) {
  const east = (to.lng - from.lng) * Math.cos((to.lat * Math.PI) / 180);
  return [Math.round((to.lat - from.lat) * DEGREE), Math.round(east * DEGREE)];
}
