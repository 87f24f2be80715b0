// Where am I against the point? A drawing without map tiles: it works wherever the phone does.
// North is up; metres are true to scale.

import { fill, s } from '../dom.js';
import { metresOf } from '../time.js';
import { PLACE } from '../words/checkin.js';

const WIDTH = 320;
const HEIGHT = 200;
const MARGIN = 24;
/** An error circle far larger than the distance must not shrink the point to nothing. */
const WIDEST = 4;
const LEAST_RADIUS = 9;
const LONGEST_BAR = 72;
const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

/**
 * @typedef {import('../geometry.js').Placing} Placing
 * @typedef {{ x: number, y: number }} Spot
 */

/**
 * @param {SVGElement} svg is filled
 * @param {Placing} placing
 * @param {number} accuracy metres
 */
export function drawPlace(svg, placing, accuracy) {
  const box = boxOf(placing, accuracy);
  const scale = Math.min((WIDTH - 2 * MARGIN) / box.width, (HEIGHT - 2 * MARGIN) / box.height);
  /** @param {Spot} spot metres east and north of me @returns {Spot} in the drawing */
  const at = ({ x, y }) => ({
    x: WIDTH / 2 + (x - box.x) * scale,
    y: HEIGHT / 2 - (y - box.y) * scale,
  });
  const me = at({ x: 0, y: 0 });
  const centre = at(placing.centre);
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  fill(
    svg,
    ...swell(),
    ...ringsOf(centre, Math.hypot(centre.x - me.x, centre.y - me.y)),
    shapeOf(placing, at, scale),
    s('line', { class: 'way', x1: me.x, y1: me.y, x2: centre.x, y2: centre.y }),
    s('circle', { class: 'centre', cx: centre.x, cy: centre.y, r: 3 }),
    s('circle', {
      class: 'error',
      cx: me.x,
      cy: me.y,
      r: Math.max(accuracy * scale, LEAST_RADIUS),
    }),
    s('circle', { class: 'me', cx: me.x, cy: me.y, r: 7 }),
    north(),
    scaleBar(scale),
  );
}

/** @param {Placing} placing @param {number} accuracy @returns {Spot & { width: number, height: number }} */
function boxOf({ point, centre, corners, distance }, accuracy) {
  const radius = point.shape.type === 'circle' ? point.shape.radius : 0;
  const widest = WIDEST * Math.max(distance, radius, 20);
  const error = Math.min(accuracy, widest);
  const circles = [
    { spot: centre, r: radius },
    { spot: { x: 0, y: 0 }, r: error },
    ...corners.map((spot) => ({ spot, r: 0 })),
  ];
  const left = Math.min(...circles.map(({ spot, r }) => spot.x - r));
  const right = Math.max(...circles.map(({ spot, r }) => spot.x + r));
  const low = Math.min(...circles.map(({ spot, r }) => spot.y - r));
  const high = Math.max(...circles.map(({ spot, r }) => spot.y + r));
  return { x: (left + right) / 2, y: (low + high) / 2, width: right - left, height: high - low };
}

/** @param {Placing} placing @param {(spot: Spot) => Spot} at @param {number} scale */
function shapeOf({ point, centre, corners }, at, scale) {
  if (point.shape.type === 'polygon') {
    const points = corners.map(at).map(({ x, y }) => `${x},${y}`);
    return s('polygon', { class: 'area', points: points.join(' ') });
  }
  const { x, y } = at(centre);
  return s('circle', {
    class: 'area',
    cx: x,
    cy: y,
    r: Math.max(point.shape.radius * scale, LEAST_RADIUS),
  });
}

/** Faint lines of swell: a ground to see against, where a map would have streets. */
function swell() {
  return Array.from({ length: 10 }, (_, row) => {
    const start = row % 2 === 0 ? -580 : -610;
    return s('path', {
      class: 'swell',
      d: `M${start} ${row * 45 - 105}${'q20 -7 40 0t40 0'.repeat(19)}`,
    });
  });
}

/** Rings around the point, as a chart has them: the way to it is read at a glance. @param {Spot} centre @param {number} distance */
function ringsOf({ x, y }, distance) {
  if (distance < 40) return [];
  return [1 / 3, 2 / 3, 1].map((part) =>
    s('circle', { class: 'ring', cx: x, cy: y, r: distance * part }),
  );
}

function north() {
  return s(
    'g',
    { class: 'north', transform: `translate(${WIDTH - 22} 26)` },
    s('path', { d: 'M0 -12 5 4 0 1 -5 4z' }),
    s('text', { y: 17, 'text-anchor': 'middle' }, PLACE.north),
  );
}

/** How long is what one sees? The longest round number that fits. @param {number} scale units a metre */
function scaleBar(scale) {
  const fitting = ROUND.filter((metres) => metres * scale <= LONGEST_BAR);
  const metres = fitting.at(-1) ?? ROUND[0];
  return s(
    'g',
    { class: 'scale', transform: `translate(14 ${HEIGHT - 12})` },
    s('path', { d: `M0 -5V0H${(metres * scale).toFixed(1)}V-5` }),
    s('text', { y: -8 }, metresOf(metres)),
  );
}
