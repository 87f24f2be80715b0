// How is this phone bound? Three steps, each with one button: code, key, rehearsal.

import { agree, bind, persist, readCode, rehearse, showCode, start } from '../binding.js';
import { fill, h, icon, notice } from '../dom.js';
import { lockable, supported } from '../passkey.js';
import { canInstall } from '../platform.js';
import { deliverNow } from '../sync.js';
import { asTrouble, Trouble } from '../trouble.js';
import { BIND } from '../words/bind.js';
import { nipWords } from '../words/nip.js';
import { troubleWords } from '../words/trouble.js';
import { helpLink, installOffer, lostNotice } from './bind-help.js';
import { storageCare } from './care.js';
import { codeForm } from './code-form.js';
import { installGuide, mustLeave } from './install-guide.js';
import { privacySummary, shownNow } from './privacy-notice.js';
import { stepList } from './steps.js';
import { View } from './view.js';

/** Answers after which the enrolment can be handed in again as it is. */
const AGAIN = [
  'network',
  'timeout',
  'not_ours',
  'server_away',
  'unavailable',
  'internal',
  'too_many_requests',
];

class BindView extends View {
  heading = BIND.title;
  #steps = h('div');
  #body = h('div', { class: 'stack' });
  #trouble = h('div', { role: 'alert' });
  #offer = h('div');
  #lost = h('div');
  #step = 0;
  #offered = '';
  /** @type {import('../binding.js').Enrolment | null} */
  #enrolment = null;
  /** @type {Awaited<ReturnType<typeof agree>> | null} */
  #agreed = null;

  build() {
    this.className = 'page bind stack';
    this.append(h('h1', null, BIND.title), h('p', { class: 'quiet' }, BIND.intro));
    const code = readCode(this.dataset.id ?? '') ?? '';
    if (mustLeave()) {
      const link = `${location.origin}/${code && `#bind=${showCode(code)}`}`;
      this.append(h('div', null, installGuide(link, code && showCode(code))));
      return;
    }
    // A code must not stay in the history, unless the way goes on elsewhere with it.
    history.replaceState(null, '', '#bind');
    this.append(this.#lost, storageCare(), this.#steps, this.#trouble, this.#body, this.#offer);
    this.#askCode(code);
    lostNotice().then((said) => fill(this.#lost, said));
  }

  show() {
    const key = `${this.#step} ${canInstall()}`;
    if (this.#offered === key) return;
    this.#offered = key;
    fill(this.#offer, installOffer(this.#step === 3), this.#step === 0 ? helpLink() : null);
    this.#offer.hidden = this.#step === 1 || this.#step === 2;
  }

  /** @param {number} step @param {...import('../dom.js').Child} content */
  #at(step, ...content) {
    this.#step = step;
    this.show();
    fill(this.#steps, stepList(BIND.steps, step));
    fill(this.#trouble);
    fill(this.#body, ...content);
    const heading = this.#body.querySelector('h2');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }

  /** @param {string} code */
  #askCode(code) {
    const check = (/** @type {HTMLButtonElement} */ button, /** @type {string} */ typed) =>
      this.#try(button, () => this.#begin(typed));
    this.#at(0, codeForm(code, check));
  }

  /** @param {string} typed */
  async #begin(typed) {
    const code = readCode(typed);
    if (!code) throw new Trouble('code_form');
    if (!supported()) throw new Trouble('passkey_unsupported');
    if (!(await lockable())) throw new Trouble('no_screen_lock');
    this.#enrolment = await start(code);
    const { name, nip, agency } = this.#enrolment.employee;
    const button = h(
      'button',
      { class: 'button large wide', type: 'button' },
      icon('fingerprint'),
      BIND.agree,
    );
    button.addEventListener('click', () => this.#try(button, () => this.#agree(button)));
    const back = h(
      'button',
      { class: 'button quiet-button wide', type: 'button', onclick: () => this.#askCode('') },
      BIND.notMe,
    );
    const who = h(
      'div',
      { class: 'card who-card' },
      h('strong', null, name),
      h('p', null, agency),
      h('p', { class: 'quiet figures' }, `NIP ${nipWords(nip)}`),
    );
    const told = privacySummary(this.#enrolment.contact);
    this.#enrolment.privacy = shownNow();
    const more = h('p', null, BIND.whoMore);
    this.#at(1, h('h2', null, BIND.whoTitle), who, told, more, button, back);
  }

  /** @param {HTMLButtonElement} button */
  async #agree(button) {
    if (!this.#enrolment) return;
    this.#agreed ??= await agree(this.#enrolment);
    try {
      await bind(this.#enrolment, this.#agreed);
    } catch (error) {
      const trouble = asTrouble(error);
      if (AGAIN.includes(trouble.code)) fill(button, icon('send'), BIND.again);
      else this.#agreed = null;
      throw trouble;
    }
    deliverNow();
    this.#askRehearsal();
  }

  #askRehearsal() {
    const button = h(
      'button',
      { class: 'button large wide', type: 'button' },
      icon('fingerprint'),
      BIND.rehearse,
    );
    button.addEventListener('click', () => this.#try(button, () => this.#rehearse()));
    this.#at(2, h('h2', null, BIND.rehearseTitle), h('p', null, BIND.rehearseMore), button);
  }

  async #rehearse() {
    await rehearse();
    const persisted = await persist();
    const stored = notice(
      persisted ? 'good' : 'doubt',
      persisted ? 'shield' : 'info',
      h('p', null, persisted ? BIND.persisted : BIND.notPersisted),
    );
    const go = h('a', { class: 'button large wide', href: '#checkin' }, BIND.start);
    const done = notice('good', 'check', h('p', null, BIND.done));
    this.#at(3, h('h2', null, BIND.doneTitle), done, stored, h('p', null, BIND.location), go);
  }

  /** @param {HTMLButtonElement} button @param {() => Promise<void>} work */
  async #try(button, work) {
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    fill(this.#trouble);
    try {
      await work();
    } catch (error) {
      const trouble = asTrouble(error);
      const { title, text } = troubleWords(trouble);
      const more = this.#agreed && AGAIN.includes(trouble.code) ? BIND.lostAnswer : text;
      fill(this.#trouble, notice('bad', 'warning', h('h2', null, title), h('p', null, more)));
    } finally {
      button.removeAttribute('aria-busy');
    }
  }
}

customElements.define('sikeren-bind', BindView);
