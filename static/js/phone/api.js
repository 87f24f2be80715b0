// How is the server asked, and when has it really answered? Only JSON of the kind we asked for
// counts; a captive portal's page, a proxy's error and a redirect are no answer at all.

import { Trouble } from './trouble.js';
import { APP } from './version.js';

/**
 * @typedef {{ status: number, body: any, etag: string | null, offset?: number }} Answer
 *   body is null for 204 and 304; offset: bytes of an upload that are there (tus 1.0)
 */

/**
 * One request to our own origin.
 * @param {string} method
 * @param {string} path
 * @param {{ json?: unknown, text?: string, body?: ArrayBuffer, headers?: Record<string, string>,
 *   etag?: string | null, seconds?: number, signal?: AbortSignal }} [options] json, text or bytes:
 *   the body, the latter with their type in `headers`; seconds: how long to wait
 * @returns {Promise<Answer>}
 * @throws {Trouble} `network`, `timeout`, `not_ours`, `too_many_requests`, `server_away`, or the
 *   problem's own code (RFC 9457)
 */
export async function ask(method, path, options = {}) {
  const { json, text, etag, seconds = 15, signal, headers = {} } = options;
  const body = options.body ?? text ?? (json === undefined ? undefined : JSON.stringify(json));
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Trouble('timeout')), seconds * 1000);
  const giveUp = () => stop.abort(signal?.reason);
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp);
  try {
    const response = await fetch(path, {
      method,
      body,
      headers: {
        Accept: 'application/json, application/problem+json',
        'Sikeren-App': APP,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
        ...(etag ? { 'If-None-Match': etag } : {}),
      },
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: stop.signal,
    });
    return await understand(response);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    if (stop.signal.aborted && stop.signal.reason instanceof Trouble) throw stop.signal.reason;
    throw new Trouble('network', { cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** @param {Response} response @returns {Promise<Answer>} */
async function understand(response) {
  const etag = response.headers.get('ETag');
  if (response.ok && response.headers.has('Tus-Resumable')) {
    const offset = Number(response.headers.get('Upload-Offset') ?? Number.NaN);
    return { status: response.status, body: null, etag, offset };
  }
  if (response.status === 204 || response.status === 304) {
    return { status: response.status, body: null, etag };
  }
  const type = (response.headers.get('Content-Type') ?? '').split(';')[0].trim().toLowerCase();
  if (response.ok && type === 'application/json') {
    return { status: response.status, body: await parse(response), etag };
  }
  const retryAfter = secondsOf(response.headers.get('Retry-After'));
  const { status } = response;
  if (type === 'application/problem+json') {
    const problem = await parse(response);
    const detail = typeof problem?.detail === 'string' ? problem.detail : undefined;
    const code = typeof problem?.code === 'string' ? problem.code : 'not_ours';
    throw new Trouble(code, { detail, status, retryAfter });
  }
  if (status === 429) throw new Trouble('too_many_requests', { status, retryAfter });
  throw new Trouble(status >= 500 ? 'server_away' : 'not_ours', { status, retryAfter });
}

/** @param {Response} response */
async function parse(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Trouble('not_ours', { status: response.status, cause: error });
  }
}

/** @param {string | null} header Retry-After: seconds or an HTTP date (RFC 9110, 10.2.3) */
function secondsOf(header) {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
