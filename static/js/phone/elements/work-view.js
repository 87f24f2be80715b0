// What is there to report?

import { h, icon } from '../dom.js';
import { WORK } from '../words/reports.js';
import { View } from './view.js';
import { SECTIONS } from './work-sections.js';

class WorkView extends View {
  heading = WORK.title;

  build() {
    this.className = 'page stack';
    const rows = SECTIONS.map(({ href, sign, title, more }) =>
      h(
        'li',
        null,
        h(
          'a',
          { class: 'work-row card', href },
          icon(sign),
          h('span', null, h('strong', null, title), h('span', { class: 'small quiet' }, more)),
          icon('forward'),
        ),
      ),
    );
    this.append(h('h1', null, WORK.title), h('ul', { class: 'stack', role: 'list' }, rows));
  }
}

customElements.define('sikeren-work', WorkView);
