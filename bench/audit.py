"""How fast is the record of changes when a million entries stand in it?

    .venv/bin/python -m bench.audit [--entries 1000000] [--postgres]

Has 9,000 people, an auditor and 300 phones; takes the time of a recorded change and the rate of the
intake; fills the record (bench/trail.py); takes both again. Then asks the real server for the first
page, for pages far down, for each filter, and for the whole record as a file, and last lets
`sikeren audit verify` walk over it, without the tables, whose rows its entries were not made from
(bench/replay.py measures those). Prints the medians of five askings and the memory at most, and
ends with an error where one is over its budget. On SQLite, or on a PostgreSQL of its own.
"""

import asyncio
import statistics
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2

from bench.intake import Rush, server
from bench.record import MEMORY, Bench, asked, peak, since, verify
from bench.trail import Trail
from web import clock
from web.models import Agency, AuditEntry, Employee, Role
from web.services import access
from web.settings import Settings

PORT, TIMES, CHANGES, SECONDS = 8765, 5, 200, 4
PEOPLE, AGENCIES = 9_000, 20
HOME = "/desk/audit"
PAGE = 300  # milliseconds, the median
SOUGHT = 1_000  # words, in 20,000 entries; two filters that are frequent and never meet
CHANGE = 30  # a change with its entry, until it is on the disk
FILE = 120_000


def writes(bench: Bench, when: str) -> None:
    """What a recorded change takes, and how many check-ins a second are taken in."""
    bench.say(f"a recorded change, {when}", bench.run(_changes()), CHANGE)
    bodies = bench.crowd.bodies(2500 * SECONDS, 1)
    with server(bench.folder, PORT, bench.database):
        rate = asyncio.run(Rush(PORT, bodies, 1).run(64, SECONDS))
    print(f"{f'check-ins taken in, {when}':58} {rate:9,.0f} a second", flush=True)


async def _people() -> None:
    """Nine thousand of twenty agencies, and who reads the record."""
    now = clock.now()
    homes = [
        await Agency.create(name=f"OPD {n}", timezone="Asia/Makassar", created_at=now)
        for n in range(AGENCIES)
    ]
    staff = [
        Employee(nip=f"1990010120101{n:05}", name=f"Pegawai {n:05}", agency=home, created_at=now)
        for n, home in zip(range(PEOPLE), homes * PEOPLE, strict=False)
    ]
    await Employee.bulk_create(staff, batch_size=500)
    await Employee.create(nip="AUDITOR", name="Auditor", role=Role.AUDITOR, created_at=now)


async def _changes() -> float:
    """The median milliseconds of changes, each a transaction with its entry."""
    one, taken = await Employee.get(nip="AUDITOR"), []
    for n in range(CHANGES):
        begun = time.perf_counter()
        await Employee.filter(id=one.id).update(name=f"Auditor {n}")
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


async def _fill(count: int) -> None:
    begun = time.perf_counter()
    staff = await Employee.filter(agency_id__isnull=False)
    await Trail(staff, clock.now() - timedelta(minutes=5)).fill(count)
    print(f"{count:,} entries written in {time.perf_counter() - begun:.0f} s", flush=True)


async def _count() -> int:
    return await AuditEntry.all().count()


async def _link(settings: Settings) -> str:
    auditor = await Employee.get(nip="AUDITOR")
    return urlsplit((await access.issue_link(settings=settings, employee=auditor)).url).path


async def _questions(count: int) -> list[tuple[str, dict[str, Any]]]:
    """What an auditor asks for: of somebody, of a table, of a day, rare things, and far down."""
    person = await Employee.filter(name="Pegawai 04711").get()
    home = str(person.agency_id)
    day = str((clock.now() - timedelta(days=180)).date())
    early = str((clock.now() - timedelta(days=364)).date())
    return [
        ("first page", {}),
        ("the middle", {"below": count // 2}),
        ("the end", {"below": 60}),
        ("a person, by name", {"person": person.name}),
        ("a person, by NIP", {"person": person.nip}),
        ("fifty people", {"person": "Pegawai 04"}),
        ("who acted", {"author": "Pegawai 00123"}),
        ("a table", {"subject": "day_status"}),
        ("a rare kind", {"kind": "delete"}),
        ("a rare way", {"via": "command"}),
        ("a way that nothing came by", {"via": "outside"}),
        ("an agency", {"agency": home}),
        ("an agency's deletions", {"agency": home, "kind": "delete"}),
        ("what a person did to a table", {"person": person.name, "subject": "ruling"}),
        ("a day", {"since": day, "until": day}),
        ("all since a day", {"since": early}),
        ("all until a day", {"until": early}),
        ("all until half a year ago", {"until": day}),
        ("an agency until half a year ago", {"until": day, "agency": home}),
        ("a way that nothing came by, and a kind", {"via": "outside", "kind": "create"}),
        ("what a person entered", {"author": "Pegawai 04711", "kind": "create"}),
        (
            "a day, a table, an agency",
            {"since": day, "until": day, "subject": "session", "agency": home},
        ),
        ("an agency until a day", {"agency": home, "until": early}),
        ("a table that has no entry", {"subject": "outage"}),
    ]


def pages(bench: Bench, client: httpx2.Client, count: int) -> None:
    """Ask for each page."""
    for what, wanted in bench.run(_questions(count)):
        bench.say(what, _median(client, f"{HOME}?{urlencode(wanted)}"), PAGE)
    for what, wanted in (
        ("words that are frequent", {"q": "loket"}),
        ("words that are nowhere", {"q": "xyzzy"}),
        ("a kind that a table does not know", {"subject": "checkin_location", "kind": "create"}),
    ):
        bench.say(what, _median(client, f"{HOME}?{urlencode(wanted)}"), SOUGHT)
    bench.say("the seal", _median(client, f"{HOME}/seal"), PAGE)


def _median(client: httpx2.Client, path: str) -> float:
    taken = []
    for _ in range(TIMES + 1):
        begun = time.perf_counter()
        answer = client.get(path)
        taken.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200, (path, answer.status_code)
    return statistics.median(taken[1:])


def files(bench: Bench, client: httpx2.Client, process: int) -> None:
    """Take the whole record away, in parts; the server must not hold all of it meanwhile."""
    for format_ in ("csv", "jsonl"):
        Path(f"/proc/{process}/clear_refs").write_text("5")  # its peak begins anew here
        begun, size = time.perf_counter(), 0
        with client.stream("GET", f"{HOME}.{format_}", timeout=600) as answer:
            for part in answer.iter_bytes():
                if not size:
                    bench.say(f"{format_}: until it begins", since(begun), PAGE)
                size += len(part)
        bench.say(f"{format_}: {size / 1e6:,.0f} MB", since(begun), FILE)
        bench.say(f"{format_}: memory of the server", peak(process), MEMORY, "MB")


def main() -> None:
    """Fill a record once, then measure."""
    with asked(__doc__.splitlines()[0]) as (bench, entries):
        bench.run(_people())
        writes(bench, "of a new record")
        bench.run(_fill(entries))
        writes(bench, "after all these")
        count = bench.run(_count())
        link = bench.run(_link(bench.settings))
        served = server(bench.folder, PORT, bench.database)
        with served as process, httpx2.Client(timeout=120) as client:
            client.base_url = httpx2.URL(bench.settings.origin)
            assert client.post(link).status_code == 303
            pages(bench, client, count)
            files(bench, client, process)
        verify(bench, "--no-tables")


if __name__ == "__main__":
    main()
