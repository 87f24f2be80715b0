"""How is a month played? A person's records day by day, through the real intake."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.services.office import MINUTE, Office
from web.models import Agency, DayStatus, Employee
from web.services.months import touch
from web.services.recaps import Row, recap_of
from web.services.softphone import SoftPhone

# 1 November 2026, 00.00 WITA.
MIDNIGHT = datetime(2026, 10, 31, 16, tzinfo=UTC)
AFTER = MIDNIGHT + timedelta(days=40)
MONTH = "2026-11"


def moment(day: int, text: str) -> datetime:
    """A day of November and a time of WITA, "07:41" or "00:30+1", as an instant."""
    clock, _, later = text.partition("+")
    hours, minutes = clock.split(":")
    at = MIDNIGHT + timedelta(days=day - 1 + int(later or 0), hours=int(hours))
    return at + int(minutes) * MINUTE


async def sign(office: Office, phone: SoftPhone, day: int, text: str) -> dict[str, Any]:
    """Sign a record such as "in 07:41" of a day of November; the envelope."""
    kind, _, clock = text.partition(" ")
    at = moment(day, clock)
    await office.contact(phone, at - MINUTE)
    return office.press(phone, at, kind=kind, fixes=[office.place(at=at)])


async def play(office: Office, phone: SoftPhone, days: Mapping[int, Sequence[str]]) -> None:
    """Sign and hand in a month, each record a moment after it was made."""
    for day, texts in days.items():
        for text in texts:
            envelope = await sign(office, phone, day, text)
            outcome = await office.one(envelope, at=moment(day, text.split()[1]) + MINUTE)
            assert outcome.status == "recorded"


async def row_of(agency: Agency, person: Employee, now: datetime = AFTER) -> Row:
    """A person's row of the recap."""
    recap = await recap_of(agency, MONTH, now)
    return next(row for row in recap.rows if row["nip"] == person.nip)


def codes_of(row: Row) -> dict[int, str]:
    """What each day is called."""
    return {int(number): day["code"] for number, day in row["days"].items()}


async def leave(
    person: Employee, first: date, last: date, code: str = "CT", covers: str = "both"
) -> None:
    """A granted leave, as its service records it."""
    await DayStatus.create(
        id=uuid4(),
        employee=person,
        code=code,
        covers=covers,
        first_day=first,
        last_day=last,
        number="800/1",
        note="",
        created_at=AFTER,
    )
    await touch("status", employees=[person.id], first=first, last=last)
