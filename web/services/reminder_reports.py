"""Whose travel report is due tomorrow, today, or late already? Reads, and words for it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from web.domain.reminders import TEAM_HOURS
from web.domain.travel_reports import SOON
from web.services.notices import Telling
from web.services.reminder_listeners import Listener, chunks
from web.services.travel_report_lists import Awaited, awaited

BACK = timedelta(days=92)  # duties that ended longer ago are nagged about no more
AGAIN = 7  # days between two words about one late report


async def reports(listeners: Sequence[Listener], now: datetime) -> list[Telling]:
    """Travellers whose report comes due or is late, in office hours; a few queries a chunk."""
    asked = {
        one.employee: one
        for one in listeners
        if one.wish.kinds["report"] and now.astimezone(ZoneInfo(one.zone)).hour in TEAM_HOURS
    }
    found = []
    for chunk in chunks(list(asked.values())):
        people = [one.employee for one in chunk]
        latest = max(now.astimezone(ZoneInfo(one.zone)).date() for one in chunk)
        for one in await awaited(None, latest - BACK, latest, employees=people):
            zone = ZoneInfo(asked[str(one.employee.id)].zone)
            left = (one.due - now.astimezone(zone).date()).days
            if left <= SOON:
                found.append(_words(one, left))
        await asyncio.sleep(0)
    return found


def _words(one: Awaited, left: int) -> Telling:
    when = {1: "besok", 0: "hari ini"}.get(left)
    late = -left
    return Telling(
        employee=one.employee.id,
        kind="report",
        subject=f"{one.id} {'due' if when else late // AGAIN}",
        title=f"Batas laporan perjalanan {when}" if when else "Laporan perjalanan terlambat",
        body=f"Perjalanan {one.version.first_day:%d/%m/%Y}. Laporan dapat ditulis tanpa jaringan.",
        url=f"#travel/{one.version.duty_id}",
        tag=str(one.id),
    )
