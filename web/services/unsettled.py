"""What of a month still waits for somebody's word, and what came after it was locked?

A part of `closing`: what waits keeps a month from being submitted; what came too late is listed.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from web import clock
from web.domain.approval import SUBMITTED
from web.domain.duties import names_of
from web.domain.recap_sheet import in_review
from web.domain.schedule import local_date
from web.domain.statuses import STATUSES
from web.domain.vocabulary import KINDS
from web.models import (
    Agency,
    CheckIn,
    Correction,
    DayChange,
    DayStatus,
    LockedMonth,
    Outage,
)
from web.services.duty_lists import Wanted, cards, find
from web.services.folding import span_of
from web.services.months import settle
from web.services.recaps import Recap
from web.services.rulings import standings

MOST_LATE = 200


@dataclass(frozen=True)
class Waiting:
    """Something that nobody has ruled on."""

    kind: str  # correction, status, outage, duty
    sentence: str


@dataclass(frozen=True)
class Late:
    """What came after a lock, and what would be different with it. The lock stays as it is."""

    checkins: list[CheckIn]
    changes: list[DayChange]


async def waiting(agency: UUID, month: str, employees: Collection[Any]) -> list[Waiting]:
    """Corrections, statuses that need a yes, and outages of a month without a ruling."""
    first, last = span_of(month)
    found: list[tuple[Any, Waiting]] = []
    corrections = Correction.filter(employee_id__in=employees, date__gte=first, date__lte=last)
    for one in await corrections.order_by("date").select_related("employee"):
        what = f"koreksi {KINDS[one.kind]} {one.employee.name}, {one.date:%d/%m/%Y}"
        found.append((one.id, Waiting("correction", what)))
    asked = [code for code, status in STATUSES.items() if status.needs_ruling]
    statuses = DayStatus.filter(
        employee_id__in=employees, code__in=asked, first_day__lte=last, last_day__gte=first
    )
    for status in await statuses.order_by("first_day").select_related("employee"):
        what = f"{status.code} {status.employee.name}, {status.first_day:%d/%m/%Y}"
        found.append((status.id, Waiting("status", what)))
    since, until = _around(month)
    outages = Outage.filter(agency_id=agency, starts_at__lt=until, ends_at__gte=since)
    for outage in await outages.order_by("starts_at"):
        found.append((outage.id, Waiting("outage", f"gangguan {outage.starts_at:%d/%m/%Y}")))
    ids = [id for id, _ in found]
    asked_for = await _duties(employees, first, last)
    said = await standings(ids)
    settled = {one for one, stands in said.items() if stands.last or stands.withdrawal}
    return [*(one for id, one in found if id not in settled), *asked_for]


def reviewed_days(recap: Recap) -> dict[date, int]:
    """For how many people each date rests on a check-in that a supervisor still looks at."""
    first = span_of(recap.month)[0]
    days = Counter(
        int(number) for row in recap.rows for number, day in row["days"].items() if in_review(day)
    )
    return {first.replace(day=number): days[number] for number in sorted(days)}


def runs_until(agency: Agency, month: str) -> date | None:
    """The last date of a month that is not over where the agency is; None once it is over."""
    last = span_of(month)[1]
    return last if local_date(clock.now(), agency.timezone) <= last else None


async def _duties(employees: Collection[Any], first: date, last: date) -> list[Waiting]:
    """Letters that touch a month and wait for a supervisor's word."""
    wanted = Wanted((SUBMITTED,), first, last, employees=employees)
    return [
        Waiting(
            "duty",
            f"surat tugas {names_of([one.name for one in card.people])},"
            f" {card.version.first_day:%d/%m/%Y}",
        )
        for card in await cards(await find(None, wanted))
    ]


async def late_arrivals(lock: LockedMonth, now: datetime) -> Late:
    """What reached a month after its lock: check-ins, and days that would be called otherwise.

    Args:
        lock: with its step.
        now: the time.
    """
    ids = [row["employee_id"] for row in lock.rows]
    await settle(ids, lock.month, now)  # says what would change; the lock does not read it
    first, last = span_of(lock.month)
    since, until = _around(lock.month)
    checkins = CheckIn.filter(
        employee_id__in=ids,
        claimed_at__gte=since,
        claimed_at__lt=until,
        received_at__gt=lock.step.at,
    )
    changes = DayChange.filter(
        employee_id__in=ids, date__gte=first, date__lte=last, at__gt=lock.step.at
    )
    return Late(
        await checkins.order_by("-received_at").limit(MOST_LATE).select_related("employee"),
        await changes.order_by("-at").limit(MOST_LATE).select_related("employee"),
    )


def _around(month: str) -> tuple[datetime, datetime]:
    """The month in UTC, wide enough for every zone of Indonesia (UTC+7 to +9)."""
    first, last = span_of(month)
    since = datetime.combine(first, time(), UTC) - timedelta(hours=9)
    return since, datetime.combine(last, time(), UTC) + timedelta(hours=17)
