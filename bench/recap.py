"""How long does a month take, from stored facts to recap rows, for a whole regency?

    .venv/bin/python -m bench.recap [--people 10000]

Fills a database with people of 20 agencies, one of them with 600, and two records a working day;
then folds November 2026 from facts for everybody, reads the large agency's recap again as pages
do, and folds it once more after one record of one person changed. On SQLite and PostgreSQL.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.transactions import in_transaction

from tests.cluster import cluster
from web import clock
from web.db import insert, migrate, open_database, renew_statistics
from web.models import Agency, Device, Employee
from web.services import roster
from web.services.keys import KeyRing
from web.services.months import settle, touch
from web.services.recaps import recap_of
from web.settings import Settings

MONTH, NOW = "2026-11", datetime(2026, 12, 2, tzinfo=UTC)
AGENCIES, LARGE = 20, 600
WITA = ZoneInfo("Asia/Makassar")
WORKDAYS = [day for day in (date(2026, 11, n) for n in range(1, 31)) if day.isoweekday() < 6]
CHECKIN = (
    *("hash", "jti", "device_id", "employee_id", "seq", "kind", "claimed_at", "received_at"),
    *("anchor_at", "backup_eligible", "sign_count", "via", "jws", "assertion", "restored"),
)
ASSESSMENT = ("checkin_id", "verdict", "flags", "rules", "assessed_at")


async def fill(people: int, days: Sequence[date] = WORKDAYS) -> tuple[list[str], Agency]:
    """Agencies, people, a phone each, and records of some days; the ids and the large agency."""
    with clock.at(datetime(2026, 1, 1, tzinfo=UTC)):
        agencies = [
            await roster.add_agency(name=f"OPD {n}", timezone="Asia/Makassar")
            for n in range(AGENCIES)
        ]
    random, ids = Random(2026), [uuid4() for _ in range(people)]
    homes = [0 if n < LARGE else 1 + n % (AGENCIES - 1) for n in range(people)]
    await Employee.bulk_create(
        [
            Employee(
                id=id_,
                nip=f"1985010120101{n:05}",
                name=f"Pegawai {n:05}",
                agency=agencies[homes[n]],
                starts_on=date(2020, 1, 1) + timedelta(days=n % 2000),
                created_at=NOW,
            )
            for n, id_ in enumerate(ids)
        ],
        batch_size=500,
    )
    await Device.bulk_create([_device(id_) for id_ in ids], batch_size=500)
    for start in range(0, people, 500):
        records = [one for id_ in ids[start : start + 500] for one in _records(id_, days, random)]
        async with in_transaction() as connection:
            await insert(connection, "checkin", CHECKIN, records)
            judged = [(one[0], "accepted", "[]", "1", NOW) for one in records]
            await insert(connection, "assessment", ASSESSMENT, judged)
    await renew_statistics()
    return [str(id_) for id_ in ids], agencies[0]


def _device(id_: UUID) -> Device:
    return Device(
        id=id_,
        employee_id=id_,
        key={},
        thumbprint=str(id_),
        credential_id=str(id_),
        credential_key=b"",
        backup_eligible=False,
        binding="device",
        platform="Android",
        aaguid="",
        enrolled_at=NOW,
        follows_another=False,
    )


def _records(id_: UUID, days: Sequence[date], random: Random) -> list[tuple[Any, ...]]:
    """Two records a working day, some of them late, early or missing."""
    made: list[tuple[Any, ...]] = []
    for day in days:
        for kind, usual in (("in", 440), ("out", 965)):
            if random.random() < 0.03:
                continue
            minutes = usual + random.gauss(0, 15)
            at = (datetime.combine(day, time(), WITA) + timedelta(minutes=minutes)).astimezone(UTC)
            seq = len(made) + 1
            jti = str(uuid5(id_, str(seq)))
            made.append(
                (
                    *(f"{id_}{seq}", jti, str(id_), str(id_), seq, kind, at, at, at),
                    *(False, 0, "own", "x" * 900, "{}", False),
                )
            )
    return made


async def measure(label: str, settings: Settings, people: int) -> None:
    """Fill one database, fold, read, and say how long each took."""
    async with open_database(settings):
        ids, large = await fill(people)
        begun = perf_counter()
        await settle(ids, MONTH, NOW)
        folded = perf_counter() - begun
        begun = perf_counter()
        rows = (await recap_of(large, MONTH, NOW)).rows
        read = perf_counter() - begun
        await touch("checkin", employees=[rows[0]["employee_id"]])
        begun = perf_counter()
        await recap_of(large, MONTH, NOW)
        again = perf_counter() - begun
    print(
        f"{label:10}  {people} people folded from facts {folded:6.2f} s"
        f" ({people / folded:,.0f}/s)   recap of {len(rows)} people {1000 * read:4.0f} ms,"
        f" after a change {1000 * again:4.0f} ms",
        flush=True,
    )


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as folder, cluster() as running:
        for label, url in (("SQLite", ""), ("PostgreSQL", running.database())):
            data = Path(folder) / label
            KeyRing.create(data / "keys")
            settings = Settings(data=data, origin="http://localhost:8000", database_url=url)
            EXECUTOR_CACHE.clear()
            asyncio.run(migrate(settings))
            asyncio.run(measure(label, settings, people))


if __name__ == "__main__":
    main()
