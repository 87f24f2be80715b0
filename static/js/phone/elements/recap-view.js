// What does the person's month look like, day by day and in total, and do they agree with it?

import { fill, h, icon, notice, status } from '../dom.js';
import { monthOf, monthsFrom } from '../months.js';
import { dateOf, dayOf, momentNear, timeOf } from '../time.js';
import { LOOKS, RECAP } from '../words/recap.js';
import { troubleWords } from '../words/trouble.js';
import { CheckCard } from './check-card.js';
import { historySwitch } from './history-switch.js';
import { RecapNews } from './recap-news.js';
import { totalsCard } from './totals-card.js';
import { View } from './view.js';

/** @typedef {import('../recaps.js').Day} Day */
/** @typedef {import('../recaps.js').Recap} Recap */

const BACK = 12; // months that can be paged back to

class RecapView extends View {
  heading = RECAP.title;
  #head = h('div', { class: 'stack tight' });
  #body = h('div', { class: 'stack' });
  #check = new CheckCard();
  #days = h('div', { class: 'stack' });
  #news = new RecapNews(() => this.refresh());

  build() {
    this.className = 'page stack';
    const title = h('h1', null, RECAP.title);
    this.append(
      title,
      historySwitch('recap'),
      this.#head,
      this.#body,
      this.#check.element,
      this.#days,
    );
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show(snapshot) {
    const { zone, recaps, delivery, filings } = snapshot;
    const current = dayOf(new Date(), zone).slice(0, 7);
    const asked = this.dataset.id ?? '';
    const month = /^\d{4}-\d\d$/.test(asked) ? asked : current;
    const kept = recaps[month];
    fill(this.#head, switcher(month, current), this.#asOf(kept?.at, zone));
    fill(this.#body, kept ? [...told(kept.body, zone), totalsCard(kept.body)] : this.#empty());
    this.#check.element.hidden = !kept || kept.body.state === 'locked';
    if (kept) this.#check.show(kept.body, filings, month === current, zone);
    fill(this.#days, kept ? daysOf(kept.body, dayOf(new Date(), zone), zone) : null);
    this.#news.follow(month, delivery.reached_at);
  }

  /** @param {string | undefined} at @param {string} zone */
  #asOf(at, zone) {
    if (!at) return null;
    const old = this.#news.trouble ? ` ${RECAP.offline}` : '';
    return h('p', { class: 'small quiet' }, RECAP.asOf(momentNear(at, zone)) + old);
  }

  #empty() {
    if (this.#news.fetching && !this.#news.trouble)
      return h('p', { role: 'status' }, RECAP.fetching);
    const words = this.#news.trouble ? troubleWords(this.#news.trouble).title : null;
    return h(
      'div',
      { class: 'empty' },
      icon('list'),
      h('h2', null, RECAP.none),
      h('p', null, RECAP.noneMore),
      words ? h('p', { class: 'small quiet' }, words) : null,
    );
  }
}

/** @param {string} month @param {string} current */
function switcher(month, current) {
  const oldest = monthsFrom(current, -BACK);
  return h(
    'div',
    { class: 'months' },
    step(monthsFrom(month, -1), 'back', RECAP.previous, month > oldest),
    h('h2', null, monthOf(month)),
    step(monthsFrom(month, 1), 'forward', RECAP.next, month < current),
  );
}

/** @param {string} to @param {string} sign @param {string} word @param {boolean} open */
function step(to, sign, word, open) {
  if (!open) return h('span', null);
  const properties = { class: 'button quiet-button', href: `#recap/${to}`, 'data-key': sign };
  return h('a', { ...properties, 'aria-label': word }, icon(sign));
}

/** @param {Recap} recap @param {string} zone */
function told({ state, signal, may_correct: open, correct_until: until }, zone) {
  const lines = signal.map((line) => h('p', null, line));
  const moment = momentNear(new Date(Date.parse(until) - 1), zone);
  const words = open ? RECAP.until(moment) : RECAP.closed;
  return [
    state === 'locked' ? notice('calm', 'shield', h('p', null, RECAP.locked)) : null,
    lines.length > 0 ? notice('doubt', 'info', h('h2', null, RECAP.signal), ...lines) : null,
    state === 'locked' ? null : h('p', { class: 'small quiet' }, words),
  ];
}

/** @param {Recap} recap @param {string} today @param {string} zone */
function daysOf({ month, days, legend }, today, zone) {
  const begun = Object.entries(days)
    .map(([number, day]) => ({ date: `${month}-${number.padStart(2, '0')}`, day }))
    .filter(({ date, day }) => date <= today && day.code !== '-')
    .sort((a, b) => (a.date < b.date ? 1 : -1));
  const rows = begun.map(({ date, day }) => h('li', null, row(date, day, legend, zone)));
  return h(
    'section',
    { class: 'card day' },
    h('h2', null, RECAP.days),
    h('ul', { role: 'list' }, rows),
  );
}

/** @param {string} date @param {Day} day @param {Record<string, string>} legend @param {string} zone */
function row(date, day, legend, zone) {
  const marks = [day.in, day.out].map((at) => (at ? timeOf(at, zone) : '–')).join(' · ');
  const [, near, rest] = /^(\S+ \d+)(.*)$/.exec(dateOf(date)) ?? [];
  return h(
    'a',
    { class: 'day-row', href: `#day/${date}`, 'data-key': date },
    h(
      'span',
      null,
      h('strong', null, near, h('span', { class: 'visually-hidden' }, rest)),
      h('span', { class: 'small quiet figures' }, day.in || day.out ? marks : day.why),
    ),
    chip(day, legend),
    icon('forward'),
  );
}

/** A day's code, with its meaning for who hears it. @param {Day} day @param {Record<string, string>} legend */
export function chip({ code, look }, legend) {
  const [tone, sign] = LOOKS[look] ?? ['waiting', 'clock'];
  const made = status(tone, sign, code || RECAP.unfinished);
  if (legend[code]) made.append(h('span', { class: 'visually-hidden' }, `: ${legend[code]}`));
  return made;
}

customElements.define('sikeren-recap', RecapView);
