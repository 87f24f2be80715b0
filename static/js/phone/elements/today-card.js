// Whose phone is this, what is expected today, and what is done so far?

import { fill, h, icon, status } from '../dom.js';
import { marksOf } from '../ledger.js';
import { clockOf, dateOf, dayOf, minutesOf, momentNear, timeOf, zoneName } from '../time.js';
import { CHECKIN } from '../words/checkin.js';
import { KINDS, STATES } from '../words/states.js';

/** Letters from which a name is set smaller. */
const LONG = 30;

/** The upper part of the Absen screen: a person, and the day as a voyage between two shores. */
export class TodayCard {
  #name = h('h1');
  #agency = h('p', { class: 'quiet' });
  #clock = h('time', { class: 'clock', 'aria-hidden': 'true' });
  #day = h('div', { class: 'workday-words' });
  #boat = h('span', { class: 'boat' }, icon('sail'));
  #voyage = h('div', { class: 'voyage', 'aria-hidden': 'true' }, this.#boat);
  #marks = h('div', { class: 'marks' });
  #card = h('section', { class: 'card workday' }, this.#day, this.#voyage, this.#marks);
  /** @type {{ from: number, to: number } | null} */
  #span = null;
  who = h('header', { class: 'who' }, h('div', null, this.#name, this.#agency), this.#clock);
  element = this.#card;

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show(snapshot) {
    const { employee, entries, zone, days } = snapshot;
    const day = dayOf(new Date(), zone);
    const expected = days.find(({ date }) => date === day);
    const marks = marksOf(entries, day);
    const finished = Boolean(marks.in && marks.out);
    this.#name.textContent = employee?.name ?? '';
    this.#name.classList.toggle('long', (employee?.name ?? '').length > LONG);
    this.#agency.textContent = employee?.agency ?? '';
    this.#span = expected?.workday
      ? { from: minutesAt(expected.start), to: minutesAt(expected.end) }
      : null;
    this.#voyage.hidden = !this.#span;
    this.#voyage.classList.toggle('begun', Boolean(marks.in));
    this.#voyage.classList.toggle('finished', finished);
    this.#card.classList.toggle('finished', finished);
    fill(
      this.#day,
      finished ? finishedWords(day) : [h('h2', null, dateOf(day)), hoursOf(snapshot)],
    );
    fill(this.#marks, markOf('in', marks.in, zone), markOf('out', marks.out, zone));
    this.tick(zone);
  }

  /** What moves by itself: the clock, and the boat. @param {string} zone */
  tick(zone) {
    const now = new Date();
    const [time, ...name] = timeOf(now, zone).split(' ');
    const shown = `${time} ${name.join(' ')}`;
    if (this.#clock.textContent !== shown)
      fill(this.#clock, time, ' ', h('span', null, name.join(' ')));
    if (this.#span) this.#voyage.style.setProperty('--way', String(wayOf(this.#span, now, zone)));
  }
}

/** @param {{ from: number, to: number }} span @param {Date} now @param {string} zone 0 to 1 */
function wayOf({ from, to }, now, zone) {
  const done = (minutesOf(now, zone) - from) / Math.max(1, to - from);
  return Math.min(1, Math.max(0, done)).toFixed(3);
}

/** @param {string} clock "07:30" @returns {number} minutes since midnight */
function minutesAt(clock) {
  const [hour, minute] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

/** @param {string} day */
function finishedWords(day) {
  return [
    h('h2', { 'data-tone': 'good' }, icon('check'), CHECKIN.finished),
    h('p', { class: 'small quiet' }, dateOf(day)),
  ];
}

/** @param {import('../snapshot.js').Snapshot} snapshot */
function hoursOf({ days, zone, validUntil, stateAt }) {
  const now = new Date();
  const stale = validUntil && stateAt && Date.parse(validUntil) < now.getTime();
  if (stale) return hours(CHECKIN.staleSchedule(momentNear(stateAt, zone)));
  const expected = days.find(({ date }) => date === dayOf(now, zone));
  if (!expected) return hours(CHECKIN.unknownHours);
  if (!expected.workday) return hours(CHECKIN.holiday);
  return hours(CHECKIN.hours(clockOf(expected.start), clockOf(expected.end), zoneName(zone)));
}

/** @param {string} words */
function hours(words) {
  return h('p', { class: 'hours small' }, words);
}

/** @param {'in' | 'out'} kind @param {import('../ledger.js').Entry | null} entry @param {string} zone */
function markOf(kind, entry, zone) {
  const word = h('span', { class: 'mark-kind' }, KINDS[kind]);
  if (!entry)
    return h('div', { class: 'mark' }, word, h('span', { class: 'mark-none' }, CHECKIN.notYet));
  const { tone, sign, word: state } = STATES[entry.state];
  return h(
    'a',
    { class: 'mark done', href: `#receipt/${entry.id}`, 'data-key': kind },
    word,
    h('time', { datetime: entry.at }, timeOf(entry.at, zone)),
    status(tone, sign, state),
  );
}
