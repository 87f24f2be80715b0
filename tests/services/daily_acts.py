"""Who reports of which day? Daily reports handed in through the real service."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.services.month import moment
from web import clock
from web.domain.daily_reports import parse_lines
from web.models import Employee
from web.services import daily_report_filing
from web.services.daily_report_filing import Filing


def lines(activity: str = "Menyusun laporan", **other: Any) -> Any:
    """What a report says: one activity."""
    told = {"begins": "07:30", "ends": "09:00", "activity": activity, "volume": 1, "unit": "berkas"}
    return parse_lines([told | other])


async def hand_in(who: Employee, day: int, id: UUID | None = None, **other: Any) -> UUID:
    """Hand in somebody's report of a day of November, or a further version; the report's id."""
    id_ = id or uuid4()
    at: datetime = other.pop("at", moment(day, "16:00"))
    filing = Filing(
        version=other.pop("version", uuid4()),
        workday=date(2026, 11, day),
        written_at=other.pop("written_at", at),
        lines=lines(**other),
    )
    with clock.at(at):
        await daily_report_filing.file(id=id_, employee=who, filing=filing, now=at)
    return id_
