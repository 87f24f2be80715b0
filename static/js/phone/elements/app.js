// What frames every view? Masthead, connection, the offer of a new version, and the way around.

import { on } from '../bus.js';
import { fill, h, icon, notice } from '../dom.js';
import { capable } from '../platform.js';
import { OPEN, routeOf, TAKING, WITHIN } from '../router.js';
import { snapshot } from '../snapshot.js';
import { Trouble } from '../trouble.js';
import { LINK, NAV, UPDATE } from '../words/frame.js';
import { troubleWords } from '../words/trouble.js';
import { skipTo } from './skip-link.js';
import { updateNotice } from './update-notice.js';
import { fetchView, isHere, missingPlace, waitingPlace } from './views.js';
import { voice } from './voice.js';

const SIGNS = {
  checkin: 'sail',
  queue: 'queue',
  history: 'calendar',
  recap: 'list',
  phone: 'phone',
};

/** The whole app, inside the one document. */
class App extends HTMLElement {
  #link = h('p', { class: 'link' });
  #offer = h('div', { class: 'offer', role: 'status' });
  #main = h('main', { id: 'main' });
  #nav = h('nav', { class: 'tabs', 'aria-label': 'Menu' });
  #shown = '';

  connectedCallback() {
    const brand = h('a', { class: 'brand', href: '#checkin' }, icon('brand'), 'SIKEREN');
    this.append(
      h('header', { class: 'masthead' }, brand, this.#link),
      h('div', { class: 'woven' }),
      h('div', { class: 'frame' }, this.#nav, h('div', null, this.#offer, this.#main)),
      voice(),
    );
    skipTo(this.#main);
    this.#main.append(waitingPlace());
    window.addEventListener('hashchange', () => this.#refresh(true));
    on('changed', () => this.#refresh(false));
    this.#refresh(false);
  }

  /** @param {boolean} moved whether the person went to another view */
  async #refresh(moved) {
    let now;
    try {
      if (!capable()) throw new Trouble('browser_lacking');
      now = await snapshot();
    } catch (error) {
      this.#broken(error);
      this.dispatchEvent(new Event('opened'));
      return;
    }
    const route = routeOf(location.hash);
    const name = this.#nameOf(this.#asked(route, now), now);
    this.#showFrame(now, name);
    const key = `${name}/${route.id}`;
    // A code or a shortcut's wish is taken out of the address while its view goes on.
    const taken = TAKING.includes(name) && !route.id && this.#shown.startsWith(`${name}/`);
    const wished = name === 'checkin' && route.id !== '';
    if (taken || (this.#shown === key && !wished)) return;
    this.#shown = key;
    if (isHere(name) || (await this.#fetched(name, key))) this.#open(name, route.id, moved);
    this.dispatchEvent(new Event('opened'));
  }

  /**
   * @param {string} name
   * @param {string} key
   * @returns {Promise<boolean>} whether the view is there and still the one that is asked for
   */
  async #fetched(name, key) {
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

  /** @param {string} name @param {string} id @param {boolean} moved */
  #open(name, id, moved) {
    const view = /** @type {import('./view.js').View} */ (
      document.createElement(`sikeren-${name}`)
    );
    if (id) view.dataset.id = id;
    this.#main.replaceChildren(view);
    document.title = `${view.heading} · SIKEREN`;
    if (!moved) return;
    window.scrollTo(0, 0);
    const heading = view.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  /** @param {import('../snapshot.js').Snapshot} now @param {string} name */
  #showFrame(now, name) {
    const { device, left, waiting, delivery } = now;
    this.#link.hidden = !device;
    fill(this.#link, ...linkOf(delivery));
    const news = updateNotice(now);
    if (news !== undefined) fill(this.#offer, news);
    this.#nav.hidden = !device || left;
    const current = WITHIN[name] ?? name;
    const tabs = Object.entries(NAV).map(([to, word]) => this.#tab(to, word, current, waiting));
    fill(this.#nav, ...tabs);
  }

  /** @param {string} to @param {string} word @param {string} current @param {number} waiting */
  #tab(to, word, current, waiting) {
    const badge =
      to === 'queue' && waiting > 0
        ? h(
            'span',
            { class: 'badge' },
            ...(waiting < 100 ? [waiting] : [h('span', { 'aria-hidden': true }, '99+')]),
            h('span', { class: 'visually-hidden' }, `${waiting < 100 ? '' : waiting} menunggu`),
          )
        : null;
    const properties = {
      href: `#${to}`,
      'data-key': to,
      'aria-current': to === current ? 'page' : null,
    };
    const sign = SIGNS[/** @type {keyof typeof SIGNS} */ (to)];
    return h('a', properties, h('span', { class: 'tab-sign' }, icon(sign), badge), word);
  }

  /** @param {unknown} error */
  #broken(error) {
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

/** @param {import('../outbox.js').Delivery} delivery */
function linkOf({ trouble, reached_at: reached }) {
  if (!trouble) return [icon('sync'), reached ? LINK.reached : LINK.never];
  const away = trouble.code === 'network' || trouble.code === 'timeout';
  return away ? [icon('offline'), LINK.away] : [icon('warning'), LINK.troubled];
}

customElements.define('sikeren-app', App);
