// What does the person ask of their own month, and has it arrived? Corrections, reports,
// withdrawals and checks, written offline too: the phone makes the id, so that handing in twice is one.
//
// They are kept as one fact, so that no page of an older build meets a newer database.

import { v4 } from 'uuid';
import { ask } from './api.js';
import { announce } from './bus.js';
import { fact, write } from './db.js';
import { filings } from './kept.js';
import { withSession } from './session.js';
import { asTrouble, Trouble } from './trouble.js';

const KEPT_MS = 35 * 24 * 3600_000;

/**
 * @typedef {{ id: string, device: string, what: 'correction' | 'withdrawal' | 'check' | 'report' | 'report-withdrawal'
 *   | 'duty' | 'duty-withdrawal' | 'travel' | 'travel-withdrawal', about: string,
 *   json: any, at: string, state: 'waiting' | 'sent' | 'refused', trouble?: string,
 *   sent_at?: string, detail?: string }} Filing
 *   device: who wrote it, for another owner's session must not hand it in; about: the id of the
 *   correction or check; detail: the server's sentence on a refusal
 */

/** @type {Record<Filing['what'], (about: string) => string>} */
const PATHS = {
  correction: (about) => `/api/v1/corrections/${about}`,
  withdrawal: (about) => `/api/v1/corrections/${about}/withdrawal`,
  check: (about) => `/api/v1/recap-checks/${about}`,
  report: (about) => `/api/v1/daily-reports/${about}`,
  'report-withdrawal': (about) => `/api/v1/daily-reports/${about}/withdrawal`,
  duty: (about) => `/api/v1/duties/${about}`,
  'duty-withdrawal': (about) => `/api/v1/duties/${about}/withdrawal`,
  travel: (about) => `/api/v1/travel-reports/${about}`,
  'travel-withdrawal': (about) => `/api/v1/travel-reports/${about}/withdrawal`,
};

/**
 * Keep something for handing in.
 * @param {Filing['what']} what
 * @param {any} json
 * @param {string} [about] for a withdrawal: the correction
 */
export async function file(what, json, about = v4()) {
  const device = await fact('device');
  /** @type {Filing} */
  const filing = {
    ...{ id: v4(), device: device.id, what, about, json },
    ...{ at: new Date().toISOString(), state: 'waiting' },
  };
  await change((all) => [...all, filing]);
}

/**
 * Hand in what waits, oldest first.
 * @throws {Trouble} what kept the first from arriving
 */
export async function sendFilings() {
  for (const filing of await filings()) {
    if (filing.state !== 'waiting') continue;
    const { about, what, json } = filing;
    try {
      const answer = await withSession(() => ask('PUT', PATHS[what](about), { json }));
      if (answer.body?.id !== about) throw new Trouble('not_ours');
      const sentAt = new Date().toISOString();
      await settle(filing, { state: 'sent', sent_at: sentAt, trouble: undefined });
    } catch (error) {
      const trouble = asTrouble(error);
      const { code, detail, status } = trouble;
      const known = status === 409 || status === 422;
      // A withdrawal of what the server never took has nothing left to take back.
      // And a report is of no use where no letter names the person.
      const aimless = what.endsWith('withdrawal') || what === 'travel';
      const final = known || (code === 'not_found' && aimless) || code === 'forbidden';
      await settle(filing, { state: final ? 'refused' : 'waiting', trouble: code, detail });
      if (!final) throw trouble;
    }
  }
}

/** @param {Filing} filing @param {Partial<Filing>} changes */
function settle(filing, changes) {
  return change((all) => all.map((one) => (one.id === filing.id ? { ...one, ...changes } : one)));
}

/** What arrived long ago is the server's to remember. */
export function pruneFilings() {
  const oldest = new Date(Date.now() - KEPT_MS).toISOString();
  return change((all) => all.filter(({ state, at }) => state === 'waiting' || at >= oldest), true);
}

/** @param {(all: Filing[]) => Filing[]} work @param {boolean} [quietly] */
async function change(work, quietly = false) {
  await write(['facts'], async (tx) => {
    const facts = tx.objectStore('facts');
    await facts.put(work((await facts.get('filings')) ?? []), 'filings');
  });
  if (!quietly) announce('changed');
}
