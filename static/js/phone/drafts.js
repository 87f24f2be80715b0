// What is being written and not handed in yet? Kept on this phone as it is typed.

import { fact, read, write } from './db.js';

/** What is being written. @param {string} id such as "duty/new" @returns {Promise<any>} or null */
export async function draftOf(id) {
  const device = await fact('device');
  const draft = await read(['drafts'], (tx) => tx.objectStore('drafts').get(id));
  if (!draft || draft.device !== device?.id) return null;
  return draft.value ?? draft; // builds until 0.4 kept a day's report beside its id
}

/** Keep what is typed, so that nothing is lost with the app. @param {string} id @param {any} value */
export async function keepDraft(id, value) {
  const device = await fact('device');
  const draft = { id, device: device?.id, value, at: new Date().toISOString() };
  await write(['drafts'], (tx) => tx.objectStore('drafts').put(draft));
}

/** Drop what was typed and the files that were chosen with it. @param {string} id */
export async function dropDraft(id) {
  await write(['drafts'], async (tx) => {
    await tx.objectStore('drafts').delete(id);
    await tx.objectStore('drafts').delete(filesOf(id));
  });
}

/** The draft of the files of a draft: apart, for they are not written anew with every word. @param {string} id */
export function filesOf(id) {
  return `${id}/files`;
}
