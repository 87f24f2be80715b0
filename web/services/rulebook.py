"""Which dated rules hold for some people and dates? Read from the database, once for all of them.

Shared by everything that plans or folds days. What is loaded is small; the facts are not here.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from tortoise import Tortoise
from tortoise.expressions import Q

from web.db import rows
from web.domain.band_tables import DatedTable, dated_table_on
from web.domain.bands import DEFAULT_PRESET, PRESETS, Table, parse_table
from web.domain.calendar import Entry
from web.domain.hours import parse_hours, parse_options
from web.domain.workday import Duty, Member, Office, Person, Plan, Planning, Week, plan
from web.models import (
    Agency,
    BandTable,
    CalendarDay,
    Employee,
    GroupMember,
    Posting,
    RosterEntry,
    WorkPattern,
)
from web.services import agency_tree


@dataclass(frozen=True)
class Rulebook:
    """The rules of some dates."""

    planning: Planning
    people: Mapping[str, Person]
    tables: tuple[DatedTable, ...]

    def chain(self, agency: str | None, day: date) -> tuple[str, ...]:
        """An agency and the offices above it on a date, nearest first."""
        return self.planning.tree.chain(agency, day)

    def table_on(self, agency: str | None, day: date) -> Table:
        """The bands of an agency on a date, laid down by it or above it, else the preset."""
        found = dated_table_on(self.tables, self.chain(agency, day), day)
        return found.table if found else default_table()


@lru_cache(maxsize=1)
def default_table() -> Table:
    """The bands where no office has entered any."""
    return parse_table(PRESETS[DEFAULT_PRESET].body)


async def load(employees: Collection[Any], first: date, last: date) -> Rulebook:
    """Everything that plans some people's dates; a bounded number of queries.

    Args:
        employees: ids.
        first: the first date wanted; the day before it is covered too.
        last: the last date wanted; the day after it is covered too.
    """
    first, last = first - timedelta(days=1), last + timedelta(days=1)
    people = await _people(employees, first, last)
    tree = await agency_tree.load()
    agencies = {one.id for person in people.values() for one in person.agencies}
    groups = {one.id for person in people.values() for one in person.groups}
    return Rulebook(
        planning=Planning(
            offices=await _offices(tree.and_above(agencies)),
            groups=await _weeks("group_id", groups),
            calendar=await _calendar(first, last),
            tree=tree,
        ),
        people=people,
        tables=await _tables(),
    )


async def plans_on(agencies: Collection[Any], day: date) -> dict[str, Plan]:
    """What a date is for people of some agencies who have no hours of their own."""
    return {one: plans[0] for one, plans in (await plans_between(agencies, day, day)).items()}


async def plans_between(
    agencies: Collection[Any], first: date, last: date
) -> dict[str, tuple[Plan, ...]]:
    """What some dates are for people of some agencies who have no hours of their own, in order."""
    ids = [str(one) for one in agencies]
    tree = await agency_tree.load()
    offices = await _offices(tree.and_above(ids))
    planning = Planning(offices, {}, await _calendar(first, last), tree)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {one: tuple(plan(planning, Person(one, _only(one)), day) for day in days) for one in ids}


async def _people(employees: Collection[Any], first: date, last: date) -> dict[str, Person]:
    members: dict[str, list[Member]] = {}
    for one in await GroupMember.filter(employee_id__in=employees).values(
        *("employee_id", "group_id", "valid_from", "valid_until", "created_at", "group__agency_id")
    ):
        members.setdefault(str(one["employee_id"]), []).append(_member(one))
    weeks = await _weeks("employee_id", employees)
    roster = await _roster(employees, first, last)
    postings = await _postings(employees)
    return {
        str(one["id"]): Person(
            id=str(one["id"]),
            agencies=postings.get(str(one["id"])) or _only(one["agency_id"]),
            groups=tuple(members.get(str(one["id"]), ())),
            weeks=weeks.get(str(one["id"]), ()),
            roster=roster.get(str(one["id"]), {}),
            starts_on=one["starts_on"],
            ends_on=one["ends_on"],
        )
        for one in await Employee.filter(id__in=employees).values(
            "id", "agency_id", "starts_on", "ends_on"
        )
    }


def _only(agency: Any) -> tuple[Member, ...]:
    """Somebody who never changed: where they are now they have always been."""
    return (Member(str(agency), None, None, datetime.min.replace(tzinfo=UTC)),) if agency else ()


async def _postings(employees: Collection[Any]) -> dict[str, tuple[Member, ...]]:
    found: dict[str, list[Member]] = {}
    for one in await Posting.filter(employee_id__in=employees).values():
        found.setdefault(str(one["employee_id"]), []).append(
            Member(
                str(one["agency_id"]) if one["agency_id"] else "",
                *(one["valid_from"], None, one["created_at"]),
            )
        )
    return {employee: tuple(held) for employee, held in found.items()}


def _member(row: dict[str, Any]) -> Member:
    return Member(
        *(str(row["group_id"]), row["valid_from"], row["valid_until"], row["created_at"]),
        agency=str(row["group__agency_id"]),
    )


async def _roster(
    employees: Collection[Any], first: date, last: date
) -> dict[str, dict[date, Duty]]:
    entries = (
        await RosterEntry.filter(employee_id__in=employees, date__gte=first, date__lte=last)
        .order_by("created_at")
        .values(
            *("employee_id", "date", "shift_id", "shift__name", "shift__hours"),
            "shift__agency_id",
        )
    )
    duties: dict[Any, Duty] = {None: Duty(None, "Lepas dinas.")}
    found: dict[str, dict[date, Duty]] = {}
    for one in entries:
        if one["shift_id"] not in duties:
            hours = parse_hours(one["shift__hours"])
            agency = str(one["shift__agency_id"])
            duties[one["shift_id"]] = Duty(hours, f"Sif {one['shift__name']}.", agency)
        found.setdefault(str(one["employee_id"]), {})[one["date"]] = duties[one["shift_id"]]
    return found


async def _offices(agencies: Iterable[str]) -> dict[str, Office]:
    ids = [one for one in agencies if one]
    weeks = await _weeks("agency_id", ids)
    early = await _first_uses(ids)
    found = {}
    for one in await Agency.filter(id__in=ids).values():
        key = str(one["id"])
        created = one["created_at"].astimezone(ZoneInfo(one["timezone"])).date()
        start = one["starts_on"] or min(created, early.get(key, created))
        found[key] = Office(key, one["timezone"], weeks.get(key, ()), start)
    return found


async def _first_uses(agencies: list[str]) -> dict[str, date]:
    """Days of check-ins older than their agency's own record, which a moved clock can make."""
    found = await rows(
        Tortoise.get_connection("default"),
        "SELECT a.id, a.timezone, min(c.claimed_at) AS at FROM agency a"
        " JOIN employee e ON e.agency_id = a.id JOIN checkin c ON c.employee_id = e.id"
        " WHERE a.id IN (?*) AND c.claimed_at < a.created_at AND NOT EXISTS"
        " (SELECT 1 FROM posting p WHERE p.employee_id = e.id) GROUP BY a.id, a.timezone",
        agencies,
    )
    return {str(one["id"]): _local(one["at"], one["timezone"]) for one in found}


