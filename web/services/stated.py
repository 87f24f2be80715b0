"""What is stated of some people's dates? Statuses and approved duties, and which of them counts.

A part of `happenings`.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from web.domain.day import Stated
from web.domain.duties import CODE, running
from web.domain.statuses import STATUSES
from web.models import DayStatus, Ruling, Withdrawal
from web.services.assignments import approved as approved_duties

NEVER = "00000000-0000-0000-0000-000000000000"
YIELDING = (CODE, "WFA")  # statuses before which an approved duty comes: it says more


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
    """What is in force by person and date; of two statuses the one entered later counts.

    An approved duty comes before a recorded DL and before WFA, and after every other status: who
    was put on leave or fell ill did not travel on that day, whatever the letter says.
    """
    found = await (
        DayStatus.filter(employee_id__in=employees, first_day__lte=last, last_day__gte=first)
        .order_by("created_at", "id")
        .values()
    )
    ids = [one["id"] for one in found]
    back, valid = await withdrawn(ids), await approved(ids)
    stated: dict[str, dict[date, Stated]] = {}
    for one in found:
        key, status = str(one["id"]), STATUSES.get(one["code"])
        if key in back or status is None or (status.needs_ruling and key not in valid):
            continue
        day, end = max(first, one["first_day"]), min(last, one["last_day"])
        while day <= end:
            stated.setdefault(str(one["employee_id"]), {})[day] = Stated(one["code"], one["number"])
            day += timedelta(days=1)
    for person, duties in (await approved_duties(employees, first, last, reports=True)).items():
        days = stated.setdefault(person, {})
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            duty = running(duties, day)
            if duty and (day not in days or days[day].code in YIELDING):
                days[day] = Stated(CODE, duty.number, duty)
    return stated
