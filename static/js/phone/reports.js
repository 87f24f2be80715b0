// What did the person report of their days? Months are kept for reading and copying offline; what
// is handed in goes out as a filing.

import { v4 } from 'uuid';
import { ask } from './api.js';
import { announce } from './bus.js';
import { facts, write } from './db.js';
import { file } from './filings.js';
import { withSession } from './session.js';
import { Trouble } from './trouble.js';

const KEPT = 3;

/**
 * @typedef {{ begins: string, ends: string, activity: string, volume: number, unit: string,
 *   target: string }} Line
 * @typedef {{ event: string, words: string, by: string, at: string }} Step
 * @typedef {{ date: string, source: 'own' | 'travel' | null, asked: boolean, state: string,
 *   due: string, in: string | null, out: string | null, lines: Line[], report: { id: string,
 *   version: string, written_at: string, may: string[], steps: Step[], files: any[] } | null }} Day
 * @typedef {{ month: string, timezone: string, locked: boolean, asked: boolean,
 *   window_days: number, states: Record<string, string>, days: Day[] }} Month
 * @typedef {{ etag: string | null, body: Month, at: string }} Kept
 * @typedef {{ begins: string, ends: string, activity: string, volume: string, unit: string,
 *   target: string }} Typed a line as it stands in the form
 */

/** @returns {Promise<Record<string, Kept>>} by month, of this phone's present owner */
export async function reportMonths() {
  const [kept, device] = await facts('reports', 'device');
  return device && kept?.device === device.id ? kept.months : {};
}

/**
 * Fetch a month if it has changed, and keep it.
 * @param {string} month "2026-11"
 * @throws {Trouble}
 */
export async function fetchReports(month) {
  const before = (await reportMonths())[month];
  const answer = await withSession(() =>
    ask('GET', `/api/v1/daily-reports?month=${month}`, { etag: before?.etag }),
  );
  if (answer.status !== 304 && answer.body?.month !== month) throw new Trouble('not_ours');
  const at = new Date().toISOString();
  const fresh = answer.status === 304 ? before : { etag: answer.etag, body: answer.body };
  await write(['facts'], async (tx) => {
    const store = tx.objectStore('facts');
    const [kept, device] = [await store.get('reports'), await store.get('device')];
    const own = kept?.device === device?.id ? kept.months : {};
    const months = Object.entries({ ...own, [month]: { ...fresh, at } });
    months.sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
    await store.put(
      { device: device?.id, months: Object.fromEntries(months.slice(0, KEPT)) },
      'reports',
    );
  });
  announce('changed');
}

/**
 * Hand in a day's report.
 * @param {string} date
 * @param {Line[]} lines
 * @param {string} note
 * @param {string} id of the report
 */
export async function handInReport(date, lines, note, id) {
  const json = { version: v4(), date, written_at: new Date().toISOString(), lines, note };
  await file('report', json, id);
}

/**
 * The newest filing of a day that the server's word does not cover yet.
 * @param {import('./filings.js').Filing[]} filings
 * @param {string} date
 * @param {Day | undefined} day as the server told it
 */
export function filedOf(filings, date, day) {
  const last = filings.findLast(({ what, json, about }) =>
    what === 'report'
      ? json.date === date
      : what === 'report-withdrawal' && about === day?.report?.id,
  );
  if (!last || last.state === 'waiting') return last;
  // What arrived is told by the server, once the month has been fetched again.
  if (last.state === 'refused')
    return day?.report?.version === last.json.version ? undefined : last;
  return undefined;
}
