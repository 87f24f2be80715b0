"""How long does the first import of a whole regency take, and how much memory?

    .venv/bin/python -m bench.imports [--rows 10000] [--only SQLite] [--matters points,statuses]

Writes a workbook like SIASN's export, 75 columns wide, then reads it, compares it with the roster,
applies it, and compares it again, by what the pages do; then as many rows of each other matter,
for these people. On SQLite and PostgreSQL. All the while a phone hands in every 50 ms: how long the
slowest waited for its receipt is said too, while a file was read and while it was applied.
"""

import argparse
import asyncio
import io
import resource
import tempfile
import time
from pathlib import Path

from tortoise.backends.base.executor import EXECUTOR_CACHE
from xlsxwriter import Workbook

from bench.crowd import PHONES, Crowd
from tests.cluster import cluster
from tests.import_files import SIASN, siasn_row
from web import clock
from web.db import open_database
from web.domain.body import split
from web.models import Agency, Employee, Role
from web.services import import_drafts, roster, shifts
from web.services.export_jobs import Exports
from web.services.import_drafts import Draft
from web.services.import_matter import Choice
from web.services.import_matters import MATTERS
from web.services.intake import Intake

WIDTH, AGENCIES = 75, 40
OTHERS = {
    "agencies": ("Nama OPD atau unit,Berada di bawah", "Unit {n},OPD {opd}"),
    "supervisors": ("NIP,NIP atasan", "{nip},{up}"),
    "points": (
        "Nama titik,OPD,Lintang,Bujur,Radius,Jam buka",
        'Titik {n},OPD {opd},-2.{n:05},118.9,100,"Senin–Jumat 06.00–18.00"',
    ),
    "statuses": ("NIP,Jenis,Mulai,Sampai", "{nip},CT,2026-03-02,2026-03-04"),
    "rosters": (
        "NIP," + ",".join(f"2026-12-{day:02}" for day in range(1, 32)),
        "{nip}," + ",".join("P" if day % 6 else "L" for day in range(31)),
    ),
}
FILLER = [f"KOLOM LAIN {n}" for n in range(WIDTH - len(SIASN))]


def workbook(people: int) -> bytes:
    """The file, as SIASN would write it."""
    out = io.BytesIO()
    with Workbook(out, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, [*SIASN, *FILLER])
        for n in range(people):
            row = siasn_row(
                number(n), f"PEGAWAI {n:05}", f"OPD {n % AGENCIES}", GOL_AKHIR_NAMA="III/c"
            )
            sheet.write_row(n + 1, 0, [*row, *(f"isi {at} {n}" for at in range(len(FILLER)))])
    return out.getvalue()


async def rest(held: Exports) -> None:
    """Wait until the draft is at rest."""
    for task in list(held._tasks):
        await task


def number(n: int) -> str:
    """A person's NIP."""
    return f"1985010120101{n:05}"


def others(kind: str, count: int) -> bytes:
    """As many rows of another matter, as CSV."""
    head, row = OTHERS[kind]
    lines = [
        head,
        *(
            row.format(n=n, nip=number(n), up=number(n - n % 10), opd=n % AGENCIES)
            for n in range(count)
            if kind != "supervisors" or n % 10
        ),
    ]
    return "\n".join(lines).encode()


class Arrivals:
    """Phones that hand in one after another, and how long each waited."""

    def __init__(self, crowd: Crowd, intake: Intake) -> None:
        self.crowd, self.intake, self.waits = crowd, intake, [0.0]
        self.answered = asyncio.Event()

    async def go_on(self) -> None:
        """Until it is cancelled."""
        while True:
            for body in self.crowd.bodies(PHONES, 1):
                begun, at = time.perf_counter(), clock.now()
                await self.intake.hand_in(split(body), received_at=at)
                self.waits.append(time.perf_counter() - begun)
                self.answered.set()
                await asyncio.sleep(0.05)

    async def slowest(self) -> float:
        """Of those since the last question, in seconds; who waits now is waited for."""
        self.answered.clear()
        await self.answered.wait()
        told, self.waits = max(self.waits), [0.0]
        return told


async def measure(label: str, crowd: Crowd, count: int, matters: list[str]) -> None:
    """Bring each file, apply it, and bring it again."""
    kinds = ["employees", *matters]
    contents = {
        kind: workbook(count) if kind == "employees" else others(kind, count) for kind in kinds
    }
    async with open_database(crowd.settings):
        intake = Intake(crowd.settings, crowd.keys)
        await intake.start()
        arrivals = Arrivals(crowd, intake)
        going = asyncio.create_task(arrivals.go_on())
        admin = await roster.add_employee(nip="ADMIN", name="A", agency=None, role=Role.ADMIN)
        for kind, content in contents.items():
            if kind == "rosters":
                for agency in await Agency.filter(name__startswith="OPD "):
                    times = ["07:30", "14:00"]
                    await shifts.define(agency=agency, code="P", name="Pagi", hours=times)
            await one(label, admin, kind, content, arrivals)
        going.cancel()
        await intake.stop()


async def one(label: str, admin: Employee, kind: str, content: bytes, arrivals: Arrivals) -> None:
    """Bring a file, apply it, and bring it again."""
    held, took = import_drafts.drafts(), []

    async def bring() -> Draft:
        begun = time.perf_counter()
        draft = import_drafts.begin(
            held,
            matter=MATTERS[kind],
            viewer=admin,
            agency=None,
            name="a",
            content=content,
            now=clock.now(),
        )
        await rest(held)
        took.append(time.perf_counter() - begun)
        return draft

    draft = await bring()
    reading = await arrivals.slowest()
    begun = time.perf_counter()
    made = frozenset(name for name, _, _ in draft.plan.agencies)
    import_drafts.apply(held, draft, Choice(doubtful=True, agencies=made))
    await rest(held)
    took.append(time.perf_counter() - begun)
    applying = await arrivals.slowest()
    written = draft.report.new + draft.report.changed
    again = await bring()
    assert (written, again.plan.changes_nothing) == (len(draft.plan.entries), True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{label:10}  {written} {kind:11}  read and compared {took[0]:5.1f} s   applied"
        f" {took[1]:5.1f} s   the same file again {took[2]:5.1f} s   the slowest check-in waited"
        f" {reading:4.1f} s and {applying:4.1f} s   at most {peak} MB of memory",
        flush=True,
    )


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"))
    parser.add_argument("--matters", default=",".join(OTHERS))
    given = parser.parse_args()
    matters = [one for one in given.matters.split(",") if one]
    with tempfile.TemporaryDirectory() as folder, cluster() as running:
        for label, url in (("SQLite", ""), ("PostgreSQL", running.database())):
            if given.only not in (None, label):
                continue
            data = Path(folder) / label
            data.mkdir()
            EXECUTOR_CACHE.clear()
            asyncio.run(measure(label, Crowd(data, url), given.rows, matters))


if __name__ == "__main__":
    main()
