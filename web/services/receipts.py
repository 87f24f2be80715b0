"""What does the server sign? Receipts of what was recorded and of what was refused.

A part of the intake. A receipt is frozen: it says what stood when it was made; what was not
proven is null (docs/protocol.md).
"""

from typing import Any

from web.domain import times
from web.domain.evidence import Verdict
from web.domain.timing import claimed_time
from web.services.items import Item
from web.services.keys import KeyRing
from web.services.surroundings import Subject
from web.settings import Settings


def recorded_receipt(subject: Subject, verdict: Verdict, settings: Settings, keys: KeyRing) -> str:
    """The receipt of a recorded check-in."""
    facts = subject.facts
    return keys.sign_receipt(
        _claims(
            jti=facts.jti,
            sub=facts.sub,
            hash=facts.hash,
            status="recorded",
            kind=facts.kind,
            claimed_at=times.write(subject.claimed.at),
            received_at=times.write(subject.received_at),
            verdict=verdict.verdict,
            flags=[flag.code for flag in verdict.flags],
            point=verdict.point,
            iss=settings.origin,
        )
    )


def refusal_receipt(item: Item, reason: str, settings: Settings, keys: KeyRing) -> str | None:
    """The receipt of a refused envelope, or None where it has no id to address it to."""
    if item.jti is None:
        return None
    facts, proof = item.envelope.facts if item.envelope else None, item.proof
    proven: dict[str, Any] = {"sub": proof.device.id if proof.device else None}
    if facts and proof.signed:
        proven["kind"] = facts.kind
        if proof.anchor_at:
            claimed = claimed_time(facts, proof.anchor_at, item.received_at)
            proven["claimed_at"] = times.write(claimed.at)
    return keys.sign_receipt(
        _claims(
            jti=item.jti,
            hash=item.hash,
            status="refused",
            reason=reason,
            received_at=times.write(item.received_at),
            flags=[],
            iss=settings.origin,
            **proven,
        )
    )


def _claims(**proven: Any) -> dict[str, Any]:
    names = ("jti", "sub", "hash", "status", "reason", "kind", "claimed_at", "received_at")
    return {name: proven.get(name) for name in (*names, "verdict", "flags", "point", "iss")}
