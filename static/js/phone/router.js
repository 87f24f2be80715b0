// Which view does the address ask for? Views are fragments of one cached document, so that every
// one of them opens without a network, and a code in a link never reaches a server.

/** @typedef {{ name: 'checkin' | 'queue' | 'history' | 'receipt' | 'recap' | 'day' | 'phone' | 'install' | 'bind', id: string }} Route */

const NAMES = [
  'checkin',
  'queue',
  'history',
  'receipt',
  'recap',
  'day',
  'phone',
  'install',
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
