"""Whose days are planned? People, their groups, hours of their own, rosters and postings, by date.

A part of `rulebook`. In plain SQL, for a page of today plans thousands at once: an object for
each row takes longer than all the rest.
"""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from tortoise import Tortoise

from web.db import day_of, instant_of, rows
from web.domain.hours import parse_hours, parse_options
from web.domain.workday import Duty, Member, Person, Week

PEOPLE = "SELECT id, agency_id, starts_on, ends_on FROM employee WHERE id IN (?*)"
MEMBERS = (
    "SELECT m.employee_id, m.group_id, m.valid_from, m.valid_until, m.created_at,"
    " g.agency_id AS owner FROM group_member m JOIN work_group g ON g.id = m.group_id"
    " WHERE m.employee_id IN (?*)"
)
ROSTER = (
    "SELECT r.employee_id, r.date, r.shift_id, s.name, s.hours, s.agency_id FROM roster_entry r"
    " LEFT JOIN shift s ON s.id = r.shift_id WHERE r.employee_id IN (?*) AND r.date >= ?"
    " AND r.date <= ? ORDER BY r.created_at"
)
POSTINGS = (
    "SELECT employee_id, agency_id, valid_from, created_at FROM posting WHERE employee_id IN (?*)"
)
WEEKS = {
    key: "SELECT agency_id, group_id, employee_id, name, days, options, valid_from, valid_until,"  # noqa: S608
    f" created_at FROM work_pattern WHERE {key} IN (?*){alone}"
    for key, alone in {
        "agency_id": " AND group_id IS NULL AND employee_id IS NULL",
        "group_id": "",
        "employee_id": "",
    }.items()
}


async def people_of(employees: Collection[Any], first: date, last: date) -> dict[str, Person]:
    """Some people as their days are planned, by id as text. Five queries.

    Args:
        employees: ids.
        first: the first date of whose roster is asked.
        last: the last one.
    """
    members: dict[str, list[Member]] = {}
    for one in await _rows(MEMBERS, employees):
        members.setdefault(str(one["employee_id"]), []).append(
            _member(one, one["group_id"], one["valid_until"], str(one["owner"]))
        )
    weeks = await weeks_of("employee_id", employees)
    roster = await _roster(employees, first, last)
    postings: dict[str, list[Member]] = {}
    for one in await _rows(POSTINGS, employees):
        postings.setdefault(str(one["employee_id"]), []).append(
            _member(one, one["agency_id"] or "", None, None)
        )
    return {
        id_: Person(
            id=id_,
            agencies=tuple(postings.get(id_, ())) or only(one["agency_id"]),
            groups=tuple(members.get(id_, ())),
            weeks=weeks.get(id_, ()),
            roster=roster.get(id_, {}),
            starts_on=day_of(one["starts_on"]),
            ends_on=day_of(one["ends_on"]),
        )
        for one in await _rows(PEOPLE, employees)
        for id_ in [str(one["id"])]
    }


def only(agency: Any) -> tuple[Member, ...]:
    """Somebody who never changed: where they are now they have always been."""
    return (Member(str(agency), None, None, datetime.min.replace(tzinfo=UTC)),) if agency else ()


async def weeks_of(key: str, ids: Collection[Any]) -> dict[str, tuple[Week, ...]]:
    """Weekly patterns by agency, group or person; an agency's are those of no group or person.

    Args:
        key: "agency_id", "group_id" or "employee_id".
        ids: of these; none asks nothing.
    """
    found: dict[str, list[Week]] = {}
    for one in await _rows(WEEKS[key], ids) if ids else ():
        found.setdefault(str(one[key]), []).append(week_of(one))
    return {one: tuple(weeks) for one, weeks in found.items()}


async def _rows(sql: str, ids: Collection[Any], *dates: date) -> list[dict[str, Any]]:
    given = [str(one) for one in ids]  # SQLite knows no UUID
    return await rows(Tortoise.get_connection("default"), sql, given, *dates)


def _member(row: Mapping[str, Any], of: Any, until: Any, owner: str | None) -> Member:
    since, at = day_of(row["valid_from"]), instant_of(row["created_at"])
    return Member(str(of), since, day_of(until), at, agency=owner)


async def _roster(
    employees: Collection[Any], first: date, last: date
) -> dict[str, dict[date, Duty]]:
    duties: dict[Any, Duty] = {None: Duty(None, "Lepas dinas.")}
    found: dict[str, dict[date, Duty]] = {}
    for one in await _rows(ROSTER, employees, first, last):
        if one["shift_id"] not in duties:
            hours = parse_hours(_read(one["hours"]))
            agency = str(one["agency_id"])
            duties[one["shift_id"]] = Duty(hours, f"Sif {one['name']}.", agency)
        found.setdefault(str(one["employee_id"]), {})[day_of(one["date"])] = duties[one["shift_id"]]
    return found


def week_of(row: Mapping[str, Any]) -> Week:
    """A weekly pattern as its row has it, read once."""
    return Week(
        days={int(weekday): parse_hours(hours) for weekday, hours in _read(row["days"]).items()},
        options=parse_options(_read(row["options"])),
        valid_from=day_of(row["valid_from"]),
        valid_until=day_of(row["valid_until"]),
        created_at=instant_of(row["created_at"]),
        name=row["name"] or "",
        agency=str(row["agency_id"]),
    )


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
