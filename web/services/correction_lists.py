"""Which corrections and flexible places wait for a viewer's word, and which were decided on?

A part of `corrections`. Both are one list; of a page only its own rows are read.
"""

from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web.db import counted, rows
from web.domain.vocabulary import REVOKED
from web.models import Employee
from web.services import rulings, seeking

# By table: since when a matter waits, the local dates that it bears on, and which rows are ruled.
_TABLES = {
    "correction": ("m.filed_at", "m.date", "m.date", ""),
    "day_status": ("m.created_at", "m.first_day", "m.last_day", " AND m.code IN (?*)"),
}
_OF = (
    "SELECT m.id AS id, {at} AS since, {first} AS first_day, {last} AS last_day, e.name, e.nip,"
    " e.supervisor_id, e.agency_id, a.timezone FROM {table} m JOIN employee e"
    " ON e.id = m.employee_id LEFT JOIN agency a ON a.id = e.agency_id LEFT JOIN ruling r"
    " ON r.subject = m.id AND NOT EXISTS (SELECT 1 FROM ruling later WHERE"
    " later.subject = r.subject AND later.at > r.at)"
    " WHERE e.supervisor_id IN (?*) AND e.id <> ?{ruled} AND "
)
_WAITS = (
    "COALESCE(r.outcome, ?) = ? AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.subject = m.id)"
)
_SETTLED = "COALESCE(r.outcome, ?) <> ?"


async def count(viewer: Employee, text: str = "", *, settled: bool = False) -> int:
    """How many `told` has."""
    sql, values = _statement(viewer, text, settled)
    return await counted(Tortoise.get_connection("default"), sql, *values)


async def told(
    viewer: Employee,
    text: str = "",
    *,
    settled: bool = False,
    falling: bool = False,
    part: slice | None = None,
) -> list[dict[str, Any]]:
    """What the viewer's people ask for, by time: ids, dates and people, as `gathered` reads them.

    Args:
        viewer: with `principals`; nobody decides for themselves.
        text: part of a name or NIP, to narrow them.
        settled: what was decided on and when, instead of what waits and since when.
        falling: the newest first.
        part: which of them; all unless given.
    """
    sql, values = _statement(viewer, text, settled)
    sql += f" ORDER BY since{' DESC' if falling else ''}, id"
    if part:
        sql, values = f"{sql} LIMIT ? OFFSET ?", [*values, part.stop - part.start, part.start]
    return await rows(Tortoise.get_connection("default"), sql, *values)


async def find(viewer: Employee, text: str = "", **how: Any) -> list[UUID]:
    """The ids of `told`."""
    return [UUID(str(one["id"])) for one in await told(viewer, text, **how)]


def _statement(viewer: Employee, text: str, settled: bool) -> tuple[str, list[Any]]:
    parts, values = [], []
    for table, (since, first, last, ruled) in _TABLES.items():
        at = "r.at" if settled else since
        sql = _OF.format(at=at, first=first, last=last, table=table, ruled=ruled)
        sql += _SETTLED if settled else _WAITS
        values += [[str(one) for one in viewer.deciding], str(viewer.id)]
        values += [rulings.RULED] if ruled else []
        values += [REVOKED, REVOKED]
        if text:
            person, sought = seeking.condition(text)
            sql, values = f"{sql} AND {person}", [*values, *sought]
        parts.append(sql)
    return " UNION ALL ".join(parts), values
