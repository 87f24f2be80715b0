// How does a month of reports get from the phone into E-Kinerja?

import { fill, h, icon } from '../dom.js';
import { textOf } from '../report-lines.js';
import { dateOf } from '../time.js';
import { REPORTS } from '../words/reports.js';

/**
 * @param {string} month
 * @param {import('../reports.js').Day[]} days
 * @param {Element} said where it is told what came of it
 */
export function leavingCard(month, days, said) {
  const text = [...days]
    .reverse()
    .filter(({ lines, state }) => lines.length > 0 && state !== 'withdrawn')
    .map(({ date, lines }) => [dateOf(date), ...lines.map(textOf)].join('\n'))
    .join('\n\n');
  if (!text) return null;
  const file = { href: `/api/v1/daily-reports.xlsx?month=${month}`, download: true };
  const button = { class: 'button quiet-button compact' };
  const copy = {
    ...button,
    type: 'button',
    'data-key': 'copy',
    onclick: () => copyText(text, said),
  };
  const share = {
    ...button,
    type: 'button',
    'data-key': 'share',
    onclick: () => shareText(text, said),
  };
  return h(
    'section',
    { class: 'card stack tight' },
    h('h2', null, REPORTS.export),
    h('p', { class: 'small quiet' }, REPORTS.exportMore),
    h(
      'div',
      { class: 'cluster' },
      h('button', copy, icon('copy'), REPORTS.copy),
      'share' in navigator ? h('button', share, icon('share'), REPORTS.share) : null,
      h('a', { ...button, ...file, 'data-key': 'xlsx' }, icon('receipt'), REPORTS.download),
    ),
  );
}

/** @param {string} text @param {Element} said */
async function copyText(text, said) {
  const done = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  fill(said, h('p', { class: 'small' }, done ? REPORTS.copied : REPORTS.notShared));
}

/** @param {string} text @param {Element} said */
async function shareText(text, said) {
  try {
    await navigator.share({ text });
  } catch (error) {
    // Whoever closes the sheet has not failed.
    if (/** @type {Error} */ (error).name === 'AbortError') return;
    fill(said, h('p', { class: 'small' }, REPORTS.notShared));
  }
}
