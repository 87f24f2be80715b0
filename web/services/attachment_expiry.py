"""Which photos of check-ins have been kept long enough? They are taken away, with a record of it.

A photo helps to decide on a check-in; after its month is locked nobody decides any more. Where a
month is never locked it goes a year after the check-in. Photos are read month by month, in
portions: an office that asks everybody has hundreds of thousands.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tortoise import Tortoise
from tortoise.transactions import in_transaction

from web.db import instant_of, rows
from web.domain.attachments import CHECKIN
from web.domain.checkin_photo import LONGEST_DAYS
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.models import AttachmentRemoval, Employee, LockedMonth
from web.services.month_locks import locks_of

PART = 1000
LOCKED = "Masa simpan berakhir: {} hari sesudah bulannya dikunci."
NEVER_LOCKED = f"Masa simpan berakhir: {LONGEST_DAYS} hari sesudah absen."
EARLIEST = date(2000, 1, 1)  # docs/protocol.md: no check-in is older


async def expire(now: datetime, days: int) -> int:
    """Take away the photos of months that were locked some days ago; how many.

    Args:
        now: the time.
        days: how long after the lock they are kept.
    """
    count, due = 0, now - timedelta(days=days)
    months = LockedMonth.filter(step__at__lt=due).distinct().values_list("month", flat=True)
    for month in sorted({str(one) for one in await months}):
        first = date.fromisoformat(f"{month}-01")
        around = first - timedelta(days=1), first + timedelta(days=32)  # in whatever zone
        count += await _of_span(*around, now, due, LOCKED.format(days))
    return count + await _of_span(EARLIEST, (now - timedelta(days=LONGEST_DAYS)).date(), now)


async def _of_span(
    first: date, last: date, now: datetime, due: datetime | None = None, reason: str = NEVER_LOCKED
) -> int:
    """Of the check-ins between two dates, in UTC: those locked before `due`, or all."""
    count, after = 0, ""
    while part := await _standing(first, last, after):
        gone = await _locked(part, due) if due else part
        removals = [
            AttachmentRemoval(attachment_id=one["id"], author=None, reason=reason, at=now)
            for one in gone
        ]
        if removals:
            async with in_transaction():
                await AttachmentRemoval.bulk_create(removals)
        count, after = count + len(removals), str(part[-1]["id"])
    return count


async def _standing(first: date, last: date, after: str) -> list[dict[str, Any]]:
    """A portion of the photos that stand, by id: `id`, `employee_id`, `claimed_at`."""
    from_, to = (datetime.combine(one, time(), UTC) for one in (first, last))
    return await rows(
        Tortoise.get_connection("default"),
        "SELECT CAST(a.id AS VARCHAR(36)) AS id, c.employee_id, c.claimed_at FROM checkin c"
        " JOIN attachment a ON a.subject_kind = ? AND a.author_id = c.employee_id"
        "  AND CAST(a.subject_id AS VARCHAR(36)) = c.jti"
        " LEFT JOIN attachment_removal r ON r.attachment_id = a.id"
        " WHERE r.attachment_id IS NULL AND c.claimed_at >= ? AND c.claimed_at < ?"
        " AND CAST(a.id AS VARCHAR(36)) > ? ORDER BY 1 LIMIT ?",
        CHECKIN,
        from_,
        to,
        after,
        PART,
    )


async def _locked(part: Sequence[dict[str, Any]], due: datetime) -> list[dict[str, Any]]:
    """Those of some photos whose month has been locked since before a moment."""
    people = Employee.filter(id__in=list({one["employee_id"] for one in part}))
    by_id = {str(one.id): one for one in await people.select_related("agency")}
    wanted = []
    for one in part:
        person = by_id[str(one["employee_id"])]
        zone = person.agency.timezone if person.agency else HOME_ZONE
        wanted.append((person, local_date(instant_of(one["claimed_at"]), zone)))
    locks = await locks_of(wanted)
    return [one for one, at in zip(part, locks, strict=True) if at and at < due]
