// What does one letter of assignment say, where does it stand, and what is to be done with it?

import { factList, fill, h, icon, notice, status } from '../dom.js';
import { dutyList, fetchDuties, pendingOf, standingOf } from '../duties.js';
import { dateOf } from '../time.js';
import { COVERS, DUTY, DUTY_KINDS } from '../words/duties.js';
import { REPORT_STATES } from '../words/reports.js';
import { spanOf } from './duties-view.js';
import { DutyForm } from './duty-form.js';
import { fileList } from './file-row.js';
import { history, objections, section, TakeBack } from './filed.js';
import { View } from './view.js';

class DutyView extends View {
  heading = DUTY.back;
  #told = h('div', { class: 'stack' });
  #form = new DutyForm();
  #past = h('div', { class: 'stack' });
  #back = new TakeBack('duty', DUTY.withdraw, DUTY.withdrawMore);
  #asked = '';

  build() {
    this.className = 'page stack';
    const back = h('a', { class: 'back', href: '#duties' }, icon('back'), DUTY.back);
    this.#form.element.hidden = true;
    this.append(back, this.#told, this.#form.element, this.#past, this.#back.element);
    this.#back.show();
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  async show({ duties, filings, files, zone, delivery, employee }) {
    const id = this.dataset.id || 'new';
    if (id === 'new') {
      fill(this.#told, h('h1', null, DUTY.new));
      this.#form.element.hidden = false;
      return this.#form.open(id);
    }
    const kept = await dutyList();
    const listed = kept?.body.duties.find((one) => one.id === id);
    const pending = pendingOf(filings, 'duty', id, kept?.at);
    const letter = pending?.what === 'duty' ? pending.json : listed;
    const duty = letter ?? duties.find((one) => one.id === id);
    const state = standingOf(pending, listed?.state ?? duty?.state);
    fill(this.#told, ...told(duty, listed, pending, state), actions(listed, state));
    const mends = listed?.may.includes('resubmit') && state !== 'kept';
    const open = Boolean(letter) && (mends || (state === 'refused' && pending?.what === 'duty'));
    this.#form.element.hidden = !open;
    if (open) await this.#form.open(id, withoutOwn(letter, employee?.nip), letter === listed);
    const attached = files.filter((one) => one.subject_kind === 'duty' && one.subject_id === id);
    fill(
      this.#past,
      section(DUTY.files, fileList(listed?.files ?? [], attached)),
      section(DUTY.history, history(listed?.steps ?? [], zone)),
    );
    this.#back.show(listed?.may.includes('withdraw') && !pending ? id : '');
    if (this.#asked === String(delivery.reached_at)) return;
    this.#asked = String(delivery.reached_at);
    await fetchDuties().catch(() => {}); // the last list stays, and the frame says so
  }
}

/** Who files is one of the travellers without being named. @param {any} letter @param {string} [nip] */
function withoutOwn(letter, nip) {
  const members = letter.members ?? [];
  return {
    ...letter,
    members: members.filter((/** @type {any} */ one) => (one.nip ?? one) !== nip),
  };
}

/** @param {any} duty @param {any} listed @param {any} pending @param {string} state */
function told(duty, listed, pending, state) {
  if (!duty) return [h('h1', null, DUTY.back), h('p', { class: 'quiet' }, DUTY.unknown)];
  const { tone, sign, word } = REPORT_STATES[state] ?? REPORT_STATES.missing;
  const clashes = listed?.clashes ?? [];
  const people = (listed?.members ?? []).map((/** @type {any} */ one) => h('p', null, one.name));
  return [
    h('h1', null, duty.places.map((/** @type {any} */ one) => one.name).join(', ')),
    h('p', null, status(tone, sign, word)),
    state === 'kept' && pending?.what === 'duty'
      ? notice(
          'calm',
          'phone',
          h('p', null, DUTY.saved),
          h('p', { class: 'small' }, DUTY.savedMore),
        )
      : null,
    ...objections(listed?.steps ?? [], state, pending),
    clashes.length > 0
      ? notice(
          'doubt',
          'warning',
          h('h2', null, DUTY.clash),
          ...clashes.map((/** @type {any} */ one) =>
            h('p', null, `${one.name}: ${one.number}, ${spanOf(one)}`),
          ),
        )
      : null,
    h(
      'section',
      { class: 'card' },
      factList([
        [DUTY.number, duty.number],
        ...(duty.letter_date ? [pair(DUTY.letter_date, dateOf(duty.letter_date))] : []),
        ...(duty.purpose ? [pair(DUTY.purpose, duty.purpose)] : []),
        [DUTY.kind, DUTY_KINDS[/** @type {'out_of_town'} */ (duty.kind)]],
        [DUTY.covers, COVERS[/** @type {'both'} */ (duty.covers)]],
        [DUTY.days, spanOf(duty)],
        ...(people.length > 1 ? [pair(DUTY.people, people)] : []),
      ]),
    ),
  ];
}

/** @param {string} term @param {any} value @returns {[string, any]} */
function pair(term, value) {
  return [term, value];
}

/** @param {any} listed @param {string} state */
function actions(listed, state) {
  if (!listed?.report || !['approved', 'submitted'].includes(state)) return null;
  const word = listed.report.may.length > 0 && !listed.report.content ? DUTY.write : DUTY.read;
  return h(
    'div',
    null,
    h('a', { class: 'button', href: `#travel/${listed.id}` }, icon('note'), word),
  );
}

customElements.define('sikeren-duty', DutyView);
