"""By when is a travel report due, and is one asked for? Shared with whoever reminds of it."""

from collections.abc import Collection
from datetime import date, timedelta

from web.domain.duties import Letter, needs_report
from web.domain.workday import plan
from web.models import Employee
from web.services import policies, rulebook


async def due_dates(employee: Employee, letters: Collection[Letter]) -> list[date | None]:
    """The last local date on which each of somebody's reports is in time; None: none is asked.

    Working days are those of the person after the return, as their hours and calendar have them.

    Args:
        employee: who travels.
        letters: of whose duties.
    """
    rules = await policies.load()
    laid = [rules.on(employee.agency_id, one.first_day) for one in letters]
    asked = [
        (one.last_day, rule.report_days)
        for one, rule in zip(letters, laid, strict=True)
        if needs_report(one.kind, rule.report_short)
    ]
    if not asked:
        return [None for _ in letters]
    first = min(day for day, _ in asked)
    last = max(day + _horizon(days) for day, days in asked)
    book = await rulebook.load([employee.id], first, last)
    person = book.people[str(employee.id)]

    def due(after: date, days: int) -> date:
        day, end = after, after + _horizon(days)
        while days and day < end:
            day += timedelta(days=1)
            days -= bool(plan(book.planning, person, day).spans)
        return day

    return [
        due(one.last_day, rule.report_days) if needs_report(one.kind, rule.report_short) else None
        for one, rule in zip(letters, laid, strict=True)
    ]


def _horizon(days: int) -> timedelta:
    """How far to look for so many working days: who has fewer hours than that is not waited for."""
    return timedelta(days=3 * days + 30)
