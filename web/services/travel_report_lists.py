"""Which travel reports are there for a viewer, where do they stand, and which are still awaited?

Shared with the phone's list of duties. The last step of a report names the content that counts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web.db import counted, rows
from web.domain import approval
from web.domain.approval import TRAVEL_REPORT
from web.domain.duties import Letter
from web.domain.travel_reports import Content, parse_content
from web.domain.vocabulary import HOME_ZONE
from web.models import DutyVersion, Employee, StepNote, TravelReport, TravelReportVersion
from web.services import seeking
from web.services.approvals import Standing, standings
from web.services.assignments import report_id
from web.services.duty_lists import letter_of
from web.services.report_dues import dues

LAST = (
    "SELECT r.id FROM travel_report r JOIN employee e ON e.id = r.employee_id"
    " JOIN duty_version v ON v.duty_id = r.duty_id AND v.ordinal = (SELECT MAX(w.ordinal)"
    " FROM duty_version w WHERE w.duty_id = r.duty_id) JOIN approval_step s ON s.subject = r.id"
    " AND s.kind = 'travel_report' WHERE NOT EXISTS (SELECT 1 FROM approval_step later WHERE"
    " later.subject = s.subject AND later.kind = s.kind AND later.number > s.number)"
    " AND s.event IN (?*)"
)
TRAVELLED = (
    "SELECT m.employee_id, v.id FROM duty_member m JOIN duty_version v ON v.id = m.version_id"
    " JOIN employee e ON e.id = m.employee_id JOIN approval_step s ON s.subject = v.duty_id"
    " AND s.version = v.id WHERE s.kind = 'duty' AND s.event = 'approve' AND NOT EXISTS"
    " (SELECT 1 FROM approval_step later WHERE later.subject = s.subject"
    " AND later.kind = s.kind AND later.number > s.number)"
    " AND e.active = ? AND v.last_day >= ? AND v.last_day <= ?"
)
ORDERS = {"name": "e.name", "days": "v.first_day", "filed": "s.at"}
# Where the traveller has nothing to do: it waits for somebody else, or is decided for good.
SETTLED = (*approval.WAITING, "approve", "reject")


@dataclass(frozen=True)
class Wanted:
    """What a list shows: states, and a person or a text."""

    states: tuple[str, ...] = tuple(approval.STATES)
    text: str = ""  # part of a letter's number, or of a traveller's name or NIP
    agency: UUID | None = None


@dataclass
class Card:
    """A report as it is shown: its content that counts, of which duty, and where it stands.

    `notes`: words by part of the report, by the step with which they came.
    """

    report: TravelReport  # with employee and agency, duty
    version: TravelReportVersion
    letter: Letter
    standing: Standing
    due: date | None
    notes: dict[UUID, dict[str, str]] = field(default_factory=dict)

    @property
    def person(self) -> Employee:
        """Whose report it is."""
        return self.report.employee

    @property
    def content(self) -> Content:
        """What it says."""
        return parse_content(self.version.body)

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.standing.state or approval.SUBMITTED

    @property
    def words(self) -> dict[str, str]:
        """The words beside its parts that came with the newest decision."""
        for step in reversed(self.standing.steps):
            if step.event in approval.DECISIONS:
                return self.notes.get(step.id, {})
        return {}

    @property
    def zone(self) -> str:
        """The IANA zone of its times."""
        return self.person.agency.timezone if self.person.agency else HOME_ZONE


@dataclass(frozen=True)
class Awaited:
    """A report that a traveller has still to hand in, or to hand in again."""

    employee: Employee  # with agency
    version: DutyVersion
    id: UUID  # of the report
    due: date
    state: str | None  # returned, withdrawn, or None where there never was one


async def count(viewer: Employee, wanted: Wanted) -> int:
    """How many `find` has."""
    sql, values = _statement(viewer, wanted)
    return await counted(Tortoise.get_connection("default"), sql, *values)


async def find(
    viewer: Employee,
    wanted: Wanted,
    *,
    by: str = "filed",
    falling: bool = True,
    part: slice | None = None,
) -> list[UUID]:
    """The ids of the reports that a viewer may see and wants, by a key of ORDERS.

    `part`: which of them; all unless given.
    """
    sql, values = _statement(viewer, wanted)
    sql += f" ORDER BY {ORDERS[by]}{' DESC' if falling else ''}, r.id"
    if part:
        sql, values = f"{sql} LIMIT ? OFFSET ?", [*values, part.stop - part.start, part.start]
    found = await rows(Tortoise.get_connection("default"), sql, *values)
    return [UUID(str(one["id"])) for one in found]


def _statement(viewer: Employee, wanted: Wanted) -> tuple[str, list[Any]]:
    """The statement of the reports that a viewer may see and wants, and its values."""
    where, values = _scope(viewer)
    if wanted.agency:
        where += " AND e.agency_id = ?"
        values.append(str(wanted.agency))
    if wanted.text:
        person, told = seeking.condition(wanted.text)
        where += f" AND (LOWER(v.number) LIKE ? OR {person})"
        values += [f"%{wanted.text.lower()}%", *told]
    return f"{LAST}{where}", [_events(wanted.states), *values]


def _events(states: Collection[str]) -> list[str]:
    return [name for name, one in approval.EVENTS.items() if one.leads in states]


def _scope(viewer: Employee) -> tuple[str, list[Any]]:
    """The condition of `TravelReport.visible_to`, for these queries."""
    if viewer.everywhere:
        return "", []
    where = "(e.supervisor_id IN (?*) AND e.id <> ?)"
    values: list[Any] = [[str(one) for one in viewer.deciding], str(viewer.id)]
    if viewer.reached:
        where = f"({where} OR e.agency_id IN (?*))"
        values.append([str(one) for one in viewer.reached])
    return f" AND {where}", values


async def cards(ids: Sequence[UUID]) -> list[Card]:
    """Reports as they are shown, in the order asked for.

    Args:
        ids: of reports that the caller may show.
    """
    stand = await standings(TRAVEL_REPORT, ids)
    last = {one.last.version for one in stand.values() if one.last}
    found = TravelReportVersion.filter(id__in=last).select_related("report__employee__agency")
    versions = {one.report_id: one for one in await found}
    letters = await _letters({one.report.duty_id for one in versions.values()})
    shown = [versions[id] for id in ids if id in versions]
    days = await dues([(one.report.employee, letters[one.report.duty_id]) for one in shown])
    notes = await notes_of(step.id for one in stand.values() for step in one.steps)
    return [
        Card(one.report, one, letters[one.report.duty_id], stand[one.report_id], due, notes)
        for one, due in zip(shown, days, strict=True)
    ]


async def _letters(duties: Collection[Any]) -> dict[Any, Letter]:
    """What the newest version of each duty says."""
    versions = await DutyVersion.filter(duty_id__in=list(duties)).order_by("ordinal")
    return {one.duty_id: letter_of(one) for one in versions}


async def notes_of(steps: Any) -> dict[UUID, dict[str, str]]:
    """The words beside parts, by the id of the step with which they came."""
    found: dict[UUID, dict[str, str]] = {}
    for one in await StepNote.filter(step_id__in=list(steps)).order_by("id"):
        found.setdefault(one.step_id, {})[one.part] = one.words
    return found


async def awaited(
    viewer: Employee | None,
    since: date,
    until: date,
    *,
    employees: Collection[Any] | None = None,
    agency: UUID | None = None,
) -> list[Awaited]:
    """What travellers have still to hand in about approved duties, the soonest due first.

    Args:
        viewer: whose people, None for all.
        since: duties that ended on this local date or after it.
        until: and on this date or before it.
        employees: ids, None for all of the viewer's.
        agency: id, None for all.
    """
    where, values = _scope(viewer) if viewer else ("", [])
    if employees is not None:
        where, values = f"{where} AND e.id IN (?*)", [*values, [str(one) for one in employees]]
    if agency:
        where, values = f"{where} AND e.agency_id = ?", [*values, str(agency)]
    connection = Tortoise.get_connection("default")
    found = await rows(connection, f"{TRAVELLED}{where}", True, since, until, *values)
    people_ids = {str(one["employee_id"]) for one in found}
    named = Employee.filter(id__in=people_ids).select_related("agency")
    people = {str(one.id): one for one in await named}
    versions = {
        str(one.id): one
        for one in await DutyVersion.filter(id__in={str(one["id"]) for one in found})
    }
    pairs = [(people[str(one["employee_id"])], versions[str(one["id"])]) for one in found]
    return await _awaited(pairs)


async def _awaited(pairs: Sequence[tuple[Employee, DutyVersion]]) -> list[Awaited]:
    stand = await standings(
        TRAVEL_REPORT, [report_id(version.duty_id, person.id) for person, version in pairs]
    )
    days = await dues([(person, letter_of(version)) for person, version in pairs])
    found = []
    for (person, version), due in zip(pairs, days, strict=True):
        id_ = report_id(version.duty_id, person.id)
        last = stand[id_].last
        if due is not None and not (last and last.event in SETTLED):
            found.append(Awaited(person, version, id_, due, stand[id_].state))
    return sorted(found, key=lambda one: (one.due, one.employee.name, str(one.id)))
