"""Is what an auditor asks for found, whichever way the database is led to it? On both."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from tortoise.transactions import in_transaction

from web import acting
from web.db import open_database
from web.domain import times
from web.models import Employee
from web.services import audit_chain, audit_lists, roster
from web.services.audit_lists import Wanted
from web.settings import Settings

START = datetime(2026, 11, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
IDS = tuple(UUID(int=n, version=4) for n in range(1, 6))
ENTRIES = 120
NARROWING: dict[str, Any] = {
    "kind": "create",
    "subject": "shift",
    "via": "phone",
    "agency": IDS[0],
    "people": (IDS[1], IDS[4]),
    "authors": (IDS[2], IDS[3]),
    "since": START + 30 * HOUR,
    "until": START + 90 * HOUR,
    "text": "Malam",
}


@pytest.fixture
async def auditor(copied: Settings) -> AsyncIterator[Employee]:
    """Somebody who reads a record of 120 entries; each fortieth was found out two days later."""
    async with open_database(copied):
        viewer = await roster.add_employee(nip="AUDITOR", name="A", agency=None, role="auditor")
        async with in_transaction() as connection:
            await audit_chain.begin(connection)
            await audit_chain.lock(connection)
            told = [_content(n) for n in range(ENTRIES)]
            await audit_chain.continue_chain(connection, told, acting.now())
        yield viewer


def _content(n: int) -> dict[str, Any]:
    late = 48 * HOUR if n % 40 == 39 else 0 * HOUR
    row = {"id": str(n), "name": ("Pagi", "Sore", "malam hari")[n % 3]}
    return {
        **{"kind": ("create", "change")[n % 5 == 0], "subject": ("shift", "point")[n % 7 == 0]},
        **{"via": ("phone", "desk", "outside")[n % 3], "record": str(n)},
        **{"at": times.write(START + n * HOUR - late), "before": None, "after": row},
        **{"author": str(IDS[n % 4]), "agency": str(IDS[n % 2]), "people": [str(IDS[n % 5])]},
    }


def _fits(content: dict[str, Any], wanted: Wanted) -> bool:
    """The same without a database."""
    at = times.read(content["at"])
    return all(
        (
            *(
                not getattr(wanted, name) or str(getattr(wanted, name)) == content[name]
                for name in ("kind", "subject", "via", "agency")
            ),
            wanted.people is None or UUID(content["people"][0]) in wanted.people,
            wanted.authors is None or UUID(content["author"]) in wanted.authors,
            wanted.since is None or at >= wanted.since,
            wanted.until is None or at < wanted.until,
            wanted.text.lower() in content["after"]["name"].lower(),
        )
    )


@pytest.mark.parametrize("few", [2, 1000])
async def test_every_combination_finds_what_fits_and_nothing_else(
    auditor: Employee, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Whether what a filter leaves is taken for few or for many."""
    monkeypatch.setattr(audit_lists, "NARROW", few)
    monkeypatch.setattr(audit_lists, "MOST_COUNTED", few)
    for count in range(4):
        for names in combinations(NARROWING, count):
            wanted = Wanted(**{name: NARROWING[name] for name in names})
            found = await _all(auditor, wanted)
            assert found == [n for n in reversed(range(ENTRIES)) if _fits(_content(n), wanted)]


async def _all(viewer: Employee, wanted: Wanted) -> list[int]:
    """The entries of ours that are found, page by page."""
    found, below = [], None
    while True:
        page = await audit_lists.page(viewer, replace(wanted, below=below), 50)
        found += [int(one["record"]) for one in page.entries if one["record"].isdecimal()]
        below = page.older
        if below is None:
            return found


async def test_a_file_has_every_entry_once(
    auditor: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_lists, "PART", 7)
    parts = [part async for part in audit_lists.everything(auditor, Wanted())]
    assert max(len(part) for part in parts) == 7
    told = [entry["seq"] for part in parts for entry in part]
    assert told == list(range(max(told), 0, -1))
