// Everything a view shows, as it stood at one moment.

import { headOf } from './chain.js';
import { facts } from './db.js';
import { dutiesOf } from './duty.js';
import { checkins, delivery, explanations, files, filings, recaps } from './kept.js';
import { entriesOf } from './ledger.js';
import { HOME_ZONE } from './time.js';
import { APP } from './version.js';

/** @typedef {Awaited<ReturnType<typeof snapshot>>} Snapshot */

/** Read it all: the views are small and the store is on this phone. */
export async function snapshot() {
  const [
    [device, head, anchor, state, history, standing, left, aheadMs],
    kept,
    said,
    delivered,
    filed,
    months,
    attached,
  ] = await Promise.all([
    facts(
      'device',
      'head',
      'anchor',
      'state',
      'history',
      'standing',
      'signed-out',
      'clock-ahead-ms',
    ),
    checkins(),
    explanations(),
    delivery(),
    filings(),
    recaps(),
    files(),
  ]);
  const zone = state?.body.employee.timezone ?? HOME_ZONE;
  return {
    device: /** @type {import('./chain.js').Device | undefined} */ (device),
    head: headOf(device, head),
    anchor: anchor?.device === device?.id ? anchor : undefined,
    employee: state?.body.employee ?? device?.employee,
    binding: state?.body.device?.binding,
    points: /** @type {import('./geometry.js').Point[] | null} */ (state?.body.points ?? null),
    duties: dutiesOf(state?.body.duties ?? [], state?.at ?? null, filed),
    days: /** @type {{ date: string, workday: boolean, start: string, end: string }[]} */ (
      state?.body.schedule.days ?? []
    ),
    /** Whether the server sends reminders; null where it is not known. */
    reminding: /** @type {boolean | null} */ (remindingOf(state)),
    contact: /** @type {string | null} */ (state?.body.contact ?? null),
    policy:
      /** @type {{ cap: number, low_accuracy: number, photo?: string, photo_days?: number }} */ (
        state?.body.policy ?? { cap: 50, low_accuracy: 100 }
      ),
    app: appOf(state?.body.app),
    stateAt: /** @type {string | null} */ (state?.at ?? null),
    validUntil: /** @type {string | null} */ (state?.body.valid_until ?? null),
    historyAt: /** @type {string | null} */ (history?.at ?? null),
    standing: /** @type {{ code: string, at: string } | null} */ (standing ?? null),
    left: Boolean(left),
    aheadMs: /** @type {number} */ (aheadMs ?? 0),
    delivery: delivered,
    waiting: kept.filter((checkin) => checkin.state === 'waiting').length,
    explanationsWaiting: said.filter((one) => one.state === 'waiting').length,
    filings: filed,
    files: attached,
    filesWaiting: attached.filter((one) => one.state === 'waiting').length,
    filingsWaiting: filed.filter((one) => one.state === 'waiting').length,
    recaps: months,
    zone,
    entries: entriesOf(kept, history?.body.checkins ?? [], said, zone, device?.id),
  };
}

/**
 * What the server said of this very version; what it said of an earlier one is of no account.
 * @param {{ version: string, standing: string, detail: string | null } | undefined} app
 */
function appOf(app) {
  return app?.version === APP ? app : null;
}

/** @param {any} state as it was fetched; one of an older server says nothing of reminders */
function remindingOf(state) {
  return state ? Boolean(state.body.reminders) : null;
}