def _local(at: Any, zone: str) -> date:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.astimezone(ZoneInfo(zone)).date()


async def _weeks(key: str, ids: Collection[Any]) -> dict[str, tuple[Week, ...]]:
    """Weekly patterns by agency, group or person; an agency's are those of no group or person."""
    query = WorkPattern.filter(**{f"{key}__in": list(ids)})
    if key == "agency_id":
        query = query.filter(group_id=None, employee_id=None)
    found: dict[str, list[Week]] = {}
    for one in await query.values() if ids else ():
        found.setdefault(str(one[key]), []).append(week_of(one))
    return {one: tuple(weeks) for one, weeks in found.items()}


def week_of(row: Mapping[str, Any]) -> Week:
    """A stored weekly pattern, read."""
    days = json.loads(row["days"]) if isinstance(row["days"], str) else row["days"]
    return Week(
        days={int(weekday): parse_hours(hours) for weekday, hours in days.items()},
        options=parse_options(row["options"]),
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        created_at=row["created_at"],
        name=row["name"] or "",
        agency=str(row["agency_id"]),
    )


async def _calendar(first: date, last: date) -> dict[date, list[Entry]]:
    found: dict[date, list[Entry]] = {}
    for one in await CalendarDay.filter(date__gte=first, date__lte=last).values():
        agency = str(one["agency_id"]) if one["agency_id"] else None
        found.setdefault(one["date"], []).append(
            Entry(one["date"], one["kind"], one["name"], agency, one["created_at"])
        )
    return found


async def _tables() -> tuple[DatedTable, ...]:
    return tuple(
        DatedTable(
            parse_table(one["body"]),
            str(one["agency_id"]) if one["agency_id"] else None,
            *(one["valid_from"], one["valid_until"], one["created_at"], one["name"]),
        )
        for one in await BandTable.filter(Q()).values()
    )
