// What went wrong, in a form that words can be found for? The one error type of the phone app.

/** Something a person may have to hear about; `code` is a key of words/trouble.js. */
export class Trouble extends Error {
  /**
   * @param {string} code
   * @param {{ detail?: string, status?: number, retryAfter?: number, cause?: unknown }} [more]
   *   detail: the server's sentence, in Indonesian; status: of the HTTP answer; retryAfter: seconds.
   */
  constructor(code, { detail, status, retryAfter, cause } = {}) {
    super(detail ? `${code}: ${detail}` : code, { cause });
    this.name = 'Trouble';
    this.code = code;
    this.detail = detail;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/**
 * Any thrown thing as a Trouble; what nobody foresaw becomes `unexpected` and keeps its cause.
 * @param {unknown} error
 */
export function asTrouble(error) {
  if (error instanceof Trouble) return error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  return new Trouble(full ? 'storage_full' : 'unexpected', { detail: message, cause: error });
}
