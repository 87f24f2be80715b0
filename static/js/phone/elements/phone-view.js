// What is this phone to the office, is its store safe, and how does one leave?

import { persist, rehearse } from '../binding.js';
import { factList, fill, h, icon, notice } from '../dom.js';
import { canInstall, install } from '../platform.js';
import { leave } from '../session.js';
import { momentOf } from '../time.js';
import { asTrouble } from '../trouble.js';
import { BINDINGS, INSTALL, NAV, PHONE, troubleWords } from '../words.js';
import { View } from './view.js';

class PhoneView extends View {
  heading = NAV.phone;
  #standing = h('div');
  #facts = h('div', { class: 'card' });
  #said = h('div', { role: 'status' });
  #install = h('section', { class: 'card stack tight' });
  #persist = this.#button('shield', PHONE.askPersist, () => persist());
  #dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'leave-title' });

  build() {
    this.className = 'page stack';
    const rehearsal = this.#button('fingerprint', PHONE.rehearse, () => this.#rehearse());
    const out = this.#button('leave', PHONE.leave, () => this.#dialog.showModal());
    const installing = h(
      'button',
      { class: 'button', type: 'button', onclick: install },
      icon('install'),
      INSTALL.button,
    );
    this.#install.append(h('h2', null, INSTALL.title), h('p', null, INSTALL.why), installing);
    this.#fillDialog();
    this.append(
      h('h1', null, PHONE.title),
      this.#standing,
      this.#facts,
      this.#said,
      h('div', { class: 'cluster' }, rehearsal, this.#persist),
      this.#install,
      h('div', { class: 'cluster' }, out),
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
    const { standing, device } = snapshot;
    const words = standing ? troubleWords(standing) : null;
    const link =
      standing?.code === 'device_revoked'
        ? h('a', { class: 'button', href: '#bind' }, PHONE.rebind)
        : null;
    fill(
      this.#standing,
      words
        ? notice('bad', 'warning', h('h2', null, words.title), h('p', null, words.text), link)
        : null,
    );
    fill(this.#facts, factList(rowsOf(snapshot)));
    this.#persist.hidden = Boolean(device?.persisted);
    this.#install.hidden = !canInstall();
  }

  async #rehearse() {
    try {
      await rehearse();
      fill(this.#said, notice('good', 'check', h('p', null, PHONE.rehearseWorked)));
    } catch (error) {
      const { title, text } = troubleWords(asTrouble(error));
      fill(this.#said, notice('doubt', 'warning', h('h2', null, title), h('p', null, text)));
    }
  }
}

/**
 * @param {import('../snapshot.js').Snapshot} snapshot
 * @returns {[string, import('../dom.js').Child][]}
 */
function rowsOf({ device, employee, binding, anchor, zone }) {
  if (!device) return [];
  const rehearsed = device.rehearsed_at ? momentOf(device.rehearsed_at, zone) : PHONE.notRehearsed;
  const supervisor = employee.supervisor ?? null;
  return [
    [PHONE.person, employee.name],
    ['NIP', employee.nip],
    [PHONE.agency, employee.agency],
    ...(supervisor ? [/** @type {[string, string]} */ ([PHONE.supervisor, supervisor])] : []),
    [PHONE.since, momentOf(device.enrolled_at, zone)],
    [PHONE.key, BINDINGS[binding] ?? PHONE.keyUnknown],
    [PHONE.rehearsed, rehearsed],
    [PHONE.storage, device.persisted ? PHONE.persisted : PHONE.notPersisted],
    [PHONE.anchor, anchor ? momentOf(anchor.seen_at, zone) : PHONE.noAnchor],
    [PHONE.device, h('code', null, device.id)],
    [PHONE.version, h('code', null, BUILD_ID)],
  ];
}

customElements.define('sikeren-phone', PhoneView);
