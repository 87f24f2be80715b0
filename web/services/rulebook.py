"""Which dated rules hold for some people and dates? Read from the database, once for all of them.

Shared by everything that plans or folds days. What is loaded is small; the facts are not here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from tortoise import Tortoise
from tortoise.expressions import Q

from web.db import instant_of, rows
from web.domain.band_tables import DatedTable, dated_table_on
from web.domain.bands import DEFAULT_PRESET, PRESETS, Table, parse_table
from web.domain.calendar import Entry
from web.domain.schedule import days_between
from web.domain.workday import Office, Person, Plan, Planning, plan
from web.models import (
    Agency,
    BandTable,
    CalendarDay,
)
from web.services import agency_tree
from web.services.rulebook_people import only, people_of, weeks_of


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
    people = await people_of(employees, first, last)
    tree = await agency_tree.load()
    agencies = {one.id for person in people.values() for one in person.agencies}
    groups = {one.id for person in people.values() for one in person.groups}
    return Rulebook(
        planning=Planning(
            offices=await _offices(tree.and_above(agencies)),
            groups=await weeks_of("group_id", groups),
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
    days = days_between(first, last)
    return {one: tuple(plan(planning, Person(one, only(one)), day) for day in days) for one in ids}


async def _offices(agencies: Iterable[str]) -> dict[str, Office]:
    ids = [one for one in agencies if one]
    weeks = await weeks_of("agency_id", ids)
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
        " WHERE a.id IN (?*) AND a.created_at > (SELECT min(claimed_at) FROM checkin)"
        " AND c.claimed_at < a.created_at AND NOT EXISTS"
        " (SELECT 1 FROM posting p WHERE p.employee_id = e.id) GROUP BY a.id, a.timezone",
        agencies,
    )
    return {str(one["id"]): _local(one["at"], one["timezone"]) for one in found}


def _local(at: Any, zone: str) -> date:
    moment: datetime = instant_of(at)
    return moment.astimezone(ZoneInfo(zone)).date()


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
