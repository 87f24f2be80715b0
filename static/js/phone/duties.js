// What are the person's letters of assignment and travel reports? The list is kept for reading
// offline; what is handed in goes out as a filing, after the check-ins.

import { v4 } from 'uuid';
import { ask } from './api.js';
import { announce } from './bus.js';
import { facts, write } from './db.js';
import { file } from './filings.js';
import { withSession } from './session.js';
import { Trouble } from './trouble.js';

/**
 * @typedef {{ event: string, words: string, by: string, at: string,
 *   notes?: Record<string, string> }} Step
 * @typedef {{ day: string, begins: string, ends: string, text: string }} Activity
 * @typedef {{ results: string, follow_up: string, transport: string, sppd_number: string,
 *   sppd_date: string | null, activities: Activity[] }} Content
 * @typedef {{ id: string, state: string | null, due: string, may: string[], steps: Step[],
 *   content: (Content & { written_at: string }) | null, files: any[] }} Report
 * @typedef {import('./duty.js').Duty & { letter_date: string, purpose: string, filed_by: string,
 *   members: { nip: string, name: string }[], may: string[], steps: Step[], files: any[],
 *   clashes: { name: string, number: string, first_day: string, last_day: string }[],
 *   report: Report | null }} FullDuty
 * @typedef {{ duties: FullDuty[], filing: { since: string } }} Document
 * @typedef {{ device: string, etag: string | null, body: Document, at: string }} Kept
 */

/** @returns {Promise<Kept | null>} the list as it was last fetched for this phone's present owner */
export async function dutyList() {
  const [kept, device] = await facts('duties', 'device');
  return device && kept?.device === device.id ? kept : null;
}

/**
 * Fetch the list if it has changed, and keep it.
 * @throws {Trouble}
 */
export async function fetchDuties() {
  const before = await dutyList();
  const answer = await withSession(() => ask('GET', '/api/v1/duties', { etag: before?.etag }));
  if (answer.status !== 304 && !Array.isArray(answer.body?.duties)) throw new Trouble('not_ours');
  const at = new Date().toISOString();
  const fresh = answer.status === 304 ? before : { etag: answer.etag, body: answer.body };
  await write(['facts'], async (tx) => {
    const store = tx.objectStore('facts');
    const device = await store.get('device');
    await store.put({ ...fresh, device: device?.id, at }, 'duties');
  });
  announce('changed');
}

/** File a letter, or file it anew after it was returned. @param {string} id @param {any} json */
export async function fileDuty(id, json) {
  await file('duty', json, id);
}

/**
 * Hand in a travel report.
 * @param {string} duty
 * @param {string} report
 * @param {Content & { note: string }} content
 */
export async function fileTravel(duty, report, content) {
  const json = { version: v4(), duty, written_at: new Date().toISOString(), ...content };
  await file('travel', json, report);
}

/**
 * The newest filing about a letter or report that the server's list does not cover yet.
 * @param {import('./filings.js').Filing[]} filings
 * @param {'duty' | 'travel'} what
 * @param {string | undefined} id
 * @param {string | undefined} listedAt when the list was fetched
 */
export function pendingOf(filings, what, id, listedAt) {
  const kinds = [what, `${what}-withdrawal`];
  const last = filings.findLast((one) => kinds.includes(one.what) && one.about === id);
  if (!last || last.state === 'waiting') return last;
  if (last.state === 'refused') return last;
  return (last.sent_at ?? last.at) > (listedAt ?? '') ? last : undefined;
}

/** Where something stands, seen from this phone. @param {any} pending @param {string | null | undefined} state */
export function standingOf(pending, state) {
  if (pending?.state === 'refused') return 'refused';
  return pending ? 'kept' : (state ?? 'missing');
}
