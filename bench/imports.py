"""How long does the first import of a whole regency take, and how much memory?

    .venv/bin/python -m bench.imports [--people 10000]

Writes a workbook like SIASN's export, 75 columns wide, then reads it, compares it with the roster,
applies it, and compares it again, by what the pages do. On SQLite and PostgreSQL.
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

from tests.cluster import cluster
from tests.import_files import SIASN, siasn_row
from web import clock
from web.db import migrate, open_database
from web.models import Role
from web.services import import_drafts, roster
from web.services.import_drafts import Draft, Exports
from web.services.import_matter import Choice
from web.services.import_people import People
from web.services.keys import KeyRing
from web.settings import Settings

WIDTH, AGENCIES = 75, 40
FILLER = [f"KOLOM LAIN {n}" for n in range(WIDTH - len(SIASN))]


def workbook(people: int) -> bytes:
    """The file, as SIASN would write it."""
    out = io.BytesIO()
    with Workbook(out, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, [*SIASN, *FILLER])
        for n in range(people):
            nip = f"1985010120101{n:05}"
            row = siasn_row(nip, f"PEGAWAI {n:05}", f"OPD {n % AGENCIES}", GOL_AKHIR_NAMA="III/c")
            sheet.write_row(n + 1, 0, [*row, *(f"isi {at} {n}" for at in range(len(FILLER)))])
    return out.getvalue()


async def rest(held: Exports) -> None:
    """Wait until the draft is at rest."""
    for task in list(held._tasks):
        await task


async def measure(label: str, settings: Settings, content: bytes) -> None:
    """Bring it, apply it, and bring it again."""
    async with open_database(settings):
        admin = await roster.add_employee(nip="ADMIN", name="A", agency=None, role=Role.ADMIN)
        held, took = import_drafts.drafts(), []

        async def bring() -> Draft:
            begun = time.perf_counter()
            draft = import_drafts.begin(
                held,
                matter=People(),
                viewer=admin,
                agency=None,
                name="siasn.xlsx",
                content=content,
                now=clock.now(),
            )
            await rest(held)
            took.append(time.perf_counter() - begun)
            return draft

        draft = await bring()
        begun = time.perf_counter()
        made = frozenset(name for name, _, _ in draft.plan.agencies)
        import_drafts.apply(held, draft, Choice(doubtful=True, agencies=made))
        await rest(held)
        took.append(time.perf_counter() - begun)
        again = await bring()
        assert (draft.report.new, again.plan.changes_nothing) == (len(draft.plan.entries), True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{label:10}  {draft.report.new} people   read and compared {took[0]:5.1f} s   applied"
        f" {took[1]:4.1f} s   the same file again {took[2]:5.1f} s   at most {peak} MB of memory",
        flush=True,
    )


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000)
    content = workbook(parser.parse_args().people)
    print(f"a workbook of {WIDTH} columns, {len(content) / (1 << 20):.1f} MB")
    with tempfile.TemporaryDirectory() as folder, cluster() as running:
        for label, url in (("SQLite", ""), ("PostgreSQL", running.database())):
            data = Path(folder) / label
            KeyRing.create(data / "keys")
            settings = Settings(data=data, origin="http://localhost:8000", database_url=url)
            EXECUTOR_CACHE.clear()
            asyncio.run(migrate(settings))
            asyncio.run(measure(label, settings, content))


if __name__ == "__main__":
    main()
