// What was the person's month when it was last seen? A few months are kept for reading offline.

import { ask } from './api.js';
import { announce } from './bus.js';
import { write } from './db.js';
import { recaps } from './kept.js';
import { withSession } from './session.js';
import { Trouble } from './trouble.js';

const KEPT = 3;

/**
 * @typedef {{ code: string, late_minutes: number, early_minutes: number, short_minutes: number,
 *   in: string | null, out: string | null, why: string, cut: number, hours: string | null,
 *   notes: string[], look: string }} Day
 * @typedef {{ outcome: string, reason: string, by: string, at: string }} Ruling
 * @typedef {{ id: string, date: string, kind: 'in' | 'out', at: string, reason: string,
 *   evidence: string, state: string, ruling: Ruling | null }} Correction
 * @typedef {{ month: string, timezone: string, state: 'open' | 'locked', correct_until: string,
 *   may_correct: boolean, days: Record<string, Day>, totals: any, legend: Record<string, string>,
 *   corrections: Correction[], signal: string[],
 *   check: { outcome: string, note: string, at: string } | null }} Recap
 * @typedef {{ etag: string | null, body: Recap, at: string }} Kept
 */

/**
 * Fetch a month if it has changed (strong ETag, RFC 9110), and keep it.
 * @param {string} month "2026-11"
 * @throws {Trouble}
 */
export async function fetchRecap(month) {
  const before = (await recaps())[month];
  const answer = await withSession(() =>
    ask('GET', `/api/v1/recap?month=${month}`, { etag: before?.etag }),
  );
  if (answer.status !== 304 && answer.body?.month !== month) throw new Trouble('not_ours');
  const at = new Date().toISOString();
  const fresh = answer.status === 304 ? before : { etag: answer.etag, body: answer.body };
  await write(['facts'], async (tx) => {
    const store = tx.objectStore('facts');
    const [kept, device] = [await store.get('recaps'), await store.get('device')];
    const own = kept?.device === device?.id ? kept.months : {};
    const months = Object.entries({ ...own, [month]: { ...fresh, at } });
    months.sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
    const newest = Object.fromEntries(months.slice(0, KEPT));
    await store.put({ device: device?.id, months: newest }, 'recaps');
  });
  announce('changed');
}
