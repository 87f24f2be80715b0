// When does the page try to deliver? At start, on `online`, on becoming visible or coming back from
// the page cache, on a timer with back-off, after every check-in, and by Background Sync where the
// browser has it; iOS has none.

import { on } from './bus.js';
import { checkins, delivery } from './kept.js';

const TAG = 'deliver';
/** Somebody is looking: then the longest wait is short, for networks come back unannounced. */
const SEEN_MS = 45_000;
/** A fresh anchor keeps the time of the next check-in tightly bounded. */
const CONTACT_EVERY_MS = 4 * 60_000;
const SHORTEST_MS = 1_000;

let timer = 0;
/** @type {Promise<unknown> | null} */
let running = null;
/** @type {Promise<unknown> | null} */
let queued = null;

/**
 * What hands in is fetched after what checks in; where it cannot be had the next try asks again.
 * @param {{ now: boolean }} options
 */
async function deliver(options) {
  const part = await import('./delivery-part.js');
  return part.deliver(options);
}

/** Begin; call it once. */
export function startSync() {
  window.addEventListener('online', () => deliverNow());
  // Back from the page cache, or thawed: nothing was loaded, so nothing else would notice.
  window.addEventListener('pageshow', ({ persisted }) => persisted && deliverNow());
  document.addEventListener('resume', () => deliverNow());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') deliverNow();
  });
  /** @type {any} */ (navigator).connection?.addEventListener?.('change', () => deliverNow());
  on('changed', plan);
  deliverNow();
}

/**
 * Try now, without back-off. While a round is under way one more is made after it, since it may
 * have begun before there was anything to send.
 * @returns {Promise<unknown>}
 */
export function deliverNow() {
  if (!running) {
    running = deliver({ now: true })
      .catch(() => false)
      .finally(() => {
        running = null;
        plan();
      });
    return running;
  }
  queued ??= running.then(() => {
    queued = null;
    return deliverNow();
  });
  return queued;
}

/** Set the timer for the next try. */
async function plan() {
  clearTimeout(timer);
  const {
    failures,
    next_at: nextAt,
    reached_at: reachedAt,
  } = await delivery().catch(() => ({
    failures: 1,
    next_at: Date.now() + CONTACT_EVERY_MS,
    reached_at: null,
  }));
  const due = failures > 0 ? nextAt : Date.parse(reachedAt ?? '') + CONTACT_EVERY_MS;
  const wait = Number.isFinite(due) ? due - Date.now() : CONTACT_EVERY_MS;
  const longest = failures > 0 && seen() ? SEEN_MS : CONTACT_EVERY_MS;
  clearTimeout(timer);
  timer = setTimeout(tick, Math.min(Math.max(wait, SHORTEST_MS), longest));
}

async function tick() {
  const kept = await checkins().catch(() => []);
  const waiting = kept.some(({ state }) => state === 'waiting');
  if (waiting || seen()) await deliver({ now: seen() }).catch(() => false);
  plan();
}

function seen() {
  return document.visibilityState === 'visible';
}

/** Ask the browser to wake the worker when the network is back. iOS has no such thing. */
export async function askForBackgroundSync() {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.sync?.register(TAG);
  } catch {
    // Not allowed here: the page's own tries remain.
  }
}
