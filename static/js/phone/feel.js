// Does the phone answer a tap with a short buzz? Where it can, and its owner has nothing against it.

const KEY = 'sikeren-feel';
/** Milliseconds of buzz and pause. */
const PATTERNS = { tap: [12], kept: [18, 60, 30], trouble: [40, 60, 40] };

/** @returns {boolean} whether this phone has anything to buzz with */
export function canBuzz() {
  return typeof navigator.vibrate === 'function';
}

/** @returns {boolean} */
export function buzzes() {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function setBuzz(on) {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Nothing can be kept here: it stays as it is.
  }
}

/** Who asked the system for less motion is not shaken either. @param {keyof typeof PATTERNS} what */
export function feel(what) {
  if (!canBuzz() || !buzzes() || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  navigator.vibrate(PATTERNS[what]);
}
