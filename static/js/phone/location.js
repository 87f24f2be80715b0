// Where is this phone, as far as it knows? Watched only while somebody asks for it to be; the
// fixes are there before the tap, so that nothing waits for a satellite inside it.

import { best, chosen, fixOf, ofOnePlace } from './fixes.js';

const KEPT = 60;
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
  #heard = false;

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
    if (!this.#heard) this.#hearPermission();
    this.#heard = true;
    // A phone lying still reports nothing new: ask, so that a fix stays fresh.
    this.#timer = setInterval(() => {
      if (this.#failure !== 'denied')
        navigator.geolocation.getCurrentPosition(found, failed, options);
    }, ASK_AGAIN_MS);
  }

  /** A permission that is given later, in the browser's own settings, counts at once. */
  async #hearPermission() {
    const permission = await navigator.permissions
      ?.query({ name: 'geolocation' })
      .catch(() => null);
    if (!permission) return;
    permission.onchange = () => {
      if (this.#watch === null) return;
      if (permission.state === 'denied') this.#fail('denied');
      if (permission.state !== 'granted') return;
      this.stop();
      this.start();
    };
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
