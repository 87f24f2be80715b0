"""May statuses be entered as they are: one from the form, or thousands from a file?

A part of `statuses`. What stands is read once for all of them.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from tortoise.expressions import Subquery

from web import clock
from web.domain.status_fields import Typed, faults
from web.domain.statuses import WFA_DAYS_A_WEEK
from web.domain.workday import plan
from web.errors import Problem
from web.models import DayStatus, Employee, Ruling, Withdrawal
from web.services import policies, rulebook
from web.services.month_locks import locked_among
from web.services.rulebook import Rulebook

PART = 256  # people whose rules are read at once
WFA = "WFA"
MOST_WFA = 92  # days of one status
SHOWN_DAYS = "%d/%m/%Y"
Spans = list[tuple[date, date]]


async def problems_of(wanted: Sequence[tuple[Employee, Typed]]) -> list[Problem | None]:
    """What keeps each of some statuses from being entered, None where nothing does.

    The queries do not grow with them. One that may be entered counts for those after it.

    Args:
        wanted: whose and what.
    """
    found = await _faults(wanted)
    await _check_wfa(wanted, found)
    places = [at for at, problem in enumerate(found) if problem is None]
    days = [(wanted[at][0], span(wanted[at][1])[1]) for at in places]
    for at, locked in zip(places, await locked_among(days), strict=True):
        if locked:
            found[at] = Problem("month_locked")
    return found


async def _faults(wanted: Sequence[tuple[Employee, Typed]]) -> list[Problem | None]:
    """What is wrong with their fields, by what the office lays down for the first day."""
    laid = await policies.load()
    found: list[Problem | None] = []
    for employee, typed in wanted:
        if len(found) % PART == PART - 1:
            await asyncio.sleep(0)  # check-ins go on
        rules = laid.on(employee.agency_id, typed.first_day or clock.now().date())
        wrong = faults(typed, rules.halves)
        found.append(Problem("invalid", fields=wrong) if wrong else None)
    return found


async def _check_wfa(wanted: Sequence[tuple[Employee, Typed]], found: list[Problem | None]) -> None:
    """At most two working days a week (Monday to Sunday) elsewhere: PermenPANRB 4/2025."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, (employee, typed) in enumerate(wanted):
        if typed.code == WFA and found[at] is None:
            places[str(employee.id)].append(at)
    people = sorted(places)
    for start in range(0, len(people), PART):
        some = people[start : start + PART]
        weeks = [_weeks(*span(wanted[at][1])) for one in some for at in places[one]]
        first, last = min(one for one, _ in weeks), max(one for _, one in weeks)
        rules, spans = await rulebook.load(some, first, last), await _away(some, first, last)
        for one in some:
            for at in places[one]:
                asked = span(wanted[at][1])
                found[at] = _of_wfa(rules, one, [*spans[one], asked], asked)
                if found[at] is None:
                    spans[one].append(asked)


async def _away(people: Sequence[str], first: date, last: date) -> dict[str, Spans]:
    """The spans of WFA that stand, by person."""
    standing = (
        DayStatus.filter(employee_id__in=people, code=WFA, first_day__lte=last, last_day__gte=first)
        .annotate(said=Ruling.newest("day_status"))
        .exclude(said="rejected")
        .exclude(id__in=Subquery(Withdrawal.all().values("subject")))
    )
    found: dict[str, Spans] = defaultdict(list)
    for one in await standing:
        found[str(one.employee_id)].append((one.first_day, one.last_day))
    return found


def _of_wfa(rules: Rulebook, person: str, spans: Spans, asked: tuple[date, date]) -> Problem | None:
    """What speaks against one, which is among the spans."""
    if (asked[1] - asked[0]).days > MOST_WFA:
        return Problem("invalid", fields={"last_day": "Isi WFA paling lama tiga bulan sekaligus."})
    monday, end = _weeks(*asked)
    while monday <= end:
        days = [monday + timedelta(days=n) for n in range(7)]
        away = [
            day
            for day in days
            if any(a <= day <= b for a, b in spans)
            and plan(rules.planning, rules.people[person], day).spans
        ]
        if len(away) > WFA_DAYS_A_WEEK:
            return Problem("invalid", fields={"code": _too_many(monday, len(away))})
        monday += timedelta(days=7)
    return None


def span(typed: Typed) -> tuple[date, date]:
    """Its days, of one whose fields are in order."""
    first, last = typed.first_day, typed.last_day
    assert first is not None  # noqa: S101 -- for mypy: `faults` has looked
    return first, last or first


def _weeks(first: date, last: date) -> tuple[date, date]:
    """The Monday and the Sunday around them."""
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _too_many(monday: date, count: int) -> str:
    return (
        f"WFA paling banyak {WFA_DAYS_A_WEEK} hari kerja seminggu (PermenPANRB 4/2025)."
        f" Minggu mulai {monday:{SHOWN_DAYS}} akan menjadi {count} hari. Kurangi harinya."
    )
