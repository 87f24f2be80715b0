"""How is the database opened, and brought to the newest schema?"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from tortoise import Tortoise
from tortoise.context import TortoiseContext
from tortoise.migrations.api.migrate import migrate as run_migrations
from tortoise.migrations.executor import PlanStep

from web.settings import Settings


class BrokenReferences(Exception):
    """A migration left rows that refer to nothing; the database was put back as it was."""


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[None]:
    """Open the database for a command or a test; the server itself uses RegisterTortoise."""
    async with TortoiseContext() as context:
        await context.init(config=settings.tortoise)
        yield


async def pending(settings: Settings) -> int:
    """How many migrations have not been applied."""
    steps: list[PlanStep] = []

    def keep(_: str, plan: list[PlanStep], __: bool, ___: bool) -> None:
        steps.extend(plan)

    try:
        await run_migrations(config=settings.tortoise, dry_run=True, reporter=keep)
    finally:
        await Tortoise.close_connections()
    return len(steps)


async def migrate(settings: Settings) -> int:
    """Apply the migrations that are missing and say how many there were.

    Raises:
        BrokenReferences: a migration broke a foreign key; nothing was changed.
    """
    count = await pending(settings)
    if count == 0:
        return 0
    if settings.embedded:
        await _migrate_file(settings.tortoise, settings.data / "sikeren.sqlite3")
    else:
        await _run(settings.tortoise)
    return count


async def _run(config: dict[str, Any]) -> None:
    try:
        await run_migrations(config=config)
    finally:
        await Tortoise.close_connections()


async def _migrate_file(config: dict[str, Any], path: Path) -> None:
    """Migrate the embedded database behind a copy of it.

    SQLite rebuilds a table to change it; with foreign keys on, dropping the old one takes its
    children along. So they are off meanwhile and every reference is checked afterwards.
    """
    backup = path.with_name("before-migration.sqlite3")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(backup)) as copy:
        source.backup(copy)
    config["connections"]["default"] = f"sqlite://{path.resolve()}?foreign_keys=OFF"
    await _run(config)
    with closing(sqlite3.connect(path)) as database:
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            with closing(sqlite3.connect(backup)) as copy:
                copy.backup(database)
            raise BrokenReferences(f"{len(broken)} rows would refer to nothing: {broken[:3]}")
    backup.unlink()
