// What do all views share? They read the phone's store, show it, and show it again on a change.

import { on } from '../bus.js';
import { snapshot } from '../snapshot.js';
import { Trouble } from '../trouble.js';

/** A view of the app: `build` once, `show` with every new snapshot. */
export class View extends HTMLElement {
  #unhear = () => {};
  #reading = false;
  #again = false;
  #settle = () => {};
  /** Settles once there is something to see, or reading has failed. @type {Promise<void>} */
  ready = new Promise((resolve) => {
    this.#settle = resolve;
  });
  /** Name in the document's title. */
  heading = 'SIKEREN';

  connectedCallback() {
    this.build();
    this.#unhear = on('changed', () => this.refresh());
    this.refresh();
  }

  disconnectedCallback() {
    this.#unhear();
  }

  /** Read the store and show it; changes that come in meanwhile lead to one more reading. */
  async refresh() {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again && this.isConnected) {
        this.#again = false;
        this.show(await snapshot());
        this.#settle();
      }
    } catch (error) {
      // A store that cannot be read is told of by the app's frame.
      if (!(error instanceof Trouble)) throw error;
    } finally {
      this.#reading = false;
      this.#settle();
    }
  }

  /** Make the fixed parts. */
  build() {}

  /** @param {import('../snapshot.js').Snapshot} _snapshot */
  show(_snapshot) {}
}
