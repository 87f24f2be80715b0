// Is the person on a travel duty, and does the next check-in name it? A calm line of the Absen screen.

import { fill, h, icon, notice } from '../dom.js';
import { dutiesNear, lifted } from '../duty.js';
import { dayOf } from '../time.js';
import { DUTY_LINE } from '../words/duty-line.js';

export class DutyLine {
  /** @type {import('../duty.js').Duty | null} what a check-in made now names */
  current = null;
  #place = 0;
  #onchange;
  element = h('div', { role: 'status' });

  /** @param {() => void} onchange another duty was chosen */
  constructor(onchange) {
    this.#onchange = onchange;
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show({ duties, zone }) {
    const today = dayOf(new Date(), zone);
    const { running, around } = dutiesNear(duties, today);
    const choices = running.length > 0 ? [...running, ...around] : [null, ...around];
    this.#place %= choices.length;
    this.current = choices[this.#place];
    const shown = this.current ?? around[0];
    fill(this.element, shown ? this.#line(shown, today, choices.length > 1) : null);
  }

  /** @param {import('../duty.js').Duty} duty @param {string} today @param {boolean} more */
  #line(duty, today, more) {
    const place = duty.places[0]?.name ?? '';
    const { now, next, past } = DUTY_LINE;
    const title = duty.first_day > today ? next : duty.last_day < today ? past : now;
    const approved = lifted(duty) ? DUTY_LINE.anywhere : DUTY_LINE.there;
    const words = duty.state === 'approved' ? approved : DUTY_LINE.waits;
    const change = () => {
      this.#place += 1;
      this.#onchange();
    };
    const button = { class: 'button quiet-button compact', type: 'button', onclick: change };
    return notice(
      'calm',
      'send',
      h('p', null, h('strong', null, title(place))),
      h('p', { class: 'small' }, `${DUTY_LINE.number(duty.number)}. ${words}`),
      more
        ? h(
            'button',
            { ...button, 'data-key': 'duty' },
            icon('sync'),
            this.current ? DUTY_LINE.other : DUTY_LINE.use,
          )
        : null,
    );
  }
}
