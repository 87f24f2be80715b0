// What did not work, what can the person do, and where is more about it?

import { h, notice } from '../dom.js';
import { troubleWords } from '../words/trouble.js';
import { TROUBLE_HELP } from '../words/why.js';
import { whyLink } from './why-link.js';

/** @param {{ code: string, detail?: string }} trouble @param {string} [sign] */
export function troubleNotice(trouble, sign = 'warning') {
  const { title, text } = troubleWords(trouble);
  const link = whyLink(TROUBLE_HELP[trouble.code], title);
  return notice('doubt', sign, h('h2', null, title), h('p', null, text), link);
}
