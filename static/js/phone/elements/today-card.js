// What is expected today, and what is done so far?

import { fill, h, status } from '../dom.js';
import { marksOf } from '../ledger.js';
import { clockOf, dateOf, dayOf, momentNear, timeOf, zoneName } from '../time.js';
import { CHECKIN } from '../words/checkin.js';
import { KINDS, STATES } from '../words/states.js';

/** The upper part of the Absen screen. */
export class TodayCard {
  #date = h('p', { class: 'quiet' });
  #name = h('h1');
  #agency = h('p', { class: 'quiet' });
  #clock = h('time', { class: 'clock', 'aria-hidden': 'true' });
  #hours = h('p', { class: 'hours' });
  #marks = h('div', { class: 'marks' });
  element = h(
    'header',
    { class: 'today' },
    h('div', { class: 'who' }, h('div', null, this.#date, this.#name, this.#agency), this.#clock),
    this.#hours,
    this.#marks,
  );

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show(snapshot) {
    const { employee, entries, zone, validUntil, stateAt } = snapshot;
    const now = new Date();
    const day = dayOf(now, zone);
    this.#date.textContent = dateOf(day);
    this.#name.textContent = employee?.name ?? '';
    this.#agency.textContent = employee?.agency ?? '';
    this.tick(zone);
    const stale = validUntil && stateAt && Date.parse(validUntil) < now.getTime();
    this.#hours.textContent = stale
      ? CHECKIN.staleSchedule(momentNear(stateAt, zone))
      : hoursOf(snapshot, day);
    const marks = marksOf(entries, day);
    fill(this.#marks, markOf('in', marks.in, zone), markOf('out', marks.out, zone));
  }

  /** @param {string} zone */
  tick(zone) {
    const [time, ...name] = timeOf(new Date(), zone).split(' ');
    const shown = `${time} ${name.join(' ')}`;
    if (this.#clock.textContent === shown) return;
    fill(this.#clock, time, ' ', h('span', null, name.join(' ')));
  }
}

/** @param {import('../snapshot.js').Snapshot} snapshot @param {string} day */
function hoursOf({ days, zone }, day) {
  const expected = days.find(({ date }) => date === day);
  if (!expected) return CHECKIN.unknownHours;
  if (!expected.workday) return CHECKIN.holiday;
  return CHECKIN.hours(clockOf(expected.start), clockOf(expected.end), zoneName(zone));
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
