"""What would a phone write? Check-ins and envelopes without any key, to be read or refused."""

import json
from typing import Any

from web.domain.body import RawEnvelope, split
from web.domain.jws import b64url

Document = dict[str, Any]

DEVICE = "6f1f3c0e-8c1b-4f0f-9a50-0c6f6f0d0001"
FIX = {"lat": -2.68, "lng": 118.89, "accuracy": 12.5, "at": "2026-11-24T23:25:00.000Z"}
CLAIMS: Document = {
    "jti": "0193608a-1c00-7abc-8def-0123456789ab",
    "sub": DEVICE,
    "kind": "in",
    "seq": 7,
    "prev": "A" * 43,
    "anchor": "aaaa.bbbb.cccc",
    "anchor_seen_at": "2026-11-24T21:00:00.000Z",
    "device_time": "2026-11-24T23:25:00.123Z",
    "elapsed_ms": 8700123,
    "tz": "Asia/Makassar",
    "fixes": [FIX],
    "witness": None,
    "duty": None,
    "note": None,
    "app": "1.0.0",
}
HEADER: Document = {"typ": "checkin+jwt", "alg": "ES256", "kid": DEVICE}
ASSERTION: Document = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {"clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"},
}
NOTHING = object()  # a member that is left out


def changed(document: Document, **changes: Any) -> Document:
    """A document with members replaced, added or (NOTHING) left out."""
    merged = document | changes
    return {name: value for name, value in merged.items() if value is not NOTHING}


def compact(header: Document | bytes, payload: Document | bytes) -> str:
    """A JWS Compact of three parts; its signature is 64 zero bytes."""
    parts = [
        part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, payload)
    ]
    return ".".join(b64url(part) for part in (*parts, bytes(64)))


def checkin(**changes: Any) -> str:
    """A check-in JWS with claims changed."""
    return compact(HEADER, changed(CLAIMS, **changes))


def envelope(jws: Any = None, **changes: Any) -> Document:
    """An envelope around a JWS, by default a flawless one."""
    return changed({"jws": checkin() if jws is None else jws, "assertion": ASSERTION}, **changes)


def raw(value: Any) -> RawEnvelope:
    """An envelope as it stands in a body; text is taken to be JSON already."""
    text = value if isinstance(value, str) else json.dumps(value)
    (only,) = split(f'{{"checkins":[{text}]}}'.encode("utf-8", "surrogatepass"))
    return only
