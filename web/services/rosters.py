"""What does a page of a roster hold: whose rows, which dates, and what stands in each cell?

A part of `shifts`: it reads, and `shifts.assign` writes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q

from web.domain.schedule import days_between
from web.models import Agency, Employee, GroupMember, RosterEntry, WorkGroup
from web.services import seeking
from web.services.folding import span_of
from web.services.recaps import month_of
from web.services.shifts import code_in, entries

PAGE_SIZE = 40  # people on a page of the grid: 40 times 31 fields
MOST_EXPLAINED = 500  # entries


@dataclass(frozen=True)
class Sheet:
    """A page of a roster. `codes` as cells show them; `before` and `after` are months."""

    group: WorkGroup | None
    month: str
    dates: Sequence[date]
    people: Sequence[Employee]
    codes: Mapping[tuple[UUID, date], str]
    before: str
    after: str
    number: int
    pages: int
    total: int
    found: Sequence[UUID] = ()
    """Everybody of the agency, the group and the search, on whatever page."""


async def sheet(
    agency: Agency, group: WorkGroup | None, month: str, number: int, text: str = ""
) -> Sheet:
    """A page of an agency's or a group's roster.

    Args:
        agency: whose people.
        group: of whom those alone who belong to it in that month.
        month: "2026-11".
        number: of the page; the nearest there is.
        text: words of names, or letters of a NIP; "" for everybody.

    Raises:
        Problem: `invalid` with `month`.
    """
    first, last = month_of(month)
    found = seeking.people(Employee.filter(agency=agency, active=True), text)
    if group:
        held = Q(valid_from__isnull=True) | Q(valid_from__lte=last)
        still = Q(valid_until__isnull=True) | Q(valid_until__gte=first)
        members = await GroupMember.filter(held, still, group=group).values_list(
            "employee_id", flat=True
        )
        found = found.filter(id__in=list(members) or [group.id])
    ids = [one.id for one in await found.order_by("name", "nip").only("id")]
    total = len(ids)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    shown = ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    people = await Employee.filter(id__in=shown).order_by("name", "nip")
    dates = days_between(first, last)
    held_entries = await entries([one.id for one in people], first, last)
    return Sheet(
        group=group,
        month=month,
        dates=dates,
        people=people,
        codes={cell: code_in(entry) for cell, entry in held_entries.items()},
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{last + timedelta(days=1):%Y-%m}",
        number=number,
        pages=pages,
        total=total,
        found=ids,
    )


@dataclass(frozen=True)
class Change:
    """What somebody entered in one act for days that had passed, and why."""

    at: datetime
    author: str | None
    reason: str
    people: Sequence[str]
    dates: Sequence[date]


async def explained(page: Sheet) -> list[Change]:
    """What was entered with a reason in the cells of a page, the newest first. One query."""
    found = RosterEntry.filter(
        employee_id__in=[one.id for one in page.people],
        date__gte=page.dates[0],
        date__lte=page.dates[-1],
        reason__not_isnull=True,
    )
    acts: dict[tuple[datetime, str | None, str], list[RosterEntry]] = {}
    newest = found.order_by("-created_at", "date").limit(MOST_EXPLAINED)
    for one in await newest.select_related("author", "employee"):
        name = one.author.name if one.author else None
        acts.setdefault((one.created_at, name, one.reason or ""), []).append(one)
    return [
        Change(
            *act,
            people=list(dict.fromkeys(one.employee.name for one in entered)),
            dates=sorted({one.date for one in entered}),
        )
        for act, entered in acts.items()
    ]


async def copied(
    page: Sheet, first: date | None, people: Collection[UUID]
) -> dict[tuple[UUID, date], str]:
    """The cells that taking over an earlier span gives.

    Args:
        page: of which month.
        first: of a week: the seven days before it are taken over from it on. None: the month
            before, each day of the month to the same day.
        people: whose, ids.
    """
    if first:
        pairs = {first + timedelta(days=n - 7): first + timedelta(days=n) for n in range(7)}
    else:
        earlier, _ = span_of(page.before)
        months = [earlier + timedelta(days=n) for n in range(31)]
        pairs = {
            day: to
            for day in months
            for to in page.dates
            if day.month == earlier.month and day.day == to.day
        }
    held = await entries(people, min(pairs), max(pairs))
    return {
        (person, pairs[day]): code_in(entry)
        for (person, day), entry in held.items()
        if day in pairs
    }
