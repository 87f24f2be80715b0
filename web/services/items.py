"""What travels through the intake? An envelope with its proof, and what is answered for it."""

from datetime import datetime
from typing import NamedTuple

from web.domain import times
from web.domain.case import Link
from web.domain.envelope import Envelope, Salvage
from web.domain.evidence import Flag
from web.domain.timing import claimed_time
from web.services.surroundings import Subject, place_of
from web.services.verification import Proof


class Item(NamedTuple):
    """An envelope on its way in: its bytes, what it says and what it has proven."""

    raw: bytes
    read: Envelope | Salvage
    proof: Proof
    received_at: datetime
    session: str | None

    @property
    def envelope(self) -> Envelope | None:
        """What was read, or None where it could not be."""
        return self.read if isinstance(self.read, Envelope) else None

    @property
    def jti(self) -> str | None:
        """The id that the check-in gives itself, as far as it can be read."""
        return self.read.facts.jti if isinstance(self.read, Envelope) else self.read.jti

    @property
    def sub(self) -> str | None:
        """The device that the check-in names, as far as it can be read."""
        return self.read.facts.sub if isinstance(self.read, Envelope) else self.read.sub

    @property
    def hash(self) -> str | None:
        """The hash of its JWS, where there is one."""
        return self.read.facts.hash if isinstance(self.read, Envelope) else self.read.hash

    @property
    def link(self) -> Link | None:
        """Its place in the device's chain, where the device's key signed it."""
        place = self.read.facts if isinstance(self.read, Envelope) else self.read
        if not self.proof.signed or place.seq is None or place.hash is None:
            return None
        return Link(place.seq, place.prev, place.hash)

    @property
    def name(self) -> tuple[str, str] | None:
        """(device id, jti) of a well-formed envelope."""
        return (self.envelope.facts.sub, self.envelope.facts.jti) if self.envelope else None

    @property
    def via(self) -> str:
        """Under whose session it came: the device's own, another's, or none."""
        if self.session is None:
            return "sessionless"
        return "own" if self.session == self.sub else "carried"

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
