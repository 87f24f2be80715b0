"""Whom and which agency does a changed row concern? A part of the record.

The ways from a row to its people stand in models/audited.py; each is walked once for all rows of
a transaction, with a query a step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.models.audited import WATCHED, Step, way

CHUNK = 512  # values in one question


@dataclass(slots=True)
class Concerned:
    """The ids of people, and the agency: the row's own, or that of the first person."""

    people: set[str] = field(default_factory=set)
    agency: str | None = None


async def concerned(
    connection: BaseDBAsyncClient, changed: Sequence[tuple[str, Mapping[str, Any]]]
) -> list[Concerned]:
    """Whom these rows, each with the name of its table, concern; in their order."""
    found = [Concerned() for _ in changed]
    for table in {table for table, _ in changed}:
        places = [place for place, (one, _) in enumerate(changed) if one == table]
        for column, steps in (way("employee_id"), *WATCHED[table].ways):
            starts = {place: changed[place][1].get(column) for place in places}
            for place, people in (await _walk(connection, starts, steps)).items():
                found[place].people |= people
    await _agencies(connection, changed, found)
    return found


async def _walk(
    connection: BaseDBAsyncClient, starts: Mapping[int, Any], steps: Sequence[Step]
) -> dict[int, set[str]]:
    """Follow a way from the rows at some places to the people at its end."""
    reached = {place: {str(value)} for place, value in starts.items() if value is not None}
    for table, key, column in steps:
        values = sorted({value for held in reached.values() for value in held})
        leads: dict[str, set[str]] = {}
        for first in range(0, len(values), CHUNK):
            for row in await rows(
                connection,
                f"SELECT {key} AS k, {column} AS v FROM {table}"  # noqa: S608 (no input)
                f" WHERE {key} IN (?*)",
                values[first : first + CHUNK],
            ):
                leads.setdefault(str(row["k"]), set()).add(str(row["v"]))
        reached = {
            place: {end for value in held for end in leads.get(value, ())}
            for place, held in reached.items()
        }
    return reached


async def _agencies(
    connection: BaseDBAsyncClient,
    changed: Sequence[tuple[str, Mapping[str, Any]]],
    found: Sequence[Concerned],
) -> None:
    firsts = sorted({min(one.people) for one in found if one.people})
    offices: dict[str, str] = {}
    for first in range(0, len(firsts), CHUNK):
        for row in await rows(
            connection,
            "SELECT id, agency_id FROM employee WHERE id IN (?*) AND agency_id IS NOT NULL",
            firsts[first : first + CHUNK],
        ):
            offices[str(row["id"])] = str(row["agency_id"])
    for (table, told), one in zip(changed, found, strict=True):
        own = told.get("id") if table == "agency" else told.get("agency_id")
        office = own or (offices.get(min(one.people)) if one.people else None)
        one.agency = str(office) if office else None
