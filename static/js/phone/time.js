// How are days and times written for people? In the office's zone, named after each time.

import { DAYS, MONTHS, SPAN, WHEN } from './words/time.js';

const ZONES = new Map([
  ...['Asia/Jakarta', 'Asia/Pontianak'].map((zone) => /** @type {const} */ ([zone, 'WIB'])),
  ...['Asia/Makassar', 'Asia/Ujung_Pandang'].map((zone) => /** @type {const} */ ([zone, 'WITA'])),
  ['Asia/Jayapura', 'WIT'],
]);
export const HOME_ZONE = 'Asia/Makassar';

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone IANA */
function formatOf(zone) {
  let format = formats.get(zone);
  if (!format) {
    const parts = /** @type {const} */ ({ year: 'numeric', month: '2-digit', day: '2-digit' });
    const clock = /** @type {const} */ ({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...parts, ...clock });
    formats.set(zone, format);
  }
  return format;
}

/** @param {Date | string} moment @param {string} zone @returns {Record<string, string>} */
function parts(moment, zone) {
  const named = formatOf(zone).formatToParts(new Date(moment));
  return Object.fromEntries(named.map(({ type, value }) => [type, value]));
}

/** @param {string} zone @returns {string} WITA and the like; other zones by their own name */
export function zoneName(zone) {
  return ZONES.get(zone) ?? zone;
}

/** @param {Date | string} moment @param {string} zone @returns {string} "07.24 WITA" */
export function timeOf(moment, zone) {
  const { hour, minute } = parts(moment, zone);
  return `${hour}.${minute} ${zoneName(zone)}`;
}

/** @param {Date | string} moment @param {string} zone @returns {string} "2026-11-24" there */
export function dayOf(moment, zone) {
  const { year, month, day } = parts(moment, zone);
  return `${year}-${month}-${day}`;
}

/** @param {Date | string} moment @param {string} zone @returns {number} minutes since midnight */
export function minutesOf(moment, zone) {
  const { hour, minute } = parts(moment, zone);
  return Number(hour) * 60 + Number(minute);
}

/** @param {string} day "2026-11-24" @returns {string} "Selasa, 24 November 2026" */
export function dateOf(day) {
  const [year, month, date] = day.split('-').map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  return `${DAYS[weekday]}, ${date} ${MONTHS[month - 1]} ${year}`;
}

/** @param {string} clock "07:30" @returns {string} "07.30" */
export function clockOf(clock) {
  return clock.replace(':', '.');
}

/** @param {Date | string} moment @param {string} zone @returns {string} date and time */
export function momentOf(moment, zone) {
  return WHEN.at(dateOf(dayOf(moment, zone)), timeOf(moment, zone));
}

/**
 * A moment as people say it: "hari ini pukul 07.24 WITA".
 * @param {Date | string} moment
 * @param {string} zone
 */
export function momentNear(moment, zone) {
  const day = dayOf(moment, zone);
  const near = [WHEN.yesterday, WHEN.today, WHEN.tomorrow].find(
    (_, place) => day === dayOf(new Date(Date.now() + (place - 1) * 24 * 3600_000), zone),
  );
  return WHEN.at(near ?? dateOf(day), timeOf(moment, zone));
}

/** @param {number} metres @returns {string} "180 m" or "1,2 km" */
export function metresOf(metres) {
  if (metres < 1000) return `${Math.round(metres)} m`;
  return `${(metres / 1000).toFixed(1).replace('.', ',')} km`;
}

/** @param {number} ms @returns {string} a span: "40 detik", "12 menit", "3 jam", "2 hari" */
export function spanOf(ms) {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return SPAN.seconds(Math.max(1, Math.round(ms / 1000)));
  if (minutes < 120) return SPAN.minutes(minutes);
  return minutes < 2880
    ? SPAN.hours(Math.floor(minutes / 60))
    : SPAN.days(Math.floor(minutes / 1440));
}
