"""How long does `sikeren audit verify` take when every row of the tables stands in the record?

    .venv/bin/python -m bench.replay [--entries 1000000] [--postgres]

Enters that many daily reports with their contents and steps, which the product records itself, then
lets the command walk over the record alone, and over record and tables. Prints how long each took
and the memory at most, and ends with an error where one is over its budget. On
SQLite, or on a PostgreSQL of its own.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from bench.record import asked, verify
from bench.trail import ACTIVITY
from web import clock
from web.db import insert
from web.models import Agency, Employee

AT_ONCE = 500  # reports a transaction, four rows each
ROWS = 4
TABLES_TOO = 240_000  # milliseconds
COLUMNS = {
    "daily_report": ("id", "employee_id", "workday", "created_at"),
    "daily_report_version": ("id", "report_id", "ordinal", "lines", "written_at", "at"),
    "approval_step": ("id", "kind", "subject", "number", "event", "author_id", "words", "at"),
}


async def fill(count: int) -> None:
    """Enter reports of people of one agency, one a day, until the record has so many entries."""
    agency = await Agency.create(name="OPD", timezone="Asia/Makassar", created_at=clock.now())
    staff = [
        Employee(nip=f"1990010120101{n:05}", name="Pegawai", agency=agency, created_at=clock.now())
        for n in range(1000)
    ]
    await Employee.bulk_create(staff)
    left = _reports([str(one.id) for one in staff], count // ROWS)
    while some := list(islice(left, AT_ONCE)):
        async with in_transaction() as connection:
            for table, columns in COLUMNS.items():
                found = [row for one in some for row in one[table]]
                await insert(connection, table, columns, found)


def _reports(people: list[str], count: int) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    random, first = Random(2026), datetime(2025, 1, 1, 9, tzinfo=UTC)
    line = {"begins": "07:30", "ends": "12:00", "activity": ACTIVITY, "volume": 9}
    lines = json.dumps([line] * 4)

    def fresh() -> str:
        return str(UUID(int=random.getrandbits(128), version=4))

    for n in range(count):
        person, at = people[n % len(people)], first + timedelta(days=n // len(people))
        report, version = fresh(), fresh()
        yield {
            "daily_report": [(report, person, at.date(), at)],
            "daily_report_version": [(version, report, 1, lines, at, at)],
            "approval_step": [
                (fresh(), "daily_report", report, number, event, person, "Sesuai.", at)
                for number, event in ((1, "submit"), (2, "approve"))
            ],
        }


def main() -> None:
    """Fill a record once, then measure."""
    with asked(__doc__.splitlines()[0]) as (bench, entries):
        bench.run(fill(entries))
        print("filled", flush=True)
        verify(bench, "--no-tables")
        verify(bench, limit=TABLES_TOO)


if __name__ == "__main__":
    main()
