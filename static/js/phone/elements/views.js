// Where does a view come from? The Absen screen is there from the first moment. The others are
// parts of the app that are fetched after it; until one is there, a calm word stands in its place.

import { h, notice } from '../dom.js';
import { UPDATE, VIEW } from '../words/frame.js';
import './checkin-view.js';

/** Views that are opened together come together. @type {Record<string, () => Promise<unknown>>} */
const PARTS = {
  binding: () => import('./binding-part.js'),
  pages: () => import('./pages-part.js'),
};
/** @param {string} name of a view */
const partOf = (name) => (name === 'bind' || name === 'install' ? 'binding' : 'pages');
const STYLE = `/static/${BUILD_ID}/pages.css`;

/** Parts whose views can be made at once. */
const here = new Set();
/** @type {Promise<unknown> | null} */
let styled = null;

/** The styles of every view but the first. */
function style() {
  styled ??= new Promise((resolve, reject) => {
    const link = h('link', { rel: 'stylesheet', href: STYLE, onload: resolve });
    link.addEventListener('error', () => {
      link.remove();
      styled = null;
      reject(new Error(`not to be had: ${STYLE}`));
    });
    document.head.append(link);
  });
  return styled;
}

/** @param {string} name @returns {boolean} whether the view can be made at once */
export function isHere(name) {
  return name === 'checkin' || here.has(partOf(name));
}

/**
 * Fetch what a view is made of.
 * @param {string} name
 * @throws {TypeError | Error} it is not on the phone, and the server could not be reached
 */
export async function fetchView(name) {
  const part = partOf(name);
  await Promise.all([PARTS[part](), style()]);
  here.add(part);
}

/** Fetch what every view is made of; what fails is tried again when its view is opened. */
export async function fetchAll() {
  await Promise.allSettled(['bind', 'work'].map(fetchView));
}

/** @returns {HTMLElement} what stands in a view's place while it is fetched */
export function waitingPlace() {
  const words = h('p', { class: 'busy' }, VIEW.loading);
  return h('div', { class: 'page view-wait', role: 'status' }, words);
}

/** @returns {HTMLElement} what stands in a view's place when it cannot be had */
export function missingPlace() {
  const again = () => location.reload();
  const button = h('button', { class: 'button', type: 'button', onclick: again }, UPDATE.reload);
  const words = [h('h1', null, VIEW.missing), h('p', null, VIEW.missingMore), button];
  return h('div', { class: 'page', role: 'alert' }, notice('doubt', 'offline', ...words));
}
