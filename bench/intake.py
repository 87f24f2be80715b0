"""How many verified, durable check-ins a second does one server process take?

    .venv/bin/python -m bench.intake [--seconds 6]

Starts the real server on loopback, hands in real envelopes, each with two P-256 verifications to
check and a receipt to sign, and prints the rate beside the machine's own limit: the same two
verifications and one signature on the same cores, measured in the same run with nothing else.

Where there are two cores or more, the server has the first to itself and the load comes from
the others, so that what is measured is the server; the limit is the first core's. PostgreSQL's
own processes run wherever the system puts them.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from tortoise.backends.base.executor import EXECUTOR_CACHE

from bench.crowd import Crowd
from tests.cluster import cluster

ES256 = ec.ECDSA(hashes.SHA256())
CORES = sorted(os.sched_getaffinity(0))
SERVER, LOAD = CORES[:1], CORES[1:] or CORES


def limit(seconds: float) -> float:
    """Check-ins a second that the server's core could at most do, with nothing around them."""
    key = ec.generate_private_key(ec.SECP256R1())
    public, data = key.public_key(), b"x" * 900
    signature = key.sign(data, ES256)
    os.sched_setaffinity(0, SERVER)
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        public.verify(signature, data, ES256)
        public.verify(signature, data, ES256)
        key.sign(data, ES256)
        done += 1
    os.sched_setaffinity(0, LOAD)
    return done / seconds


@contextmanager
def server(data: Path, port: int, database: str) -> Iterator[int]:
    """One server process, by its number, stopped at the end."""
    environment = os.environ | {
        "SIKEREN_DATA": str(data),
        "SIKEREN_DATABASE_URL": database,
        "SIKEREN_ADDRESS_QUOTA": "100000000",
    }
    program = Path(sys.executable).with_name("sikeren")
    process = subprocess.Popen(
        [program, "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, SERVER),
    )
    try:
        if process.stdout:
            process.stdout.readline()
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


class Rush:
    """Connections that hand bodies in one after another until they run out or time is up."""

    def __init__(self, port: int, bodies: list[bytes], size: int) -> None:
        self.port, self.size = port, size
        self.bodies = iter(bodies)
        self.waits: list[float] = []
        self.recorded = 0

    async def run(self, connections: int, seconds: float) -> float:
        """Hand in and answer the check-ins recorded a second."""
        start = time.perf_counter()
        self.deadline = start + seconds
        await asyncio.gather(*(self._connection() for _ in range(connections)))
        return self.recorded / (time.perf_counter() - start)

    async def _connection(self) -> None:
        reader, writer = await asyncio.open_connection("localhost", self.port)
        for body in self.bodies:
            begun = time.perf_counter()
            writer.write(
                b"POST /api/v1/checkins HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            answer = await reader.readexactly(length)
            self.waits.append(time.perf_counter() - begun)
            recorded = answer.count(b'"status":"recorded"')
            if recorded != self.size:
                raise RuntimeError(f"not recorded: {answer[:300]!r}")
            self.recorded += recorded
            if time.perf_counter() > self.deadline:
                break
        writer.close()


def report(name: str, rate: float, waits: list[float], most: float) -> dict[str, Any]:
    """Print a row and answer it."""
    cuts = statistics.quantiles(waits, n=100)
    row = {
        "case": name,
        "checkins_per_second": round(rate),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
        "limit_per_second": round(most),
        "share_of_limit": round(rate / most, 2),
    }
    print(
        f"{name:34} {row['checkins_per_second']:>7}/s   p50 {row['p50_ms']:>7} ms   "
        f"p99 {row['p99_ms']:>7} ms   {row['share_of_limit']:.0%} of {most:.0f}/s",
        flush=True,
    )
    return row


def measure(database: str, label: str, seconds: float) -> list[dict[str, Any]]:
    """Measure one database: single envelopes, and queues of 20 as after an outage.

    The limit is taken before and after each: machines have moods.
    """
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        crowd = Crowd(Path(folder), database)
        for size, connections in ((1, 64), (20, 16)):
            before = limit(1.5)
            count = int(before * 0.6 * seconds) // size
            bodies = crowd.bodies(count, size)
            with server(Path(folder), 8765, database):
                rush = Rush(8765, bodies, size)
                rate = asyncio.run(rush.run(connections, seconds))
            name = f"{label}, {size} a request, {connections} at once"
            rows.append(report(name, rate, rush.waits, (before + limit(1.5)) / 2))
    return rows


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=6)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    rows = measure("", "SQLite", chosen.seconds)
    EXECUTOR_CACHE.clear()  # statements in the dialect of the database before
    with cluster(durable=True) as postgres:
        rows += measure(postgres.database(), "PostgreSQL", chosen.seconds)
    if chosen.json:
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
