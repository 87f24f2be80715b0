// What of a phone that is no longer registered cannot be sent, and how is it saved? Files and
// filings travel with a session, which such a phone gets no more; its check-ins prove themselves.

import { h, icon, notice } from '../dom.js';
import { bytesOfFile } from '../kept.js';
import { asTrouble } from '../trouble.js';
import { UNSENT } from '../words/files.js';
import { fileRow } from './file-row.js';

/** @typedef {import('../attach.js').KeptFile} KeptFile */

/** @param {import('../snapshot.js').Snapshot} snapshot @returns {HTMLElement | null} */
export function unsentFiles({ standing, files, filesWaiting, filingsWaiting }) {
  if (standing?.code !== 'device_revoked' || filesWaiting + filingsWaiting === 0) return null;
  const waiting = files.filter(({ state }) => state === 'waiting');
  const said = h('p', { class: 'small', role: 'status' });
  const rows = waiting.map((file) => fileRow(file, saver(file, said)));
  const words = [
    h('h2', null, UNSENT.title),
    filesWaiting > 0 && h('p', null, UNSENT.files(filesWaiting)),
    filingsWaiting > 0 && h('p', null, UNSENT.filings(filingsWaiting)),
    rows.length > 0 && h('ul', { class: 'files', role: 'list' }, rows),
    said,
    h('p', { class: 'small' }, UNSENT.again),
  ];
  return notice('bad', 'warning', h('div', { class: 'stack tight' }, words));
}

/** @param {KeptFile} file @param {HTMLElement} said where it is told how saving went */
function saver(file, said) {
  const onclick = async () => {
    try {
      said.textContent = '';
      await save(file);
    } catch (error) {
      const { code } = asTrouble(error);
      said.textContent = code === 'file_lost' ? UNSENT.lost : UNSENT.unsaved;
    }
  };
  const button = h(
    'button',
    {
      class: 'button quiet-button compact',
      type: 'button',
      'data-key': `save-${file.id}`,
      onclick,
    },
    icon('install'),
    UNSENT.save,
    h('span', { class: 'visually-hidden' }, ` ${file.name}`),
  );
  return h('span', { class: 'file-state' }, button);
}

/** By the phone's own share sheet where it takes files, as an installed app on an iPhone needs. */
async function save(/** @type {KeptFile} */ { id, name, kind }) {
  const type = kind === 'pdf' ? 'application/pdf' : 'image/jpeg';
  const whole = new File([await bytesOfFile(id)], name, { type });
  if (navigator.canShare?.({ files: [whole] })) {
    await navigator.share({ files: [whole] }).catch((error) => {
      if (error.name !== 'AbortError') throw error; // who closed the sheet knows
    });
    return;
  }
  const href = URL.createObjectURL(whole);
  h('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
