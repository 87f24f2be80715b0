// How are months named and stepped through, and which instant does a typed time mean? Pure.

import { dayOf, minutesOf } from './time.js';
import { MONTHS } from './words/time.js';

/** @param {string} month "2026-11" @returns {string} "November 2026" */
export function monthOf(month) {
  const [year, number] = month.split('-').map(Number);
  return `${MONTHS[number - 1]} ${year}`;
}

/** @param {string} month @param {number} steps back or forth @returns {string} */
export function monthsFrom(month, steps) {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + steps, 1)).toISOString().slice(0, 7);
}

/**
 * The instant at which a clock in a zone shows a time. Indonesia's zones know no summer time.
 * @param {string} day "2026-11-24"
 * @param {string} clock "07:30"
 * @param {string} zone IANA
 */
export function instantOf(day, clock, zone) {
  const asIfUtc = new Date(`${day}T${clock}:00.000Z`);
  const shown = Date.parse(`${dayOf(asIfUtc, zone)}T00:00:00.000Z`);
  const offset = shown + minutesOf(asIfUtc, zone) * 60_000 - asIfUtc.getTime();
  return new Date(asIfUtc.getTime() - offset);
}

/**
 * The instant that a correction means. Who works through the night leaves on the day after.
 * @param {string} day "2026-11-24", the workday
 * @param {'in' | 'out'} kind
 * @param {string} clock "07:30"
 * @param {string | null} hours of that day, "21.00–07.30"
 * @param {string} zone
 */
export function momentOfWork(day, kind, clock, hours, zone) {
  const start = hours?.slice(0, 5).replace('.', ':') ?? '00:00';
  const later = kind === 'out' && clock < start ? 24 * 3600_000 : 0;
  return new Date(instantOf(day, clock, zone).getTime() + later);
}

/** @param {number} value @returns {string} "1,5 %" */
export function percentOf(value) {
  return `${String(Math.round(value * 100) / 100).replace('.', ',')} %`;
}
