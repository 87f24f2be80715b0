// Which view does the address ask for? Views are fragments of one cached document, so that every
// one of them opens without a network, and a code in a link never reaches a server.

/** @typedef {{ name: 'checkin' | 'queue' | 'history' | 'receipt' | 'recap' | 'day' | 'work' | 'reports' | 'report' | 'duties' | 'duty' | 'travel' | 'phone' | 'install' | 'help' | 'privacy' | 'bind', id: string }} Route */

const NAMES = [
  'checkin',
  'queue',
  'history',
  'receipt',
  'recap',
  'day',
  'work',
  'reports',
  'report',
  'duties',
  'duty',
  'travel',
  'phone',
  'install',
  'help',
  'privacy',
  'bind',
];

/** @param {string} hash such as "#receipt/0192…" or "#bind=K7QP3MHX" @returns {Route} */
export function routeOf(hash) {
  const [, name = '', id = ''] = /^#?([a-z]+)(?:[/=](.*))?$/.exec(hash) ?? [];
  const known = NAMES.includes(name) ? name : 'checkin';
  return { name: /** @type {Route['name']} */ (known), id: decoded(id) };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Views that belong to a tab of another name. @type {Record<string, string>} */
export const WITHIN = {
  receipt: 'history',
  recap: 'history',
  day: 'history',
  reports: 'work',
  report: 'work',
  duties: 'work',
  duty: 'work',
  travel: 'work',
  install: 'phone',
  help: 'phone',
  privacy: 'phone',
};
/** Views that stay open to somebody who has left: nothing personal is shown there. */
export const OPEN = ['bind', 'install', 'help', 'privacy'];
/** Views that take what they were opened with out of the address. */
export const TAKING = ['bind', 'checkin'];

/**
 * The kind that a shortcut of the home screen asks for, taken out of the address: the same shortcut
 * is then a new request.
 * @param {string} [id]
 * @returns {'in' | 'out' | null}
 */
export function takeWish(id) {
  if (id) history.replaceState(null, '', '#checkin');
  return id === 'in' || id === 'out' ? id : null;
}
