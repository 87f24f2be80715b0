// What is this phone to the office, is its store safe, and how does one leave?

import { rehearse } from '../binding.js';
import { factList, fill, h, icon, notice } from '../dom.js';
import { installed } from '../platform.js';
import { leave } from '../session.js';
import { momentNear } from '../time.js';
import { asTrouble } from '../trouble.js';
import { VERSION } from '../version.js';
import { NAV } from '../words/frame.js';
import { nipWords } from '../words/nip.js';
import { BINDINGS, PHONE } from '../words/phone.js';
import { WHY } from '../words/why.js';
import { ChangeCard } from './change-card.js';
import { DisplayCard } from './display-card.js';
import { linkRow } from './link-row.js';
import { ReminderCard } from './reminder-card.js';
import { standingNotice } from './standing-notice.js';
import { StorageCard } from './storage-card.js';
import { troubleNotice } from './trouble-notice.js';
import { View } from './view.js';

class PhoneView extends View {
  heading = NAV.phone;
  #standing = h('div');
  #person = h('section', { class: 'card' });
  #reminders = new ReminderCard();
  #facts = h('div');
  #said = h('div', { role: 'status' });
  #storage = new StorageCard();
  #dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'leave-title' });

  build() {
    this.className = 'page stack';
    const rehearsal = this.#button('fingerprint', PHONE.rehearse, () => this.#rehearse());
    const out = this.#button('leave', PHONE.leave, () => this.#dialog.showModal());
    const version = factList([[PHONE.version, h('code', null, VERSION)]]);
    const href = '#install';
    const install = installed()
      ? null
      : h('a', { class: 'button quiet-button', href }, icon('install'), PHONE.install);
    this.#fillDialog();
    this.append(
      h('h1', null, PHONE.title),
      this.#standing,
      this.#person,
      h(
        'section',
        { class: 'card stack' },
        h('h2', null, PHONE.thisPhone),
        this.#facts,
        this.#said,
        h('div', { class: 'cluster' }, rehearsal),
      ),
      new ChangeCard().element,
      this.#reminders.element,
      this.#storage.element,
      new DisplayCard().element,
      h('section', { class: 'card stack tight' }, h('h2', null, PHONE.app), version, install),
      h(
        'div',
        { class: 'card day topics' },
        h('ul', { role: 'list' }, linkRow('#help', WHY.help), linkRow('#privacy', PHONE.data)),
      ),
      out,
      this.#dialog,
    );
  }

  /** @param {string} sign @param {string} word @param {() => unknown} onclick */
  #button(sign, word, onclick) {
    return h('button', { class: 'button quiet-button', type: 'button', onclick }, icon(sign), word);
  }

  #fillDialog() {
    const close = () => this.#dialog.close();
    const go = async () => {
      close();
      await leave();
    };
    this.#dialog.append(
      h('h2', { id: 'leave-title' }, PHONE.leaveTitle),
      h('p', null, PHONE.leaveMore),
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { class: 'button quiet-button', type: 'button', onclick: close }, PHONE.stay),
        h('button', { class: 'button', type: 'button', onclick: go }, PHONE.leave),
      ),
    );
  }

  /** @param {import('../snapshot.js').Snapshot} snapshot */
  show(snapshot) {
    fill(this.#standing, standingNotice(snapshot));
    fill(this.#person, personOf(snapshot));
    fill(this.#facts, factList(rowsOf(snapshot)));
    this.#reminders.show(snapshot);
    this.#storage.show();
  }

  async #rehearse() {
    try {
      await rehearse();
      fill(this.#said, notice('good', 'check', h('p', null, PHONE.rehearseWorked)));
    } catch (error) {
      fill(this.#said, troubleNotice(asTrouble(error)));
    }
  }
}

/** @param {import('../snapshot.js').Snapshot} snapshot */
function personOf({ employee }) {
  if (!employee) return null;
  const { name, nip, agency, supervisor } = employee;
  return [
    h('h2', null, name),
    h('p', null, agency ?? ''),
    h('p', { class: 'quiet figures' }, `NIP ${nipWords(nip)}`),
    supervisor ? h('p', { class: 'quiet' }, `${PHONE.supervisor}: ${supervisor}`) : null,
  ];
}

/**
 * @param {import('../snapshot.js').Snapshot} snapshot
 * @returns {[string, import('../dom.js').Child][]}
 */
function rowsOf({ device, binding, anchor, zone }) {
  if (!device) return [];
  return [
    [PHONE.since, momentNear(device.enrolled_at, zone)],
    [PHONE.key, BINDINGS[binding] ?? PHONE.keyUnknown],
    [
      PHONE.rehearsed,
      device.rehearsed_at ? momentNear(device.rehearsed_at, zone) : PHONE.notRehearsed,
    ],
    [PHONE.anchor, anchor ? momentNear(anchor.seen_at, zone) : PHONE.noAnchor],
    [PHONE.device, h('code', null, device.id)],
  ];
}

customElements.define('sikeren-phone', PhoneView);
