// The server's half of tus 1.0, in memory: what it has of each file, and how a line breaks.

import { problem } from './server.js';

const SPOKEN = { 'Tus-Resumable': '1.0.0' };

export class Uploads {
  /** What has arrived, by id: `{ size, said, bytes }`. @type {Map<string, any>} */
  files = new Map();
  /** Bytes of parts, as they came. @type {number[]} */
  parts = [];
  /** Run before each part; may throw as a broken line does, or answer instead. */
  beforePart = async (/** @type {any} */ _part) => /** @type {any} */ (undefined);

  /** Run before a file is announced, or asked after. */
  beforeBegin = async () => {};

  /** @param {string} method @param {string} path @param {any} headers @param {any} body */
  async serve(method, path, headers, body) {
    if (headers['Tus-Resumable'] !== '1.0.0') return problem('unknown_version', 412);
    if (method === 'POST') {
      await this.beforeBegin();
      return this.#begin(headers);
    }
    return this.#append(path.split('/').at(-1) ?? '', headers, new Uint8Array(body));
  }

  #begin(headers) {
    const pairs = headers['Upload-Metadata'].split(',').map((pair) => pair.split(' '));
    const said = Object.fromEntries(pairs.map(([key, text]) => [key, fromBase64(text)]));
    const size = Number(headers['Upload-Length']);
    if (!this.files.has(said.id)) this.files.set(said.id, { size, said, bytes: [] });
    return answer(201, this.files.get(said.id).bytes.length);
  }

  async #append(id, headers, part) {
    const file = this.files.get(id);
    const offset = Number(headers['Upload-Offset']);
    const instead = await this.beforePart({ id, file, offset, part });
    if (instead) return instead;
    if (offset !== file.bytes.length) return problem('offset_differs', 409);
    this.parts.push(part.length);
    for (const byte of part) file.bytes.push(byte);
    return answer(204, file.bytes.length);
  }
}

/** @param {number} status @param {number} offset */
function answer(status, offset) {
  const headers = { ...SPOKEN, 'Upload-Offset': String(offset) };
  return new Response(null, { status, headers });
}

/** @param {string} text */
function fromBase64(text) {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
}
