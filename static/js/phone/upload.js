// How do files reach the server over a network that does not hold? In parts (tus 1.0), after
// everything else, and a check-in that is made meanwhile goes first.

import { announce } from './bus.js';
import { write } from './db.js';
import { handIn } from './hand-in.js';
import { bytesOf, bytesOfFile, checkins, files, filings } from './kept.js';
import { asTrouble, Trouble } from './trouble.js';
import { begin, sendPart } from './tus.js';

const LATER_MS = 6 * 3600_000;
const KEPT_MS = 35 * 24 * 3600_000;
const MOST_BREAKS = 20;

/** @typedef {import('./attach.js').KeptFile} KeptFile */

/**
 * Send what waits, oldest first.
 * @throws {Trouble} what ails the connection; a file's own trouble is kept with the file
 */
export async function sendFiles() {
  const corrections = (await filings()).filter(({ what }) => what === 'correction');
  const orphaned = new Set(corrections.filter(isRefused).map(({ about }) => about));
  const rejected = new Set((await checkins()).filter(isRefused).map(({ id }) => id));
  for (const file of await files()) {
    if (file.state !== 'waiting' || (file.again_at ?? 0) > Date.now()) continue;
    // What the server did not take as a record needs no evidence.
    if (rejected.has(file.subject_id)) await settle(file, 'refused', new Trouble('photo_alone'));
    else if (orphaned.has(file.subject_id))
      await settle(file, 'refused', new Trouble('file_alone'));
    else await inPeace(file);
  }
  await prune();
}

/** @param {{ state: string }} one */
const isRefused = ({ state }) => state === 'refused';

/** @param {KeptFile} file */
async function inPeace(file) {
  try {
    await sendOne(file);
    await settle(file, 'sent');
  } catch (error) {
    const trouble = asTrouble(error);
    const { code, status = 0 } = trouble;
    if ([404, 413, 422].includes(status) || code === 'content_differs' || code === 'file_lost') {
      await settle(file, 'refused', trouble);
    } else {
      const later = status === 403 && code === 'upload_quota';
      await note(file.id, { trouble: code, again_at: later ? Date.now() + LATER_MS : 0 });
      if (!later) throw trouble;
    }
  }
}

/** @param {KeptFile} file */
async function sendOne(file) {
  const bytes = await bytesOfFile(file.id);
  let offset = await begin(file);
  let breaks = 0;
  while (offset < file.size) {
    try {
      offset = await sendPart(file, bytes, offset);
    } catch (error) {
      const trouble = asTrouble(error);
      if (trouble.code === 'gave_way') await handIn();
      else if (!['offset_differs', 'hash_differs'].includes(trouble.code)) throw trouble;
      breaks += 1;
      if (breaks > MOST_BREAKS) throw new Trouble('timeout');
      offset = await begin(file);
    }
    await note(file.id, { offset, trouble: undefined });
  }
}

/** @param {KeptFile} file @param {KeptFile['state']} state @param {Trouble} [trouble] */
async function settle(file, state, trouble) {
  const { code, detail } = trouble ?? {};
  const offset = state === 'sent' ? file.size : file.offset;
  await note(file.id, { state, offset, trouble: code, detail });
  await write(['files'], (tx) => tx.objectStore('files').delete(bytesOf(file.id)));
}

/** @param {string} id @param {Partial<KeptFile>} changes */
async function note(id, changes) {
  await write(['files'], async (tx) => {
    const kept = await tx.objectStore('files').get(id);
    if (kept) await tx.objectStore('files').put({ ...kept, ...changes });
  });
  announce('changed');
}

/** What arrived long ago is the server's to remember. */
async function prune() {
  const oldest = new Date(Date.now() - KEPT_MS).toISOString();
  const old = (await files()).filter(({ state, at }) => state !== 'waiting' && at < oldest);
  if (old.length === 0) return;
  await write(['files'], async (tx) => {
    for (const { id } of old) await tx.objectStore('files').delete(id);
  });
}
