"""How long does each page of the desks take, for each role?

    .venv/bin/python -m bench.desk [--people 9000] [--postgres] [--data FOLDER]
        [--roles admin,auditor] [--only /desk/today,/desk/r] [--times 5]

Fills a database with a regency and three months of its records (bench/regency.py). Then asks for
each page of the route table five times as each role, in this process, and prints the median and the
95th percentile; where a median is over its budget (bench/budgets.py), or nobody reads a page, it
ends with an error. What the first asking folds is not counted.
On SQLite, or on a PostgreSQL of its own. `--data` keeps the regency in a folder, where the next run
finds it: so it can be measured in parts. `--only` asks for the pages whose address begins so; where
nothing is kept it leaves the daily reports out.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient
from tortoise.backends.base.executor import EXECUTOR_CACHE

from bench import budgets, regency
from bench.database import empty, kept
from web import heap
from web.app import create_app
from web.settings import Settings

ROLES = ("supervisor", "operator", "admin", "auditor")


def address(page: str, told: dict[str, str]) -> str:
    """The address of a page of the table."""
    start = next((one for one in told if one[0] == "/" and page.startswith(one)), "")
    page = page.replace("{id:uuid}", told.get(start, ""))
    for part, value in told.items():
        page = page.replace(part, value) if part[0] == "{" else page
    return page.replace("/move", f"/move?parent={told['parent']}")


class Asking:
    """Every page as every role; `kept`: each kept its budget, `read`: those that were read."""

    def __init__(self, client: TestClient, told: dict[str, str], count: int) -> None:
        self.client, self.told, self.count = client, told, count
        self.kept, self.read = True, set[str]()

    def role(self, role: str, link: str, wanted: Sequence[str]) -> None:
        """Sign in by a link, and ask for those pages that this role may read."""
        self.client.cookies.clear()
        assert self.client.post(link).status_code == 303
        for page in wanted:
            path, limit = address(page, self.told), budgets.budget(page) or 0
            if not (taken := self._times(path)):
                continue  # not a room of theirs
            self.read.add(page)
            middle = statistics.median(taken)
            late = sorted(taken)[ceil(0.95 * len(taken)) - 1]
            over = "" if middle <= limit else "  over"
            self.kept = self.kept and not over
            figures = f"{middle:7.0f} ms{late:7.0f} ms of {limit:5} ms{over}"
            print(f"{role:10}  {page:52} {figures}", flush=True)

    def _times(self, path: str) -> list[float]:
        taken: list[float] = []
        for _ in range(self.count + 1):
            begun = time.perf_counter()
            answer: Any = self.client.get(path, follow_redirects=True)
            taken.append(1000 * (time.perf_counter() - begun))
            assert answer.status_code < 500, (path, answer.status_code)
            if answer.status_code != 200:
                return []
        return taken[1:]


def measure(settings: Settings, asked: argparse.Namespace) -> bool:
    """Ask for the pages; whether each kept its budget, and somebody read it."""
    EXECUTOR_CACHE.clear()
    links = asyncio.run(regency.links(settings))
    EXECUTOR_CACHE.clear()
    told = asyncio.run(regency.records(settings))
    EXECUTOR_CACHE.clear()
    only = tuple(asked.only.split(","))
    wanted = [page for page in budgets.pages() if budgets.budget(page) and page.startswith(only)]
    roles = asked.roles.split(",")
    with TestClient(
        create_app(settings), base_url=settings.origin, follow_redirects=False
    ) as client:
        heap.look_seldom()  # as the server does
        heap.leave_alone()
        asking = Asking(client, told, asked.times)
        for role in roles:
            asking.role(role, links[role], wanted)
    unread = sorted({*wanted} - asking.read) if len(roles) == len(ROLES) else []
    for page in unread:
        print(f"nobody could read {page}")
    return asking.kept and not unread


def main() -> None:
    """Fill a database, unless it was kept, then measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=9_000)
    parser.add_argument("--only", default="")
    parser.add_argument("--roles", default=",".join(ROLES))
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()

    def fill(settings: Settings, *, reports: bool = True) -> None:
        asyncio.run(regency.enter(settings, asked.people, reports=reports))

    if asked.data:
        made = kept(regency.NOW, asked.data, fill, postgres=asked.postgres)
    else:
        made = empty(regency.NOW, postgres=asked.postgres)
    with made as settings:
        if not asked.data:
            fill(settings, reports=not asked.only)
        if not measure(settings, asked):
            sys.exit("A page took longer than its budget, or nobody could read it.")


if __name__ == "__main__":
    main()
