"""What waits for a supervisor, of every kind, and what is the most urgent? One list, one table.

A kind joins with one entry in KINDS. Every list costs a fixed number of queries for each kind,
however much waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain.urgency import Due, due
from web.models import ClosingStep, Employee, LockedMonth
from web.services.inbox_daily import DAILY
from web.services.inbox_duties import DUTIES
from web.services.inbox_kind import Item, Kind
from web.services.inbox_matters import CORRECTIONS, REVIEWS
from web.services.inbox_phones import PHONES
from web.services.inbox_travel import TRAVEL
from web.services.recaps import REOPEN

KINDS: dict[str, Kind] = {
    one.key: one for one in (REVIEWS, CORRECTIONS, DUTIES, TRAVEL, DAILY, PHONES)
}
OWN = "own"  # behalf: what waits for the viewer as themselves


@dataclass(frozen=True)
class Wanted:
    """What is looked for; "" or None: everything."""

    kind: str = ""
    text: str = ""  # part of a name or NIP
    agency: UUID | None = None
    behalf: str = ""  # OWN, or the id of a supervisor for whom the viewer acts


@dataclass(frozen=True)
class Entry:
    """An item with by when it is to be decided, and for whom the viewer would decide."""

    item: Item
    due: Due
    principal: Any  # id of the supervisor for whom the viewer acts; None: for themselves


@dataclass(frozen=True)
class Desk:
    """What waits: the entries that are wanted, the most urgent first, and how many of each kind.

    `counts` follow every filter but the kind's own; `total` follows none.
    """

    entries: list[Entry]
    counts: dict[str, int]
    total: int
    agencies: list[tuple[UUID, str]]


async def count(viewer: Employee) -> int:
    """How much waits for a viewer, of all kinds."""
    return sum([len(await kind.ids(viewer)) for kind in KINDS.values()])


async def waiting(viewer: Employee, wanted: Wanted, closing_day: int, now: datetime) -> Desk:
    """What waits for a viewer, the most urgent first.

    Args:
        viewer: with `principals`.
        wanted: the filters.
        closing_day: the setting `correction_day`.
        now: the time.
    """
    found: list[Item] = []
    for kind in KINDS.values():
        if ids := await kind.ids(viewer):
            found += await kind.items(viewer, ids)
    entries = await entries_of(viewer, found, closing_day, now)
    fitting = [one for one in entries if _fits(one, wanted)]
    counts = {key: sum(one.item.kind == key for one in fitting) for key in KINDS}
    agencies = {one.person.agency_id: one.person.agency for one in found if one.person.agency}
    return Desk(
        [one for one in fitting if wanted.kind in ("", one.item.kind)],
        counts,
        len(found),
        sorted(((key, agency.name) for key, agency in agencies.items()), key=lambda one: one[1]),
    )


async def entries_of(
    viewer: Employee, items: Sequence[Item], closing_day: int, now: datetime
) -> list[Entry]:
    """Items as they are listed, the most urgent first. Two queries."""
    locked = await _locked(items)
    entries = [
        Entry(
            one,
            due(
                one.first,
                one.last_day,
                ahead=KINDS[one.kind].ahead,
                locked=(one.person.agency_id, f"{one.last_day:%Y-%m}") in locked,
                closing_day=closing_day,
                zone=one.zone,
                now=now,
            ),
            _principal(viewer, one),
        )
        for one in items
    ]
    return sorted(entries, key=lambda one: (one.due.rank, one.item.since, one.item.key))


def _principal(viewer: Employee, item: Item) -> Any:
    """As for decisions: for somebody else only where none of the people is the viewer's own."""
    for_whom = {viewer.on_behalf_for(one) for one in item.people if viewer.decides_on(one)}
    return None if None in for_whom or not for_whom else next(iter(for_whom))


def _fits(entry: Entry, wanted: Wanted) -> bool:
    text, digits = wanted.text.casefold(), "".join(wanted.text.split())
    named = any(text in one.name.casefold() or digits in one.nip for one in entry.item.people)
    if wanted.text and not named:
        return False
    if wanted.agency and entry.item.person.agency_id != wanted.agency:
        return False
    whose = str(entry.principal) if entry.principal else OWN
    return wanted.behalf in ("", whose)


async def _locked(items: Sequence[Item]) -> set[tuple[Any, str]]:
    """Which months of which agencies are locked now, among those that some items end in."""
    agencies = {one.person.agency_id for one in items if one.person.agency_id}
    months = {f"{one.last_day:%Y-%m}" for one in items}
    if not agencies:
        return set()
    scope: dict[str, Any] = {"agency_id__in": list(agencies), "month__in": list(months)}
    newest: dict[tuple[Any, str], datetime] = {}
    locks = LockedMonth.filter(**scope).values_list("agency_id", "month", "step__at")
    for agency, month, at in await locks:
        newest[agency, month] = max(at, newest.get((agency, month), at))
    for step in await ClosingStep.filter(**scope, step=REOPEN):
        if newest.get((step.agency_id, step.month), step.at) < step.at:
            del newest[step.agency_id, step.month]
    return set(newest)
