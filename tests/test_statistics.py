"""Does the database learn by itself how much lies in its tables, with nobody at its console?"""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from starlette.testclient import TestClient
from tortoise import Tortoise

from tests.cast import Cast, enact
from tests.services.test_imports import admin, at_rest, brought, many
from web.app import create_app
from web.services import import_drafts
from web.services.import_drafts import DONE
from web.services.import_matter import Choice
from web.settings import Settings

ASKED = 500  # requests, during which a server has long looked at its tables


async def test_an_import_tells_the_planner_of_its_people(copied: Settings) -> None:
    async with enact(copied) as cast:
        await _bring(cast, 1500)
        connection = Tortoise.get_connection("default")
        if copied.embedded:
            assert _known(copied.database_file, "employee") > 100
            assert await _of_two_sizes() == []
            return
        [told] = await connection.execute_query_dict(
            "SELECT reltuples AS people FROM pg_class WHERE relname = 'employee'"
        )
        assert told["people"] > 1000


async def _of_two_sizes() -> list[str]:
    """Tables that SQLite's planner takes for larger by one index than by another."""
    told = await Tortoise.get_connection("default").execute_query_dict(
        "SELECT tbl FROM sqlite_stat1 GROUP BY tbl HAVING COUNT(DISTINCT CAST(stat AS INTEGER)) > 1"
    )
    return [row["tbl"] for row in told]


async def _bring(cast: Cast, count: int) -> None:
    held, viewer = import_drafts.drafts(), await admin(cast)
    draft = await brought(held, viewer, many(count, cast.office.name))
    import_drafts.apply(held, draft, Choice())
    await at_rest(held)
    assert draft.content == DONE


def _known(file: Path, table: str) -> int:
    """How many rows of a table SQLite's planner knows of; 0 where it was never told."""
    with closing(sqlite3.connect(file)) as database:
        try:
            found = database.execute(
                "SELECT MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = ?", (table,)
            ).fetchone()
        except sqlite3.OperationalError:  # no such table yet
            return 0
    return int(found[0] or 0)


def test_a_server_on_sqlite_looks_at_its_start(prepared: Settings, tmp_path: Path) -> None:
    """What a command entered, or a backup put back, is known to the next server."""
    settings = replace(prepared, data=tmp_path / "data")
    shutil.copytree(prepared.data, settings.data)
    with closing(sqlite3.connect(settings.database_file)) as database, database:
        database.executemany(
            "INSERT INTO agency (id, name, timezone, created_at) VALUES (?, ?, 'Asia/Makassar', ?)",
            [(str(uuid4()), f"OPD {n}", "2026-11-01 00:00:00+00:00") for n in range(150)],
        )
    assert _known(settings.database_file, "agency") == 0
    with TestClient(create_app(settings), base_url=settings.origin) as client:
        for _ in range(ASKED):
            assert client.get("/.well-known/jwks.json").status_code == 200
            if _known(settings.database_file, "agency"):
                break
    assert _known(settings.database_file, "agency") == 150
