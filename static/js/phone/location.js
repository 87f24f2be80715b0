// Where is this phone, as far as it knows? Watched only while somebody asks for it to be; the
// fixes are there before the tap, so that nothing waits for a satellite inside it.

import { planeFrom } from './geometry.js';

const KEPT = 60;
const SENT = 8;
/** A fix counts for a tap as long as this since it came in (its own clock may be another). */
const FRESH_MS = 90_000;
const ASK_AGAIN_MS = 20_000;
const TIMEOUT_MS = 25_000;

/**
 * @typedef {import('./checkin.js').Fix} Fix
 * @typedef {'searching' | 'found' | 'denied' | 'unavailable' | 'timeout'} Finding
 */

/** One watch over the phone's position. `onchange` is called after every fix or failure. */
export class LocationWatch {
  /** @type {{ fix: Fix, came: number }[]} */
  #fixes = [];
  /** @type {Exclude<Finding, 'found' | 'searching'> | null} */
  #failure = null;
  /** @type {number | null} */
  #watch = null;
  #timer = 0;

  /** @param {() => void} onchange */
  constructor(onchange) {
    this.onchange = onchange;
  }

  /** Begin to watch; the phone may ask its owner for permission now. */
  start() {
    if (this.#watch !== null) return;
    if (!navigator.geolocation) {
      this.#fail('unavailable');
      return;
    }
    const options = { enableHighAccuracy: true, maximumAge: 0, timeout: TIMEOUT_MS };
    const found = this.#found.bind(this);
    const failed = this.#failed.bind(this);
    this.#watch = navigator.geolocation.watchPosition(found, failed, options);
    // A phone lying still reports nothing new: ask, so that a fix stays fresh.
    this.#timer = setInterval(() => {
      if (this.#failure !== 'denied')
        navigator.geolocation.getCurrentPosition(found, failed, options);
    }, ASK_AGAIN_MS);
  }

  /** Stop, and forget where the phone was. */
  stop() {
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    clearInterval(this.#timer);
    this.#watch = null;
    this.#fixes = [];
    this.#failure = null;
  }

  /** @returns {Finding} */
  get finding() {
    if (this.#fresh().length > 0) return 'found';
    return this.#failure ?? 'searching';
  }

  /** @returns {Fix | null} the one that counts: the best accuracy, the latest of equals */
  get best() {
    return best(this.#fresh());
  }

  /** @returns {Fix[]} up to 8 for a check-in, oldest first: the best ones and the latest */
  get toSend() {
    return chosen(this.#fresh());
  }

  #fresh() {
    const now = performance.now();
    return ofOnePlace(
      this.#fixes.filter(({ came }) => now - came < FRESH_MS).map(({ fix }) => fix),
    );
  }

  /** @param {GeolocationPosition} position */
  #found(position) {
    if (this.#watch === null) return;
    const fix = fixOf(position);
    if (!fix) return;
    this.#failure = null;
    this.#fixes = [...this.#fixes, { fix, came: performance.now() }].slice(-KEPT);
    this.onchange();
  }

  /** @param {GeolocationPositionError} error */
  #failed(error) {
    if (this.#watch === null) return;
    const codes = /** @type {const} */ ({ 1: 'denied', 2: 'unavailable', 3: 'timeout' });
    this.#fail(codes[/** @type {1 | 2 | 3} */ (error.code)] ?? 'unavailable');
  }

  /** @param {Exclude<Finding, 'found' | 'searching'>} failure */
  #fail(failure) {
    this.#failure = failure;
    if (failure === 'denied') this.#fixes = [];
    this.onchange();
  }
}

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
