// How is what must not be lost read and written? In transactions of one IndexedDB database, written
// durably, over a connection that may die at any time.

import { openDatabase } from './database.js';
import { Trouble } from './trouble.js';

/** What a store says whose connection, file or disk has failed; tried anew, it may work. */
const BROKEN = ['UnknownError', 'InvalidStateError', 'AbortError', 'TransactionInactiveError'];

/** @type {Promise<import('./database.js').Database> | null} */
let opened = null;

function forget() {
  opened = null;
}

function database() {
  opened ??= openDatabase(forget).catch((error) => {
    forget();
    throw error;
  });
  return opened;
}

/**
 * Begin a transaction; once more over a new connection where the old one is dead. iOS cuts it
 * while the app sleeps and tells nobody (WebKit bug 197050): nothing has been done then.
 * @template {IDBTransactionMode} M
 * @param {string[]} stores
 * @param {M} mode
 * @returns {Promise<import('idb').IDBPTransaction<any, string[], M>>}
 */
async function begin(stores, mode) {
  const started = (/** @type {import('./database.js').Database} */ db) =>
    db.transaction(stores, mode, mode === 'readwrite' ? { durability: 'strict' } : {});
  try {
    return started(await database());
  } catch (error) {
    if (error instanceof Trouble) throw error;
    forget();
    return started(await database());
  }
}

/** @param {unknown} error what a transaction met; a broken connection is not used again */
function noticed(error) {
  const dead = error instanceof DOMException && BROKEN.includes(error.name);
  if (!dead) return error;
  forget();
  return new Trouble('storage_failed', { detail: `${error.name}: ${error.message}`, cause: error });
}

/**
 * One read in one transaction.
 * @template T
 * @param {string[]} stores
 * @param {(tx: import('idb').IDBPTransaction<any, string[], 'readonly'>) => Promise<T>} work
 *   must await nothing but this transaction
 */
export async function read(stores, work) {
  try {
    return await work(await begin(stores, 'readonly'));
  } catch (error) {
    throw noticed(error);
  }
}

/**
 * One durable write: the promise settles when the bytes have been handed to the disk.
 * @template T
 * @param {string[]} stores
 * @param {(tx: import('idb').IDBPTransaction<any, string[], 'readwrite'>) => Promise<T>} work
 *   must await nothing but this transaction; throwing undoes it
 */
export async function write(stores, work) {
  const tx = await begin(stores, 'readwrite');
  const done = tx.done.catch((error) => {
    throw error ?? new Trouble('storage_failed');
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
    // A write that found no room says so in the transaction, not in the request.
    throw noticed(error instanceof Trouble ? error : (tx.error ?? error));
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
