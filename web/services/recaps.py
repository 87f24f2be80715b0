"""What is an agency's month, or one person's? Folded where it must be, locked where it is locked.

Shared: pages, exports, closing and the command line read a recap here and nowhere else.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise import Tortoise
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web.db import rows as read
from web.domain.bands import Table
from web.domain.closing import REOPEN
from web.domain.performance import weight_of
from web.domain.recap import total
from web.domain.schedule import days_between, pattern_on
from web.domain.tree import inherited
from web.domain.workday import member_on
from web.errors import Problem
from web.models import Agency, BandTable, ClosingStep, Employee, LockedMonth, Posting
from web.services import agency_tree
from web.services.folding import fold_people, span_of
from web.services.month_locks import postings_of
from web.services.months import Progress, settle

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
ELSEWHERE = "Bertugas di OPD lain."
Row = dict[str, Any]


@dataclass(frozen=True)
class Recap:
    """A month of an agency. `rows` are as `sikeren recap --json` prints them, by name."""

    agency_id: UUID
    agency_name: str
    zone: str
    month: str
    rows: list[Row]
    locked: bool
    settled_at: datetime
    digest: str | None = None


def month_of(text: str) -> tuple[date, date]:
    """First and last date of a month as it stands in addresses and commands ("2026-11").

    Raises:
        Problem: `invalid` with `month`.
    """
    if not MONTH.fullmatch(text):
        sentence = "Tulis bulan sebagai tahun-bulan, misalnya 2026-11."
        raise Problem("invalid", sentence, fields={"month": sentence})
    return span_of(text)


async def locked_month(agency: UUID, month: str) -> LockedMonth | None:
    """The lock that stands, or None while the month is open."""
    newest = (
        await LockedMonth.filter(agency_id=agency, month=month)
        .select_related("step")
        .order_by("-step__at")
        .first()
    )
    if newest is None:
        return None
    reopened = ClosingStep.filter(agency_id=agency, month=month, step=REOPEN, at__gt=newest.step.at)
    return None if await reopened.exists() else newest


def people_of(agency: UUID, month: str) -> QuerySet[Employee]:
    """Who belongs into an agency's month: its people, those who left it, and those who ended."""
    first, last = span_of(month)
    posted = Posting.filter(agency_id=agency).values("employee_id")
    serving = Q(active=True) | Q(ends_on__gte=first)
    starting = Q(starts_on__isnull=True) | Q(starts_on__lte=last)
    return Employee.filter(
        Q(agency_id=agency) | Q(id__in=Subquery(posted)), serving, starting
    ).order_by("name", "nip")


async def recap_of(
    agency: Agency, month: str, now: datetime, *, progress: Progress | None = None
) -> Recap:
    """An agency's month as it stands: locked as it was locked, else settled first.

    Raises:
        Problem: `invalid` with `month`.
    """
    month_of(month)
    lock = await locked_month(agency.id, month)
    common = (agency.id, agency.name, agency.timezone, month)
    if lock:
        return Recap(*common, list(lock.rows), True, lock.step.at, lock.digest)
    people = await people_of(agency.id, month)
    await settle([one.id for one in people], month, now, progress=progress)
    return Recap(*common, await _rows(people, month, agency.id), False, now)


async def agencies_in(employee: Employee, first: date, last: date) -> list[UUID]:
    """The agencies that somebody worked for between two dates, the first one first."""
    members = (await postings_of([employee.id])).get(employee.id)
    if not members:
        return [employee.agency_id] if employee.agency_id else []
    days = days_between(first, last)
    found = dict.fromkeys(member_on(members, day) for day in days)
    return [UUID(one) for one in found if one]


