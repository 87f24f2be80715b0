// Is a photo asked for with a check-in, and what has become of it? It is never waited for: the
// check-in is signed and on its way, whatever happens to its photo.

/** The kind of record that a photo belongs to; its id is the check-in's. */
export const CHECKIN = 'checkin';
const RECENT_MS = 24 * 3600_000;
const OPEN = ['waiting', 'sent', 'accepted', 'review'];

/**
 * @typedef {import('./ledger.js').Entry} Entry
 * @typedef {import('./attach.js').KeptFile} KeptFile
 * @typedef {{ kept: KeptFile | null, id: string | null, wanted: boolean }} Photo
 *   kept: what this phone holds of it; id: of what the server has; wanted: one is still to be taken
 */

/**
 * @param {Entry} entry
 * @param {Pick<import('./snapshot.js').Snapshot, 'files' | 'policy'>} snapshot
 * @param {number} now epoch ms
 * @returns {Photo}
 */
export function photoOf(entry, { files, policy }, now) {
  const mine = files.filter((one) => one.subject_kind === CHECKIN && one.subject_id === entry.id);
  const kept = mine.at(-1) ?? null;
  const id = entry.photo?.id ?? null;
  const there = id !== null || mine.some(({ state }) => state !== 'refused');
  // Nobody decides any more, or it is a matter of yesterday that nobody doubts.
  const recent = entry.state === 'review' || now - Date.parse(entry.at) < RECENT_MS;
  const wanted = !there && OPEN.includes(entry.state) && recent && isAsked(entry, policy.photo);
  return { kept, id, wanted };
}

/**
 * The server knows what held on the day; of a check-in that it does not list, what holds now.
 * @param {Entry} entry
 * @param {string | undefined} policy none, doubtful, every
 */
function isAsked({ photo, state }, policy) {
  if (photo) return photo.asked;
  return policy === 'every' || (policy === 'doubtful' && state === 'review');
}

/**
 * The newest doubtful check-in of which a photo is still wanted.
 * @param {import('./snapshot.js').Snapshot} snapshot
 * @param {number} now epoch ms
 * @returns {Entry | undefined}
 */
export function photoWanted(snapshot, now) {
  return snapshot.entries.find(
    (entry) => entry.state === 'review' && photoOf(entry, snapshot, now).wanted,
  );
}
