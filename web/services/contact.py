"""What is said when a phone is online? Anchors, and the head of its chain as we know it."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from web.db import serialise
from web.domain import times
from web.domain.flags import CONTACT_GRACE
from web.errors import Problem
from web.models import CheckIn, Contact, Quarantine
from web.services.assessment import reassess
from web.services.keys import KeyRing
from web.settings import Settings


class Head(NamedTuple):
    """The newest link of a device's chain; (0, None) before the first."""

    seq: int
    hash: str | None


async def make_anchor(
    *,
    settings: Settings,
    keys: KeyRing,
    device_id: UUID,
    last_seq: int,
    last_hash: str | None,
    now: datetime,
) -> tuple[str, Head]:
    """Record what a phone declares to have signed, and give it an anchor of this moment.

    Args:
        settings: the installation.
        keys: its keys.
        device_id: the phone.
        last_seq: the sequence number of its newest check-in, 0 before the first.
        last_hash: that check-in's hash.
        now: the server's clock.

    Raises:
        Problem: `chain_contradiction` when another check-in is recorded at `last_seq`.
    """
    async with in_transaction() as connection:
        await serialise(connection)
        await _check_declared(device_id, last_seq, last_hash)
        await Contact.create(
            id=uuid4(), device_id=device_id, at=now, last_seq=last_seq, last_hash=last_hash
        )
        await reassess(connection, await _undeclared(device_id, last_seq, now), now)
        head = await _head(device_id)
    claims: dict[str, Any] = {
        "jti": str(uuid4()),
        "iss": settings.origin,
        "sub": str(device_id),
        "iat": times.to_seconds(now),
    }
    return keys.sign_anchor(claims), head


async def _check_declared(device_id: UUID, last_seq: int, last_hash: str | None) -> None:
    """A refused check-in of that number contradicts nobody: its device goes on from its hash."""
    here = Q(device_id=device_id, seq=last_seq)
    recorded = await CheckIn.filter(here).values_list("hash", flat=True)
    refused = await Quarantine.filter(here).values_list("hash", flat=True)
    if recorded and last_hash not in {*map(str, recorded), *map(str, refused)}:
        raise Problem("chain_contradiction")


async def _undeclared(device_id: UUID, last_seq: int, now: datetime) -> list[str]:
    """Recorded check-ins that the phone now denies to have signed."""
    denied = CheckIn.filter(
        device_id=device_id, seq__gt=last_seq, claimed_at__lt=now - CONTACT_GRACE
    )
    return [str(hash_) for hash_ in await denied.values_list("hash", flat=True)]


async def _head(device_id: UUID) -> Head:
    """The highest link; of several at one place the recorded one counts."""
    best = Head(0, None)
    for table in (CheckIn, Quarantine):
        newest = await (
            table.filter(device_id=device_id, seq__not_isnull=True).order_by("-seq", "hash").first()
        )
        if newest and newest.seq and newest.seq > best.seq:
            best = Head(newest.seq, newest.hash)
    return best
