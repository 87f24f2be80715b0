// May the browser clear this phone's store, how much room is left, and what can its owner do?

import { persist } from '../binding.js';
import { fill, h, icon } from '../dom.js';
import { storageHealth } from '../storage.js';
import { PHONE } from '../words/phone.js';
import { STORAGE, sizeOf } from '../words/storage.js';
import { storageNotices } from './storage-notices.js';

/** The card of HP Saya about the store. */
export class StorageCard {
  #words = h('div', { class: 'stack tight' });
  #said = h('p', { class: 'small', role: 'status' });
  #ask = h(
    'button',
    { class: 'button quiet-button', type: 'button', onclick: () => this.#persist() },
    icon('shield'),
    PHONE.askPersist,
  );
  element = h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, STORAGE.title),
    this.#words,
    this.#said,
    h('div', null, this.#ask),
  );

  async show() {
    const health = await storageHealth();
    const { persisted, free } = health;
    const answers = { true: STORAGE.persisted, false: STORAGE.notPersisted, null: STORAGE.unknown };
    const answer = answers[/** @type {keyof typeof answers} */ (String(persisted))];
    fill(
      this.#words,
      ...storageNotices(health),
      h('p', null, answer),
      h('p', { class: 'quiet' }, STORAGE.keep),
      free === null ? null : h('p', { class: 'quiet figures' }, STORAGE.free(sizeOf(free))),
    );
    this.#ask.hidden = persisted !== false;
  }

  async #persist() {
    const granted = await persist();
    fill(this.#said, granted ? STORAGE.persisted : STORAGE.refused);
    await this.show();
  }
}
