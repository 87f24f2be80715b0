"""Are the check-ins still what phones signed? Their own record, beside the one of changes.

New check-ins are not copied into the record: each is signed by its phone and names the one before
it, so that what was altered shows by itself; that one was deleted or altered is recorded by the
triggers. Here every stored one is read again from its bytes.
"""

from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from typing import Any

from tortoise import Tortoise
from tortoise.expressions import RawSQL

from web.db import counted, rows
from web.domain.claims import CheckInFacts, read_claims
from web.domain.jws import Compact, Malformed, b64url, parse_compact
from web.models import CheckIn, Device, Receipt
from web.services.keys import KeyRing, public_key, verify_es256

PAGE, SHOWN = 500, 5
REASONS = {
    "hash": "isinya tidak lagi seperti yang ditandatangani HP",
    "signature": "tanda tangan HP tidak cocok",
    "columns": "kolomnya berbeda dari isi yang ditandatangani",
    "receipt": "tanda terimanya hilang, atau bukan dari server ini",
    "gone": "absen ini terhapus; tanda terimanya masih ada",
}
# A check-in and its receipt are written in one transaction, and neither is ever deleted.
ORPHAN = RawSQL('NOT EXISTS (SELECT 1 FROM checkin c WHERE c.hash = "receipt"."checkin_id")')

MISSING = (
    "SELECT DISTINCT c.prev FROM checkin c WHERE c.prev IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM checkin p WHERE p.hash = c.prev)"
    " AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.hash = c.prev)"
)


async def first_false(
    keys: KeyRing, progress: Callable[[int], None] = lambda _: None
) -> tuple[str, str] | None:
    """The hash of the first check-in that is not as it was signed, and a key of REASONS."""
    async for page in _pages():
        ids = {one.device_id for one in page}
        devices = {one.id: one for one in await Device.filter(id__in=ids)}
        for one in page:
            if reason := _flaw(one, devices[one.device_id], keys):
                return one.hash, reason
        progress(len(page))
    orphan = await Receipt.annotate(orphan=ORPHAN).filter(orphan=True).first()
    return (orphan.checkin_id, "gone") if orphan else None


async def gaps() -> tuple[int, list[str]]:
    """How many check-ins that a later one of their phone names are not there, and some by hash.

    They may still be on the phone, or never have been handed in; or somebody deleted them together
    with their receipts, past the triggers. Refused ones are there.
    """
    connection = Tortoise.get_connection("default")
    some = await rows(connection, f"{MISSING} ORDER BY prev LIMIT ?", SHOWN)
    count = await counted(connection, MISSING) if len(some) == SHOWN else len(some)
    return count, [one["prev"] for one in some]


async def _pages() -> AsyncIterator[list[Any]]:
    after = ""
    while page := (
        await CheckIn.filter(hash__gt=after)
        .order_by("hash")
        .limit(PAGE)
        .select_related("frozen_receipt")
    ):
        yield page
        after = page[-1].hash


def _flaw(one: Any, device: Device, keys: KeyRing) -> str | None:
    try:
        jws: Compact = parse_compact(one.jws)
        facts = read_claims(jws)
    except Malformed:
        return "hash"
    if one.hash != b64url(sha256(one.jws.encode()).digest()):
        return "hash"
    if not verify_es256(public_key(device.key), jws):
        return "signature"
    if _stored(one) != _said(facts) or one.employee_id != device.employee_id:
        return "columns"
    receipt = keys.read_receipt(one.frozen_receipt.jws) if one.frozen_receipt else None
    return None if receipt and receipt.get("hash") == one.hash else "receipt"


def _stored(one: Any) -> tuple[Any, ...]:
    place = (one.lat, one.lng, one.accuracy)
    return (one.jti, str(one.device_id), one.seq, one.prev, one.kind, one.note, *place)


def _said(facts: CheckInFacts) -> tuple[Any, ...]:
    fix = facts.fix
    place = (fix.lat, fix.lng, fix.accuracy) if fix else (None, None, None)
    return (facts.jti, facts.sub, facts.seq, facts.prev, facts.kind, facts.note, *place)
