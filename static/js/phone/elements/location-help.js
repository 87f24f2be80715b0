// Which switches must be set on this very phone, so that it knows where it is?

import { browserOf } from '../browser.js';
import { h } from '../dom.js';
import { LOCATION, locationSteps } from '../words/location.js';

/** @param {import('../words/location.js').Lack} lack */
export function locationHelp(lack) {
  const items = locationSteps(lack, browserOf()).map((step) => h('li', null, step));
  return h(
    'details',
    { class: 'disclosure small' },
    h('summary', null, LOCATION.how[lack]),
    h('ol', { class: 'numbered' }, items),
  );
}
