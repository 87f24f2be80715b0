"""How many days is a leave, by the calendar that holds for the person, and what is to be looked at?

Said on the form before anything is kept, and on the page of what was kept.
"""

from dataclasses import dataclass
from datetime import date

from web.domain.duties import BOTH
from web.domain.leave import ANNUAL_KINDS, IN_WORKDAYS, warnings
from web.domain.schedule import days_between
from web.domain.workday import plan
from web.models import DayStatus, Employee
from web.services import rulebook
from web.services.duty_lists import LIVE, Card, Wanted, cards, find
from web.services.status_worked import days_at_work, sentence_of
from web.services.statuses import overlapping, standings


@dataclass(frozen=True)
class Advice:
    """Working and calendar days of a status, and what speaks for a second look.

    `by_workdays`: what its kind is counted in. `others`: statuses of the same days. `duties`:
    letters of assignment for them. Nothing of it keeps a status from being entered.
    """

    working: int
    calendar: int
    by_workdays: bool
    halves: bool
    warnings: list[str]
    others: list[DayStatus]
    duties: list[Card]


async def advise(employee: Employee, status: DayStatus) -> Advice:
    """Reckon a status of somebody's, kept or not; its dates must be in order."""
    first, last = status.first_day, status.last_day
    start, end = date(first.year, 1, 1), date(first.year, 12, 31)
    rules = await rulebook.load([employee.id], start, max(last, end))
    person = rules.people[str(employee.id)]

    def working(since: date, until: date) -> int:
        days = days_between(since, until)
        return sum(bool(plan(rules.planning, person, day).spans) for day in days)

    held = DayStatus.filter(employee=employee, first_day__lte=end, last_day__gte=start)
    leave = [one for one in await held.filter(code__in=ANNUAL_KINDS) if one.id != status.id]
    stand = await standings(leave)
    year: dict[str, int] = {}
    for one in leave:
        if stand[one.id].code == "counts" and one.covers == BOTH:
            days = working(max(one.first_day, start), min(one.last_day, end))
            year[one.code] = year.get(one.code, 0) + days
    count = working(first, last)
    others = await overlapping(employee, first, last, covers=status.covers, working=status.working)
    [worked] = await days_at_work([(employee, status.code, status.covers, first, last)])
    found = warnings(
        code=status.code, first=first, last=last, working=count, nip=employee.nip, year=year
    )
    return Advice(
        working=count,
        calendar=(last - first).days + 1,
        by_workdays=status.code in IN_WORKDAYS,
        halves=status.covers != BOTH,
        warnings=[sentence_of(worked), *found] if worked else found,
        others=[one for one in others if one.id != status.id],
        duties=await cards(await find(None, Wanted(LIVE, first, last, employees=[employee.id]))),
    )
