"""How does a file go through its stages? Read, columns chosen, compared, shown, applied.

A draft lives in memory, for who brought it, for a while: nothing of a file is left on the disk.
Before it is applied the plan is made again: where that is another one than was shown, because
somebody changed something meanwhile, nothing is written and it is shown anew. What is to be written
is reckoned while check-ins go on; one short transaction writes it, unless the record of changes
says that something it rests on was changed since. Then it is reckoned again.
"""

import asyncio
import io
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.transactions import in_transaction

from web import clock
from web.db import renew_statistics, serialise
from web.domain.import_columns import Places, complete
from web.domain.import_headings import dates_in, meant, settled
from web.domain.import_plan import WRONG, Plan
from web.domain.import_table import MAX_ROWS, BadTable, Table
from web.errors import Problem
from web.models import Agency, Employee, ImportRun, Role
from web.services import import_memory, witness
from web.services.bulk import Bulk
from web.services.export_jobs import Exports, Job
from web.services.import_files import read_table
from web.services.import_matter import Choice, Matter, Report

MAX_NAME = 200  # of a file, as it is kept
TRIES = 3  # to write what was reckoned outside of the transaction
MOST = 8 * MAX_ROWS  # rows of drafts that are kept at once, of everybody
LEAST = 500  # rows for which even a small draft counts
EACH = 2  # files of one person that wait or are worked on: their bytes are held
GONE = "Berkas ini sudah tidak disimpan. Unggah lagi; tidak ada yang berubah."
NO_DATES = "Tidak ada kolom tanggal. Judul kolomnya harus tanggal, seperti 2026-11-24."
TWICE = (
    "Satu kolom dipilih dua kali. Bila nama dan NIP ada di satu kolom, pisahkan dahulu di Excel."
)
REFUSED, COLUMNS, PREVIEW, DONE = "refused", "columns", "preview", "done"  # what is shown next


@dataclass
class Draft(Job):
    """A file on its way in. `content` says what is shown next; `stale`: it had to be made anew."""

    matter: Any = None
    viewer: Any = None
    agency: Agency | None = None
    table: Table = field(default_factory=lambda: Table((), ()))
    places: Places = field(default_factory=dict)
    plan: Plan = field(default_factory=lambda: Plan(()))
    report: Report = field(default_factory=Report)
    refusal: str = ""
    stale: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """Its rows, by which it is kept."""
        return max(LEAST, len(self.table.rows))


def drafts() -> Exports:
    """Where a server keeps its drafts."""
    return Exports(MOST, GONE, EACH)


def begin(
    held: Exports,
    *,
    matter: Matter,
    viewer: Employee,
    agency: Agency | None,
    name: str,
    content: bytes,
    now: datetime,
) -> Draft:
    """Take a file in and begin to read it.

    Args:
        held: where drafts are kept.
        matter: what it brings.
        viewer: who brings it.
        agency: to which all its rows belong; None: as its column says.
        name: of the file.
        content: its bytes.
        now: the time.
    """
    draft = Draft(
        owner=viewer.id,
        key=("import", str(uuid4())),
        name=name,
        began=now,
        total=0,
        matter=matter,
        viewer=viewer,
        agency=agency,
    )

    async def work(draft: Draft) -> str:
        return await _read(draft, content)

    held.start(draft, work, now)
    return draft


async def _read(draft: Draft, content: bytes) -> str:
    draft.stage, draft.total = "Membaca baris", 0
    kind = draft.matter.kind
    try:
        table = await asyncio.to_thread(read_table, io.BytesIO(content), kind, draft.tell)
    except BadTable as error:
        draft.refusal = str(error)
        return REFUSED
    draft.table, chosen = table, await import_memory.last(draft.viewer, kind)
    draft.places, sure = settled(kind, table.headings, chosen)
    return await _compare(draft) if sure else COLUMNS


