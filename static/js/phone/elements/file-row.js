// How does a photo or letter look in a list, and how far is it on its way?

import { h, icon, status } from '../dom.js';
import { FILES, fileTrouble } from '../words/files.js';

/** @typedef {import('../attach.js').KeptFile} KeptFile */

/**
 * @param {{ name: string, kind: string, size: number, preview?: string, href?: string }} file
 * @param {...import('../dom.js').Child} more what stands behind its name
 */
export function fileRow({ name, kind, size, preview, href }, ...more) {
  const picture = preview
    ? h('img', { src: preview, alt: '', loading: 'lazy' })
    : icon(kind === 'pdf' ? 'receipt' : 'note');
  const words = href ? h('a', { href, target: '_blank', rel: 'noopener' }, name) : name;
  return h(
    'li',
    null,
    h('span', { class: 'file-picture' }, picture),
    h(
      'span',
      { class: 'file-words' },
      h('span', null, words),
      h(
        'span',
        { class: 'small quiet' },
        size > 0 ? `${kind === 'pdf' ? 'PDF' : FILES.photo}, ${sizeOf(size)}` : FILES.photo,
      ),
    ),
    ...more,
  );
}

/**
 * A record's files: those that the server lists, and those of this phone that it does not yet.
 * @param {{ id: string, name: string, kind: string, size: number }[]} listed
 * @param {KeptFile[]} kept
 * @returns {HTMLElement | null}
 */
export function fileList(listed, kept) {
  const own = new Map(kept.map((file) => [file.id, file]));
  const there = listed.map((file) =>
    fileRow({
      ...{ ...file, preview: own.get(file.id)?.preview ?? `/api/v1/attachments/${file.id}/small` },
      ...(file.kind === 'pdf' ? { preview: '' } : {}),
      href: `/api/v1/attachments/${file.id}`,
    }),
  );
  const known = new Set(listed.map(({ id }) => id));
  const rest = kept.filter(({ id }) => !known.has(id)).map((file) => fileRow(file, stateOf(file)));
  if (there.length + rest.length === 0) return null;
  return h('ul', { class: 'files', role: 'list' }, [...there, ...rest]);
}

/**
 * A record's only photo: as this phone keeps it, or as the server has it.
 * @param {string} name
 * @param {KeptFile | null} kept
 * @param {string | null} id of what the server has
 */
export function photoRow(name, kept, id) {
  const file = kept ?? { kind: 'image', size: 0, preview: `/api/v1/attachments/${id}/small` };
  const href = id ? `/api/v1/attachments/${id}` : undefined;
  const state = id || !kept ? status('good', 'check', FILES.sent) : stateOf(kept);
  return fileRow({ ...file, name, href }, state);
}

/** @param {KeptFile} file */
function stateOf({ state, offset, size, trouble, detail }) {
  if (state === 'sent') return status('good', 'check', FILES.sent);
  if (state === 'refused') {
    const why = detail ?? fileTrouble({ code: trouble ?? '' }).text;
    const words = h('span', { class: 'small' }, why);
    return h('span', { class: 'file-state' }, status('bad', 'cross', FILES.refused), words);
  }
  if (trouble === 'upload_quota') {
    const words = h('span', { class: 'small' }, fileTrouble({ code: trouble }).text);
    return h('span', { class: 'file-state' }, status('waiting', 'phone', FILES.waiting), words);
  }
  const percent = Math.floor((100 * offset) / size);
  return offset > 0
    ? status('waiting', 'send', FILES.going(percent))
    : status('waiting', 'phone', FILES.waiting);
}

/** @param {number} bytes */
function sizeOf(bytes) {
  if (bytes < 1 << 20) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / (1 << 20)).toFixed(1).replace('.', ',')} MB`;
}
