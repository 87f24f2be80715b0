"""How long does each page of the desks take, for a supervisor, an operator and an admin?

    .venv/bin/python -m bench.desk [--people 9000]

Fills a database with people of 20 agencies and three months of records: a supervisor of 60, an
operator of 600, an admin of all. The 600 report daily; one record in a hundred is doubtful. Then
asks for each page five times, in this process, and prints the median. The first page after the
filling folds a month and is not counted. On SQLite.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from starlette.testclient import TestClient
from tortoise import Tortoise
from tortoise.transactions import in_transaction

from bench.recap import LARGE, fill
from web import clock
from web.app import create_app
from web.db import insert, migrate, open_database
from web.models import Employee, Role
from web.services import access
from web.services.keys import KeyRing
from web.settings import Settings

MONTHS = ((2026, 9), (2026, 10), (2026, 11))
NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
TEAM, TIMES = 60, 5
LINES = json.dumps(
    [{"begins": "07:30", "ends": "12:00", "activity": "Loket", "volume": 9, "unit": "orang"}]
)
PAGES = {
    "supervisor": (
        *("/desk/inbox", "/desk/decisions", "/desk/decisions?page=40", "/desk/team-week"),
        *("/desk/reviews", "/desk/daily-reports", "/desk/daily-reports?tab=decided"),
        *("/desk/duties", "/desk/travel-reports", "/desk/team-recap"),
    ),
    "operator": ("/desk/today", "/desk/recap", "/desk/employees", "/desk/duties", "/desk/points"),
    "admin": ("/desk/today", "/desk/recap", "/desk/employees", "/desk/agencies", "/desk/signals"),
}


async def enter(settings: Settings, people: int) -> dict[str, str]:
    """Fill the database; a link to sign in by for each role."""
    async with open_database(settings):
        days = [
            date(year, month, day)
            for year, month in MONTHS
            for day in range(1, 31)
            if date(year, month, day).isoweekday() < 6
        ]
        ids, _ = await fill(people, days)
        above, team = ids[0], ids[1 : 1 + TEAM]
        await Employee.filter(id__in=team).update(supervisor_id=above)
        await Employee.filter(id=ids[TEAM + 1]).update(role=Role.OPERATOR)
        await Employee.filter(id=ids[-1]).update(role=Role.ADMIN)
        async with in_transaction() as connection:
            await connection.execute_query(
                "UPDATE assessment SET verdict = 'review' WHERE abs(random()) % 100 = 0"
            )
        for person in ids[1:LARGE]:
            await _report(person, above if person in team else ids[-2], days[:-2])
        await Tortoise.get_connection("default").execute_script("ANALYZE")
        roles = {"supervisor": above, "operator": ids[TEAM + 1], "admin": ids[-1]}
        links = {}
        for role, id_ in roles.items():
            issued = await access.issue_link(settings=settings, employee=await Employee.get(id=id_))
            links[role] = urlsplit(issued.url).path
        return links


async def _report(person: str, above: str, days: list[date]) -> None:
    """A person's daily reports, approved but for those of the last week."""
    reports, versions, steps = [], [], []
    for day in days:
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        id_, version = str(uuid4()), str(uuid4())
        reports.append((id_, person, day, at))
        versions.append((version, id_, 1, LINES, at, at))
        told = [("submit", person, at)]
        if day < days[-5]:
            told.append(("approve", above, at + timedelta(hours=1)))
        for number, (event, author, when) in enumerate(told, 1):
            words = "Sesuai." if event == "approve" else ""
            steps.append(
                (
                    *(str(uuid4()), "daily_report", id_, number, event, author),
                    *(version, words, when),
                )
            )
    async with in_transaction() as connection:
        await insert(connection, "daily_report", REPORT, reports)
        await insert(connection, "daily_report_version", VERSION, versions)
        await insert(connection, "approval_step", STEP, steps)


REPORT = ("id", "employee_id", "workday", "created_at")
VERSION = ("id", "report_id", "ordinal", "lines", "written_at", "at")
STEP = ("id", "kind", "subject", "number", "event", "author_id", "version", "words", "at")


def measure(settings: Settings, links: dict[str, str]) -> None:
    """Ask for every page, and say how long each took."""
    with TestClient(
        create_app(settings), base_url=settings.origin, follow_redirects=False
    ) as client:
        for role, pages in PAGES.items():
            client.cookies.clear()
            assert client.post(links[role]).status_code == 303
            for path in pages:
                print(f"{role:10}  {path:32} {_median(client, path):7.0f} ms", flush=True)


def _median(client: TestClient, path: str) -> float:
    taken: list[float] = []
    for _ in range(TIMES + 1):
        begun = time.perf_counter()
        answer: Any = client.get(path, follow_redirects=True)
        taken.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200, (path, answer.status_code)
    return statistics.median(taken[1:])


def main() -> None:
    """Fill a database once, then measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=9_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as folder, clock.at(NOW):
        data = Path(folder) / "data"
        KeyRing.create(data / "keys")
        settings = Settings(data=data, origin="http://localhost:8000")
        asyncio.run(migrate(settings))
        measure(settings, asyncio.run(enter(settings, people)))


if __name__ == "__main__":
    main()
