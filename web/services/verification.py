"""Whose is this envelope, and does it prove itself? Device, signature, assertion, anchor.

A part of the intake: pure work on bytes and keys, run in threads.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from web.domain import times
from web.domain.envelope import Envelope, Salvage
from web.domain.jws import Malformed
from web.services import passkeys
from web.services.keys import KeyRing, verify_es256
from web.settings import Settings


class KnownDevice(NamedTuple):
    """What never changes about a device, with its keys decoded."""

    id: str
    employee_id: str
    key: EllipticCurvePublicKey
    credential_id: str
    credential_key: bytes


class Proof(NamedTuple):
    """What an envelope has proven. `refusal` is None when all of it holds.

    `signed`: the device's key made it, so it takes its place in the device's chain even where
    it is refused. `receipt`: the claims of a receipt of ours that it came back with.
    """

    refusal: str | None
    device: KnownDevice | None = None
    signed: bool = False
    anchor_at: datetime | None = None
    backup_eligible: bool = False
    sign_count: int = 0
    receipt: dict[str, Any] | None = None


def verify(
    envelope: Envelope, device: KnownDevice | None, *, settings: Settings, keys: KeyRing
) -> Proof:
    """Climb the protocol's ladder from `device` to `anchor`; the first guard that fails refuses.

    The anchor is read where the assertion fails too: a receipt then knows the time.
    """
    malformed = "malformed" if envelope.flaw else None
    if device is None:
        return Proof(malformed or "unknown_device")
    if not verify_es256(device.key, envelope.jws):
        return Proof(malformed or "bad_signature")
    anchor_at = _anchor_time(keys.read_anchor(envelope.facts.anchor), device.id)
    if malformed:
        return Proof(malformed, device, signed=True, anchor_at=anchor_at)
    try:
        asserted = passkeys.check_assertion(
            envelope.assertion,
            challenge=sha256(envelope.jws.text.encode("ascii")).digest(),
            origin=settings.origin,
            rp_id=settings.rp_id,
            credential_id=device.credential_id,
            credential_key=device.credential_key,
        )
    except passkeys.BadPasskey:
        return Proof("bad_assertion", device, signed=True, anchor_at=anchor_at)
    if anchor_at is None:
        return Proof("bad_anchor", device, signed=True)
    return Proof(
        None,
        device,
        signed=True,
        anchor_at=anchor_at,
        backup_eligible=asserted.backup_eligible,
        sign_count=asserted.sign_count,
        receipt=_own_receipt(envelope, keys),
    )


def verify_place(salvaged: Salvage, device: KnownDevice | None) -> Proof:
    """Whether an unreadable check-in was signed by the device whose chain it says it stands in."""
    if device is None or salvaged.jws is None or not verify_es256(device.key, salvaged.jws):
        return Proof(salvaged.reason)
    return Proof(salvaged.reason, device, signed=True)


def _anchor_time(claims: dict[str, Any] | None, device_id: str) -> datetime | None:
    if claims is None or claims.get("sub") != device_id:
        return None
    return times.from_seconds(claims["iat"])


def _own_receipt(envelope: Envelope, keys: KeyRing) -> dict[str, Any] | None:
    """The claims of the receipt in the envelope, where it is ours and of this very check-in."""
    claims = keys.read_receipt(envelope.receipt) if envelope.receipt else None
    if claims is None:
        return None
    facts = envelope.facts
    stated = (claims.get("hash"), claims.get("jti"), claims.get("sub"), claims.get("status"))
    if stated != (facts.hash, facts.jti, facts.sub, "recorded"):
        return None
    try:
        times.read(claims.get("received_at"))
    except Malformed:
        return None
    return claims
