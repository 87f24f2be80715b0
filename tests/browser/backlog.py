"""How does a phone come by a long queue, with every check-in really signed?

A phone in software signs it, and its keys and its queue are put into the browser's store.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from web.domain.jws import b64url, digest
from web.services.softphone import SoftPhone, fix

CARRY = """async ({ jwk, d, device, records, head, anchor }) => {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = {
    privateKey: await crypto.subtle.importKey('jwk', { ...jwk, d }, curve, false, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', jwk, curve, true, ['verify']),
  };
  const db = await new Promise((ok, no) => {
    const opening = indexedDB.open('sikeren');
    opening.onsuccess = () => ok(opening.result);
    opening.onerror = () => no(opening.error);
  });
  const tx = db.transaction(['facts', 'checkins'], 'readwrite');
  const facts = tx.objectStore('facts');
  facts.put({ ...device, key }, 'device');
  facts.put({ device: device.id, ...head }, 'head');
  facts.put({ device: device.id, ...anchor }, 'anchor');
  for (const record of records) tx.objectStore('checkins').put(record);
  await new Promise((ok, no) => { tx.oncomplete = ok; tx.onabort = () => no(tx.error); });
  db.close();
}"""


def carry(phone: Phone, office: Office, person: Person, count: int) -> list[str]:
    """Make a phone the bound phone of a person, with so many check-ins that wait; their ids.

    The page is to be loaded again afterwards.
    """
    soft = SoftPhone(phone.origin)
    employee = _bind(phone, soft, office.code_for(person))
    now = datetime.now(UTC)
    moments = [now + timedelta(milliseconds=number) for number in range(count)]
    spot = office.spot()
    records = [_record(soft, moment, spot) for moment in moments]
    given = {
        "jwk": soft.key.jwk,
        "d": b64url(soft.key._private.private_numbers().private_value.to_bytes(32, "big")),
        "device": {
            "id": soft.device_id,
            "passkey": {
                "id": b64url(soft.passkey.id),
                "transports": ["internal"],
                "rpId": "localhost",
            },
            "employee": employee,
            "platform": "android",
            "enrolled_at": now.isoformat(),
            "persisted": False,
            "rehearsed_at": now.isoformat(),
        },
        "records": records,
        "head": {"seq": soft.seq, "hash": soft.head},
        "anchor": {"jws": soft.anchor, "seen_at": now.isoformat(), "life": "", "at": 0},
    }
    phone.page.evaluate(CARRY, given)
    return [record["id"] for record in records]


def _bind(phone: Phone, soft: SoftPhone, code: str) -> dict[str, Any]:
    """Enrol by the protocol; the session's cookie is the browser's."""
    api, headers = f"{phone.origin}/api/v1", {"Origin": phone.origin}
    ask = phone.page.request
    body = soft.enrolment(code.replace("-", ""))
    begun = ask.post(f"{api}/enrolments", data=body, headers=headers).json()
    where = f"{api}/enrolments/{begun['enrolment_id']}/device"
    bound = ask.post(where, data=soft.binding(begun["options"]), headers=headers).json()
    soft.device_id = bound["device_id"]
    first = ask.post(f"{api}/anchor", data=soft.declaration(), headers=headers).json()
    soft.take_anchor(first["anchor"], at=datetime.now(UTC))
    return bound["employee"]


def _record(soft: SoftPhone, moment: datetime, spot: dict[str, float]) -> dict[str, Any]:
    """A signed check-in as the app keeps it."""
    kind = "in" if soft.seq % 2 == 0 else "out"
    claims = soft.claims(kind, at=moment, fixes=[_fix(spot, soft.seq, moment)])
    envelope = soft.sealed(claims)
    soft.seq, soft.head = soft.seq + 1, digest(envelope["jws"])
    return {
        "id": claims["jti"],
        "sub": soft.device_id,
        "seq": soft.seq,
        "kind": kind,
        "tapped_at": claims["device_time"],
        "jws": envelope["jws"],
        "hash": soft.head,
        "assertion": envelope["assertion"],
        "state": "waiting",
        "tries": 0,
    }


def _fix(spot: dict[str, float], number: int, moment: datetime) -> dict[str, Any]:
    """Not the same to the last digit twice, as in life."""
    lat = spot["latitude"] + number * 1e-7
    return fix(lat, spot["longitude"], spot["accuracy"], moment)
