"""Which duties are there for a viewer or a traveller, where do they stand, and which overlap?

Shared with the phone's state. The last step of a duty names the content that counts and tells
its state, so every list is one query over last steps.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web.db import counted, rows
from web.domain import approval
from web.domain.duties import Letter, overlap, parse_places
from web.models import Duty, DutyVersion, Employee
from web.services import seeking
from web.services.approvals import Standing, standings

LAST = (
    "SELECT v.id, v.duty_id, s.event FROM approval_step s JOIN duty_version v ON v.id = s.version"
    " WHERE s.kind = 'duty' AND NOT EXISTS (SELECT 1 FROM approval_step later WHERE"
    " later.subject = s.subject AND later.kind = s.kind AND later.number > s.number)"
)
MEMBER = (
    " EXISTS (SELECT 1 FROM duty_member m JOIN employee e ON e.id = m.employee_id"
    " WHERE m.version_id = v.id AND "
)
ORDERS = {"days": "v.first_day", "number": "LOWER(v.number)"}
LIVE = (approval.SUBMITTED, approval.RETURNED, approval.APPROVED)


@dataclass(frozen=True)
class Wanted:
    """What a list shows: states (none: all), dates that a duty touches, a person or a text."""

    states: tuple[str, ...] = ()
    since: date | None = None  # ends on or after it
    until: date | None = None  # begins on or before it
    text: str = ""  # part of a letter's number, or of a traveller's name or NIP
    agency: UUID | None = None
    employees: Collection[Any] | None = None


@dataclass(frozen=True)
class Clash:
    """Another letter of a traveller for the same time."""

    employee: Employee
    version: DutyVersion
    state: str


@dataclass
class Card:
    """A duty as it is shown: its content that counts, its people, and where it stands."""

    duty: Duty
    version: DutyVersion  # with author
    people: list[Employee]  # by name, with agency
    standing: Standing
    clashes: list[Clash] = field(default_factory=list)

    @property
    def letter(self) -> Letter:
        """What the letter says."""
        return letter_of(self.version)

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.standing.state or approval.SUBMITTED


def letter_of(version: DutyVersion) -> Letter:
    """The content of a version."""
    names = ("number", "letter_date", "purpose", "kind", "covers", "first_day", "last_day")
    told = {name: getattr(version, name) for name in names}
    return Letter(**told, places=parse_places(version.places))


async def count(viewer: Employee, wanted: Wanted) -> int:
    """How many `find` has."""
    sql, values = _statement(viewer, wanted)
    return await counted(Tortoise.get_connection("default"), sql, *values)


async def find(
    viewer: Employee | None,
    wanted: Wanted,
    *,
    by: str = "days",
    falling: bool = True,
    part: slice | None = None,
) -> list[UUID]:
    """The ids of the duties that a viewer may see (None: all) and wants, by a key of ORDERS.

    `part`: which of them; all unless given.
    """
    sql, values = _statement(viewer, wanted)
    sql += f" ORDER BY {ORDERS[by]}{' DESC' if falling else ''}, v.duty_id"
    if part:
        sql, values = f"{sql} LIMIT ? OFFSET ?", [*values, part.stop - part.start, part.start]
    found = await rows(Tortoise.get_connection("default"), sql, *values)
    return [UUID(str(one["duty_id"])) for one in found]


def _statement(viewer: Employee | None, wanted: Wanted) -> tuple[str, list[Any]]:
    """The statement of the duties that a viewer may see and wants, and its values."""
    where, values = _scope(viewer)
    if wanted.states:
        where += " AND s.event IN (?*)"
        values.append([n for n, e in approval.EVENTS.items() if e.leads in wanted.states])
    for condition, bound in (
        (" AND v.last_day >= ?", wanted.since),
        (" AND v.first_day <= ?", wanted.until),
    ):
        if bound:
            where += condition
            values.append(bound)
    if wanted.agency:
        where += f" AND{MEMBER}e.agency_id = ?)"
        values.append(str(wanted.agency))
    if wanted.employees is not None:
        where += f" AND{MEMBER}m.employee_id IN (?*))"
        values.append([str(one) for one in wanted.employees])
    if wanted.text:
        person, told = seeking.condition(wanted.text)
        where += f" AND (LOWER(v.number) LIKE ? OR{MEMBER}{person}))"
        values += [f"%{wanted.text.lower()}%", *told]
    return f"{LAST}{where}", values


def _scope(viewer: Employee | None) -> tuple[str, list[Any]]:
    """The condition of `Duty.visible_to`, for these queries."""
    if viewer is None or viewer.everywhere:
        return "", []
    where = "e.supervisor_id IN (?*) AND e.id <> ?"
    values: list[Any] = [[str(one) for one in viewer.deciding], str(viewer.id)]
    if viewer.reached:
        where = f"(({where}) OR e.agency_id IN (?*))"
        values.append([str(one) for one in viewer.reached])
    return f" AND{MEMBER}{where})", values


async def cards(ids: Sequence[UUID], *, clashes: bool = False) -> list[Card]:
    """Duties as they are shown, in the order asked for.

    Args:
        ids: of duties that the caller may show.
        clashes: whether to look for other letters of the same people and time.
    """
    stand = await standings(approval.DUTY, ids)
    last = [one.last.version for one in stand.values() if one.last]
    versions = {
        one.duty_id: one
        for one in await DutyVersion.filter(id__in=last)
        .select_related("duty__author", "author")
        .prefetch_related("members__employee__agency")
    }
    found = [
        Card(versions[id].duty, versions[id], _people(versions[id]), stand[id])
        for id in ids
        if id in versions
    ]
    if clashes:
        for card, others in zip(found, await _clashes(found), strict=True):
            card.clashes = others
    return found


def _people(version: DutyVersion) -> list[Employee]:
    people: list[Employee] = [one.employee for one in version.members]
    return sorted(people, key=lambda one: (one.name, one.nip))


async def _clashes(shown: Sequence[Card]) -> list[list[Clash]]:
    """Other letters that send the same people elsewhere at the same time, for each of some duties.

    As many queries for a page as for one.
    """
    if not shown:
        return []
    people = {person.id for card in shown for person in card.people}
    since = min(card.version.first_day for card in shown)
    until = max(card.version.last_day for card in shown)
    others = await cards(await find(None, Wanted(LIVE, since, until, employees=people)))
    return [
        [
            Clash(person, other.version, other.state)
            for other in others
            if other.duty.id != card.duty.id and overlap(card.letter, other.letter)
            for person in other.people
            if person in card.people
        ]
        for card in shown
    ]
