// What is there to say about the version of the app: a newer one is ready, this one is too old, or
// getting the newer one did not work?

import { announce } from '../bus.js';
import { h, notice } from '../dom.js';
import { reinstall, renew } from '../renewal.js';
import { asTrouble } from '../trouble.js';
import { behind, unkept, updateReady, updatesHeld } from '../update.js';
import { UPDATE } from '../words/frame.js';
import { troubleWords } from '../words/trouble.js';

let busy = false;
/** @type {import('../trouble.js').Trouble | null} */
let failure = null;

/**
 * @param {import('../snapshot.js').Snapshot} snapshot
 * @returns {HTMLElement | null | undefined} undefined: leave what is shown, a check-in is being made
 */
export function updateNotice({ app }) {
  if (updatesHeld()) return undefined;
  if (busy) return notice('calm', 'sync', h('p', { class: 'busy' }, UPDATE.busy));
  if (failure && !behind()) return failed(failure);
  if (app && app.standing !== 'current') return aged(app);
  if (updateReady()) return notice('calm', 'sync', h('p', null, UPDATE.ready), reloadButton());
  if (!unkept()) return null;
  const again = button(UPDATE.reload, () => location.reload());
  return told('doubt', 'offline', UPDATE.unkept, [UPDATE.unkeptMore], [again]);
}

/**
 * @param {'doubt' | 'calm'} tone
 * @param {string} sign
 * @param {string} title
 * @param {(string | null)[]} lines
 * @param {HTMLElement[]} buttons
 */
function told(tone, sign, title, lines, buttons) {
  const words = lines.map((line) => line && h('p', null, line));
  const parts = [h('h2', null, title), ...words, h('div', { class: 'cluster' }, buttons)];
  return notice(tone, sign, h('div', { class: 'stack tight' }, parts));
}

/** @param {{ standing: string, detail: string | null }} app */
function aged({ standing, detail }) {
  return standing === 'outdated'
    ? told('doubt', 'warning', UPDATE.outdated, [detail], [reloadButton()])
    : told('calm', 'sync', UPDATE.ending, [detail], [reloadButton()]);
}

/** @param {import('../trouble.js').Trouble} trouble */
function failed(trouble) {
  const { title, text } = troubleWords(trouble);
  if (trouble.code !== 'update_failed') {
    return told('doubt', 'warning', title, [text], [reloadButton()]);
  }
  const last = h(
    'button',
    { class: 'button quiet-button', type: 'button', onclick: () => run(reinstall) },
    UPDATE.reinstall,
  );
  return told('doubt', 'warning', title, [text, UPDATE.reinstallMore], [reloadButton(), last]);
}

function reloadButton() {
  return button(UPDATE.reload, () => run(renew));
}

/** @param {string} word @param {() => unknown} onclick */
function button(word, onclick) {
  return h('button', { class: 'button', type: 'button', onclick, 'data-key': word }, word);
}

/** @param {() => Promise<void>} work */
async function run(work) {
  if (busy || updatesHeld()) return;
  busy = true;
  failure = null;
  announce('changed');
  try {
    await work();
  } catch (error) {
    failure = asTrouble(error);
    busy = false;
    announce('changed');
  }
}
