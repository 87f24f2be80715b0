// What becomes of my data? The whole notice, readable at any time and without a network.

import { fill, h } from '../dom.js';
import { momentNear } from '../time.js';
import { NOTICE, PRIVACY } from '../words/privacy.js';
import { wholeNotice } from './privacy-notice.js';
import { View } from './view.js';
import { WayBack } from './way-back.js';

class PrivacyView extends View {
  heading = NOTICE.title;
  #back = new WayBack();
  #text = h('div', { class: 'stack' });
  #shown = h('p', { class: 'small quiet' });

  build() {
    this.className = 'page stack';
    this.append(this.#back.element, h('h1', null, NOTICE.title), this.#text, this.#shown);
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show({ contact, device, zone }) {
    this.#back.show(device);
    fill(this.#text, wholeNotice(contact, 'h2'));
    const shown = device?.privacy;
    fill(this.#shown, shown ? PRIVACY.shown(momentNear(shown.at, zone)) : null);
  }
}

customElements.define('sikeren-privacy', PrivacyView);
