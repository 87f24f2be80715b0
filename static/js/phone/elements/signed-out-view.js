// What does somebody see who has left? Only the way back, and what still waits on this phone.

import { fill, h, icon, notice } from '../dom.js';
import { enter } from '../session.js';
import { deliverNow } from '../sync.js';
import { asTrouble } from '../trouble.js';
import { SIGNED_OUT } from '../words/signed-out.js';
import { troubleWords } from '../words/trouble.js';
import { View } from './view.js';

class SignedOutView extends View {
  heading = SIGNED_OUT.title;
  #waiting = h('p');
  #said = h('div', { role: 'alert' });

  build() {
    const button = h(
      'button',
      { class: 'button large wide', type: 'button', onclick: () => this.#enter() },
      icon('enter'),
      SIGNED_OUT.enter,
    );
    this.className = 'page stack';
    this.append(
      h('h1', null, SIGNED_OUT.title),
      h('p', null, SIGNED_OUT.text),
      this.#waiting,
      this.#said,
      button,
    );
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show({ waiting }) {
    this.#waiting.hidden = waiting === 0;
    fill(this.#waiting, SIGNED_OUT.waiting(waiting));
  }

  async #enter() {
    try {
      await enter();
      deliverNow();
    } catch (error) {
      const { title, text } = troubleWords(asTrouble(error));
      fill(this.#said, notice('bad', 'warning', h('h2', null, title), h('p', null, text)));
    }
  }
}

customElements.define('sikeren-signed-out', SignedOutView);
