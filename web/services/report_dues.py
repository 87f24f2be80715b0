"""By when is a travel report due, and is one asked for? Shared with whoever reminds of it."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from web.domain.duties import Letter, needs_report
from web.domain.workday import plan
from web.models import Employee
from web.services import policies, rulebook


async def due_dates(employee: Employee, letters: Collection[Letter]) -> list[date | None]:
    """As `dues`, for the letters of one person."""
    return await dues([(employee, one) for one in letters])


async def dues(asked: Sequence[tuple[Employee, Letter]]) -> list[date | None]:
    """The last local date on which each report is in time; None: none is asked.

    Working days are those of the person after the return, as their hours and calendar have them.

    Args:
        asked: who travels, and by which letter; any number of them for the same few queries.
    """
    rules = await policies.load()
    wanted = []
    for person, letter in asked:
        laid = rules.on(person.agency_id, letter.first_day)
        needed = needs_report(letter.kind, laid.report_short)
        wanted.append((str(person.id), letter.last_day, laid.report_days if needed else None))
    spans = [(day, day + _horizon(days)) for _, day, days in wanted if days is not None]
    if not spans:
        return [None for _ in wanted]
    first, last = min(day for day, _ in spans), max(day for _, day in spans)
    book = await rulebook.load({one.id for one, _ in asked}, first, last)

    def due(person: str, after: date, days: int) -> date:
        day, end = after, after + _horizon(days)
        while days and day < end:
            day += timedelta(days=1)
            days -= bool(plan(book.planning, book.people[person], day).spans)
        return day

    return [None if days is None else due(who, day, days) for who, day, days in wanted]


def _horizon(days: int) -> timedelta:
    """How far to look for so many working days: who has fewer hours than that is not waited for."""
    return timedelta(days=3 * days + 30)
