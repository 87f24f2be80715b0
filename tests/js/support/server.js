// A server that keeps the protocol, in memory, and can be told to misbehave.

import { CompactSign, compactVerify, exportJWK, generateKeyPair, importJWK } from 'jose';
import { claimsOf, hashOf } from '../../../static/js/phone/encoding.js';

import { Uploads } from './tus.js';

const ORIGIN = 'https://absen.contoh.id';

/** @param {unknown} body @param {number} [status] @param {Record<string, string>} [headers] */
export function json(body, status = 200, headers = {}) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': type, ...headers },
  });
}

/** @param {string} code @param {number} status @param {Record<string, string>} [headers] */
export function problem(code, status, headers) {
  return json({ type: 'about:blank', title: code, status, detail: code, code }, status, headers);
}

/** A Wi-Fi that wants people to sign in first answers everything like this. */
export function captivePortal() {
  return new Response('<h1>Selamat datang di Wi-Fi</h1>', {
    headers: { 'Content-Type': 'text/html' },
  });
}

/** @param {CryptoKey} key @param {Record<string, unknown>} header @param {unknown} claims */
export function signed(key, header, claims) {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(key);
}

/** @param {AbortSignal} signal @returns {Promise<never>} */
function aborted(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

export class Server {
  /** Envelopes by id, as recorded. */
  recorded = new Map();
  /** Every request that came, as [method, path, body]. */
  requests = [];
  explanations = new Map();
  uploads = new Uploads();
  signedIn = true;
  /** Where its clock stands beside the phone's, in milliseconds. */
  ahead = 0;
  /** What to do instead of answering; by "METHOD path", each served once unless it is `always`. */
  #instead = new Map();
  /** Ids to refuse, with the reason. */
  refuses = new Map();
  #kid = 'server-1';
  #keys = [];

  async start() {
    await this.rotate(this.#kid);
    globalThis.fetch = (path, options = {}) =>
      Promise.race([this.#serve(String(path), options), aborted(options.signal)]);
    return this;
  }

  /** Sign with a new key from now on. @param {string} kid */
  async rotate(kid) {
    this.#kid = kid;
    const pair = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256', use: 'sig' };
    this.#keys.push({ kid, jwk, key: pair.privateKey });
  }

  /** @param {string} call such as "POST /api/v1/checkins" @param {(body: any) => unknown} answer */
  instead(call, answer, { always = false } = {}) {
    this.#instead.set(call, { answer, always });
  }

  /** @param {string} call */
  asUsual(call) {
    this.#instead.delete(call);
  }

  /** @param {string} call @returns {any[]} the bodies that came */
  bodies(call) {
    return this.requests
      .filter(([method, path]) => `${method} ${path}` === call)
      .map(([, , body]) => body);
  }

  /** A restored copy of some days ago. @param {number} seq the newest it knows */
  restore(seq) {
    for (const [id, { claims }] of this.recorded) if (claims.seq > seq) this.recorded.delete(id);
  }

  #now() {
    return new Date(Date.now() + this.ahead).toISOString();
  }

  async #serve(path, { method = 'GET', body, headers }) {
    const parsed = typeof body === 'string' ? JSON.parse(body) : body;
    const call = `${method} ${path}`;
    this.requests.push([method, path, parsed]);
    const instead = this.#instead.get(call);
    if (instead) {
      if (!instead.always) this.#instead.delete(call);
      return instead.answer(parsed);
    }
    if (path.startsWith('/api/v1/uploads')) {
      return this.#session(() => this.uploads.serve(method, path, headers, body));
    }
    if (path.startsWith('/api/v1/explanations/')) return this.#explain(path, parsed);
    const handlers = {
      'GET /.well-known/jwks.json': () => json({ keys: this.#keys.map(({ jwk }) => jwk) }),
      'POST /api/v1/checkins': () => this.#handIn(parsed),
      'POST /api/v1/anchor': () => this.#session(() => this.#anchor()),
      'GET /api/v1/state': () =>
        this.#session(() =>
          json({
            employee: { timezone: 'Asia/Makassar' },
            schedule: { days: [] },
            points: [],
            policy: {},
          }),
        ),
      'GET /api/v1/history': () => this.#session(() => json({ checkins: [] })),
      'POST /api/v1/session/challenge': () => json({ nonce: 'once', expires_in: 120 }),
      'POST /api/v1/session': () => this.#renew(),
      'DELETE /api/v1/session': () => this.#session(() => this.#leave()),
    };
    return handlers[call]?.() ?? problem('not_found', 404);
  }

  #session(answer) {
    return this.signedIn ? answer() : problem('not_signed_in', 401);
  }

  #renew() {
    this.signedIn = true;
    return new Response(null, { status: 204 });
  }

  #leave() {
    this.signedIn = false;
    return new Response(null, { status: 204 });
  }

  async #anchor() {
    const claims = {
      jti: crypto.randomUUID(),
      iss: ORIGIN,
      sub: 'device-1',
      iat: Date.now() / 1000,
    };
    const anchor = await signed(this.#signer, { typ: 'anchor+jwt' }, claims);
    const newest = [...this.recorded.values()].sort((a, b) => b.claims.seq - a.claims.seq)[0];
    const head = newest ? { seq: newest.claims.seq, hash: newest.hash } : { seq: 0, hash: null };
    return json({ server_time: this.#now(), anchor, head });
  }

  get #signer() {
    return this.#keys.find(({ kid }) => kid === this.#kid).key;
  }

  async #handIn({ checkins }) {
    const results = await Promise.all(checkins.map((envelope) => this.result(envelope)));
    return json({ server_time: this.#now(), results });
  }

  /** The protocol's result for one envelope. */
  async result(envelope) {
    const claims = claimsOf(envelope.jws);
    const hash = await hashOf(envelope.jws);
    const reason = this.refuses.get(claims.jti) ?? null;
    const known = this.recorded.get(claims.jti);
    const receipt = known?.receipt ?? (await this.receipt(claims, hash, reason));
    if (!reason) this.recorded.set(claims.jti, { envelope, claims, hash, receipt });
    const status = reason ? 'refused' : known ? 'duplicate' : 'recorded';
    return {
      id: claims.jti,
      status,
      verdict: reason ? null : 'accepted',
      flags: [],
      reason,
      receipt,
    };
  }

  /** @param {any} claims of the check-in @param {string} hash @param {string | null} [reason] */
  receipt(claims, hash, reason = null) {
    const said = {
      jti: claims.jti,
      sub: claims.sub,
      hash,
      status: reason ? 'refused' : 'recorded',
      reason,
      kind: claims.kind,
      claimed_at: claims.device_time,
      received_at: this.#now(),
      verdict: reason ? null : 'accepted',
      flags: [],
      point: null,
      iss: ORIGIN,
    };
    return signed(this.#signer, { typ: 'receipt+jwt', kid: this.#kid }, said);
  }

  #explain(path, body) {
    if (!this.recorded.has(body.checkin)) return problem('not_found', 404);
    const id = path.split('/').at(-1);
    const known = this.explanations.has(id);
    this.explanations.set(id, body);
    return json({ id }, known ? 200 : 201);
  }
}

/** @param {string} jws @param {CryptoKey} key @returns {Promise<boolean>} */
export async function verifies(jws, key) {
  const jwk = await exportJWK(key);
  return compactVerify(jws, await importJWK(jwk, 'ES256')).then(
    () => true,
    () => false,
  );
}
