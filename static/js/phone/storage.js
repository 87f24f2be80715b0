// How safe is the phone's store: may the browser clear it, is there room, is this a private window?
// Browsers answer as far as they like; what they do not say is not guessed.

/** Some room is left for months of check-ins, yet photographs of a report may not fit. */
const LOW_BYTES = 50 * 1024 * 1024;
/** What Chromium tells every site, whatever is free, so that no site can recognise a phone. */
const NO_ANSWER = 10 * 1024 ** 3;

/**
 * @typedef {{ persisted: boolean | null, free: number | null, low: boolean,
 *   privately: boolean | null }} Health
 *   free: bytes as the browser tells; null: it does not say
 */

/** @returns {Promise<Health>} */
export async function storageHealth() {
  const [persisted, free, privately] = await Promise.all([isPersisted(), freeBytes(), inPrivate()]);
  return { persisted, free, low: free !== null && free < LOW_BYTES, privately };
}

async function isPersisted() {
  try {
    return (await navigator.storage?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}

async function freeBytes() {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    if (quota === undefined || usage === undefined || quota - usage === NO_ANSWER) return null;
    return Math.max(0, quota - usage);
  } catch {
    return null;
  }
}

/**
 * Safari and Firefox keep no files for a private window and say so when asked for the folder.
 * Chromium's does not differ; what is bound in it is lost with the window all the same.
 */
async function inPrivate() {
  if (!navigator.storage?.getDirectory) return null;
  try {
    await navigator.storage.getDirectory();
    return false;
  } catch (error) {
    const { name = '', message = '' } = error instanceof Error ? error : {};
    const said = name === 'SecurityError' || /transient|private/i.test(message);
    return said ? true : null;
  }
}
