"""Does a date of somebody lie in a month that is locked? Told for one, or for thousands at once."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from web.domain.closing import REOPEN
from web.domain.workday import Member, member_on
from web.models import ClosingStep, Employee, LockedMonth, Posting

PART = 4096  # people in one statement


async def locked_on(employee: Employee, day: date) -> bool:
    """Whether a date of somebody lies in a month that their agency of that date has locked."""
    return (await locked_among([(employee, day)]))[0]


async def locked_among(wanted: Sequence[tuple[Employee, date]]) -> list[bool]:
    """The same of many, in their order. Three queries for every few thousand people."""
    return [at is not None for at in await locks_of(wanted)]


async def locks_of(wanted: Sequence[tuple[Employee, date]]) -> list[datetime | None]:
    """When the months of dates of people were locked, in their order; None: not locked now.

    Three queries for every few thousand people.
    """
    postings = await postings_of({one.id for one, _ in wanted})
    locked = await locked_in({f"{day:%Y-%m}" for _, day in wanted})
    found = []
    for one, day in wanted:
        members = postings.get(one.id)
        agency = member_on(members, day) if members else one.agency_id
        found.append(locked.get((str(agency), f"{day:%Y-%m}")))
    return found


async def postings_of(employees: Collection[Any]) -> dict[Any, list[Member]]:
    """Where people were posted when, by id; who never moved is not among them."""
    found: dict[Any, list[Member]] = {}
    wanted = list(employees)
    for start in range(0, len(wanted), PART):
        moves = Posting.filter(employee_id__in=wanted[start : start + PART])
        for one in await moves.order_by("created_at"):
            member = Member(str(one.agency_id or ""), one.valid_from, None, one.created_at)
            found.setdefault(one.employee_id, []).append(member)
    return found


async def locked_in(months: Collection[str]) -> dict[tuple[str, str], datetime]:
    """The agencies and months, of these, of which the newest lock was not taken back; its time."""
    locks = LockedMonth.filter(month__in=list(months))
    opened = ClosingStep.filter(month__in=list(months), step=REOPEN)
    at = _newest(await locks.values_list("agency_id", "month", "step__at"))
    again = _newest(await opened.values_list("agency_id", "month", "at"))
    return {key: when for key, when in at.items() if key not in again or again[key] <= when}


def _newest(rows: Sequence[tuple[Any, ...]]) -> dict[tuple[str, str], datetime]:
    found: dict[tuple[str, str], datetime] = {}
    for agency, month, at in rows:
        key = (str(agency), month)
        found[key] = max(at, found.get(key, at))
    return found
