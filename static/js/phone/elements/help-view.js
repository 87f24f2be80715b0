// What is the answer to a question? One short page for each, and a list of them all.

import { fill, h, icon } from '../dom.js';
import { HELP, TOPICS } from '../words/help.js';
import { NOTICE } from '../words/privacy.js';
import { linkRow } from './link-row.js';
import { View } from './view.js';
import { WayBack } from './way-back.js';

class HelpView extends View {
  heading = HELP.title;
  #back = new WayBack();
  #contact = h('p', { class: 'quiet' });

  build() {
    this.className = 'page stack';
    const topic = TOPICS[this.dataset.id ?? ''];
    if (topic) this.heading = topic.title;
    this.append(
      ...(topic ? answer(topic) : this.#overview(Boolean(this.dataset.id))),
      this.#contact,
    );
  }

  /** @param {boolean} missing whether a question was asked that there is no answer to */
  #overview(missing) {
    const rows = Object.entries(TOPICS).map(([name, { title }]) => linkRow(`#help/${name}`, title));
    return [
      this.#back.element,
      h('div', null, h('h1', null, HELP.title), h('p', { class: 'quiet' }, HELP.intro)),
      ...(missing ? [h('p', { role: 'status' }, HELP.missing)] : []),
      h(
        'div',
        { class: 'card day topics' },
        h('ul', { role: 'list' }, rows, linkRow('#privacy', NOTICE.title)),
      ),
    ];
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show({ contact, device }) {
    this.#back.show(device);
    fill(this.#contact, HELP.contact(contact ?? HELP.operator));
  }
}

/** @param {import('../words/help.js').Topic} topic @returns {HTMLElement[]} */
function answer({ title, says, steps }) {
  const lines = says.map((line) => h('p', null, line));
  const items = steps?.map((step) => h('li', null, step)) ?? [];
  const todo = h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, HELP.steps),
    h('ul', { class: 'stack tight' }, items),
  );
  return [
    h('a', { class: 'back', href: '#help' }, icon('back'), HELP.others),
    h('h1', null, title),
    h('div', { class: 'stack tight' }, lines),
    ...(items.length > 0 ? [todo] : []),
  ];
}

customElements.define('sikeren-help', HelpView);
