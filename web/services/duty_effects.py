"""What changes when a duty is approved, or no longer is? Check-ins are judged again, days folded.

A part of `duties`. Receipts stay as they were made; a locked month does not move.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient

from web import clock
from web.db import rows
from web.services.assessment import reassess
from web.services.months import touch

AROUND = timedelta(days=2)  # the margin of domain/duties.py, and every zone of Indonesia


async def checkins_around(
    connection: BaseDBAsyncClient, employees: Collection[Any], first: date, last: date
) -> list[str]:
    """The hashes of some people's check-ins that a duty between two local dates may bear on."""
    since = datetime.combine(first - AROUND, time(), UTC)
    until = datetime.combine(last + AROUND, time(), UTC) + timedelta(days=1)
    found = await rows(
        connection,
        "SELECT hash FROM checkin WHERE employee_id IN (?*) AND claimed_at >= ? AND claimed_at < ?",
        *(employees, since, until),
    )
    return [one["hash"] for one in found]


async def carry_out(
    connection: BaseDBAsyncClient, employees: Collection[Any], first: date, last: date
) -> None:
    """Judge anew what a duty's approval, or its end, bears on.

    Args:
        connection: of the transaction in which the step was kept; it is the only one of its
            kind (`db.serialise`), so that no check-in arrives between.
        employees: ids of the travellers.
        first: the first local date.
        last: the last.
    """
    await touch("duty", employees=employees, first=first, last=last, connection=connection)
    hashes = await checkins_around(connection, employees, first, last)
    await reassess(connection, hashes, clock.now())
