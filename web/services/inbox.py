"""What waits for a supervisor, of every kind, and what is the most urgent? One list, one table.

A kind joins with one entry in KINDS. Of all that waits a line is read, with one query a kind; the
matters themselves are read for one page of the list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain import seeking
from web.domain.closing import REOPEN
from web.domain.urgency import Due, due
from web.models import Agency, ClosingStep, Employee, LockedMonth
from web.services.inbox_daily import DAILY
from web.services.inbox_duties import DUTIES
from web.services.inbox_kind import Item, Kind
from web.services.inbox_lines import Line
from web.services.inbox_matters import CORRECTIONS, REVIEWS
from web.services.inbox_phones import PHONES
from web.services.inbox_travel import TRAVEL
from web.services.name_order import by_name

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
    """What waits: a page of the entries that are wanted, the most urgent first, and the counts.

    `found` is how many are wanted; `counts`, by kind, follow every filter but the kind's own;
    `total` follows none.
    """

    entries: list[Entry]
    found: int
    counts: dict[str, int]
    total: int
    agencies: list[tuple[UUID, str]]


async def count(viewer: Employee) -> int:
    """How much waits for a viewer, of all kinds. A fixed number of queries."""
    return sum([await kind.count(viewer) for kind in KINDS.values()])


async def waiting(
    viewer: Employee,
    wanted: Wanted,
    closing_day: int,
    now: datetime,
    page: Callable[[int], slice] = lambda total: slice(total),
) -> Desk:
    """What waits for a viewer, the most urgent first.

    Args:
        viewer: with `principals`.
        wanted: the filters.
        closing_day: the setting `correction_day`.
        now: the time.
        page: which of the entries are read, told how many there are; all of them unless given.
    """
    lines = [line for kind in KINDS.values() for line in await kind.lines(viewer)]
    fitting = [one for one in lines if _fits(viewer, one, wanted)]
    counts = dict.fromkeys(KINDS, 0)
    for one in fitting:
        counts[one.kind] += 1
    of_kind = [one for one in fitting if wanted.kind in ("", one.kind)]
    ordered = await _by_urgency(of_kind, closing_day, now)
    agencies = Agency.filter(id__in={one.agency for one in lines if one.agency})
    return Desk(
        await _entries(viewer, ordered[page(len(ordered))]),
        len(ordered),
        counts,
        len(lines),
        [(one.id, one.name) for one in await by_name(agencies)],
    )


async def _entries(viewer: Employee, chosen: Sequence[tuple[Line, Due]]) -> list[Entry]:
    """Some lines with their matters, in their order. A fixed number of queries a kind."""
    ids: dict[str, list[str]] = {}
    for line, _ in chosen:
        ids.setdefault(line.kind, []).append(line.id)
    items: dict[str, Item] = {}
    for kind, wanted in ids.items():
        items |= {one.key: one for one in await KINDS[kind].items(viewer, wanted)}
    return [
        Entry(items[line.key], due_, _principal(viewer, line))
        for line, due_ in chosen
        if line.key in items
    ]


async def entries_of(
    viewer: Employee, items: Sequence[Item], closing_day: int, now: datetime
) -> list[Entry]:
    """Items as they are listed, the most urgent first. Two queries."""
    by_key = {one.key: one for one in items}
    ordered = await _by_urgency([one.line(viewer) for one in items], closing_day, now)
    return [Entry(by_key[one.key], due_, _principal(viewer, one)) for one, due_ in ordered]


async def _by_urgency(
    lines: Sequence[Line], closing_day: int, now: datetime
) -> list[tuple[Line, Due]]:
    """Lines with by when each is to be decided, the most urgent first. Two queries."""
    locked = await _locked(lines)
    dues: dict[tuple[Any, ...], tuple[Due, tuple[int, float]]] = {}

    def due_of(one: Line) -> tuple[Due, tuple[int, float]]:
        ahead = KINDS[one.kind].ahead
        shut = (one.agency, f"{one.last_day:%Y-%m}") in locked
        asked = (one.first if ahead else one.last_day, one.last_day, ahead, shut, one.zone)
        if asked not in dues:  # hundreds of reports of a day are due alike
            told: dict[str, Any] = {"closing_day": closing_day, "zone": one.zone, "now": now}
            made = due(one.first, one.last_day, ahead=ahead, locked=shut, **told)
            dues[asked] = made, made.rank
        return dues[asked]

    found = [(one, *due_of(one)) for one in lines]
    found.sort(key=lambda told: (told[2], told[0].since, told[0].key))
    return [(one, due_) for one, due_, _ in found]


def _principal(viewer: Employee, line: Line) -> Any:
    """As for decisions: for somebody else only where none of the people is the viewer's own."""
    principals = {str(one): one for one in viewer.principals}
    for_whom = {None if one == str(viewer.id) else principals.get(one) for one in line.above}
    return None if None in for_whom or not for_whom else next(iter(for_whom))


def _fits(viewer: Employee, line: Line, wanted: Wanted) -> bool:
    if wanted.text and not any(seeking.found(wanted.text, *one) for one in line.people):
        return False
    if wanted.agency and line.agency != str(wanted.agency):
        return False
    return wanted.behalf in ("", str(_principal(viewer, line) or OWN))


async def _locked(lines: Sequence[Line]) -> set[tuple[str, str]]:
    """Which months of which agencies are locked now, among those that some lines end in."""
    agencies = {one.agency for one in lines if one.agency}
    months = {f"{one.last_day:%Y-%m}" for one in lines}
    if not agencies:
        return set()
    scope: dict[str, Any] = {"agency_id__in": list(agencies), "month__in": list(months)}
    newest: dict[tuple[str, str], datetime] = {}
    locks = LockedMonth.filter(**scope).values_list("agency_id", "month", "step__at")
    for agency, month, at in await locks:
        key = (str(agency), month)
        newest[key] = max(at, newest.get(key, at))
    for step in await ClosingStep.filter(**scope, step=REOPEN):
        key = (str(step.agency_id), step.month)
        if newest.get(key, step.at) < step.at:
            del newest[key]
    return set(newest)
