"""Did a measurement of the record of changes keep its budgets? What its benches share.

An installation with a record to fill, the walk of `sikeren audit verify` over it, and the figures,
each said with its budget.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from tortoise.backends.base.executor import EXECUTOR_CACHE

from bench.crowd import Crowd
from tests.cluster import cluster
from web.db import open_database
from web.settings import Settings

VERIFY = 120_000  # milliseconds
MEMORY = 300  # MB


class Bench:
    """An installation with its record, and whether every budget was kept so far."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database, self.kept = folder, database, True
        self.crowd = Crowd(folder, database)
        self.settings: Settings = self.crowd.settings

    def say(self, what: str, taken: float, limit: float, unit: str = "ms") -> None:
        """Print a figure, and whether it is over its budget."""
        over = "" if taken <= limit else f"  over {limit} {unit}"
        self.kept = self.kept and not over
        print(f"{what:58} {taken:9,.0f} {unit}{over}", flush=True)

    def run(self, work: Any) -> Any:
        """Do something in the database, with no server beside it."""

        async def within() -> Any:
            async with open_database(self.settings):
                return await work

        EXECUTOR_CACHE.clear()
        return asyncio.run(within())


@contextmanager
def asked(what: str) -> Iterator[tuple[Bench, int]]:
    """An installation as the command line asks for, and how many entries it is to have.

    Ends with an error where one of the figures that were said is over its budget.
    """
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--postgres", action="store_true")
    told = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made = stack.enter_context(cluster(durable=True)).database() if told.postgres else ""
        bench = Bench(folder, made)
        yield bench, told.entries
        if not bench.kept:
            sys.exit("Something took longer than its budget, or more memory.")


def verify(bench: Bench, *how: str, limit: int = VERIFY) -> None:
    """Walk over the record as a command does, in so many milliseconds."""
    program = str(Path(sys.executable).with_name("sikeren"))
    environment = os.environ | {"SIKEREN_DATABASE_URL": bench.database}
    command = [program, "--data", str(bench.folder), "audit", "verify", *how]
    begun, most = time.perf_counter(), 0.0
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as walking:
        while walking.poll() is None:
            with suppress(IndexError, OSError):  # it ended meanwhile
                most = peak(walking.pid)
            time.sleep(0.2)
    assert walking.returncode == 0
    what = " ".join(("verify", *how))
    bench.say(what, since(begun), limit)
    bench.say(f"{what}: memory", most, MEMORY, "MB")


def since(begun: float) -> float:
    """Milliseconds since a reading of the counter."""
    return 1000 * (time.perf_counter() - begun)


def peak(process: int) -> float:
    """What memory a process had at most, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