async def recap_of_person(employee: Employee, month: str, now: datetime) -> Row:
    """One person's month; the days of an agency that locked it are as they were locked.

    Raises:
        Problem: `invalid` with `month`.
    """
    agencies = await agencies_in(employee, *month_of(month))
    kept = {
        agency: row for agency in agencies if (row := await _locked_row(employee, agency, month))
    }
    if kept and len(agencies) == 1:
        return kept[agencies[0]]
    await settle([employee.id], month, now)
    row = (await _rows([employee], month, None))[0]
    for agency, locked in kept.items():
        row["days"] |= {n: day for n, day in locked["days"].items() if _of(day, agency)}
    if kept:
        row["totals"] = total(row["days"], row["totals"]["most"])
    return row


async def _locked_row(employee: Employee, agency: UUID, month: str) -> Row | None:
    """Somebody's row in an agency's month as it was locked."""
    lock = await locked_month(agency, month)
    rows = lock.rows if lock else ()
    return next((dict(row) for row in rows if row["employee_id"] == str(employee.id)), None)


async def what_if(agency: Agency, month: str, table: Table, now: datetime) -> list[Row]:
    """The rows of an agency's month as another table of bands would make them; stores nothing."""
    month_of(month)
    people = await people_of(agency.id, month)
    folded = await fold_people([str(one.id) for one in people], month, now, table)
    return [
        _row(one, folded[str(one.id)].days, folded[str(one.id)].totals, agency.id)
        for one in people
        if _serves(folded[str(one.id)].days, agency.id)
    ]


async def stored(employees: Sequence[Any], month: str) -> dict[str, Row]:
    """Days and totals of some people as they are stored: one query, whatever their number."""
    found = await read(
        Tortoise.get_connection("default"),
        "SELECT employee_id, days, totals FROM person_month WHERE month = ?"
        " AND employee_id IN (?*)",
        *(month, [str(one) for one in employees]),
    )
    return {
        str(one["employee_id"]): {key: _loads(one[key]) for key in ("days", "totals")}
        for one in found
    }


def _loads(value: Any) -> dict[str, Any]:
    return dict(json.loads(value) if isinstance(value, str) else value)


async def _rows(people: Sequence[Employee], month: str, agency: UUID | None) -> list[Row]:
    held = await stored([one.id for one in people], month)
    return [
        _row(one, held[str(one.id)]["days"], held[str(one.id)]["totals"], agency)
        for one in people
        if str(one.id) in held and _serves(held[str(one.id)]["days"], agency)
    ]


def _of(day: Row, agency: UUID) -> bool:
    return day.get("agency") == str(agency)


def _serves(days: Row, agency: UUID | None) -> bool:
    """Whether a month has any day of an agency: who moved away or to it later has none."""
    return agency is None or any(_of(day, agency) for day in days.values())


def _row(person: Employee, days: Row, totals: Row, agency: UUID | None) -> Row:
    """A row of a recap. Days that another agency judges are left to it."""
    if agency and not all(_of(day, agency) for day in days.values()):
        days = {n: day if _of(day, agency) else _elsewhere(day) for n, day in days.items()}
        totals = total(days, totals["most"], weight_of(totals))
    return {
        "employee_id": str(person.id),
        "nip": person.nip,
        "name": person.name,
        "rank": person.rank,
        "position": person.position,
        "supervisor_id": str(person.supervisor_id) if person.supervisor_id else None,
        "days": days,
        "totals": totals,
    }


def _elsewhere(day: Row) -> Row:
    empty = {"code": "-", "why": ELSEWHERE, "hours": None, "in": None, "out": None, "cut": 0.0}
    zeros = dict.fromkeys(("late_minutes", "early_minutes", "short_minutes"), 0)
    return empty | zeros | {"marks": {"in": None, "out": None}, "notes": [], "events": []}


async def table_in_force(agency: UUID, day: date) -> BandTable | None:
    """The table of bands of an agency on a date, its own or inherited, for headings."""
    tables: dict[str | None, list[BandTable]] = {}
    for one in await BandTable.all():
        tables.setdefault(str(one.agency_id) if one.agency_id else None, []).append(one)
    chain = await agency_tree.chain_of(agency, day)
    return inherited(chain, lambda scope: pattern_on(tables.get(scope, ()), day))
