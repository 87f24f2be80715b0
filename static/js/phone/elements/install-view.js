// How does this phone get SIKEREN onto its home screen? Open to everybody, bound or not.

import { fill, h, notice } from '../dom.js';
import { canInstall } from '../platform.js';
import { INSTALL } from '../words/install.js';
import { installGuide } from './install-guide.js';
import { View } from './view.js';
import { WayBack } from './way-back.js';

class InstallView extends View {
  heading = INSTALL.title;
  #back = new WayBack();
  #guide = h('div');
  /** @type {boolean | null} */
  #offered = null;

  build() {
    this.className = 'page stack';
    this.append(this.#back.element, this.#guide);
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show({ device }) {
    this.#back.show(device);
    if (this.#offered === canInstall()) return;
    this.#offered = canInstall();
    fill(this.#guide, installGuide(`${location.origin}/`, '', 'h1') ?? installed());
  }
}

function installed() {
  return notice('good', 'check', h('h1', null, INSTALL.done), h('p', null, INSTALL.doneMore));
}

customElements.define('sikeren-install', InstallView);
