"""On which days of a leave did the person check in all the same?

A part of `statuses`. It never keeps a leave from being entered: the letter may be right and the
check-in somebody's slip, or the other way round. Who enters it is to know.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from web import clock
from web.domain.duties import BOTH
from web.domain.statuses import STATUSES
from web.domain.vocabulary import HOME_ZONE
from web.models import Agency, CheckIn, Employee
from web.models.checkins import STANDS

PART = 64  # spans in one statement
NAMED = 5  # dates told one by one
LONGEST_SHIFT = timedelta(hours=20)  # a Pulang later than that is of another day
Span = tuple[Employee, str, str, date, date]  # whose, of which kind, covers, first and last day


def contradicts(code: str, covers: str) -> bool:
    """Whether a check-in speaks against such a status.

    Not where the day counts as attended anyway, nor for half a day: the other half is worked.
    """
    return covers == BOTH and code in STATUSES and not STATUSES[code].counts_present


async def days_at_work(spans: Sequence[Span]) -> list[list[date]]:
    """The local dates of each span on which the person checked in; declined check-ins aside.

    One query for every 64 spans that have begun, and one for the zones of the agencies.
    """
    today = clock.now().astimezone(UTC).date() + timedelta(days=1)
    asked = [
        at
        for at, (_, code, covers, first, _last) in enumerate(spans)
        if first <= today and contradicts(code, covers)
    ]
    found: list[list[date]] = [[] for _ in spans]
    zones = dict(await Agency.all().values_list("id", "timezone")) if asked else {}
    for start in range(0, len(asked), PART):
        some = asked[start : start + PART]
        marks = await _marks([spans[at] for at in some])
        for at in some:
            person, _code, _covers, first, last = spans[at]
            zone = ZoneInfo(zones.get(person.agency_id, HOME_ZONE))
            found[at] = [day for day in dates_of(marks[person.id], zone) if first <= day <= last]
    return found


async def _marks(spans: Iterable[Span]) -> dict[Any, set[tuple[datetime, str]]]:
    """When the people checked in around their spans, and of which kind."""
    meant = [
        Q(
            employee_id=person.id,
            claimed_at__gte=datetime.combine(first, time(), UTC) - timedelta(days=2),
            claimed_at__lt=datetime.combine(last, time(), UTC) + timedelta(days=2),
        )
        for person, _code, _covers, first, last in spans
    ]
    held = CheckIn.filter(Q(*meant, join_type="OR")).annotate(said=STANDS).exclude(said="declined")
    found: dict[Any, set[tuple[datetime, str]]] = defaultdict(set)
    for employee, at, kind in await held.values_list("employee_id", "claimed_at", "kind"):
        found[employee].add((at, kind))
    return found


def dates_of(marks: Iterable[tuple[datetime, str]], zone: ZoneInfo) -> list[date]:
    """The dates of some marks; a Pulang after midnight is of the day on which the shift began."""
    days: set[date] = set()
    began: datetime | None = None
    for at, kind in sorted(marks):
        if kind == "in":
            began = at
        of_shift = began is not None and at - began < LONGEST_SHIFT
        days.add((began if began and of_shift else at).astimezone(zone).date())
    return sorted(days)


def sentence_of(days: Sequence[date]) -> str:
    """The sentence about them, in Indonesian; "" for none."""
    if not days:
        return ""
    named = ", ".join(f"{day:%d/%m/%Y}" for day in days[:NAMED])
    more = f", dan {len(days) - NAMED} hari lain" if len(days) > NAMED else ""
    return f"Sudah absen pada {named}{more}. Rekap memakai status ini, bukan absennya."
