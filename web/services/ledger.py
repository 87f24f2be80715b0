"""How are facts written down? Check-ins, receipts and refused envelopes, once and for good.

A part of the intake: plain SQL for many rows at a time, inside its transaction.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import insert, rows
from web.domain.envelope import Envelope
from web.domain.evidence import Flag
from web.domain.jws import b64url
from web.services.surroundings import Subject

CHECKIN = (
    *("hash", "jti", "device_id", "employee_id", "seq", "prev", "kind", "claimed_at"),
    *("received_at", "anchor_at", "lat", "lng", "accuracy", "place", "note"),
    *("backup_eligible", "sign_count", "via", "jws", "assertion", "restored"),
)
QUARANTINE = (
    *("id", "digest", "reason", "envelope", "received_at", "jti", "device_id"),
    *("hash", "seq", "prev", "via", "receipt"),
)


class Standing(NamedTuple):
    """A recorded check-in as it stands now."""

    receipt: str
    verdict: str
    flags: tuple[Flag, ...]


class Refusal(NamedTuple):
    """A refused envelope to be kept. The chain fields are set where the device signed it."""

    digest: bytes
    reason: str
    raw: bytes
    jti: str | None
    device_id: str | None
    hash: str | None
    seq: int | None
    prev: str | None
    via: str
    received_at: datetime
    receipt: str | None


async def recorded_hashes(
    connection: BaseDBAsyncClient, jtis: Collection[str]
) -> dict[tuple[str, str], str]:
    """Hashes of recorded check-ins by (device id, jti)."""
    found = await rows(
        connection, "SELECT device_id, jti, hash FROM checkin WHERE jti IN (?*)", jtis
    )
    return {(str(row["device_id"]), row["jti"]): row["hash"] for row in found}


async def standings(connection: BaseDBAsyncClient, hashes: Collection[str]) -> dict[str, Standing]:
    """Receipt, verdict and flags of recorded check-ins, by hash."""
    found = await rows(
        connection,
        "SELECT r.checkin_id AS hash, r.jws, a.verdict, a.flags FROM receipt r"
        " JOIN assessment a ON a.checkin_id = r.checkin_id WHERE r.checkin_id IN (?*)",
        hashes,
    )
    return {
        row["hash"]: Standing(
            row["jws"],
            row["verdict"],
            tuple(Flag(flag["code"], flag["detail"]) for flag in json.loads(row["flags"])),
        )
        for row in found
    }


async def write_checkins(
    connection: BaseDBAsyncClient,
    subjects: Sequence[tuple[Subject, Envelope, int, bool]],
) -> None:
    """Store check-ins: each with its envelope, signature counter and whether it was restored."""
    records = []
    for subject, envelope, sign_count, restored in subjects:
        facts, fix = subject.facts, subject.facts.fix
        records.append(
            (
                *(facts.hash, facts.jti, subject.device_id, subject.employee_id, facts.seq),
                *(facts.prev, facts.kind, subject.claimed.at, subject.received_at),
                subject.anchor_at,
                *((fix.lat, fix.lng, fix.accuracy) if fix else (None, None, None)),
                *(subject.place, facts.note, subject.backup_eligible, sign_count, subject.via),
                envelope.jws.text,
                json.dumps(envelope.assertion, separators=(",", ":")),
                restored,
            )
        )
    await insert(connection, "checkin", CHECKIN, records)


async def write_receipts(
    connection: BaseDBAsyncClient, receipts: Sequence[tuple[str, str]]
) -> None:
    """Store (hash, receipt JWS); a receipt is never replaced."""
    await insert(connection, "receipt", ("checkin_id", "jws"), receipts)


async def kept_refusals(
    connection: BaseDBAsyncClient, digests: Collection[bytes]
) -> dict[tuple[str, str], str | None]:
    """Receipts of envelopes that were refused before, by (digest, reason)."""
    found = await rows(
        connection,
        "SELECT digest, reason, receipt FROM quarantine WHERE digest IN (?*)",
        [b64url(digest) for digest in digests],
    )
    return {(row["digest"], row["reason"]): row["receipt"] for row in found}


async def write_refusals(connection: BaseDBAsyncClient, refusals: Sequence[Refusal]) -> None:
    """Keep refused envelopes whole; equal bytes with an equal reason are kept once."""
    records = [
        (
            *(str(uuid4()), b64url(one.digest), one.reason, one.raw, one.received_at, one.jti),
            *(one.device_id, one.hash, one.seq, one.prev, one.via, one.receipt),
        )
        for one in refusals
    ]
    await insert(connection, "quarantine", QUARANTINE, records, "ON CONFLICT DO NOTHING")
