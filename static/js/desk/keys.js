// May single letters do something? Whoever dictates or shakes switches them off (WCAG 2.1.4).

const OFF = 'sikeren-inbox-keys'; // in localStorage while they are off

export function lettersOff() {
  return localStorage.getItem(OFF) !== null;
}

/** @param {boolean} on */
export function switchLetters(on) {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, '1');
}
