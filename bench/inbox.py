"""How long does Meja atasan take for a supervisor who comes back to a large backlog?

    .venv/bin/python -m bench.inbox [--people 300] [--postgres]

Fills a database with one supervisor's people and a year of their daily reports, all approved but
those of the last 15 workdays, and 400 other matters that wait: doubtful check-ins, corrections,
letters and travel reports, 100 of each. Then asks for each page nine times, in this process, has
30 matters approved at once and undone, and prints the medians. On SQLite, or on a PostgreSQL of
its own.
"""

import argparse
import asyncio
import json
import re
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from starlette.testclient import TestClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.transactions import in_transaction

from bench.database import empty
from bench.recap import WORKDAYS, fill
from bench.regency import OPEN, STEP, report
from web.app import create_app
from web.db import insert, open_database, renew_statistics
from web.models import Employee
from web.services import access
from web.settings import Settings

NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
OTHERS, TIMES, WAITING, PILE = 100, 9, 15, 30
HOME = "/desk/inbox"
PAGES = (
    *(HOME, f"{HOME}?page=20", f"{HOME}?page=9999", f"{HOME}?kind=daily_report&page=40"),
    *(f"{HOME}?q=pegawai+0012", "/desk/daily-reports", "/desk/daily-reports?tab=decided"),
    *("/desk/corrections", "/desk/reviews", "/desk/duties?show=all", "/desk/travel-reports"),
    *("/desk/decisions", "/desk/team-week"),
)
CORRECTION = ("id", "employee_id", "date", "kind", "at", "reason", "evidence", "filed_at")
DUTY, MEMBER = ("id", "author_id", "created_at"), ("version_id", "employee_id")
DUTY_VERSION = (
    *("id", "duty_id", "ordinal", "number", "letter_date", "purpose", "kind", "covers"),
    *("first_day", "last_day", "author_id", "places", "at"),
)
TRAVEL = ("id", "duty_id", "employee_id", "created_at")
TRAVEL_VERSION = ("id", "report_id", "ordinal", "body", "written_at", "at")


async def enter(settings: Settings, people: int) -> str:
    """Fill the database; the path of a link to sign in by."""
    async with open_database(settings):
        ids, _ = await fill(people + 1, WORKDAYS)
        above, team = ids[0], ids[1:]
        await Employee.filter(id__in=team).update(supervisor_id=above)
        year = [NOW.date() - timedelta(days=n) for n in range(365, 0, -1)]
        workdays = [day for day in year if day.isoweekday() < 6]
        for person in team:
            await report(person, above, workdays, WAITING)
        await _others(team, above)
        await renew_statistics()
        viewer = await Employee.get(id=above)
        issued = await access.issue_link(settings=settings, employee=viewer)
        return urlsplit(issued.url).path


async def _others(team: list[str], above: str) -> None:
    """What waits beside the daily reports."""
    some, day = [team[n % len(team)] for n in range(OTHERS)], date(2026, 11, 18)
    asked = [
        (str(uuid4()), one, day - timedelta(days=n % 20), "in", NOW, "Lupa.", "", NOW)
        for n, one in enumerate(some)
    ]
    async with in_transaction() as connection:
        await insert(connection, "correction", CORRECTION, asked)
        doubtful = ",".join(f"'{one}1'" for one in team[:OTHERS])
        await connection.execute_query(
            "UPDATE assessment SET verdict = 'review',"
            f""" flags = '[{{"code": "outside", "detail": ""}}]' WHERE checkin_id IN ({doubtful})"""
        )
    for n, person in enumerate(some):
        await _letter(person, above, day + timedelta(days=n % 30), reported=False)
        await _letter(person, above, day - timedelta(days=40 + n), reported=True)


async def _letter(person: str, above: str, day: date, *, reported: bool) -> None:
    """A letter that waits, or one that was approved and whose report waits."""
    duty, version, filed, body = (str(uuid4()) for _ in range(4))
    letter = (day, "Rapat", "out_of_town", "both", day, day + timedelta(days=2))
    places = json.dumps([{"name": "Kalumpang", "shape": None}])
    steps = [("duty", duty, 1, "submit", person, version)]
    if reported:
        steps.append(("duty", duty, 2, "approve", above, version))
        steps.append(("travel_report", filed, 1, "submit", person, body))
    taken = [(str(uuid4()), *step, "Sesuai.", NOW) for step in steps]
    async with in_transaction() as connection:
        await insert(connection, "duty", DUTY, [(duty, person, NOW)])
        told = (version, duty, 1, f"094/{version[:8]}", *letter, person, places, NOW)
        await insert(connection, "duty_version", DUTY_VERSION, [told])
        await insert(connection, "duty_member", MEMBER, [(version, person)])
        if reported:
            content = json.dumps({"results": "Baik", "activities": []})
            await insert(connection, "travel_report", TRAVEL, [(filed, duty, person, NOW)])
            await insert(
                connection,
                "travel_report_version",
                TRAVEL_VERSION,
                [(body, filed, 1, content, NOW, NOW)],
            )
        await insert(connection, "approval_step", STEP, taken)
        kind, subject = ("travel_report", filed) if reported else ("duty", duty)
        await insert(connection, "open_matter", OPEN, [(person, kind, subject, NOW)])


def measure(settings: Settings, link: str) -> None:
    """Ask for every page, decide on a pile and undo it, and say how long each took."""
    app = create_app(settings)
    with TestClient(app, base_url=settings.origin, follow_redirects=True) as client:
        assert client.post(link).status_code == 200
        for path in PAGES:
            _say(path, [_timed(partial(client.get, path)) for _ in range(TIMES + 1)])
        summed, decided, undone = zip(*[_pile(client) for _ in range(4)], strict=True)
        _say(f"summary of {PILE}", summed)
        _say(f"approve {PILE} at once", decided)
        _say(f"undo {PILE}", undone)


def _pile(client: TestClient) -> tuple[float, float, float]:
    """How long it takes to sum up a page, to decide on it, and to undo that."""
    keys = re.findall(r'name="item-([^"]+)" value="([^"]*)"', client.get(HOME).text)
    assert len(keys) == PILE
    form = {f"item-{key}": seen for key, seen in keys} | {"event": "approve", "words": "Sesuai."}
    batch = {"batch": str(uuid4())}
    summed = _timed(lambda: client.post(f"{HOME}/summary", data=form))
    plain: dict[str, Any] = {"data": form | batch, "follow_redirects": False}
    decided = _timed(lambda: client.post(f"{HOME}/decisions", **plain))
    undone = _timed(lambda: client.post(f"{HOME}/undo", data=batch, follow_redirects=False))
    return summed, decided, undone


def _timed(ask: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    answer = ask()
    taken = 1000 * (time.perf_counter() - begun)
    assert answer.status_code in (200, 303), (answer.url, answer.status_code)
    return taken


def _say(what: str, taken: Any) -> None:
    print(f"{what:45} {statistics.median(taken[1:]):7.0f} ms", flush=True)


def main() -> None:
    """Fill a database once, then measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--postgres", action="store_true")
    told = parser.parse_args()
    with empty(NOW, postgres=told.postgres) as settings:
        link = asyncio.run(enter(settings, told.people))
        EXECUTOR_CACHE.clear()
        measure(settings, link)


if __name__ == "__main__":
    main()
