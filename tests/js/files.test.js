// Do photos and letters get through, whatever breaks, and do check-ins always go first?

import './support/browser.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { attach, prepare } from '../../static/js/phone/attach.js';
import { bind } from '../../static/js/phone/binding.js';
import { close, keep, read, write } from '../../static/js/phone/db.js';
import { makeKey } from '../../static/js/phone/device-key.js';
import { file, sendFilings } from '../../static/js/phone/filings.js';
import { delivery, files } from '../../static/js/phone/kept.js';
import { snapshot } from '../../static/js/phone/snapshot.js';
import { sendFiles } from '../../static/js/phone/upload.js';
import { boundPhone, send, tap } from './support/phone.js';
import { captivePortal, json, problem } from './support/server.js';

const SUBJECT = { kind: 'correction', id: '0192aaaa-0000-7000-8000-000000000001' };
const PDF = new TextEncoder().encode('%PDF-1.7 ');

/** @type {import('./support/server.js').Server} */
let server;

beforeEach(async () => {
  ({ server } = await boundPhone());
});

/** @param {number} size */
function letter(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) bytes[at] = at % 251;
  bytes.set(PDF);
  return bytes;
}

/** @param {number} size @param {string} [name] */
async function attached(size, name = 'Surat Ñ 1.pdf') {
  await attach(SUBJECT, [await prepare(new File([letter(size)], name))]);
  return (await files()).at(-1);
}

/** What the server has of a file. @param {any} one */
function arrived(one) {
  return Uint8Array.from(server.uploads.files.get(one.id)?.bytes ?? []);
}

function bytesKept() {
  return read(['files'], async (tx) => {
    const keys = await tx.objectStore('files').getAllKeys();
    return keys.filter((key) => String(key).endsWith('/bytes')).length;
  });
}

test('a letter arrives whole, with its name, its hash and the record it belongs to', async () => {
  const one = await attached(300_000);
  assert.equal((await snapshot()).filesWaiting, 1);
  assert.equal(await send(), true);
  assert.deepEqual(arrived(one), letter(300_000));
  const { said } = server.uploads.files.get(one.id);
  assert.equal(said.filename, 'Surat Ñ 1.pdf');
  assert.deepEqual([said.subject_kind, said.subject_id], ['correction', SUBJECT.id]);
  assert.match(said.sha256, /^[0-9a-f]{64}$/);
  const [kept] = await files();
  assert.deepEqual([kept.state, kept.offset], ['sent', 300_000]);
  assert.equal(await bytesKept(), 0);
  assert.ok(server.uploads.parts.length > 1);
  await send();
  assert.equal(
    server.uploads.parts.reduce((sum, part) => sum + part),
    300_000,
  );
});

test('after a break and a restart it goes on where it was', async () => {
  const one = await attached(2_000_000);
  let count = 0;
  server.uploads.beforePart = async () => {
    count += 1;
    if (count > 1) throw new TypeError('Failed to fetch');
  };
  assert.equal(await send(), false);
  const [kept] = await files();
  assert.equal(kept.state, 'waiting');
  assert.ok(kept.offset > 0 && kept.offset < 2_000_000);
  assert.equal((await delivery()).trouble?.code, 'network');
  assert.ok((await delivery()).reached_at, 'what came before the files has arrived');
  await close();
  server.uploads.beforePart = async () => undefined;
  assert.equal(await send(), true);
  assert.deepEqual(arrived(one), letter(2_000_000));
  assert.equal(
    server.uploads.parts.reduce((sum, part) => sum + part),
    2_000_000,
  );
});

test('an answer that got lost does not spoil the file', async () => {
  const one = await attached(200_000);
  let lost = false;
  server.uploads.beforePart = async ({ file, part }) => {
    if (lost) return;
    lost = true;
    file.bytes.push(...part.slice(0, 1000));
    throw new TypeError('Failed to fetch');
  };
  await send();
  assert.equal(await send(), true);
  assert.deepEqual(arrived(one), letter(200_000));
});

test('a check-in that is made meanwhile goes before the rest of the file', async () => {
  const one = await attached(2_000_000);
  /** @type {number[]} */
  const seen = [];
  let tapped = false;
  server.uploads.beforePart = async ({ offset }) => {
    seen.push(server.recorded.size);
    if (tapped || offset === 0) return;
    tapped = true;
    await tap();
    // The line is slow: this part would never end.
    await new Promise(() => {});
  };
  assert.equal(await send(), true);
  assert.equal(server.recorded.size, 1);
  assert.deepEqual(arrived(one), letter(2_000_000));
  assert.equal(seen[0], 0);
  assert.equal(seen.at(-1), 1);
});

test('a check-in that is made between two parts waits for none of them', async () => {
  await attached(2_000_000);
  /** @type {number[]} */
  const seen = [];
  server.uploads.beforeBegin = async () => {
    if (seen.length === 0 && server.recorded.size === 0) await tap();
  };
  server.uploads.beforePart = async () => void seen.push(server.recorded.size);
  assert.equal(await send(), true);
  assert.ok(seen.length > 1);
  assert.ok(seen.every((recorded) => recorded === 1));
});

