// What becomes of what a person wrote and attached before this phone was bound anew? It is theirs
// still: the server takes files and filings by who sends them, so they go on under the new binding.
// Another person's stays as it is, until that person binds this phone again.

/**
 * @typedef {import('./chain.js').Device} Device
 * @typedef {import('idb').IDBPTransaction<any, string[], 'readwrite'>} Writing
 */

/** The stores of which some belongs to a binding. */
export const STORES = ['facts', 'files', 'drafts'];

/**
 * Take over what the new owner left here. Within the write of the new binding, before it.
 * @param {Writing} tx over STORES
 * @param {Device} device the new binding
 */
export async function takeOver(tx, device) {
  const facts = tx.objectStore('facts');
  /** @type {Device | undefined} */
  const last = await facts.get('device');
  /** @type {Record<string, string>} number of the person by binding */
  const owners = (await facts.get('owners')) ?? {};
  if (last) owners[last.id] = last.employee.nip;
  await facts.put(owners, 'owners');
  const { nip } = device.employee;
  const earlier = new Set(Object.keys(owners).filter((id) => owners[id] === nip));
  if (earlier.size === 0) return;
  const renewed = (/** @type {any} */ one) =>
    earlier.has(one.device) ? { ...one, device: device.id } : one;
  const filings = await facts.get('filings');
  if (filings) await facts.put(filings.map(renewed), 'filings');
  const drafts = tx.objectStore('drafts');
  for (const one of await drafts.getAll()) await drafts.put(renewed(one));
  const files = tx.objectStore('files');
  for (const id of earlier) {
    for (const one of await files.index('device').getAll(id)) await files.put(renewed(one));
  }
}
