// Which look does the owner of this phone want? Kept on the phone, where it can be read before
// anything is painted.

const KEY = 'sikeren-look';

/** @typedef {'auto' | 'light' | 'dark' | 'contrast'} Look */

/** @type {readonly Look[]} */
export const LOOKS = ['auto', 'light', 'dark', 'contrast'];

/** @returns {Look} */
export function look() {
  try {
    const kept = /** @type {Look | null} */ (localStorage.getItem(KEY));
    return kept && LOOKS.includes(kept) ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

/** Take on another look, at once and in every open tab. @param {Look} wanted */
export function setLook(wanted) {
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // Nothing can be kept here: the look stays as the system has it.
  }
  window.dispatchEvent(new Event('look'));
}
