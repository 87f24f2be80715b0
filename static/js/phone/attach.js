// How does a photo or letter get onto this phone, to be sent with a record? Looked at, made small,
// and kept under the record's id, which may still be on its way itself.

import { v4 } from 'uuid';
import { announce } from './bus.js';
import { fact, write } from './db.js';
import { bytesOf } from './kept.js';
import { shrink } from './shrink.js';
import { Trouble } from './trouble.js';

/** The largest file that the server takes unless it is set otherwise. */
const MOST_BYTES = 10 << 20;
const PDF = '%PDF-';
const WITHIN = 1024;

/**
 * @typedef {{ id: string, device: string, subject_kind: string, subject_id: string, name: string,
 *   kind: 'image' | 'pdf', size: number, sha256: string, preview: string, at: string,
 *   offset: number, state: 'waiting' | 'sent' | 'refused', trouble?: string, detail?: string,
 *   again_at?: number }} KeptFile
 *   size, offset: bytes, of which so many are at the server; sha256: hex; preview: a small picture
 *   as a data URL, or empty; again_at: epoch ms before which it is not tried
 * @typedef {{ name: string, kind: 'image' | 'pdf', bytes: ArrayBuffer, preview: string }} Prepared
 */

/**
 * What will be sent of a file that somebody chose.
 * @param {File} file
 * @param {{ longest?: number, pictures?: boolean }} [how] longest: pixels; pictures: no PDF
 * @returns {Promise<Prepared>}
 * @throws {Trouble} `file_empty`, `file_unknown`, `file_too_large`, `photo_unknown`
 */
export async function prepare(file, { longest, pictures = false } = {}) {
  if (file.size === 0) throw new Trouble('file_empty');
  const head = new Uint8Array(await file.slice(0, WITHIN).arrayBuffer());
  const pdf = new TextDecoder('latin1').decode(head).includes(PDF);
  const small = pdf ? null : await shrink(file, longest);
  if (pictures && !small && (pdf || !isHeic(head))) throw new Trouble('photo_unknown');
  if (!pdf && !small && !isHeic(head)) throw new Trouble('file_unknown');
  const blob = small?.blob ?? file;
  if (blob.size > MOST_BYTES) throw new Trouble('file_too_large');
  const bytes = await blob.arrayBuffer();
  const kind = pdf ? 'pdf' : 'image';
  return { name: file.name, kind, bytes, preview: small?.preview ?? '' };
}

/** A photo of an iPhone that this browser cannot read; the server can. @param {Uint8Array} head */
function isHeic(head) {
  const brand = new TextDecoder('latin1').decode(head.slice(4, 12));
  return ['ftypheic', 'ftypheix', 'ftypmif1', 'ftyphevc', 'ftypmsf1'].includes(brand);
}

/**
 * Keep files for sending, with the record that they belong to.
 * @param {{ kind: string, id: string }} subject
 * @param {Prepared[]} prepared
 * @param {{ single?: boolean }} [how] single: instead of what waits there already
 */
export async function attach(subject, prepared, { single = false } = {}) {
  const device = await fact('device');
  const at = new Date().toISOString();
  const records = await Promise.all(
    prepared.map(async ({ name, kind, bytes, preview }) => ({
      /** @type {KeptFile} */
      record: {
        ...{ id: v4(), device: device.id, subject_kind: subject.kind, subject_id: subject.id },
        ...{ name, kind, size: bytes.byteLength, sha256: await sha256(bytes), preview, at },
        ...{ offset: 0, state: 'waiting' },
      },
      bytes,
    })),
  );
  await write(['files'], async (tx) => {
    const files = tx.objectStore('files');
    if (single) await dropWaiting(files, device.id, subject.id);
    for (const { record, bytes } of records) {
      await files.put({ id: bytesOf(record.id), bytes });
      await files.put(record);
    }
  });
  announce('changed');
}

/** @param {any} files the store @param {string} device @param {string} subject id */
async function dropWaiting(files, device, subject) {
  for (const { id, subject_id, state } of await files.index('device').getAll(device)) {
    if (subject_id !== subject || state !== 'waiting') continue;
    await files.delete(bytesOf(id));
    await files.delete(id);
  }
}

/** @param {ArrayBuffer} bytes @returns {Promise<string>} hex */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
