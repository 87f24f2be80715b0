// How is the phone's database opened, upgraded and given up? It may be newer than the app, held by
// an old tab, refused by a private window, or never answer.
//
// Stores: `facts` (single things by name), `checkins` (envelopes with what became of them, by
// id), `explanations`, `files` (what is uploaded: its record, and beside it its bytes, which have
// no `device`), `drafts` (reports that are being written). A new version may add stores and
// indexes and must never remove any: a phone in a blank spot can carry signed check-ins through
// several upgrades of the app.

import { openDB } from 'idb';
import { Trouble } from './trouble.js';

/** @typedef {import('idb').IDBPDatabase} Database */

const NAME = 'sikeren';
const VERSION = 2;
const OPEN_SECONDS = 8;

/** @param {Database} db @param {number} from the version on this phone, 0 if none */
function upgrade(db, from) {
  if (from < 1) {
    db.createObjectStore('facts');
    const checkins = db.createObjectStore('checkins', { keyPath: 'id' });
    checkins.createIndex('state', 'state');
    db.createObjectStore('explanations', { keyPath: 'id' });
  }
  if (from < 2) {
    const files = db.createObjectStore('files', { keyPath: 'id' });
    files.createIndex('device', 'device');
    db.createObjectStore('drafts', { keyPath: 'id' });
  }
}

/**
 * @param {() => void} ongone called when the connection can be used no more
 * @returns {Promise<Database>}
 * @throws {Trouble} `app_outdated`, `storage_blocked` or `storage_closed`
 */
export async function openDatabase(ongone) {
  let blocked = false;
  let late = false;
  try {
    const opening = openDB(NAME, VERSION, {
      upgrade,
      blocked: () => {
        blocked = true;
      },
      // A newer app waits for this connection: give way, it has the same data.
      blocking: (_current, _wanted, event) => {
        /** @type {any} */ (event.target).close();
        ongone();
      },
      terminated: ongone,
    });
    opening.then(
      (db) => late && db.close(),
      () => {},
    );
    // Some never answer: an old tab that sleeps, or WebKit after a cold start (bug 226547).
    return await Promise.race([opening, after(OPEN_SECONDS)]);
  } catch (error) {
    late = true;
    const newer = error instanceof DOMException && error.name === 'VersionError';
    const closed = blocked ? 'storage_blocked' : 'storage_closed';
    throw new Trouble(newer ? 'app_outdated' : closed, { cause: error });
  }
}

/** @param {number} seconds @returns {Promise<never>} */
function after(seconds) {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Trouble('storage_closed')), seconds * 1000);
    // Node keeps a process alive for a timer; a browser's is a number.
    /** @type {any} */ (timer).unref?.();
  });
}
