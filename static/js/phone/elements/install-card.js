// How does the app come onto the home screen? On iOS that must happen before binding.

import { showCode } from '../binding.js';
import { h, icon, notice } from '../dom.js';
import { canInstall, install } from '../platform.js';
import { INSTALL } from '../words/install.js';

/** @param {string} code from the letter's link, or empty */
export function iosSteps(code) {
  const signs = ['share', 'plus', 'sail', 'key'];
  const items = INSTALL.iosSteps.map((step, index) =>
    h('li', null, icon(signs[index]), h('span', null, step)),
  );
  const shown = code
    ? h(
        'div',
        { class: 'card stack tight' },
        h('p', null, INSTALL.iosCode),
        h('p', { class: 'code' }, showCode(code)),
      )
    : null;
  return h(
    'section',
    { class: 'stack' },
    h('h2', null, INSTALL.iosTitle),
    notice('calm', 'info', h('p', null, INSTALL.iosWhy)),
    h('ol', { class: 'install-steps', role: 'list' }, items),
    shown,
  );
}

/** @returns {HTMLElement | null} the browser's offer to install, where it makes one */
export function androidOffer() {
  if (!canInstall()) return null;
  const button = h(
    'button',
    { class: 'button quiet-button', type: 'button', onclick: install },
    icon('install'),
    INSTALL.button,
  );
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, INSTALL.title),
    h('p', null, INSTALL.why),
    button,
  );
}
