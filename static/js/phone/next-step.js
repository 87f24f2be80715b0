// Which check-in comes next, is it due, and what is to be known before the tap? Pure.

import { marksOf, nextKind } from './ledger.js';
import { clockOf, dayOf, minutesOf, zoneName } from './time.js';
import { CHECKIN } from './words/checkin.js';

/** Minutes before the day's end from which Absen Pulang is what one opens the app for. */
const DUE_BEFORE = 15;

/**
 * @param {import('./snapshot.js').Snapshot} snapshot
 * @param {Date} now
 * @param {boolean} doubtful the position will be reviewed
 * @returns {{ kind: 'in' | 'out', calm: boolean, next: string }} calm: nothing is due now
 */
export function nextStep({ entries, days, zone, delivery }, now, doubtful) {
  const day = dayOf(now, zone);
  const marks = marksOf(entries, day);
  const end = days.find(({ date, workday }) => date === day && workday)?.end ?? null;
  const minutes = minutesOf(now, zone);
  const kind = nextKind(marks, end, minutes);
  const complete = Boolean(marks.in && marks.out);
  const early = kind === 'out' && end !== null && minutes < dueAt(end);
  return { kind, calm: complete || early, next: words() };

  function words() {
    if (complete) return CHECKIN.nextAgain;
    if (doubtful) return CHECKIN.nextDoubtful;
    if (delivery.failures > 0) return CHECKIN.nextOffline;
    return early ? CHECKIN.nextLater(clockOf(end), zoneName(zone)) : CHECKIN.nextOnline;
  }
}

/** @param {string} end "16:00" @returns {number} minutes since midnight */
function dueAt(end) {
  const [hour, minute] = end.split(':').map(Number);
  return hour * 60 + minute - DUE_BEFORE;
}
