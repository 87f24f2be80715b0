// When does an open view ask for its month again? Once, and after each round that reached the server.

import { fetchRecap } from '../recaps.js';
import { asTrouble } from '../trouble.js';

/** What a view of a month knows of its newest fetching. */
export class RecapNews {
  #asked = '';
  #again;
  fetching = false;
  /** @type {import('../trouble.js').Trouble | null} */
  trouble = null;

  /** @param {() => void} again shows the view again */
  constructor(again) {
    this.#again = again;
  }

  /** @param {string} month @param {string | null} reachedAt of the delivery */
  async follow(month, reachedAt) {
    const key = `${month} ${reachedAt}`;
    if (this.#asked === key) return;
    this.#asked = key;
    this.fetching = true;
    try {
      await fetchRecap(month);
      this.trouble = null;
    } catch (error) {
      this.trouble = asTrouble(error);
    } finally {
      this.fetching = false;
      this.#again();
    }
  }
}
