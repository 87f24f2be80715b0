"""What travels through the intake? An envelope with its proof, and what is answered for it."""

from datetime import datetime
from typing import NamedTuple, Self

from web.domain import times
from web.domain.body import RawEnvelope
from web.domain.envelope import Envelope, Salvage, salvage
from web.domain.evidence import Flag
from web.domain.timing import claimed_time
from web.services.surroundings import Subject, place_of
from web.services.verification import Proof


class Item(NamedTuple):
    """An envelope on its way in: its bytes, what it says and what it has proven."""

    raw: bytes
    envelope: Envelope | None
    proof: Proof
    received_at: datetime
    session: str | None
    salvaged: Salvage = Salvage(None, None, None)

    @classmethod
    def unreadable(
        cls, raw: RawEnvelope, reason: str, received_at: datetime, session: str | None
    ) -> Self:
        """An envelope that fell at a guard that needs no key."""
        return cls(raw.raw, None, Proof(reason), received_at, session, salvage(raw.value))

    @property
    def name(self) -> tuple[str, str] | None:
        """(device id, jti) of a well-formed envelope."""
        return (self.envelope.facts.sub, self.envelope.facts.jti) if self.envelope else None

    @property
    def via(self) -> str:
        """Under whose session it came: the device's own, another's, or none."""
        if self.session is None:
            return "sessionless"
        sub = self.envelope.facts.sub if self.envelope else self.salvaged.sub
        return "own" if self.session == sub else "carried"

    def subject(self) -> Subject:
        """The check-in to be recorded; only a proven item has one."""
        envelope, proof = self.envelope, self.proof
        if envelope is None or proof.device is None or proof.anchor_at is None:
            raise AssertionError("an item without proof is never recorded")
        received_at, inherited = self.received_at, ()
        if proof.receipt is not None:
            received_at = times.read(proof.receipt["received_at"])
            inherited = tuple(proof.receipt["flags"])
        return Subject(
            facts=envelope.facts,
            device_id=proof.device.id,
            employee_id=proof.device.employee_id,
            claimed=claimed_time(envelope.facts, proof.anchor_at, received_at),
            anchor_at=proof.anchor_at,
            received_at=received_at,
            via=self.via,
            backup_eligible=proof.backup_eligible,
            place=place_of(envelope.facts),
            inherited=inherited,
        )


class Outcome(NamedTuple):
    """What is answered for one envelope."""

    id: str | None
    status: str
    verdict: str | None
    flags: tuple[Flag, ...]
    reason: str | None
    receipt: str | None
