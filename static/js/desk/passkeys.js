// How does a person sign in at a desk with a passkey, or make one? WebAuthn Level 3, JSON forms.

import { fromBase64url, toBase64url } from '../phone/encoding.js';
import { create, supported } from '../phone/passkey.js';
import { asTrouble } from '../phone/trouble.js';
import { problem, problemIn } from './notices.js';
import { AWAY, PASSKEY, PASSKEY_TROUBLES } from './words.js';

const PATIENCE = 120_000; // milliseconds

/** Each box names its act: `sign-in` or `create`; its button starts it. */
export function offerPasskeys() {
  for (const box of document.querySelectorAll('[data-passkey]')) {
    const button = /** @type {HTMLButtonElement | null} */ (box.querySelector('[data-start]'));
    if (!button) continue;
    button.disabled = false;
    button.addEventListener('click', () => run(/** @type {HTMLElement} */ (box), button));
  }
}

/**
 * @param {HTMLElement} box
 * @param {HTMLButtonElement} button
 */
async function run(box, button) {
  const trouble = box.querySelector('[data-trouble]');
  trouble?.replaceChildren();
  button.disabled = true;
  button.setAttribute('aria-busy', 'true');
  try {
    const failed = box.dataset.passkey === 'create' ? await makePasskey() : await signIn();
    if (failed) trouble?.replaceChildren(failed);
    else location.assign(box.dataset.onto ?? '/desk');
  } catch (error) {
    trouble?.replaceChildren(inWords(error));
  } finally {
    button.disabled = false;
    button.removeAttribute('aria-busy');
  }
}

async function makePasskey() {
  const options = await post('/desk/passkeys/options');
  if (!options.ok) return problemIn(await options.text());
  const { json } = await create(await options.json());
  const kept = await post('/desk/passkeys', json);
  return kept.ok ? null : problemIn(await kept.text());
}

async function signIn() {
  if (!supported()) return problem(PASSKEY.failed, PASSKEY_TROUBLES.passkey_unsupported);
  const options = await post('/desk/sign-in/options');
  if (!options.ok) return problemIn(await options.text());
  const signal = AbortSignal.timeout(PATIENCE);
  const publicKey = requestOptions(await options.json());
  const made = await navigator.credentials.get({ publicKey, signal });
  const answer = await post('/desk/sign-in', assertionJson(/** @type {any} */ (made)));
  return answer.ok ? null : problemIn(await answer.text());
}

/** @param {string} path @param {unknown} [document] */
function post(path, document) {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: document ? JSON.stringify(document) : null,
  });
}

/** @param {any} json PublicKeyCredentialRequestOptionsJSON; by hand for Safari before 18.4 */
function requestOptions(json) {
  if (typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function') {
    return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  }
  return { ...json, challenge: fromBase64url(json.challenge), allowCredentials: [] };
}

/** @param {any} made PublicKeyCredential */
function assertionJson(made) {
  if (typeof made.toJSON === 'function') return made.toJSON();
  const { clientDataJSON, authenticatorData, signature, userHandle } = made.response;
  return {
    id: made.id,
    rawId: made.id,
    type: made.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: toBase64url(clientDataJSON),
      authenticatorData: toBase64url(authenticatorData),
      signature: toBase64url(signature),
      userHandle: userHandle ? toBase64url(userHandle) : undefined,
    },
  };
}

/** @param {unknown} error */
function inWords(error) {
  if (error instanceof TypeError) {
    return problem(AWAY.title, AWAY.again);
  }
  const cancelled = error instanceof DOMException && error.name === 'NotAllowedError';
  const late = error instanceof DOMException && error.name === 'TimeoutError';
  const code = cancelled ? 'passkey_cancelled' : late ? 'passkey_timeout' : asTrouble(error).code;
  return problem(PASSKEY.failed, PASSKEY_TROUBLES[code] ?? PASSKEY.other);
}
