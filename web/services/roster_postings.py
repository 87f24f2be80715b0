"""What follows when people move, begin or end: for one, or for thousands from a file?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from web import clock
from web.models import Employee, Posting
from web.services.bulk import PART, Bulk


class Moved(NamedTuple):
    """A person as they are and as they were, and the local date from which it counts."""

    employee: Employee
    before: Employee
    today: date


async def follow(bulk: Bulk, changes: Sequence[Moved], author: Employee | None) -> None:
    """Keep where people were, and mark the months that their changes concern.

    Args:
        bulk: gets what is to be written.
        changes: of different people.
        author: who makes them.
    """
    moved = [one for one in changes if one.employee.agency_id != one.before.agency_id]
    known = await _posted([one.employee.id for one in moved])
    postings: list[Posting] = []
    for one in moved:
        common: dict[str, Any] = {
            "employee_id": one.employee.id,
            "author_id": author.id if author else None,
            "created_at": clock.now(),
        }
        if one.employee.id not in known:
            postings.append(Posting(id=uuid4(), agency_id=one.before.agency_id, **common))
        now = {"agency_id": one.employee.agency_id, "valid_from": one.today}
        postings.append(Posting(id=uuid4(), **now, **common))
    bulk.add(postings)
    for one in changes:
        _touch(bulk, one)


async def _posted(people: Sequence[UUID]) -> set[UUID]:
    """Who was posted before."""
    found: set[UUID] = set()
    for start in range(0, len(people), PART):
        some = Posting.filter(employee_id__in=list(people[start : start + PART]))
        found |= set(await some.values_list("employee_id", flat=True))  # type: ignore[arg-type]
    return found


def _touch(bulk: Bulk, one: Moved) -> None:
    after, before = one.employee, one.before
    if (after.starts_on, after.ends_on) != (before.starts_on, before.ends_on):
        start = after.starts_on != before.starts_on
        known = [day for day in (after.ends_on, before.ends_on) if day]
        bulk.touch("roll", after.id, None if start else min(known))
    elif after.agency_id != before.agency_id:
        bulk.touch("roll", after.id, one.today - timedelta(days=1))
