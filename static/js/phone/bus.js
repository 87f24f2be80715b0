// How do views, other tabs and the worker learn that something changed? One small channel.
// It carries no data that counts: whoever hears of a change reads the database again.

/** @typedef {'changed' | 'chain-wanted' | 'anchor'} Topic */

const local = new EventTarget();
/** Without one every tab still hears itself. */
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('sikeren') : null;
channel?.addEventListener('message', ({ data }) => {
  local.dispatchEvent(new CustomEvent(data.topic, { detail: data.detail ?? null }));
});
// Node keeps a process alive for an open channel; a browser has no such method.
/** @type {{ unref?: () => void } | null} */ (/** @type {unknown} */ (channel))?.unref?.();

/**
 * Tell this page, every other tab and the worker.
 * @param {Topic} topic
 * @param {unknown} [detail] something that can be cloned
 */
export function announce(topic, detail) {
  local.dispatchEvent(new CustomEvent(topic, { detail }));
  channel?.postMessage({ topic, detail });
}

/**
 * Hear a topic, from here or elsewhere.
 * @param {Topic} topic
 * @param {(detail: any) => void} hear
 * @returns {() => void} stops hearing
 */
export function on(topic, hear) {
  /** @param {Event} event */
  const listener = (event) => hear(/** @type {CustomEvent} */ (event).detail);
  local.addEventListener(topic, listener);
  return () => local.removeEventListener(topic, listener);
}
