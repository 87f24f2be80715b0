// What was done on one day of a travel? A card with its activities, as they are typed.

import { h, icon } from '../dom.js';
import { dateOf } from '../time.js';
import { TRAVEL } from '../words/duties.js';
import { besides, blame, field, putValues, valuesOf } from './fields.js';

/** @typedef {import('../duties.js').Activity} Activity */

let made = 0;

export class TravelDay {
  #day;
  #changed;
  /** @type {{ element: HTMLElement, fields: Record<string, import('./fields.js').Control> }[]} */
  #lines = [];
  #list = h('div', { class: 'stack tight' });
  element;

  /**
   * @param {string} day local date
   * @param {Activity[]} activities
   * @param {string | undefined} words the supervisor's
   * @param {() => void} changed something was taken off
   */
  constructor(day, activities, words, changed) {
    this.#day = day;
    this.#changed = changed;
    const add = { class: 'button quiet-button compact', type: 'button' };
    this.element = h(
      'section',
      { class: 'card stack tight', 'aria-label': dateOf(day) },
      h('h2', null, dateOf(day)),
      besides(words),
      this.#list,
      h(
        'div',
        null,
        h('button', { ...add, onclick: () => this.#add().text.focus() }, icon('plus'), TRAVEL.add),
      ),
    );
    for (const one of activities.length > 0 ? activities : [null]) this.#add(one);
  }

  /** @param {Activity | null} [activity] */
  #add(activity = null) {
    made += 1;
    const id = `activity-${made}`;
    const fields = {
      begins: h('input', { id: `${id}-begins`, type: 'time' }),
      ends: h('input', { id: `${id}-ends`, type: 'time' }),
      text: h('textarea', { id: `${id}-text`, rows: 2, maxlength: 500 }),
    };
    if (activity) putValues(fields, activity);
    const text = field(fields.text, TRAVEL.text);
    text.classList.add('at-activity');
    const line = { fields, element: h('fieldset', { class: 'report-line' }) };
    const remove = () => {
      this.#lines = this.#lines.filter((one) => one !== line);
      line.element.remove();
      this.#changed();
    };
    line.element.append(
      h('legend', null, TRAVEL.line(this.#lines.length + 1)),
      field(fields.begins, TRAVEL.begins),
      field(fields.ends, TRAVEL.ends),
      text,
      h(
        'button',
        { class: 'button quiet-button compact', type: 'button', onclick: remove },
        icon('cross'),
        TRAVEL.remove,
      ),
    );
    this.#lines.push(line);
    this.#list.append(line.element);
    return fields;
  }

  /** @returns {Activity[]} what is told of the day */
  get value() {
    const values = this.#lines.map(({ fields }) => valuesOf(fields));
    const told = values.filter(({ text }) => text.trim());
    return told.map(({ begins, ends, text }) => ({ day: this.#day, begins, ends, text }));
  }

  /** @returns {boolean} whether the times of every line are in order */
  check() {
    const wrong = this.#lines.find(({ fields: { begins, ends, text } }) => {
      const told = text.value.trim() && ends.value;
      return told && (!begins.value || ends.value <= begins.value);
    });
    if (wrong) blame(wrong.fields.ends);
    return !wrong;
  }
}
