// What is wrong with the lines of a report as they are typed, and what do they say as text? Pure.

import { LINE } from './words/reports.js';

/** @typedef {import('./reports.js').Line} Line */
/** @typedef {import('./reports.js').Typed} Typed */

const LONGEST = 16 * 60;
export const MOST_LINES = 20;

/** @returns {Typed} a line before anything is typed */
export function blank(begins = '') {
  return { begins, ends: '', activity: '', volume: '', unit: '', target: '' };
}

/** @param {Line} line @returns {Typed} */
export function typedOf(line) {
  return { ...line, volume: String(line.volume).replace('.', ',') };
}

/** @param {Typed} line */
export function isBlank({ ends, activity, volume, unit }) {
  return !ends && !activity.trim() && !volume.trim() && !unit.trim();
}

/** @param {string} clock "07:30" */
function minutes(clock) {
  const [hours, rest] = clock.split(':').map(Number);
  return hours * 60 + rest;
}

/** What ends before it begins ended after midnight. @param {Line | Typed} line */
export function lengthOf({ begins, ends }) {
  return (minutes(ends) - minutes(begins) + 1440) % 1440;
}

/** @param {string} text "1,5" @returns {number} NaN where it is none */
function numberOf(text) {
  return /^\d{1,6}([.,]\d{1,2})?$/.test(text.trim())
    ? Number(text.trim().replace(',', '.'))
    : Number.NaN;
}

/**
 * The first thing to correct.
 * @param {Typed} line
 * @returns {{ field: keyof Typed, words: string } | null}
 */
export function faultOf(line) {
  if (!line.begins) return { field: 'begins', words: LINE.noBegins };
  if (!line.ends) return { field: 'ends', words: LINE.noEnds };
  const length = lengthOf(line);
  if (length === 0 || length > LONGEST) return { field: 'ends', words: LINE.order };
  if (!line.activity.trim()) return { field: 'activity', words: LINE.noActivity };
  if (!(numberOf(line.volume) > 0)) return { field: 'volume', words: LINE.noVolume };
  if (!line.unit.trim()) return { field: 'unit', words: LINE.noUnit };
  return null;
}

/** @param {Typed} line one without fault @returns {Line} */
export function lineOf(line) {
  return {
    ...{ begins: line.begins.slice(0, 5), ends: line.ends.slice(0, 5) },
    ...{ activity: line.activity.trim(), volume: numberOf(line.volume) },
    ...{ unit: line.unit.trim(), target: line.target.trim() },
  };
}

/** @param {Line} line @returns {string} "07.30–09.00 Menyusun laporan (2 berkas)" */
export function textOf({ begins, ends, activity, volume, unit, target }) {
  const span = `${begins}–${ends}`.replaceAll(':', '.');
  const amount = `${String(volume).replace('.', ',')} ${unit}`;
  return `${span} ${activity} (${amount})${target ? ` [SKP: ${target}]` : ''}`;
}
