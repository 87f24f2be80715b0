// What is this phone reminded of, and when not? The card of "HP Saya", and what stands in its way.

import { platformName } from '../browser.js';
import { fill, h, icon, notice, status } from '../dom.js';
import { permission, support, turnOff, turnOn } from '../push.js';
import { changeReminders, reminders, USUAL, unsent } from '../reminders.js';
import { deliverNow } from '../sync.js';
import { REMINDER_KINDS, REMINDERS } from '../words/reminders.js';

/** @typedef {import('../reminders.js').Reminders} Wish */

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, index) => `${String(index >> 1).padStart(2, '0')}:${index % 2 ? '30' : '00'}`,
);

/** The card. `show` reads the store itself: its wish belongs to no snapshot. */
export class ReminderCard {
  #state = h('div', { class: 'stack tight', role: 'status' });
  #button = h('button', {
    ...{ class: 'button', type: 'button', hidden: true }, // until it is known what it would do
    onclick: () => this.#press(),
  });
  #settings = h('div', { class: 'stack' });
  #busy = false;
  #asked = '';
  element = h(
    'section',
    { class: 'card stack', id: 'reminders' },
    h('h2', null, REMINDERS.title),
    this.#state,
    this.#settings,
    h('div', { class: 'cluster' }, this.#button),
    h('p', { class: 'small quiet' }, REMINDERS.secret),
  );

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  async show({ reminding }) {
    const wish = await reminders();
    if (!wish) return;
    const on = wish.subscription !== null;
    const hindrance = on && permission() === 'granted' ? null : hindranceOf(reminding);
    fill(this.#state, hindrance ?? this.#standing(wish, on));
    fill(this.#settings, on ? settingsOf(wish) : null);
    this.#button.hidden = !on && hindrance !== null;
    this.#button.classList.toggle('quiet-button', on);
    this.#button.setAttribute('aria-busy', String(this.#busy));
    const word = on ? REMINDERS.turnOff : REMINDERS.turnOn;
    fill(this.#button, this.#busy ? null : icon('bell'), this.#busy ? REMINDERS.turningOn : word);
  }

  /** @param {Wish} wish @param {boolean} on */
  #standing(wish, on) {
    const trouble = wish.trouble && troubleOf(wish.trouble);
    if (!on) return [trouble, h('p', null, this.#asked || REMINDERS.intro)];
    const waits = unsent(wish) ? h('p', { class: 'small quiet' }, REMINDERS.unsent) : null;
    return [h('p', null, status('good', 'bell', REMINDERS.on)), waits, trouble];
  }

  async #press() {
    if (this.#busy) return;
    const wish = await reminders();
    if (wish?.subscription) await turnOff();
    else await this.#ask();
    deliverNow();
  }

  async #ask() {
    this.#busy = true;
    this.#asked = '';
    await changeReminders({ trouble: null });
    try {
      if ((await turnOn()) === 'default') this.#asked = REMINDERS.asked;
    } catch {
      // What it was stands in the wish.
    } finally {
      this.#busy = false;
      await changeReminders({});
    }
  }
}

/** @param {import('../snapshot.js').Snapshot['reminding']} reminding what keeps from switching it on */
function hindranceOf(reminding) {
  if (reminding === false) return h('p', null, REMINDERS.serverOff);
  const can = support();
  if (can === 'install') {
    const link = h('a', { href: '#install' }, REMINDERS.install);
    return said(REMINDERS.installTitle, REMINDERS.installMore, link);
  }
  if (can === 'none') return said(REMINDERS.unsupported, REMINDERS.unsupportedMore);
  if (permission() === 'denied')
    return said(REMINDERS.denied, REMINDERS.deniedMore[platformName()]);
  return reminding === null ? h('p', null, REMINDERS.away) : null;
}

/** @param {string} title @param {string} more @param {Node} [link] */
function said(title, more, link) {
  return notice('calm', 'info', h('h3', null, title), h('p', null, more), link);
}

/** @param {{ code: string, detail?: string }} trouble */
function troubleOf({ code, detail }) {
  const failed = code === 'push_failed';
  const [title, more] = failed
    ? [REMINDERS.failing, REMINDERS.failingMore]
    : [REMINDERS.refused, detail ?? ''];
  return notice('doubt', 'warning', h('h3', null, title), h('p', null, more));
}

/** @param {Wish} wish */
function settingsOf({ kinds, quiet }) {
  const choices = Object.entries(REMINDER_KINDS).map(([kind, [word, more]]) =>
    choice(`kind-${kind}`, kinds[kind], word, more, (on) =>
      save((wish) => ({ kinds: { ...wish.kinds, [kind]: on } })),
    ),
  );
  const legend = h('legend', null, REMINDERS.kinds);
  const held = quiet ?? USUAL.quiet;
  const silent = choice('quiet', quiet !== null, REMINDERS.quiet, REMINDERS.quietHint, (on) =>
    save({ quiet: on ? USUAL.quiet : null }),
  );
  const hours = h(
    'div',
    { class: 'quiet-hours' },
    timeField('from', REMINDERS.quietFrom, held),
    timeField('until', REMINDERS.quietUntil, held),
  );
  return [
    h('fieldset', { class: 'reminders' }, legend, ...choices),
    h('div', { class: 'reminders' }, silent, quiet ? hours : null),
  ];
}

/**
 * @param {string} key
 * @param {boolean} checked
 * @param {string} word
 * @param {string} more
 * @param {(on: boolean) => unknown} change
 */
function choice(key, checked, word, more, change) {
  const input = h('input', { type: 'checkbox', checked, 'data-key': key, name: key });
  input.addEventListener('change', () => change(input.checked));
  return h('label', { class: 'choice' }, input, h('span', null, word, h('small', null, more)));
}

/** @param {'from' | 'until'} end @param {string} word @param {import('../reminders.js').Quiet} quiet */
function timeField(end, word, quiet) {
  const id = `quiet-${end}`;
  const other = quiet[end === 'from' ? 'until' : 'from'];
  const times = [...new Set([...HALF_HOURS, quiet[end]])].filter((time) => time !== other).sort();
  const options = times.map((time) =>
    h('option', { value: time, selected: time === quiet[end] }, time.replace(':', '.')),
  );
  const select = h('select', { id, 'data-key': id }, ...options);
  select.addEventListener('change', () =>
    save((wish) => ({ quiet: { ...(wish.quiet ?? quiet), [end]: select.value } })),
  );
  return h('div', { class: 'field' }, h('label', { for: id }, word), select);
}

/** @param {Parameters<typeof changeReminders>[0]} changes */
async function save(changes) {
  await changeReminders(changes);
  deliverNow();
}
