// How many things wait on this phone? Shown on the app's icon, where the system can.

import { read } from './db.js';
import { explanations, filings } from './kept.js';

/** Show the number on the icon, or none. The page and the worker call it after every change. */
export async function showBadge() {
  if (!('setAppBadge' in navigator)) return;
  try {
    const count = await waitingCount();
    await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge());
  } catch {
    // An ornament: where the system or the store refuses, nothing else depends on it.
  }
}

/** @returns {Promise<number>} check-ins, explanations and filings without an answer */
export async function waitingCount() {
  const waits = (/** @type {{ state: string }} */ { state }) => state === 'waiting';
  const [kept, said, filed] = await Promise.all([
    read(['checkins'], (tx) => tx.objectStore('checkins').index('state').count('waiting')),
    explanations(),
    filings(),
  ]);
  return kept + said.filter(waits).length + filed.filter(waits).length;
}
