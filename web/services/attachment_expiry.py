"""Which photos of check-ins have been kept long enough? They are taken away, with a record of it.

A photo helps to decide on a check-in; after its month is locked nobody decides any more. Where a
month is never locked it goes a year after the check-in. They are sought day by day, so that nothing
waits long for it: an office that asks everybody has hundreds of thousands.
"""

from collections.abc import Iterator, Sequence
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

DAY = timedelta(days=1)
MISSED = 62 * DAY  # how long a server may have stood still, or a photo been late
PART = 1000
LOCKED = "Masa simpan berakhir: {} hari sesudah bulannya dikunci."
NEVER_LOCKED = f"Masa simpan berakhir: {LONGEST_DAYS} hari sesudah absen."
Rows = Sequence[dict[str, Any]]


async def expire(now: datetime, days: int) -> int:
    """Take away the photos of months that were locked some days ago; how many.

    Args:
        now: the time.
        days: how long after the lock they are kept.
    """
    count, due = 0, now - timedelta(days=days)
    locks = LockedMonth.filter(step__at__lt=due, step__at__gte=due - MISSED)
    months = {str(one) for one in await locks.distinct().values_list("month", flat=True)}
    for day in (day for month in sorted(months) for day in _days_of(month)):
        count += await _remove(await _locked(await _standing(day), due), LOCKED.format(days), now)
    last = (now - timedelta(days=LONGEST_DAYS)).date()
    for back in range(1, MISSED.days):
        count += await _remove(await _standing(last - back * DAY), NEVER_LOCKED, now)
    return count


def _days_of(month: str) -> Iterator[date]:
    """The dates of "YYYY-MM", and those beside it that are the month's in another zone."""
    first = date.fromisoformat(f"{month}-01")
    yield from (first + n * DAY for n in range(-1, 32))


async def _standing(day: date) -> Rows:
    """The photos that stand of a day's check-ins, in UTC: `id`, `employee_id`, `claimed_at`."""
    connection = Tortoise.get_connection("default")
    start = datetime.combine(day, time(), UTC)
    # As the index has it: texts on SQLite, UUIDs on PostgreSQL.
    jti = "c.jti" if connection.capabilities.dialect == "sqlite" else "CAST(c.jti AS UUID)"
    return await rows(
        connection,
        # The order of a CROSS JOIN is kept by SQLite: a day's check-ins first, however old its
        # statistics are.
        "SELECT a.id, c.employee_id, c.claimed_at FROM checkin c CROSS JOIN attachment a"  # noqa: S608
        f" WHERE a.subject_kind = ? AND a.subject_id = {jti} AND a.author_id = c.employee_id"
        " AND c.claimed_at >= ? AND c.claimed_at < ? AND NOT EXISTS"
        " (SELECT 1 FROM attachment_removal r WHERE r.attachment_id = a.id)",
        *(CHECKIN, start, start + DAY),
    )


async def _locked(found: Rows, due: datetime) -> Rows:
    """Those of some photos whose month has been locked since before a moment."""
    if not found:
        return []
    people = Employee.filter(id__in=list({one["employee_id"] for one in found}))
    by_id = {str(one.id): one for one in await people.select_related("agency")}
    wanted = []
    for one in found:
        person = by_id[str(one["employee_id"])]
        zone = person.agency.timezone if person.agency else HOME_ZONE
        wanted.append((person, local_date(instant_of(one["claimed_at"]), zone)))
    locks = await locks_of(wanted)
    return [one for one, at in zip(found, locks, strict=True) if at and at < due]


async def _remove(gone: Rows, reason: str, now: datetime) -> int:
    for start in range(0, len(gone), PART):
        async with in_transaction():
            await AttachmentRemoval.bulk_create(
                AttachmentRemoval(attachment_id=one["id"], author=None, reason=reason, at=now)
                for one in gone[start : start + PART]
            )
    return len(gone)
