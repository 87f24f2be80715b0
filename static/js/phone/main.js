// Starts the phone app: what is shown, the deliveries, and then what is not needed to check in:
// the other views, and the worker that keeps all of it on the phone.

import './elements/app.js';
import { announce } from './bus.js';
import { fetchAll } from './elements/views.js';
import { watchInstallOffer } from './platform.js';
import { startSync } from './sync.js';
import { watchTextSize } from './text-size.js';
import { startUpdates } from './update.js';

const LATEST_MS = 2_000;

watchInstallOffer(() => announce('changed'));
startSync();
watchTextSize();
document.querySelector('sikeren-app')?.addEventListener('opened', whenIdle, { once: true });

/** Safari knows no idle time. */
function whenIdle() {
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(fetchTheRest, { timeout: LATEST_MS });
}

function fetchTheRest() {
  startUpdates();
  fetchAll();
  import('./elements/pages-part.js').then(begin, () => {});
}

/** @param {typeof import('./elements/pages-part.js')} part */
function begin({ nameStartupPicture, startReminders }) {
  startReminders();
  // Only Safari of iPhone and iPad knows the word; there it is false in a tab.
  if (navigator.standalone === false) nameStartupPicture();
}