def choose_columns(held: Exports, draft: Draft, places: Places) -> None:
    """Take the columns as chosen; remember the choice, and compare.

    Nothing is waited for between the look at where the draft stands and its next part.

    Raises:
        Problem: `invalid` with `places` where a column is missing or chosen twice.
    """
    kind = draft.matter.kind
    if kind.dated:
        places = dates_in(draft.table.headings) | places
    if not complete(kind, places):
        missing = [one.label for one in kind.columns if one.required and one.key not in places]
        sentence = f"Pilih kolom untuk {', '.join(missing)}." if missing else NO_DATES
        raise Problem("invalid", fields={"places": sentence})
    if len(set(places.values())) < len(places):
        raise Problem("invalid", fields={"places": TWICE})
    draft.places = places
    held.go_on(draft, _chosen)


async def _chosen(draft: Draft) -> str:
    await import_memory.keep(draft.viewer, draft.matter.kind, draft.table.headings, draft.places)
    return await _compare(draft)


async def _compare(draft: Draft) -> str:
    """Make the plan; of the file only what it needs is kept from here on."""
    draft.stage, draft.done, draft.total = "Membandingkan", 0, len(draft.table.rows)
    draft.table = meant(draft.matter.kind, draft.table, draft.places)
    draft.plan = await _plan(draft)
    return PREVIEW


async def _plan(draft: Draft) -> Plan:
    plan: Plan = await draft.matter.plan(draft.viewer, draft.table.rows, draft.places, draft.agency)
    return plan


def apply(held: Exports, draft: Draft, choice: Choice) -> None:
    """Begin to write what was shown and agreed to."""

    async def work(draft: Draft) -> str:
        return await _apply(draft, choice)

    held.go_on(draft, work)


async def _apply(draft: Draft, choice: Choice) -> str:
    draft.stale, draft.errors = False, {}
    try:
        if not await _enter(draft, choice):
            return PREVIEW
    except IntegrityError:  # somebody entered the same number between our look and our write
        draft.plan, draft.stale = await _plan(draft), True
        return PREVIEW
    except Problem as problem:
        draft.errors = problem.fields or {"rows": problem.detail}
        return PREVIEW
    with suppress(OperationalError):  # what was entered stands; they are renewed again soon
        await renew_statistics()
    return DONE


async def _enter(draft: Draft, choice: Choice) -> bool:
    """Reckon, then write; False where the plan is another one than was shown."""
    for _ in range(TRIES):
        before = await witness.mark()
        bulk = await _reckon(draft, choice)
        if bulk is None:
            return False
        async with bulk.staged(), in_transaction() as connection:
            await serialise(connection)
            if not await witness.changed(connection, before, draft.matter.rests_on):
                await _write(draft, bulk, connection)
                return True
    async with in_transaction() as connection:  # too much goes on: all others wait meanwhile
        await serialise(connection)
        bulk = await _reckon(draft, choice)
        if bulk:
            await _write(draft, bulk, connection)
    return bulk is not None


async def _reckon(draft: Draft, choice: Choice) -> Bulk | None:
    """What is to be written, with the report of it; None where something else would be now."""
    draft.stage, draft.done, draft.total = "Memeriksa lagi", 0, 0
    plan = await _plan(draft)
    if plan != draft.plan:
        draft.plan, draft.stale = plan, True
        return None
    draft.stage, draft.total = "Menyiapkan", sum(one.written for one in plan.entries)
    bulk: Bulk
    draft.report, bulk = await draft.matter.prepare(draft.viewer, plan, choice, draft.tell)
    bulk.add([_run(draft)])
    return bulk


def _run(draft: Draft) -> ImportRun:
    """What is kept of it: never the rows themselves, which are records of their own."""
    viewer, report = draft.viewer, draft.report
    own = None if viewer.role == Role.ADMIN else viewer.agency_id
    return ImportRun(
        id=draft.id,
        kind=draft.matter.kind.key,
        file_name=draft.name[-MAX_NAME:],
        agency_id=draft.agency.id if draft.agency else own,
        author_id=viewer.id,
        count_new=report.new,
        count_changed=report.changed,
        count_left=report.left,
        count_refused=report.plan.counts[WRONG],
        at=clock.now(),
    )


async def _write(draft: Draft, bulk: Bulk, connection: BaseDBAsyncClient) -> None:
    draft.stage, draft.done, draft.total = "Menyimpan", 0, 0
    await bulk.write(connection)
