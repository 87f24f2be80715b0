// Where does one go back to from what is open to everybody? To this phone's page, or, while nobody is
// bound to it, to where one binds it.

import { fill, h, icon } from '../dom.js';
import { BIND } from '../words/bind.js';
import { NAV } from '../words/frame.js';

/** The link above a view. */
export class WayBack {
  element = h('a', { class: 'back', href: '#phone' });

  /** @param {unknown} device */
  show(device) {
    this.element.setAttribute('href', device ? '#phone' : '#bind');
    fill(this.element, icon('back'), device ? NAV.phone : BIND.title);
  }
}
