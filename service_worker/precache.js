// Which requests are answered from the phone, and from where? The shell and the build's assets;
// everything else goes to the network as if there were no worker.

export const CACHE = `sikeren-${BUILD_ID}`;

/**
 * Fetch everything the app needs to open without a network. All of it, and of this build, or
 * nothing: a captive portal's page or a newer server's shell fails the installation, and the
 * browser tries again later.
 */
export async function precache() {
  try {
    await fill(await caches.open(CACHE));
  } catch (error) {
    // Half a build is of no use, and where space is short it would keep out the next try.
    await caches.delete(CACHE);
    throw error;
  }
}

/** @param {Cache} cache */
async function fill(cache) {
  const answers = await Promise.all(PRECACHE.map(fetched));
  const shell = await answers[PRECACHE.indexOf('/')].clone().text();
  if (!shell.includes(`/static/${BUILD_ID}/phone.css`)) {
    throw new Error('the shell belongs to another build');
  }
  await Promise.all(PRECACHE.map((path, index) => cache.put(path, answers[index])));
}

/** @param {string} path @returns {Promise<Response>} */
async function fetched(path) {
  // Assets are named by their content, so what the page has just loaded is as good.
  const cache = path.startsWith('/static/') ? 'default' : 'no-cache';
  const answer = await fetch(path, { cache, redirect: 'error', credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/**
 * @param {Request} request
 * @param {string} origin ours
 * @returns {Promise<Response> | null} null: not ours to answer
 */
export function fromCache(request, origin) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin || request.headers.has('HX-Request')) {
    return null;
  }
  if (url.pathname === '/' || url.pathname === '/manifest.webmanifest')
    return current(url.pathname, request);
  return url.pathname.startsWith('/static/') ? anyBuild(url.pathname, request) : null;
}

/** @param {string} path @param {Request} request */
async function current(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

/**
 * Older builds stay as long as a page of theirs is open, so an old page keeps working.
 * @param {string} path @param {Request} request
 */
async function anyBuild(path, request) {
  return (await caches.match(path)) ?? fetch(request);
}
