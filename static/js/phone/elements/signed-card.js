// The receipt itself, to show, share or copy: it can be checked by anybody with the public keys.

import { fill, h, icon } from '../dom.js';
import { RECEIPT } from '../words/receipt.js';

/** The part of a receipt's page that holds the signed text. */
export class SignedCard {
  #body = h('div', { class: 'stack tight' });
  #said = h('p', { class: 'small', role: 'status' });
  #shown = '';
  element = h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, RECEIPT.signed),
    this.#body,
    this.#said,
  );

  /** @param {import('../ledger.js').Entry} entry */
  show({ checkin, kind }) {
    const receipt = checkin?.receipt ?? '';
    const key = `${checkin?.id} ${receipt}`;
    if (key === this.#shown) return;
    this.#shown = key;
    if (!receipt) {
      fill(this.#body, h('p', null, checkin ? RECEIPT.unsigned : RECEIPT.otherPhone));
      return;
    }
    const title = RECEIPT.title(kind);
    const share = () => navigator.share({ title, text: receipt }).catch(() => {});
    const copy = () => this.#copy(receipt);
    fill(
      this.#body,
      h('p', null, RECEIPT.signedMore),
      h(
        'div',
        { class: 'cluster' },
        typeof navigator.share === 'function'
          ? h(
              'button',
              { class: 'button quiet-button', type: 'button', onclick: share },
              icon('share'),
              RECEIPT.share,
            )
          : null,
        h(
          'button',
          { class: 'button quiet-button', type: 'button', onclick: copy },
          icon('copy'),
          RECEIPT.copy,
        ),
      ),
      h(
        'details',
        { class: 'disclosure' },
        h('summary', null, RECEIPT.raw),
        h('code', { class: 'raw', tabindex: 0 }, receipt),
      ),
    );
  }

  /** @param {string} receipt */
  async #copy(receipt) {
    try {
      await navigator.clipboard.writeText(receipt);
      this.#said.textContent = RECEIPT.copied;
    } catch {
      this.#body.querySelector('details')?.setAttribute('open', '');
    }
  }
}
