"""What would an attacker hand in? Envelopes that are wrong in one way, or in several at once."""

import json
from hashlib import sha256
from typing import Any

from web.domain.jws import P256_ORDER, b64url, digest, loads_object, parse_compact, unb64url
from web.services.softkeys import Key
from web.services.softphone import SoftPhone

Document = dict[str, Any]
FLAGS_AT = 32  # the flags byte in authenticator data, after the hash of the relying party's id


def claims_of(text: str | None) -> Document:
    """What a JWS says; nothing is verified."""
    assert text
    return loads_object(parse_compact(text).payload)


def resigned(phone: SoftPhone, claims: Document, key: Key) -> Document:
    """A check-in signed by another key than the device's, properly asserted."""
    header = {"typ": "checkin+jwt", "alg": "ES256", "kid": claims["sub"]}
    text = key.jws(header, claims)
    return {"jws": text, "assertion": phone.passkey.answer(digest(text))}


def asserted(
    phone: SoftPhone,
    jws: str,
    *,
    challenge: str | None = None,
    client: Document | None = None,
    host: str | None = None,
    flags: int | None = None,
    key: Key | None = None,
    **members: Any,
) -> Document:
    """An envelope whose assertion is properly signed, but over something else.

    Args:
        phone: whose passkey signs.
        jws: the check-in.
        challenge: base64url, instead of the check-in's hash.
        client: members of the client data to replace.
        host: the relying party's id.
        flags: the flags of the authenticator data.
        key: another key than the passkey's.
        members: of the assertion itself, to replace.
    """
    phone.passkey.counter += 1
    data = sha256((host or phone.passkey.rp_id).encode()).digest()
    data += bytes([phone.passkey.flags if flags is None else flags])
    data += phone.passkey.counter.to_bytes(4, "big")
    said = {
        "type": "webauthn.get",
        "challenge": challenge or digest(jws),
        "origin": phone.origin,
        "crossOrigin": False,
    }
    client_data = json.dumps(said | (client or {})).encode()
    signature = (key or phone.passkey.key).sign(data + sha256(client_data).digest())
    credential = b64url(phone.passkey.id)
    assertion = {
        "id": credential,
        "rawId": credential,
        "type": "public-key",
        "response": {
            "clientDataJSON": b64url(client_data),
            "authenticatorData": b64url(data),
            "signature": b64url(signature),
        },
    }
    return {"jws": jws, "assertion": assertion | members}


def mirrored(jws: str) -> str:
    """The same check-in with the other signature that ES256 takes for it; needs no key."""
    signed, _, signature = jws.rpartition(".")
    raw = unb64url(signature)
    s = P256_ORDER - int.from_bytes(raw[32:], "big")
    return f"{signed}.{b64url(raw[:32] + s.to_bytes(32, 'big'))}"


def tampered(jws: str, **changes: Any) -> str:
    """The check-in with claims changed under its old signature."""
    header, payload, signature = jws.split(".")
    claims = json.loads(unb64url(payload)) | changes
    return f"{header}.{b64url(json.dumps(claims).encode())}.{signature}"
