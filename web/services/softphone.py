"""What would a phone sign? A phone in software, with real keys, for the demo, tests and bench.

It makes the bodies that docs/protocol.md asks for and keeps what a phone must remember; how
they travel is the caller's business.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain import jws, times
from web.services.softkeys import Document, Key, Passkey


def uuid7(moment: datetime) -> str:
    """A UUIDv7 (RFC 9562, section 5.7) of the given instant."""
    value = int(moment.timestamp() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


def fix(lat: float, lng: float, accuracy: float, at: datetime, **more: float) -> Document:
    """A location fix as a check-in carries it: degrees WGS 84, metres, m/s."""
    return {"lat": lat, "lng": lng, "accuracy": accuracy, "at": times.write(at), **more}


class SoftPhone:
    """An installation of the app on one phone: device key, passkey, chain and newest anchor.

    Args:
        origin: the server's address.
        platform: what the phone calls itself.
        synced: whether its passkey may leave it, as on every iPhone.
    """

    def __init__(self, origin: str, *, platform: str = "Android", synced: bool = False) -> None:
        self.origin = origin
        self.platform = platform
        self.key = Key()
        self.passkey = Passkey(origin, synced=synced)
        self.device_id = ""
        self.seq = 0
        self.head: str | None = None
        self.anchor = ""
        self.anchor_seen_at: datetime | None = None
        self.queue: list[Document] = []

    def enrolment(self, code: str) -> Document:
        """The body of POST /enrolments."""
        return {"code": code, "device_key": self.key.jwk, "platform": self.platform}

    def binding(self, options: Mapping[str, Any]) -> Document:
        """The body of POST /enrolments/{id}/device, from the options of the answer before."""
        header = {"typ": "device-proof+jwt", "alg": "ES256"}
        proof = self.key.jws(header, {"challenge": options["challenge"]})
        return {"credential": self.passkey.register(options), "proof": proof}

    def renewal(self, nonce: str) -> Document:
        """The body of POST /session."""
        header = {"typ": "device-proof+jwt", "alg": "ES256", "kid": self.device_id}
        proof = self.key.jws(header, {"nonce": nonce, "aud": self.origin})
        return {"device_id": self.device_id, "proof": proof}

    def declaration(self) -> Document:
        """The body of POST /anchor: how far this phone has signed."""
        return {"last_seq": self.seq, "last_hash": self.head}

    def take_anchor(self, anchor: str, *, at: datetime) -> None:
        """Keep the newest anchor and the device clock at which it arrived."""
        self.anchor, self.anchor_seen_at = anchor, at

    def check_in(
        self, kind: str, *, at: datetime, fixes: list[Document], **claims: Any
    ) -> Document:
        """Sign a check-in, go on in the chain and put it into the queue.

        Args:
            kind: "in" or "out".
            at: the device clock at the tap.
            fixes: see `fix`; when empty, `no_fix` is "unavailable" unless given.
            claims: replace or add any claim, to be a phone that errs or lies.

        Returns:
            the envelope.
        """
        envelope = self.sealed(self.claims(kind, at=at, fixes=fixes) | claims)
        self.seq, self.head = self.seq + 1, jws.digest(envelope["jws"])
        self.queue.append(envelope)
        return envelope

    def claims(self, kind: str, *, at: datetime, fixes: list[Document]) -> Document:
        """What an honest phone would claim next, nothing signed yet."""
        seen = self.anchor_seen_at or at
        return {
            "jti": uuid7(at),
            "sub": self.device_id,
            "kind": kind,
            "seq": self.seq + 1,
            "prev": self.head,
            "anchor": self.anchor,
            "anchor_seen_at": times.write(seen),
            "device_time": times.write(at),
            "elapsed_ms": round((at - seen).total_seconds() * 1000),
            "tz": "Asia/Makassar",
            "fixes": fixes,
            "witness": None,
            "duty": None,
            "note": None,
            "app": "softphone",
            **({} if fixes else {"no_fix": "unavailable"}),
        }

    def sealed(self, claims: Document, *, typ: str = "checkin+jwt") -> Document:
        """An envelope over any claims, outside the chain: JWS by the key, assertion over it."""
        text = self.key.jws({"typ": typ, "alg": "ES256", "kid": self.device_id}, claims)
        return {"jws": text, "assertion": self.passkey.answer(jws.digest(text))}
