// What has an iPhone that WebKitGTK has not? An authenticator with its owner's finger on it, and a
// location. The tests put this before the app's own script; it is no part of the product.
//
// Like Safari before 18.4 it has neither `toJSON` nor `parseCreationOptionsFromJSON`, like Safari
// it wants a gesture, and like every iPhone it says that the passkey may leave it (BE and BS).

(() => {
  const PRESENT = 0x01;
  const VERIFIED = 0x04;
  const SYNCED = 0x18;
  const ATTESTED = 0x40;
  const EC = { name: 'ECDSA', namedCurve: 'P-256' };
  const ES256 = { name: 'ECDSA', hash: 'SHA-256' };

  const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...new Uint8Array(part)]));
  const utf8 = (text) => new TextEncoder().encode(text);
  const sha256 = (bytes) => crypto.subtle.digest('SHA-256', bytes);
  const base64url = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');

  /** The authenticator's own memory, apart from the app's. */
  async function store(mode, work) {
    const opening = indexedDB.open('authenticator', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
    const settled = (request) =>
      new Promise((ok, no) => {
        request.onsuccess = () => ok(request.result);
        request.onerror = () => no(request.error);
      });
    const db = await settled(opening);
    const answer = await settled(work(db.transaction('keys', mode).objectStore('keys')));
    db.close();
    return answer;
  }

  function clientData(type, challenge) {
    const said = { type, challenge: base64url(challenge), origin, crossOrigin: false };
    return utf8(JSON.stringify(said)).buffer;
  }

  async function dataFor(rpId, flags, more = []) {
    return joined(await sha256(utf8(rpId)), [flags], [0, 0, 0, 0], more);
  }

  /** The public half as a COSE key (RFC 9053, section 7.1.1). */
  async function cose({ publicKey }) {
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
    const [x, y] = [raw.slice(1, 33), raw.slice(33)];
    return joined([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], x, [0x22, 0x58, 32], y);
  }

  /** CBOR of {"fmt": "none", "attStmt": {}, "authData": data}. */
  function unattested(data) {
    const long = [0x59, data.length >> 8, data.length & 255];
    const parts = [[0x63], utf8('fmt'), [0x64], utf8('none'), [0x67], utf8('attStmt'), [0xa0]];
    return joined([0xa3], ...parts, [0x68], utf8('authData'), long, data).buffer;
  }

  /** r‖s as the DER that authenticators give (RFC 3279, section 2.2.3). */
  function der(signature) {
    const integer = (bytes) => {
      let start = 0;
      while (start < 31 && bytes[start] === 0) start += 1;
      const digits = bytes.slice(start);
      const sign = digits[0] > 127 ? [0] : [];
      return joined([2, digits.length + sign.length], sign, digits);
    };
    const bytes = new Uint8Array(signature);
    const pair = joined(integer(bytes.slice(0, 32)), integer(bytes.slice(32)));
    return joined([0x30, pair.length], pair).buffer;
  }

  function credential(id, response) {
    const raw = new Uint8Array(id).buffer;
    return { id: base64url(raw), rawId: raw, type: 'public-key', response };
  }

  async function create({ publicKey: { rp, challenge, user } }) {
    gesture();
    if (!(user.id.byteLength > 0)) throw new TypeError('user.id is no BufferSource');
    const keys = await crypto.subtle.generateKey(EC, false, ['sign', 'verify']);
    const id = crypto.getRandomValues(new Uint8Array(20));
    await store('readwrite', (kept) => kept.put(keys, base64url(id)));
    const made = joined(new Uint8Array(16), [0, id.length], id, await cose(keys));
    const data = await dataFor(rp.id, PRESENT | VERIFIED | SYNCED | ATTESTED, made);
    return credential(id, {
      clientDataJSON: clientData('webauthn.create', challenge),
      attestationObject: unattested(data),
      getTransports: () => ['internal', 'hybrid'],
    });
  }

  async function get({ publicKey }) {
    gesture();
    return agree(publicKey);
  }

  /** The answer of a finger on the sensor, with no gesture asked for. */
  async function agree({ challenge, rpId, allowCredentials: [{ id }] }) {
    const keys = await store('readonly', (kept) => kept.get(base64url(id)));
    if (!keys) throw new DOMException('no such passkey', 'NotAllowedError');
    const said = clientData('webauthn.get', challenge);
    const data = await dataFor(rpId, PRESENT | VERIFIED | SYNCED);
    const signed = joined(data, await sha256(said));
    return credential(id, {
      clientDataJSON: said,
      authenticatorData: data.buffer,
      signature: der(await crypto.subtle.sign(ES256, keys.privateKey, signed)),
      userHandle: null,
    });
  }

  /** Safari asks for Face ID only where the page was touched. */
  function gesture() {
    if (navigator.userActivation.isActive) return;
    throw new DOMException('The document is not focused or was not touched', 'NotAllowedError');
  }

  const watches = new Map();
  function position() {
    const [latitude, longitude, accuracy] = JSON.parse(localStorage.getItem('spot') ?? '[]');
    const coords = { latitude, longitude, accuracy, altitude: null, altitudeAccuracy: null };
    return { coords: { ...coords, heading: null, speed: null }, timestamp: Date.now() };
  }
  const tell = (found) => localStorage.getItem('spot') && found(position());

  function stand(...spot) {
    localStorage.setItem('spot', JSON.stringify(spot));
    for (const found of watches.values()) tell(found);
  }

  const geolocation = {
    getCurrentPosition: (found) => setTimeout(tell, 0, found),
    watchPosition: (found) => {
      const number = setTimeout(tell, 0, found);
      watches.set(number, found);
      return number;
    },
    clearWatch: (number) => watches.delete(number),
  };

  window.PublicKeyCredential = function PublicKeyCredential() {};
  PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => true;
  Object.defineProperty(navigator, 'credentials', { value: { create, get } });
  Object.defineProperty(navigator, 'geolocation', { value: geolocation });
  window.hardware = { stand, agree };
})();
