// When may an older build's files go? When no open page belongs to it any more.

const ANSWER_MS = 2_000;

/**
 * Delete the caches of builds that no page runs. A page that does not answer may be frozen: then
 * everything stays until the next time. While a newer build waits to take over, its cache is not
 * ours to judge: nothing is dropped.
 * @param {ServiceWorkerGlobalScope} worker
 * @param {string} current name of this build's cache
 */
export async function dropOldBuilds(worker, current) {
  const names = (await caches.keys()).filter(
    (name) => name.startsWith('sikeren-') && name !== current,
  );
  const { installing, waiting } = worker.registration;
  if (names.length === 0 || installing || waiting) return;
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const app = pages.filter(({ url }) => new URL(url).pathname === '/');
  const builds = await Promise.all(app.map(buildOf));
  if (builds.includes(null)) return;
  const unused = names.filter((name) => !builds.includes(name.slice('sikeren-'.length)));
  await Promise.all(unused.map((name) => caches.delete(name)));
}

/** @param {Client} page @returns {Promise<string | null>} its build id; null: no answer */
function buildOf(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => end(null), ANSWER_MS);
    /** @param {string | null} build */
    const end = (build) => {
      clearTimeout(timer);
      port1.close();
      resolve(build);
    };
    port1.onmessage = ({ data }) => end(typeof data === 'string' ? data : null);
    page.postMessage({ type: 'which-build' }, [port2]);
  });
}
