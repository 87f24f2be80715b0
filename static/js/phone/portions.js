// In which portions does a queue travel, and which answer fits one? The protocol's limits on both.

const MAX_ENVELOPES = 100;
const MAX_BYTES = 4 * 1024 * 1024;
const STATUSES = ['recorded', 'duplicate', 'refused'];

/** @typedef {import('./checkin.js').Record} Checkin */

/** @param {Checkin} checkin @returns {string} compact JSON */
function envelopeOf({ jws, assertion, receipt }) {
  return JSON.stringify({ jws, assertion, ...(receipt ? { receipt } : {}) });
}

/**
 * At most 100 envelopes and 4 MiB of body each.
 * @param {Checkin[]} checkins
 * @returns {Checkin[][]}
 */
export function portions(checkins) {
  /** @type {Checkin[][]} */
  const made = [];
  let bytes = MAX_BYTES;
  for (const checkin of checkins) {
    const size = new TextEncoder().encode(envelopeOf(checkin)).length + 1;
    const last = made.at(-1);
    if (!last || last.length === MAX_ENVELOPES || bytes + size > MAX_BYTES - 64) {
      made.push([checkin]);
      bytes = size;
    } else {
      last.push(checkin);
      bytes += size;
    }
  }
  return made;
}

/** @param {Checkin[]} portion @returns {string} the body of one hand-in */
export function bodyOf(portion) {
  return `{"checkins":[${portion.map(envelopeOf).join(',')}]}`;
}

/**
 * Whether this is the protocol's answer to exactly what was sent.
 * @param {any} body
 * @param {Checkin[]} portion
 */
export function isAnswer(body, portion) {
  return (
    Array.isArray(body?.results) &&
    body.results.length === portion.length &&
    portion.every(({ id }, index) => {
      const result = body.results[index];
      return result?.id === id && STATUSES.includes(result.status);
    })
  );
}
