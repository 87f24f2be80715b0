// Is text so large that what is made for usual sizes leaves no room? Then the styles give it all
// the room there is (large-text.css). The size is the person's, set in the browser or the system.

import { h } from './dom.js';

/** Widths of a letter across: a phone of 320 px has 20 of usual size, one of 360 px at 200 % 11. */
const ROOMY = 17;

/** Look now, and whenever the window or the text becomes larger or smaller. */
export function watchTextSize() {
  const letter = h('div', { class: 'letter', 'aria-hidden': 'true' });
  document.body.append(letter);
  const look = () => {
    const across = window.innerWidth / letter.offsetWidth;
    document.documentElement.toggleAttribute('data-large-text', across < ROOMY);
  };
  const seeing = new ResizeObserver(look);
  for (const one of [letter, document.documentElement]) seeing.observe(one);
}
