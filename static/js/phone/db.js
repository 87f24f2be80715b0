// Where does the phone keep what must not be lost? One IndexedDB database, written durably.
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

/** @type {Promise<Database> | null} */
let opened = null;

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

/** @returns {Promise<Database>} */
async function open() {
  try {
    const db = await openDB(NAME, VERSION, {
      upgrade,
      // A newer app waits for this connection: give way, it has the same data.
      blocking: (_current, _wanted, event) => /** @type {any} */ (event.target).close(),
      terminated: forget,
    });
    db.addEventListener('close', forget);
    return db;
  } catch (error) {
    opened = null;
    const newer = error instanceof DOMException && error.name === 'VersionError';
    throw new Trouble(newer ? 'app_outdated' : 'storage_closed', { cause: error });
  }
}

function forget() {
  opened = null;
}

function database() {
  opened ??= open();
  return opened;
}

/**
 * One read in one transaction.
 * @template T
 * @param {string[]} stores
 * @param {(tx: import('idb').IDBPTransaction<any, string[], 'readonly'>) => Promise<T>} work
 *   must await nothing but this transaction
 */
export async function read(stores, work) {
  return work((await database()).transaction(stores, 'readonly'));
}

/**
 * One durable write: the promise settles when the bytes have been handed to the disk.
 * @template T
 * @param {string[]} stores
 * @param {(tx: import('idb').IDBPTransaction<any, string[], 'readwrite'>) => Promise<T>} work
 *   must await nothing but this transaction; throwing undoes it
 */
export async function write(stores, work) {
  const tx = (await database()).transaction(stores, 'readwrite', { durability: 'strict' });
  const done = tx.done.catch((error) => {
    throw error ?? new Trouble('storage_closed');
  });
  try {
    const result = await work(tx);
    await done;
    return result;
  } catch (error) {
    done.catch(() => {});
    try {
      tx.abort();
    } catch {
      // It is over already, for the reason that is thrown on.
    }
    throw error;
  }
}

/** @param {string} name @returns {Promise<any>} undefined where nothing is kept */
export function fact(name) {
  return read(['facts'], (tx) => tx.objectStore('facts').get(name));
}

/**
 * Several facts as they stood at one moment.
 * @param {...string} names
 * @returns {Promise<any[]>}
 */
export function facts(...names) {
  return read(['facts'], (tx) =>
    Promise.all(names.map((name) => tx.objectStore('facts').get(name))),
  );
}

/** @param {string} name @param {unknown} value */
export function keep(name, value) {
  return write(['facts'], (tx) => tx.objectStore('facts').put(value, name));
}

/** For tests: close, so that the next use opens anew, as after a restart of the app. */
export async function close() {
  const db = await opened;
  opened = null;
  db?.close();
}
