"""Is a person's month folded as its facts and rules stand now? Marks what is not, and folds it.

Shared by every service that changes a fact or a rule: it calls `touch` in its own transaction,
and whoever reads calls `settle` first. A version, raised by the one and kept by the other, makes
sure that nothing which changed in between is taken for folded.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from web.db import insert, rows, serialise
from web.domain.day import Day
from web.domain.recap import Month
from web.services.folding import fold_people
from web.services.happenings import epoch

CHUNK = 200  # people folded at a time
MOST_ASKED = 4096  # people in one question
TOLD = ("code", "late_minutes", "early_minutes", "in", "out", "cut")  # what makes a change
MONTHS = "UPDATE person_month SET version = version + 1, causes = CASE WHEN causes LIKE ?"
# An agency and all that ever stood below it: a rule of a past day may be theirs.
BELOW = (
    "(WITH RECURSIVE below(id) AS (SELECT id FROM agency WHERE id = ? UNION SELECT p.agency_id"
    " FROM agency_placement p JOIN below ON p.parent_id = below.id) SELECT id FROM below)"
)
CONCERNED = (
    f" AND (employee_id IN (SELECT id FROM employee WHERE agency_id IN {BELOW}) OR"  # noqa: S608
    f" employee_id IN (SELECT employee_id FROM posting WHERE agency_id IN {BELOW}))"
)
UPSERT = (
    "ON CONFLICT (employee_id, month) DO UPDATE SET days = excluded.days,"
    " totals = excluded.totals, folded = excluded.folded, due_at = excluded.due_at,"
    " folded_at = excluded.folded_at, causes = CASE WHEN person_month.version = excluded.folded"
    " THEN '' ELSE person_month.causes END WHERE person_month.folded <= excluded.folded"
)
COLUMNS = (
    *("employee_id", "month", "version", "folded", "causes", "due_at", "folded_at"),
    *("days", "totals"),
)
Progress = Callable[[int], Awaitable[None]]


class Held(NamedTuple):
    """A person-month as it is stored, before it is folded again."""

    version: int
    causes: str
    days: dict[str, Day]


async def touch(
    cause: str,
    *,
    employees: Collection[Any] | None = None,
    agency: Any = None,
    first: date | None = None,
    last: date | None = None,
    connection: BaseDBAsyncClient | None = None,
) -> None:
    """Mark person-months to be folded again. Call it in the transaction of the change.

    Args:
        cause: a key of domain/recap.CAUSES.
        employees: ids; None for all of `agency`.
        agency: id, whose units are concerned as well; None as well means everybody.
        first: first local date concerned, None from the beginning.
        last: last local date concerned, None without end.
        connection: of the transaction; None for the one in force.
    """
    low = (first - timedelta(days=1)).isoformat()[:7] if first else "0000-00"
    high = (last + timedelta(days=1)).isoformat()[:7] if last else "9999-99"
    where = ""
    values: list[Any] = []
    if employees is not None:
        where, values = " AND employee_id IN (?*)", [[str(one) for one in employees]]
    elif agency is not None:
        where = CONCERNED
        values = [str(agency), str(agency)]
    await rows(
        connection or Tortoise.get_connection("default"),
        f"{MONTHS} THEN causes ELSE causes || ? END WHERE month >= ? AND month <= ?{where}",
        *(f"%{cause}%", f"{cause} ", low, high, *values),
    )


async def touch_records(
    connection: BaseDBAsyncClient, records: Iterable[tuple[Any, datetime]]
) -> None:
    """Mark the months of check-ins that arrived or are judged anew: (employee id, instant)."""
    groups: dict[tuple[str, str], tuple[date, set[Any]]] = {}
    for employee, at in records:
        day = at.date()  # in UTC: the workday is this one or a neighbour, as `touch` grants
        key = (f"{day - timedelta(days=1):%Y-%m}", f"{day + timedelta(days=1):%Y-%m}")
        groups.setdefault(key, (day, set()))[1].add(employee)
    for day, employees in groups.values():
        await touch("checkin", employees=employees, first=day, last=day, connection=connection)


async def settle(
    employees: Iterable[Any],
    month: str,
    now: datetime,
    *,
    afresh: bool = False,
    progress: Progress | None = None,
) -> int:
    """Fold what is not current, and say how many months that were.

    Args:
        employees: ids.
        month: "2026-11".
        now: the time.
        afresh: fold all of them, whatever is stored (`sikeren reassess`).
        progress: told after every chunk how many people are done.
    """
    wanted, done = [str(one) for one in employees], 0
    if not afresh and len(wanted) <= MOST_ASKED and await _settled(wanted, month, now):
        return 0
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        done += await _settle(chunk, month, now, afresh)
        if progress:
            await progress(min(start + CHUNK, len(wanted)))
    return done


async def _settled(employees: Sequence[str], month: str, now: datetime) -> bool:
    """Whether all are current, as most often. One query, whose rows stay in the database."""
    [found] = await rows(
        Tortoise.get_connection("default"),
        "SELECT COUNT(*) AS number FROM person_month WHERE month = ? AND employee_id IN (?*)"
        " AND folded = version AND (due_at IS NULL OR due_at > ?)",
        *(month, employees, now),
    )
    return bool(found["number"] == len({*employees}))


async def _settle(employees: Sequence[str], month: str, now: datetime, afresh: bool) -> int:
    held = await _stale(employees, month, now, afresh)
    if not held:
        return 0
    folded = await fold_people(list(held), month, now)
    async with in_transaction() as connection:
        await serialise(connection)
        await insert(
            connection,
            "person_month",
            COLUMNS,
            [_record(one, month, held[one], folded[one], now) for one in held if one in folded],
            UPSERT,
        )
        await _log(connection, month, held, folded, now, "reassess" if afresh else "time")
    return len(held)


async def _stale(
    employees: Sequence[str], month: str, now: datetime, afresh: bool
) -> dict[str, Held]:
    """The months to fold, as they are stored. What has no row yet gets one first.

    Only a row can be marked while its facts are being read.
    """
    connection = Tortoise.get_connection("default")
    known = await _states(connection, employees, month)
    missing = [one for one in employees if one not in known]
    if missing:
        async with in_transaction() as own:
            await serialise(own)
            await insert(
                own,
                "person_month",
                COLUMNS,
                [(one, month, 1, 0, "", None, None, "{}", "{}") for one in missing],
                "ON CONFLICT (employee_id, month) DO NOTHING",
            )
        known = await _states(connection, employees, month)
    stale = [
        one
        for one, row in known.items()
        if afresh
        or row["folded"] != row["version"]
        or (row["due_at"] is not None and epoch(row["due_at"]) <= now.timestamp())
    ]
    days = await rows(
        connection,
        "SELECT employee_id, days FROM person_month WHERE month = ? AND employee_id IN (?*)",
        *(month, stale),
    )
    before = {str(one["employee_id"]): _loads(one["days"]) for one in days}
    return {
        one: Held(known[one]["version"], known[one]["causes"], before.get(one, {})) for one in stale
    }


async def _states(
    connection: BaseDBAsyncClient, employees: Sequence[str], month: str
) -> dict[str, dict[str, Any]]:
    found = await rows(
        connection,
        "SELECT employee_id, version, folded, causes, due_at FROM person_month"
        " WHERE month = ? AND employee_id IN (?*)",
        *(month, employees),
    )
    return {str(one["employee_id"]): one for one in found}


def _loads(value: Any) -> dict[str, Any]:
    return dict(json.loads(value) if isinstance(value, str) else value)


def _record(employee: str, month: str, held: Held, folded: Month, now: datetime) -> tuple[Any, ...]:
    due = datetime.fromtimestamp(folded.due, UTC) if folded.due else None
    return (
        *(employee, month, held.version, held.version, "", due, now),
        json.dumps(folded.days, ensure_ascii=False),
        json.dumps(folded.totals, ensure_ascii=False),
    )


async def _log(
    connection: BaseDBAsyncClient,
    month: str,
    held: dict[str, Held],
    folded: dict[str, Month],
    now: datetime,
    otherwise: str,
) -> None:
    """Keep what came out differently for a day that had been judged."""
    changes = []
    for employee, before in held.items():
        causes = " ".join(sorted(set(before.causes.split()))) or otherwise
        for number, day in folded[employee].days.items() if employee in folded else ():
            old = before.days.get(number)
            if old and old["code"] and any(old[key] != day[key] for key in TOLD):
                told = [json.dumps({key: one[key] for key in (*TOLD, "why")}) for one in (old, day)]
                date_ = date.fromisoformat(f"{month}-{int(number):02}")
                changes.append((str(uuid4()), employee, date_, *told, causes, now))
    columns = ("id", "employee_id", "date", "before", "after", "causes", "at")
    await insert(connection, "day_change", columns, changes)
