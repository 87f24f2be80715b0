// Which reports are there to write? One entry a kind; the hub shows them in this order.

import { DUTIES } from '../words/duties.js';
import { WORK } from '../words/reports.js';

/**
 * @typedef {{ href: string, sign: string, title: string, more: string }} Section
 * @type {Section[]}
 */
export const SECTIONS = [
  { href: '#reports', sign: 'note', title: WORK.daily, more: WORK.dailyMore },
  { href: '#duties', sign: 'send', title: DUTIES.title, more: DUTIES.more },
];
