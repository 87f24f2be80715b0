"""What is stated of some people's dates? Statuses and approved duties, and which of them counts.

A part of `happenings`.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from web.domain.duties import Assignment, running
from web.domain.schedule import days_between
from web.domain.stated import Recorded, Stated, in_force
from web.domain.statuses import STATUSES
from web.models import DayStatus, Ruling, Withdrawal
from web.services.assignments import approved as approved_duties

NEVER = "00000000-0000-0000-0000-000000000000"


async def approved(subjects: Collection[Any]) -> set[str]:
    """Those of some statuses, corrections and outages that stand approved: their ids as text."""
    if not subjects:
        return set()
    newest: dict[str, str] = {}
    for one in await Ruling.filter(subject__in=list(subjects)).order_by("at").values():
        newest[str(one["subject"])] = one["outcome"]
    back = await withdrawn(subjects)
    return {one for one, outcome in newest.items() if outcome == "approved" and one not in back}


async def withdrawn(subjects: Collection[Any]) -> set[str]:
    """Those of some matters that were taken back: their ids as text."""
    found = await Withdrawal.filter(subject__in=list(subjects) or [NEVER]).values_list("subject")
    return {str(one[0]) for one in found}


async def stated_of(
    employees: Collection[Any], first: date, last: date
) -> dict[str, dict[date, Stated]]:
    """What is in force by person and date, as domain/stated.in_force has it."""
    found = await (
        DayStatus.filter(employee_id__in=employees, first_day__lte=last, last_day__gte=first)
        .order_by("created_at", "id")
        .values()
    )
    ids = [one["id"] for one in found]
    back, valid = await withdrawn(ids), await approved(ids)
    entered: dict[str, dict[date, list[Recorded]]] = {}
    for one in found:
        key, status = str(one["id"]), STATUSES.get(one["code"])
        if key in back or status is None or (status.needs_ruling and key not in valid):
            continue
        told = Recorded(one["code"], one["number"], one["covers"], one["working"])
        day, end = max(first, one["first_day"]), min(last, one["last_day"])
        while day <= end:
            entered.setdefault(str(one["employee_id"]), {}).setdefault(day, []).append(told)
            day += timedelta(days=1)
    duties = await approved_duties(employees, first, last, reports=True)
    dates = days_between(first, last)
    return {
        person: _in_force(dates, entered.get(person, {}), duties.get(person, []))
        for person in {**entered, **duties}
    }


def _in_force(
    dates: Sequence[date], entered: Mapping[date, Sequence[Recorded]], duties: Sequence[Assignment]
) -> dict[date, Stated]:
    found = {}
    for day in dates:
        stated = in_force(entered.get(day, ()), running(duties, day) if duties else None)
        if stated:
            found[day] = stated
    return found
