// What does the server need to know of a push subscription? The same from the page and the worker.

/**
 * @param {PushSubscription} made
 * @param {string} key the server's, that it was made with
 * @returns {import('./reminders.js').Subscription}
 */
export function plain(made, key) {
  const { endpoint = '', keys = {} } = made.toJSON();
  return { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth }, key };
}
