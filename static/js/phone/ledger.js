// What is there to say about each check-in, whoever knows it? What this phone keeps and what the
// server lists, merged into one entry each. Pure.

import { dayOf } from './time.js';

/**
 * @typedef {import('./checkin.js').Record} Checkin
 * @typedef {'waiting' | 'sent' | 'accepted' | 'review' | 'refused' | 'upheld' | 'declined'} State
 * @typedef {{ outcome: 'accepted' | 'declined', reason: string, by: string, at: string }} Decision
 * @typedef {{ id: string, kind: 'in' | 'out', claimed_at: string, received_at: string,
 *   verdict: string, flags: { code: string, detail: string }[], point: string | null,
 *   decision: Decision | null, explanations: { id: string, text: string, at: string }[],
 *   photo?: { asked: boolean, id: string | null } }} Listed photo: an older server tells of none
 * @typedef {{ id: string, text: string, at: string, state: 'waiting' | 'sent' | 'refused' }} Said
 * @typedef {{ id: string, kind: 'in' | 'out', at: string, day: string, state: State,
 *   flags: { code: string, detail: string }[], point: string | null, received_at: string | null,
 *   decision: Decision | null, said: Said[], checkin: Checkin | null,
 *   photo: { asked: boolean, id: string | null } | null }} Entry
 *   at: the time that counts, as far as it is known; checkin: what this phone keeps of it
 */

/**
 * @param {Checkin[]} checkins kept on this phone
 * @param {Listed[]} listed by the server
 * @param {import('./explanations.js').Explanation[]} explanations kept on this phone
 * @param {string} zone the office's
 * @param {string} [sub] the device this phone is now: what an earlier owner's binding delivered is
 *   not this one's to read
 * @returns {Entry[]} newest first
 */
export function entriesOf(checkins, listed, explanations, zone, sub) {
  const server = new Map(listed.map((one) => [one.id, one]));
  const shown = checkins.filter(
    (one) => one.sub === sub || one.state === 'waiting' || server.has(one.id),
  );
  const own = new Map(shown.map((one) => [one.id, one]));
  const ids = new Set([...own.keys(), ...server.keys()]);
  const entries = [...ids].map((id) =>
    entryOf(id, own.get(id), server.get(id), explanations, zone),
  );
  return entries.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/**
 * @param {string} id
 * @param {Checkin | undefined} kept
 * @param {Listed | undefined} listed
 * @param {import('./explanations.js').Explanation[]} explanations
 * @param {string} zone
 * @returns {Entry}
 */
function entryOf(id, kept, listed, explanations, zone) {
  const receipt = kept?.receipt_claims;
  const at = listed?.claimed_at ?? receipt?.claimed_at ?? kept?.tapped_at ?? '';
  return {
    id,
    kind: listed?.kind ?? kept?.kind ?? 'in',
    at,
    day: dayOf(at, zone),
    state: stateOf(kept, listed),
    flags: listed?.flags ?? kept?.flags ?? [],
    point: listed?.point ?? receipt?.point ?? null,
    received_at: listed?.received_at ?? receipt?.received_at ?? null,
    decision: listed?.decision ?? null,
    said: saidOf(id, listed, explanations),
    checkin: kept ?? null,
    photo: listed?.photo ?? null,
  };
}

/**
 * Delivered means: this phone holds a receipt it has checked, or the server lists it as another
 * phone's. What it signed itself and has no receipt for is on its way, whatever a listing says.
 * @param {Checkin | undefined} kept
 * @param {Listed | undefined} listed
 * @returns {State}
 */
function stateOf(kept, listed) {
  if (kept?.state === 'refused') return 'refused';
  if (kept?.state === 'waiting') return kept.sent_at ? 'sent' : 'waiting';
  if (listed?.decision) return listed.decision.outcome === 'declined' ? 'declined' : 'upheld';
  return (listed?.verdict ?? kept?.verdict) === 'review' ? 'review' : 'accepted';
}

/**
 * @param {string} id
 * @param {Listed | undefined} listed
 * @param {import('./explanations.js').Explanation[]} explanations
 * @returns {Said[]} oldest first
 */
function saidOf(id, listed, explanations) {
  /** @type {Map<string, Said>} */
  const said = new Map();
  for (const one of explanations) if (one.checkin === id) said.set(one.id, one);
  for (const one of listed?.explanations ?? []) said.set(one.id, { ...one, state: 'sent' });
  return [...said.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/**
 * The first Absen Masuk and the last Absen Pulang of a day.
 * @param {Entry[]} entries
 * @param {string} day
 * @returns {{ in: Entry | null, out: Entry | null }}
 */
export function marksOf(entries, day) {
  const today = entries.filter((entry) => entry.day === day && entry.state !== 'refused');
  return {
    in: today.findLast(({ kind }) => kind === 'in') ?? null,
    out: today.find(({ kind }) => kind === 'out') ?? null,
  };
}

/**
 * Which check-in is the sensible next one? Masuk first; Pulang after it, or once the day is over.
 * @param {ReturnType<typeof marksOf>} marks
 * @param {string | null} end the day's end, "16:00"
 * @param {number} minutes since midnight
 * @returns {'in' | 'out'}
 */
export function nextKind(marks, end, minutes) {
  if (marks.in) return 'out';
  const [hour, minute] = (end ?? '24:00').split(':').map(Number);
  return minutes >= hour * 60 + minute ? 'out' : 'in';
}
