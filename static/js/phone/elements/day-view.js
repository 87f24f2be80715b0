// What happened on one day of the person's month, and what do they say is missing?

import { factList, fill, h, icon, notice, status } from '../dom.js';
import { file } from '../filings.js';
import { monthOf, percentOf } from '../months.js';
import { deliverNow } from '../sync.js';
import { dateOf, dayOf, momentOf, timeOf } from '../time.js';
import { CORRECTION_STATES, DAY, RECAP } from '../words/recap.js';
import { KINDS } from '../words/states.js';
import { CorrectionForm } from './correction-form.js';
import { fileList } from './file-row.js';
import { RecapNews } from './recap-news.js';
import { chip } from './recap-view.js';
import { View } from './view.js';

/** @typedef {import('../filings.js').Filing} Filing */
/** @typedef {import('../recaps.js').Correction} Correction */

class DayView extends View {
  heading = RECAP.title;
  #back = h('a', { class: 'back' });
  #title = h('h1');
  #facts = h('div', { class: 'stack' });
  #said = h('div', { class: 'stack tight' });
  #form = new CorrectionForm();
  #news = new RecapNews(() => this.refresh());

  build() {
    this.className = 'page stack';
    this.append(this.#back, this.#title, this.#facts, this.#said, this.#form.element);
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show({ recaps, filings, files, zone, employee, delivery }) {
    const date = this.dataset.id ?? '';
    const month = date.slice(0, 7);
    if (/^\d{4}-\d\d$/.test(month)) this.#news.follow(month, delivery.reached_at);
    const recap = recaps[month]?.body;
    const day = recap?.days[String(Number(date.slice(8)))];
    this.#back.href = day ? `#recap/${month}` : '#recap';
    fill(this.#back, icon('back'), day ? monthOf(month) : RECAP.title);
    this.#form.element.hidden = !day?.hours || !recap.may_correct || date > dayOf(new Date(), zone);
    if (!recap || !day) {
      this.#title.textContent = DAY.missing;
      fill(this.#facts);
      fill(this.#said);
      return;
    }
    this.#title.textContent = dateOf(date);
    fill(this.#facts, factsOf(day, recap.legend, zone));
    const own = filings.filter(({ what, json }) => what === 'correction' && json.date === date);
    const cards = correctionsOf(recap.corrections, own, filings, files, date, zone);
    fill(this.#said, cards.length > 0 ? [h('h2', null, DAY.corrections), ...cards] : null);
    this.#form.show(date, day, own, Boolean(employee?.supervisor), zone);
  }
}

/** @param {import('../recaps.js').Day} day @param {Record<string, string>} legend @param {string} zone */
function factsOf(day, legend, zone) {
  const words = day.code
    .split('+')
    .map((code) => legend[code])
    .filter(Boolean);
  /** @type {[string, import('../dom.js').Child | import('../dom.js').Child[]][]} */
  const rows = [
    [DAY.code, [chip(day, {}), h('span', { class: 'small quiet' }, ` ${words.join(', ')}`)]],
    [DAY.hours, day.hours ?? DAY.noHours],
    [KINDS.in, day.in ? timeOf(day.in, zone) : DAY.none],
    [KINDS.out, day.out ? timeOf(day.out, zone) : DAY.none],
  ];
  if (day.late_minutes) rows.push([DAY.late, RECAP.minutes(day.late_minutes)]);
  if (day.early_minutes) rows.push([DAY.early, RECAP.minutes(day.early_minutes)]);
  if (day.cut) rows.push([DAY.cut, percentOf(day.cut)]);
  const notes = day.notes.map((note) => h('p', { class: 'small' }, note));
  return h(
    'section',
    { class: 'card stack tight' },
    h('p', null, day.why),
    ...notes,
    factList(rows),
  );
}

/**
 * What the server lists, and what this phone wrote that is not listed yet.
 * @param {Correction[]} listed
 * @param {Filing[]} own
 * @param {Filing[]} filings
 * @param {import('../attach.js').KeptFile[]} files
 * @param {string} date
 * @param {string} zone
 */
function correctionsOf(listed, own, filings, files, date, zone) {
  const known = new Set(listed.map(({ id }) => id));
  const leaving = new Set(
    filings
      .filter(({ what, state }) => what === 'withdrawal' && state === 'waiting')
      .map(({ about }) => about),
  );
  const kept = own
    .filter(({ about }) => !known.has(about))
    .map(({ about: id, json, state, detail }) => ({
      ...{ ...json, id, ruling: null, detail },
      state: state === 'waiting' ? 'kept' : state === 'sent' ? 'waiting' : 'refused',
    }));
  const shown = [...listed.filter((one) => one.date === date), ...kept];
  return shown.map((one) => {
    const kept = files.filter(({ subject_id: subject }) => subject === one.id);
    return correctionCard(one, fileList(one.files ?? [], kept), leaving.has(one.id), zone);
  });
}

/** @param {any} correction @param {HTMLElement | null} files @param {boolean} leaving @param {string} zone */
function correctionCard(correction, files, leaving, zone) {
  const { id, kind, at, reason, evidence, state, ruling, detail } = correction;
  const { tone, sign, word } = CORRECTION_STATES[state];
  const withdraw = async () => {
    await file('withdrawal', { reason: DAY.withdrawReason }, id);
    deliverNow();
  };
  const open = (state === 'waiting' || state === 'kept') && !leaving;
  const properties = { class: 'button quiet-button', type: 'button', 'data-key': id };
  return h(
    'section',
    { class: 'card stack tight' },
    h('p', null, h('strong', null, `${KINDS[/** @type {'in'} */ (kind)]} ${timeOf(at, zone)} `)),
    h('p', null, status(tone, sign, word)),
    h('blockquote', null, reason),
    evidence ? h('p', { class: 'small' }, evidence) : null,
    files,
    detail && state === 'refused' ? h('p', null, detail) : null,
    ruling ? h('blockquote', null, ruling.reason) : null,
    ruling ? h('p', { class: 'small quiet' }, `${ruling.by}, ${momentOf(ruling.at, zone)}`) : null,
    leaving ? notice('waiting', 'phone', DAY.withdrawing) : null,
    open ? h('div', null, h('button', { ...properties, onclick: withdraw }, DAY.withdraw)) : null,
  );
}

customElements.define('sikeren-day', DayView);
