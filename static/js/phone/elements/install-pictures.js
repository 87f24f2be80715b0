// What does each step on the way to the home screen look like? Small drawings of what every browser
// has there: a bar, a menu, a question, a home screen. They only repeat the words beside them.

import { h, s } from '../dom.js';

const WIDTH = 72;
const HEIGHT = 84;

/** @typedef {'share' | 'dots' | 'more' | 'lines' | 'install'} Sign */

/** @param {...import('../dom.js').Child} parts */
function scene(...parts) {
  return s(
    'svg',
    { class: 'step-picture', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
    s('rect', { class: 'glass', x: 8, y: 2, width: 56, height: 80, rx: 9 }),
    ...parts,
  );
}

/** @param {number} x @param {number} y @param {number} width @param {string} [kind] */
function line(x, y, width, kind = 'faint') {
  return s('rect', { class: kind, x, y, width, height: 4, rx: 2 });
}

/** @param {Sign} sign @param {number} x its middle @param {number} y */
function signAt(sign, x, y) {
  const drawn = {
    share: 'M0 3v-9m-3.500 3.200L0-6.500l3.500 3.700M-3-.5h-2v7h10v-7H3',
    dots: 'M0-5v.1M0 0v.1M0 5v.1',
    more: 'M-5 0h.1M0 0h.1M5 0h.1',
    lines: 'M-5-4H5M-5 0H5M-5 4H5',
    install: 'M0-6v8m-3.500-3L0 2.500l3.500-3.500M-5 6H5',
  };
  const heavy = sign === 'dots' || sign === 'more';
  return s(
    'g',
    { transform: `translate(${x} ${y})` },
    s('circle', { class: 'here', r: 10 }),
    s('path', { class: heavy ? 'sign heavy' : 'sign', d: drawn[sign] }),
  );
}

/** The app's mark. @param {number} x @param {number} y @param {number} size */
function mark(x, y, size) {
  const href = `/static/${BUILD_ID}/mark.svg`;
  return s('image', { href, x, y, width: size, height: size });
}

/** A page with a bar, and where to tap in it. @param {Sign} sign @param {'top' | 'bottom'} edge @param {number} x */
function bar(sign, edge, x) {
  const y = edge === 'top' ? 14 : 70;
  const page = edge === 'top' ? 34 : 14;
  return scene(
    line(16, y - 2, 40),
    line(16, page, 30),
    line(16, page + 10, 40),
    line(16, page + 20, 24),
    signAt(sign, x, y),
  );
}

/** A menu from below, and the row to choose. */
function menu() {
  const rows = [38, 50, 62, 74].map((y) => line(16, y - 2, 22));
  return scene(
    s('path', { class: 'sheet', d: 'M8 30h56v43a9 9 0 0 1-9 9H17a9 9 0 0 1-9-9z' }),
    ...rows,
    s('rect', { class: 'here', x: 11, y: 54, width: 50, height: 15, rx: 5 }),
    line(16, 59.5, 26, 'strong'),
    s('path', { class: 'sign', d: 'M50 61.500h8M54 57.500v8' }),
  );
}

/** A question with the app's name, and the button that agrees. */
function question() {
  return scene(
    s('rect', { class: 'sheet', x: 13, y: 22, width: 46, height: 42, rx: 6 }),
    mark(18, 27, 12),
    line(34, 29, 20),
    line(34, 36, 13),
    s('rect', { class: 'here', x: 31, y: 47, width: 26, height: 13, rx: 6.5 }),
    line(37, 51.5, 14, 'strong'),
  );
}

/** The home screen with the app on it. */
function home() {
  const places = [16, 32, 48].flatMap((x) => [14, 30, 46].map((y) => [x, y]));
  const apps = places
    .filter(([x, y]) => x !== 32 || y !== 30)
    .map(([x, y]) => s('rect', { class: 'faint', x: x - 2, y, width: 11, height: 11, rx: 3 }));
  return scene(
    ...apps,
    s('circle', { class: 'here', cx: 35.5, cy: 35.5, r: 12 }),
    mark(28, 28, 15),
    s('rect', { class: 'faint', x: 14, y: 66, width: 44, height: 10, rx: 5 }),
  );
}

/** The field for the code. */
function code() {
  return scene(
    line(16, 16, 28),
    line(16, 24, 38),
    s('rect', { class: 'here', x: 13, y: 36, width: 46, height: 16, rx: 4 }),
    s('path', { class: 'sign heavy', d: 'M20 44h.1m6 0h.1m6 0h.1m8 0h.1m6 0h.1m6 0h.1' }),
    s('rect', { class: 'faint', x: 13, y: 60, width: 46, height: 11, rx: 5.5 }),
  );
}

/** @type {Record<string, () => SVGElement>} */
const PICTURES = {
  'share-bottom': () => bar('share', 'bottom', 36),
  'share-top': () => bar('share', 'top', 50),
  'more-bottom': () => bar('more', 'bottom', 51),
  'dots-top': () => bar('dots', 'top', 51),
  'more-top': () => bar('more', 'top', 51),
  'lines-bottom': () => bar('lines', 'bottom', 51),
  'install-top': () => bar('install', 'top', 50),
  menu,
  question,
  home,
  code,
};

/**
 * Numbered steps, each with its picture.
 * @param {[picture: string, words: string][]} steps
 */
export function pictured(steps) {
  const items = steps.map(([picture, words]) =>
    h('li', null, PICTURES[picture](), h('span', null, words)),
  );
  return h('ol', { class: 'install-steps', role: 'list' }, items);
}
