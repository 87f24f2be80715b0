// What of reminders lives while the app is open? The number on the icon, the one calm question at the
// end of the Absen screen, and the way to where a notification leads. Fetched after all else.

import { showBadge } from '../badge.js';
import { on } from '../bus.js';
import { fill, h, icon, notice } from '../dom.js';
import { permission, renewIfLost, support, turnOn } from '../push.js';
import { changeReminders, reminders } from '../reminders.js';
import { snapshot } from '../snapshot.js';
import { deliverNow } from '../sync.js';
import { REMINDER_OFFER, REMINDERS } from '../words/reminders.js';

const VIEW = 'sikeren-checkin .placed';

/** Begin; call it once. */
export function startReminders() {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data?.type === 'go') location.hash = data.url;
  });
  on('changed', refresh);
  window.addEventListener('hashchange', refresh);
  refresh();
  renewIfLost().catch(() => {});
}

/** Later than the view itself, which hears of the same change. */
function refresh() {
  showBadge();
  setTimeout(() => offer().catch(() => {}));
}

/** Ask once a check-in has arrived, and never again after an answer. */
async function offer() {
  const place = document.querySelector(VIEW);
  if (!place) return;
  const there = place.querySelector('.reminder-offer');
  if (await wanted()) {
    if (!there) place.append(card());
  } else if (there && !there.hasAttribute('data-busy')) there.remove();
}

async function wanted() {
  if (support() !== 'ready' || permission() !== 'default') return false;
  const [wish, now] = await Promise.all([reminders(), snapshot()]);
  if (!wish || wish.later || wish.subscription || now.left || !now.reminding) return false;
  return now.entries.some(({ checkin }) => checkin?.state === 'recorded');
}

function card() {
  const said = h('div', { role: 'status' });
  const [yes, no] = [REMINDERS.turnOn, REMINDER_OFFER.later].map((word, index) =>
    h('button', { class: index ? 'button quiet-button' : 'button', type: 'button' }, word),
  );
  const shell = h(
    'section',
    { class: 'card stack tight reminder-offer', 'aria-labelledby': 'reminder-offer' },
    h('h2', { id: 'reminder-offer' }, icon('bell'), REMINDER_OFFER.title),
    h('p', null, REMINDER_OFFER.text),
    said,
    h('div', { class: 'cluster' }, yes, no),
  );
  yes.addEventListener('click', () => agree(shell, said, yes));
  no.addEventListener('click', () => changeReminders({ later: true }));
  return shell;
}

/** @param {HTMLElement} shell @param {HTMLElement} said @param {HTMLElement} button */
async function agree(shell, said, button) {
  shell.setAttribute('data-busy', '');
  button.setAttribute('aria-busy', 'true');
  try {
    const answer = await turnOn();
    if (answer !== 'granted') await changeReminders({ later: true });
    shell.removeAttribute('data-busy');
    deliverNow();
    await offer();
  } catch {
    const more = h('p', null, REMINDERS.failingMore);
    fill(said, notice('doubt', 'warning', h('h3', null, REMINDERS.failing), more));
  } finally {
    button.setAttribute('aria-busy', 'false');
  }
}
