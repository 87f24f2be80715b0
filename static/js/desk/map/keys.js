// How is a mark on the map moved without a mouse? By the arrow keys while it has the focus.

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
 * @param {() => void} [dropped] the mark is to be taken away
 */
export function moveByKeys(mark, dropped) {
  const element = /** @type {HTMLElement} */ (mark.getElement());
  element.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    const drops = dropped && (event.key === 'Delete' || event.key === 'Backspace');
    if (!arrow && !drops) return;
    event.preventDefault();
    event.stopPropagation();
    if (drops) {
      dropped();
      return;
    }
    const { lat, lng } = mark.getLatLng();
    const degrees = (event.shiftKey ? LEAP : STEP) / DEGREE;
    const east = degrees / Math.cos((lat * Math.PI) / 180);
    mark.setLatLng([lat + arrow[0] * degrees, lng + arrow[1] * east]);
    mark.fire('drag');
  });
}