test('check-ins are handed in before any file is begun', async () => {
  await attached(1000);
  await tap();
  await send();
  const calls = server.requests.map(([method, path]) => `${method} ${path.split('?')[0]}`);
  assert.ok(calls.indexOf('POST /api/v1/checkins') < calls.indexOf('POST /api/v1/uploads'));
});

test('what the server refuses is told in its words and not sent again', async () => {
  await attached(1000);
  const refused = { title: 'x', status: 422, code: 'file_refused', detail: 'PDF ini rusak.' };
  server.uploads.beforePart = async () => json(refused, 422);
  assert.equal(await send(), true);
  const [kept] = await files();
  assert.deepEqual([kept.state, kept.detail], ['refused', 'PDF ini rusak.']);
  assert.equal(await bytesKept(), 0);
  const before = server.requests.length;
  await send();
  assert.ok(!server.requests.slice(before).some(([, path]) => path.includes('uploads')));
});

test('a spent quota waits for tomorrow and holds up nothing else', async () => {
  await attached(1000, 'a.pdf');
  await attached(1000, 'b.pdf');
  server.instead('POST /api/v1/uploads', () => problem('upload_quota', 403));
  assert.equal(await send(), true);
  assert.deepEqual(
    (await files()).map(({ state, trouble }) => [state, trouble]),
    [
      ['waiting', 'upload_quota'],
      ['sent', undefined],
    ],
  );
});

test('a captive portal takes no file in', async () => {
  await attached(1000);
  server.instead('POST /api/v1/uploads', captivePortal);
  assert.equal(await send(), false);
  assert.equal((await files())[0].state, 'waiting');
  assert.equal(await bytesKept(), 1);
});

test('evidence for a correction that was not taken is not sent', async () => {
  await attached(1000);
  await file('correction', { date: '2026-11-24' }, SUBJECT.id);
  server.instead(`PUT /api/v1/corrections/${SUBJECT.id}`, () => problem('deadline_passed', 409));
  assert.equal(await send(), true);
  const [kept] = await files();
  assert.deepEqual([kept.state, kept.trouble], ['refused', 'file_alone']);
  assert.equal(server.uploads.files.size, 0);
});

test('a session that died is renewed in the middle of a file', async () => {
  const one = await attached(200_000);
  let died = false;
  server.uploads.beforePart = async () => {
    if (died) return undefined;
    died = true;
    server.signedIn = false;
    return problem('not_signed_in', 401);
  };
  assert.equal(await send(), true);
  assert.deepEqual(arrived(one), letter(200_000));
});

test('another owner of the phone neither sees nor sends it', async () => {
  await attached(1000);
  await keep('device', { id: 'device-2', key: {}, passkey: {}, employee: {} });
  assert.deepEqual(await files(), []);
  assert.equal((await snapshot()).filesWaiting, 0);
});

test('what arrived long ago is forgotten, what waits is not', async () => {
  const old = await attached(1000, 'old.pdf');
  await send();
  const waits = await attached(1000, 'waits.pdf');
  await write(['files'], async (tx) => {
    for (const one of [old, waits]) {
      const kept = await tx.objectStore('files').get(one.id);
      const at = new Date(Date.now() - 40 * 24 * 3600_000).toISOString();
      await tx.objectStore('files').put({ ...kept, at, again_at: Date.now() + 1e9 });
    }
  });
  await send();
  assert.deepEqual(
    (await files()).map(({ name }) => name),
    ['waits.pdf'],
  );
});

test('what is no photo and no letter is told at once', async () => {
  const program = new File([new Uint8Array([0x4d, 0x5a, 0, 0])], 'foto.jpg');
  await assert.rejects(prepare(program), { code: 'file_unknown' });
  await assert.rejects(prepare(new File([], 'kosong.pdf')), { code: 'file_empty' });
  await assert.rejects(prepare(new File([letter(11 << 20)], 'a.pdf')), { code: 'file_too_large' });
  const heic = new TextEncoder().encode('\0\0\0\x18ftypheic....');
  assert.equal((await prepare(new File([heic], 'IMG_1.HEIC'))).kind, 'image');
});

test('what waited goes on when the same person binds this phone anew, and no one else’s', async () => {
  const one = await attached(100_000);
  await file('check', {}, 'check-1');
  await rebound('device-2', '198001012005011009');
  assert.deepEqual([await files(), (await snapshot()).filingsWaiting], [[], 0]);
  await rebound('device-3', '199003152015032004');
  assert.equal((await snapshot()).filesWaiting, 1);
  assert.equal((await snapshot()).filingsWaiting, 1);
  server.instead('PUT /api/v1/recap-checks/check-1', () => json({ id: 'check-1' }));
  await sendFilings();
  await sendFiles();
  assert.equal((await snapshot()).filingsWaiting, 0);
  assert.deepEqual(arrived(one), letter(100_000));
});

/** The phone is bound once more. @param {string} id of the binding @param {string} nip */
async function rebound(id, nip) {
  /** @type {any} */ (globalThis).matchMedia = () => ({ matches: false });
  const employee = { nip, name: 'Siti', agency: 'Dinas' };
  server.instead('POST /api/v1/enrolments/e/device', () => json({ device_id: id, employee }));
  const key = await makeKey();
  const passkey = { id: 'AQ', transports: ['internal'], rpId: 'absen.contoh.id' };
  await bind({ id: 'e', key, options: {}, employee }, { body: {}, passkey });
}
