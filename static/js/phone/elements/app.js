// What frames every view? Masthead, connection, the offer of a new version, and the way around.

import { on } from '../bus.js';
import { fill, h, icon, notice } from '../dom.js';
import { capable } from '../platform.js';
import { OPEN, routeOf, TAKING } from '../router.js';
import { snapshot } from '../snapshot.js';
import { Trouble } from '../trouble.js';
import { LINK, UPDATE } from '../words/frame.js';
import { troubleWords } from '../words/trouble.js';
import { skipTo } from './skip-link.js';
import { tabsOf } from './tabs.js';
import { updateNotice } from './update-notice.js';
import { fetchView, isHere, missingPlace, waitingPlace } from './views.js';
import { voice } from './voice.js';

/** The whole app, inside the one document. */
class App extends HTMLElement {
  // The document holds the frame already, so that it is painted before this script has come.
  #link = part(this, '.link');
  #offer = part(this, '.offer');
  #main = part(this, 'main');
  #nav = part(this, '.tabs');
  #shown = '';
  /**
   * The address at the last reading: where it is another one the person went to another view. The
   * event comes after the address has changed, and a reading under way may open the view first.
   */
  #address = location.hash;
  /** @type {import('./view.js').View | null} */
  #view = null;

  connectedCallback() {
    this.append(voice());
    skipTo(this.#main);
    window.addEventListener('hashchange', () => this.#refresh());
    on('changed', () => this.#refresh());
    this.#refresh();
  }

  async #refresh() {
    let now;
    try {
      if (!capable()) throw new Trouble('browser_lacking');
      now = await snapshot();
    } catch (error) {
      this.#broken(error);
      this.dispatchEvent(new Event('opened'));
      return;
    }
    const moved = location.hash !== this.#address;
    this.#address = location.hash;
    const route = routeOf(location.hash);
    const name = this.#nameOf(this.#asked(route, now), now);
    this.#showFrame(now, name);
    const key = `${name}/${route.id}`;
    // A code or a shortcut's wish is taken out of the address while its view goes on.
    const taken = TAKING.includes(name) && !route.id && this.#shown.startsWith(`${name}/`);
    const wished = name === 'checkin' && route.id !== '';
    if (taken || (this.#shown === key && !wished)) return;
    this.#shown = key;
    if (isHere(name) || (await this.#fetched(name, key))) await this.#open(name, route.id, moved);
    this.dispatchEvent(new Event('opened'));
  }

  /**
   * @param {string} name
   * @param {string} key
   * @returns {Promise<boolean>} whether the view is there and still the one that is asked for
   */
  async #fetched(name, key) {
    this.#view = null;
    fill(this.#main, waitingPlace());
    try {
      await fetchView(name);
    } catch {
      if (this.#shown === key) fill(this.#main, missingPlace());
      return false;
    }
    return this.#shown === key;
  }

  /**
   * A bound phone that is opened again at the address where it was bound is there to check in.
   * @param {{ name: string, id: string }} route
   * @param {import('../snapshot.js').Snapshot} now
   */
  #asked({ name, id }, { device }) {
    if (name !== 'bind' || id || !device || this.#shown !== '') return name;
    history.replaceState(null, '', '#checkin');
    return 'checkin';
  }

  /** @param {string} asked @param {import('../snapshot.js').Snapshot} now */
  #nameOf(asked, { device, left }) {
    if (OPEN.includes(asked)) return asked;
    if (!device) return 'bind';
    return left ? 'signed-out' : asked;
  }

  /**
   * The shell, or the word that a view is on its way, stays until there is something to show:
   * nothing flashes or moves. Of two views only one is ever there.
   * @param {string} name @param {string} id @param {boolean} moved
   */
  async #open(name, id, moved) {
    const view = /** @type {import('./view.js').View} */ (
      document.createElement(`sikeren-${name}`)
    );
    if (id) view.dataset.id = id;
    const before = this.#view;
    this.#view = view;
    if (before) this.#main.replaceChildren(view);
    else await this.#ripen(view);
    if (this.#view !== view) return;
    document.title = `${view.heading} · SIKEREN`;
    if (!moved) return;
    window.scrollTo(0, 0);
    const heading = view.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  /** @param {import('./view.js').View} view */
  async #ripen(view) {
    view.hidden = true;
    this.#main.append(view);
    await view.ready;
    if (this.#view !== view) return;
    for (const other of [...this.#main.children]) if (other !== view) other.remove();
    view.hidden = false;
  }

  /** @param {import('../snapshot.js').Snapshot} now @param {string} name */
  #showFrame(now, name) {
    const { device, left, waiting, delivery } = now;
    this.#link.hidden = !device;
    fill(this.#link, ...linkOf(delivery));
    const news = updateNotice(now);
    if (news !== undefined) fill(this.#offer, news);
    this.#nav.hidden = !device || left;
    fill(this.#nav, ...tabsOf(name, waiting));
  }

  /** @param {unknown} error */
  #broken(error) {
    this.#view = null;
    const { title, text } = troubleWords(/** @type {any} */ (error));
    const again = h(
      'button',
      { class: 'button', type: 'button', onclick: () => location.reload() },
      UPDATE.reload,
    );
    fill(this.#main, notice('bad', 'warning', h('h1', null, title), h('p', null, text), again));
    this.#shown = '';
  }
}

/** @param {Element} app @param {string} selector @returns {HTMLElement} */
function part(app, selector) {
  return /** @type {HTMLElement} */ (app.querySelector(selector));
}

/** @param {import('../kept.js').Delivery} delivery */
function linkOf({ trouble, reached_at: reached }) {
  if (!trouble) return [icon('sync'), reached ? LINK.reached : LINK.never];
  const away = trouble.code === 'network' || trouble.code === 'timeout';
  return away ? [icon('offline'), LINK.away] : [icon('warning'), LINK.troubled];
}

customElements.define('sikeren-app', App);
