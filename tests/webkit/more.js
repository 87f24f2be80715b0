// How do so many check-ins more come to wait on this phone? Signed with its own device key and
// passkey, each the next link of the chain, as so many taps would have made them.

const [count] = values;
const utf8 = (text) => new TextEncoder().encode(text);
const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
    sign.charCodeAt(0),
  );
const settled = (request) =>
  new Promise((ok, no) => {
    request.onsuccess = () => ok(request.result);
    request.onerror = () => no(request.error);
  });

const db = await settled(indexedDB.open('sikeren'));
const before = db.transaction(['facts', 'checkins']);
const [device, models] = await Promise.all([
  settled(before.objectStore('facts').get('device')),
  settled(before.objectStore('checkins').getAll()),
]);
const model = models.sort((a, b) => b.seq - a.seq)[0];
const [header, payload] = model.jws.split('.');
const said = JSON.parse(new TextDecoder().decode(bytesOf(payload)));

const made = [];
let head = { device: device.id, seq: model.seq, hash: model.hash };
for (let number = 1; number <= count; number += 1) {
  const id = `${model.id.slice(0, 13)}-7${crypto.randomUUID().slice(15)}`;
  const at = new Date(Date.parse(said.device_time) + number).toISOString();
  const kind = number % 2 ? 'in' : 'out';
  const claims = { ...said, jti: id, seq: head.seq + 1, prev: head.hash, kind, device_time: at };
  const signed = `${header}.${base64url(utf8(JSON.stringify(claims)))}`;
  const ES256 = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(ES256, device.key.privateKey, utf8(signed));
  const jws = `${signed}.${base64url(signature)}`;
  const challenge = await crypto.subtle.digest('SHA-256', utf8(jws));
  const { passkey } = device;
  const asked = { challenge, rpId: passkey.rpId, allowCredentials: [{ id: bytesOf(passkey.id) }] };
  const { response } = await hardware.agree(asked);
  head = { device: device.id, seq: claims.seq, hash: base64url(challenge) };
  made.push({
    ...model,
    ...{ id, jws, kind, seq: head.seq, hash: head.hash, tapped_at: at, tries: 0 },
    assertion: {
      ...model.assertion,
      response: {
        clientDataJSON: base64url(response.clientDataJSON),
        authenticatorData: base64url(response.authenticatorData),
        signature: base64url(response.signature),
      },
    },
  });
}

const writing = db.transaction(['facts', 'checkins'], 'readwrite');
for (const one of made) writing.objectStore('checkins').add(one);
writing.objectStore('facts').put(head, 'head');
await new Promise((ok, no) => {
  writing.oncomplete = ok;
  writing.onabort = () => no(writing.error);
});
db.close();
