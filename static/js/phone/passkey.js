// Does somebody who can unlock this phone agree to exactly these bytes? WebAuthn Level 3, asked
// with a time limit of our own: browsers without an authenticator never answer.

import { fromBase64url, toBase64url } from './encoding.js';
import { Trouble } from './trouble.js';

const CREATE_SECONDS = 120;
const GET_SECONDS = 60;

/** @typedef {{ id: string, transports: string[], rpId: string }} Passkey */

/** Whether this browser knows passkeys at all. In-app browsers of chat apps often do not. */
export function supported() {
  return typeof PublicKeyCredential === 'function' && Boolean(navigator.credentials?.create);
}

/** @returns {Promise<boolean>} whether the phone can ask for a fingerprint, face or screen lock */
export async function lockable() {
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

/**
 * Make the passkey. Call it inside a tap.
 * @param {any} options PublicKeyCredentialCreationOptionsJSON from the server
 * @returns {Promise<{ json: any, passkey: Passkey }>} RegistrationResponseJSON, and what to keep
 */
export async function create(options) {
  const publicKey = creationOptions(options);
  const made = await limited(CREATE_SECONDS, (signal) =>
    navigator.credentials.create({ publicKey, signal }),
  );
  const response = /** @type {AuthenticatorAttestationResponse} */ (made.response);
  const transports = response.getTransports?.() ?? ['internal'];
  return {
    json: registrationJson(made, response, transports),
    passkey: { id: made.id, transports, rpId: options.rp.id ?? location.hostname },
  };
}

/**
 * Ask for the fingerprint, face or screen lock over a challenge. Call it inside a tap.
 * @param {Passkey} passkey
 * @param {ArrayBuffer} challenge
 * @returns {Promise<any>} AuthenticationResponseJSON
 */
export async function assert(passkey, challenge) {
  const made = await limited(GET_SECONDS, (signal) =>
    navigator.credentials.get({
      publicKey: {
        challenge,
        rpId: passkey.rpId,
        allowCredentials: [
          {
            type: 'public-key',
            id: fromBase64url(passkey.id),
            transports: /** @type {AuthenticatorTransport[]} */ (passkey.transports),
          },
        ],
        userVerification: 'required',
        timeout: GET_SECONDS * 1000,
      },
      signal,
    }),
  );
  return assertionJson(made, /** @type {AuthenticatorAssertionResponse} */ (made.response));
}

/**
 * @param {number} seconds
 * @param {(signal: AbortSignal) => Promise<Credential | null>} request
 */
async function limited(seconds, request) {
  if (!supported()) throw new Trouble('passkey_unsupported');
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  try {
    const made = await request(stop.signal);
    if (made === null) throw new Trouble('passkey_cancelled');
    return /** @type {PublicKeyCredential} */ (made);
  } catch (error) {
    throw error instanceof Trouble ? error : explain(error, stop.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {unknown} cause @param {boolean} late */
function explain(cause, late) {
  if (late) return new Trouble('passkey_timeout', { cause });
  const name = cause instanceof DOMException ? cause.name : '';
  const codes = /** @type {Record<string, string>} */ ({
    NotAllowedError: 'passkey_cancelled',
    AbortError: 'passkey_cancelled',
    InvalidStateError: 'passkey_taken',
    OperationError: 'passkey_busy',
    NotSupportedError: 'passkey_unsupported',
    ConstraintError: 'no_screen_lock',
    SecurityError: 'passkey_address',
  });
  const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new Trouble(codes[name] ?? 'passkey_failed', { detail, cause });
}

/** @param {any} json @returns {PublicKeyCredentialCreationOptions} */
function creationOptions(json) {
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function') {
    return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  }
  /** @param {any} descriptor */
  const withBytes = (descriptor) => ({ ...descriptor, id: fromBase64url(descriptor.id) });
  return {
    ...json,
    challenge: fromBase64url(json.challenge),
    user: withBytes(json.user),
    excludeCredentials: (json.excludeCredentials ?? []).map(withBytes),
  };
}

/**
 * `toJSON()` by hand for Safari before 18.4; with it, members of later levels come along.
 * @param {PublicKeyCredential} made
 * @param {AuthenticatorAttestationResponse} response
 * @param {string[]} transports
 */
function registrationJson(made, response, transports) {
  if (typeof made.toJSON === 'function') return made.toJSON();
  return {
    ...credentialJson(made),
    response: {
      clientDataJSON: toBase64url(response.clientDataJSON),
      attestationObject: toBase64url(response.attestationObject),
      transports,
    },
  };
}

/** @param {PublicKeyCredential} made @param {AuthenticatorAssertionResponse} response */
function assertionJson(made, response) {
  if (typeof made.toJSON === 'function') return made.toJSON();
  return {
    ...credentialJson(made),
    response: {
      clientDataJSON: toBase64url(response.clientDataJSON),
      authenticatorData: toBase64url(response.authenticatorData),
      signature: toBase64url(response.signature),
      ...(response.userHandle ? { userHandle: toBase64url(response.userHandle) } : {}),
    },
  };
}

/** @param {PublicKeyCredential} made */
function credentialJson(made) {
  const authenticatorAttachment = made.authenticatorAttachment ?? undefined;
  return {
    id: made.id,
    rawId: made.id,
    type: made.type,
    authenticatorAttachment,
    clientExtensionResults: {},
  };
}
