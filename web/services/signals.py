"""Whose absences reach a threshold of PP 94/2021? Counted from the months as they are stored."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from tortoise import Tortoise

from web.db import rows as read
from web.domain.discipline import THRESHOLDS, Absence, Signal, signal
from web.services.months import settle
from web.services.recaps import Row

PART = 2000  # months whose days are read at a time
TOTALS = (
    "SELECT id, employee_id, month, totals FROM person_month WHERE month IN (?*)"
    " AND employee_id IN (?*)"
)
DAYS = "SELECT employee_id, month, days FROM person_month WHERE id IN (?*)"


class _Sum(NamedTuple):
    """The totals of a person's month, and by which number its days are found."""

    id: int
    month: str
    totals: Row


async def signals_of(
    employees: Collection[Any], month: str, since: date | None, now: datetime
) -> dict[str, Signal]:
    """The signals of PP 94/2021 of some people, by id, from January to the month asked for.

    They follow the records as they stand now, also where a month is locked: what is mended late
    is to weigh on nobody. A query a month, one of all totals, and one of the days of those
    only who have enough absences, of months that were absences in part.
    """
    connection, year = Tortoise.get_connection("default"), int(month[:4])
    months = [f"{year}-{one:02}" for one in range(1, int(month[5:]) + 1)]
    for of in months:
        if since is None or of >= since.isoformat()[:7]:
            await settle(employees, of, now)
    months.insert(0, f"{year - 1}-12")
    held = await _sums([str(one) for one in employees], months)
    near = {key: sums for key, sums in held.items() if _absent(sums) >= min(THRESHOLDS)}
    days: dict[str, list[Absence]] = {key: [] for key in near}
    mixed: list[int] = []
    for key, sums in near.items():
        newest = max(one.month for one in sums if one.totals.get("absent"))
        for one in sums:
            told = _plain(one)
            if told is None or one.month == newest:  # whose days say which was the last
                mixed.append(one.id)
            else:
                days[key] += told
    for start in range(0, len(mixed), PART):
        for row in await read(connection, DAYS, mixed[start : start + PART]):
            days[str(row["employee_id"])] += absences(row["month"], _loads(row["days"]))
    found = {key: signal(counted, year) for key, counted in days.items()}
    return {key: told for key, told in found.items() if told.shows}


async def _sums(employees: Sequence[str], months: Sequence[str]) -> dict[str, list[_Sum]]:
    """The totals of some people's months, by person. One query."""
    found: dict[str, list[_Sum]] = {}
    for row in await read(Tortoise.get_connection("default"), TOTALS, months, employees):
        told = _Sum(row["id"], row["month"], _loads(row["totals"]))
        found.setdefault(str(row["employee_id"]), []).append(told)
    return found


def _absent(sums: Iterable[_Sum]) -> int:
    return sum(one.totals.get("absent", 0) for one in sums)


def _plain(one: _Sum) -> list[Absence] | None:
    """Days that count as those of a month do: none of it was an absence, or all of it was.

    None where some were: which ones makes a difference for the row.
    """
    absent, workdays = one.totals.get("absent", 0), one.totals.get("workdays", 0)
    if 0 < absent < workdays:
        return None
    first = date.fromisoformat(f"{one.month}-01")
    if not absent:
        return [(first, False, True)] if workdays else []
    return [(first.replace(day=n + 1), True, True) for n in range(absent)]


def absences(month: str, days: Row) -> Iterator[Absence]:
    """The days of a month as domain/discipline.py counts them; days not over yet are left out."""
    for number, day in days.items():
        if day["code"]:
            workday = day["hours"] is not None
            yield date.fromisoformat(f"{month}-{int(number):02}"), bool(day.get("absent")), workday


def _loads(value: Any) -> Row:
    return dict(json.loads(value) if isinstance(value, str) else value)
