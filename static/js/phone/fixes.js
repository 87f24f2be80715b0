// Which of the positions that came in count, and which are sent? Pure.

import { planeFrom } from './geometry.js';

const SENT = 8;

/** @typedef {import('./checkin.js').Fix} Fix */

/**
 * @param {Fix[]} fixes
 * @returns {Fix | null}
 */
export function best(fixes) {
  return fixes.reduce(
    (winner, fix) => (winner === null || beats(fix, winner) ? fix : winner),
    /** @type {Fix | null} */ (null),
  );
}

/** @param {Fix} a @param {Fix} b */
function beats(a, b) {
  return a.accuracy < b.accuracy || (a.accuracy === b.accuracy && a.at >= b.at);
}

/**
 * Those that can be of the same place as the latest: where the error circles do not touch, the
 * phone has moved, and however sharp an older fix was, it is not of this moment.
 * @param {Fix[]} fixes oldest first
 * @returns {Fix[]}
 */
export function ofOnePlace(fixes) {
  const latest = fixes.at(-1);
  if (!latest) return [];
  return fixes.filter((fix) => {
    const { x, y } = planeFrom(latest, fix.lat, fix.lng);
    return Math.hypot(x, y) <= latest.accuracy + fix.accuracy;
  });
}

/**
 * The four best and the latest others, each once.
 * @param {Fix[]} fixes oldest first
 * @returns {Fix[]}
 */
export function chosen(fixes) {
  const once = [...new Map(fixes.map((fix) => [JSON.stringify(fix), fix])).values()];
  const good = [...once].sort((a, b) => (beats(a, b) ? -1 : 1)).slice(0, SENT / 2);
  const late = once.filter((fix) => !good.includes(fix)).slice(-(SENT - good.length));
  return once.filter((fix) => good.includes(fix) || late.includes(fix));
}

/**
 * @param {GeolocationPosition} position
 * @returns {Fix | null} null where the phone gives no usable numbers
 */
export function fixOf({ coords, timestamp }) {
  const { latitude: lat, longitude: lng, accuracy } = coords;
  if (![lat, lng, accuracy].every(Number.isFinite) || accuracy < 0) return null;
  const year = new Date(timestamp).getUTCFullYear();
  const at = new Date(year >= 2000 && year < 2200 ? timestamp : Date.now()).toISOString();
  const more = {
    altitude: coords.altitude,
    altitude_accuracy: coords.altitudeAccuracy,
    speed: coords.speed,
    heading: coords.heading,
  };
  const known = Object.entries(more).filter(([, value]) => Number.isFinite(value));
  return { lat, lng, accuracy, at, ...Object.fromEntries(known) };
}
