// How does this phone get SIKEREN onto its home screen? Open to everybody, bound or not.

import { fill, h, icon, notice } from '../dom.js';
import { canInstall } from '../platform.js';
import { NAV } from '../words/frame.js';
import { INSTALL } from '../words/install.js';
import { installGuide } from './install-guide.js';
import { View } from './view.js';

class InstallView extends View {
  heading = INSTALL.title;
  #back = h('a', { class: 'back', href: '#phone' }, icon('back'), NAV.phone);
  #guide = h('div');
  /** @type {boolean | null} */
  #offered = null;

  build() {
    this.className = 'page stack';
    this.append(this.#back, h('h1', { class: 'visually-hidden' }, INSTALL.title), this.#guide);
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show({ device }) {
    this.#back.hidden = !device;
    if (this.#offered === canInstall()) return;
    this.#offered = canInstall();
    fill(this.#guide, installGuide(`${location.origin}/`, '') ?? installed());
  }
}

function installed() {
  return notice('good', 'check', h('h2', null, INSTALL.done), h('p', null, INSTALL.doneMore));
}

customElements.define('sikeren-install', InstallView);
