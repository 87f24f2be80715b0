"""How is the database opened, brought to the newest schema, and told how much lies in it?"""

import gc
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.exceptions import OperationalError
from tortoise.transactions import in_transaction

from web import audit_triggers
from web.migrating import run_migrations
from web.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"
MOST_ROWS = 64  # in one INSERT; both databases take far more values than that
# SQLite looks at 1,000 rows of each index (it advises 100 to 1000), and so reckons another size of
# the table from each. They get one size: the index of the smallest would seem the cheapest to walk,
# even to find the last row of a table by a key that has an index.
SAMPLED = """PRAGMA analysis_limit=1000;
ANALYZE;
UPDATE sqlite_stat1 SET stat = size || substr(stat, instr(stat || ' ', ' '))
  FROM (SELECT tbl AS sized, CAST(AVG(CAST(stat AS INTEGER)) AS INTEGER) AS size
        FROM sqlite_stat1 GROUP BY tbl) WHERE tbl = sized AND idx IS NOT NULL;
ANALYZE sqlite_schema"""


class BrokenReferences(Exception):
    """A migration left rows that refer to nothing; the database was put back as it was."""


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[None]:
    """Open the database for a command or a test; the server itself uses RegisterTortoise."""
    async with TortoiseContext() as context:
        await context.init(config=settings.recording)
        yield


async def applied(settings: Settings) -> set[str]:
    """The names of the migrations that have been applied."""
    async with TortoiseContext() as context:
        await context.init(config=settings.tortoise)
        connection = context.connections.get("default")
        try:
            found = await rows(connection, "SELECT name FROM tortoise_migrations")
        except OperationalError:
            return set()  # a new database, without that table
    return {row["name"] for row in found}


async def pending(settings: Settings) -> int:
    """How many migrations have not been applied, told by names: to replay them takes seconds."""
    known = {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    return len(known - await applied(settings))


async def migrate(settings: Settings) -> int:
    """Apply the migrations that are missing and say how many there were.

    Raises:
        BrokenReferences: a migration broke a foreign key; nothing was changed.
    """
    count = await pending(settings)
    if count:
        await _triggers(settings, audit_triggers.drop)
        if settings.embedded:
            await _migrate_file(settings.tortoise, settings.database_file)
        else:
            await _run(settings.tortoise)
    await _triggers(settings, audit_triggers.install)
    return count


async def _triggers(settings: Settings, work: Callable[[BaseDBAsyncClient], Any]) -> None:
    """Take away or install what records changes; a migration may rebuild the tables under it."""
    async with TortoiseContext() as context:
        await context.init(config=settings.tortoise)
        async with in_transaction() as connection:
            await work(connection)


async def _run(config: dict[str, Any]) -> None:
    # Tortoise makes every model anew for each operation. Looked through less often, they take a
    # third less time, and 30 MB more.
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 2, 2)
    try:
        await run_migrations(config=config)
    finally:
        gc.set_threshold(*usual)
        await Tortoise.close_connections()


async def _migrate_file(config: dict[str, Any], path: Path) -> None:
    """Migrate the embedded database behind a copy of it.

    SQLite rebuilds a table to change it; with foreign keys on, dropping the old one takes its
    children along. So they are off meanwhile and every reference is checked afterwards.
    """
    backup = path.with_name("before-migration.sqlite3")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(backup)) as copy:
        source.backup(copy)
    config["connections"]["default"] = f"sqlite://{path}?foreign_keys=OFF"
    await _run(config)
    with closing(sqlite3.connect(path)) as database:
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            with closing(sqlite3.connect(backup)) as copy:
                copy.backup(database)
            raise BrokenReferences(f"{len(broken)} rows would refer to nothing: {broken[:3]}")
    backup.unlink()


async def rows(connection: BaseDBAsyncClient, sql: str, *values: Any) -> list[dict[str, Any]]:
    """Run a statement with `?` for a value and `?*` for a list, on either database.

    Lists are filled up to a power of two with their last value, so that the few shapes of a
    statement stay prepared. An empty list matches nothing.
    """
    flat: list[Any] = []
    given = iter(values)

    def place(match: re.Match[str]) -> str:
        value = next(given)
        items = _filled(value) if match.group() == "?*" else [value]
        flat.extend(items)
        return ",".join(["?"] * len(items))

    statement = _numbered(connection, re.sub(r"\?\*?", place, sql))
    return await connection.execute_query_dict(statement, flat)


@asynccontextmanager
async def snapshot() -> AsyncIterator[BaseDBAsyncClient]:
    """A transaction that reads everything as it stood at one moment, and writes nothing."""
    async with in_transaction() as connection:
        if connection.capabilities.dialect != "sqlite":  # whose transactions read so anyway
            await connection.execute_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield connection


async def counted(connection: BaseDBAsyncClient, sql: str, *values: Any) -> int:
    """How many rows a statement has."""
    whole = f"SELECT COUNT(*) AS number FROM ({sql}) AS found"  # noqa: S608 (no input)
    told = await rows(connection, whole, *values)
    return int(told[0]["number"])


def _filled(values: Collection[Any]) -> list[Any]:
    items = list(values) or [None]
    return items + items[-1:] * ((1 << (len(items) - 1).bit_length()) - len(items))


def day_of(value: Any) -> Any:
    """A date as either database answers it in plain SQL, as a `date`; None stays None."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def instant_of(value: Any) -> Any:
    """An instant as either database answers it in plain SQL, with its zone; None stays None."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.replace(tzinfo=UTC) if at and not at.tzinfo else at


async def insert(
    connection: BaseDBAsyncClient,
    table: str,
    columns: Sequence[str],
    records: Sequence[Sequence[Any]],
    conflict: str = "",
) -> None:
    """Insert many rows with few statements; `conflict` is an ON CONFLICT clause.

    Rows go in powers of two, so that the few shapes of the statement stay prepared. One
    statement for many rows also spares SQLite's thread a tussle for the interpreter at each.
    """
    done = 0
    while done < len(records):
        size = min(1 << (len(records) - done).bit_length() - 1, MOST_ROWS)
        chunk = records[done : done + size]
        place = f"({','.join(['?'] * len(columns))})"
        sql = (
            f'INSERT INTO "{table}" ({",".join(columns)})'  # noqa: S608 (no input)
            f" VALUES {','.join([place] * size)} {conflict}"
        )
        values = [value for record in chunk for value in record]
        await connection.execute_query(_numbered(connection, sql), values)
        done += size


async def update(
    connection: BaseDBAsyncClient,
    table: str,
    key: str,
    columns: Sequence[str],
    records: Sequence[Sequence[Any]],
) -> None:
    """Change many rows by their key, whose value ends each record."""
    told = ", ".join(f'"{one}" = ?' for one in columns)
    sql = f'UPDATE "{table}" SET {told} WHERE "{key}" = ?'  # noqa: S608 (no input)
    await connection.execute_many(_numbered(connection, sql), [list(one) for one in records])


def _numbered(connection: BaseDBAsyncClient, sql: str) -> str:
    """The statement with the dialect's own placeholders: ?1 or $1."""
    if connection.capabilities.dialect == "sqlite":
        return sql
    numbers = count(1)
    return re.sub(r"\?", lambda _: f"${next(numbers)}", sql)


async def serialise(connection: BaseDBAsyncClient) -> None:
    """Make the transaction that calls this first the only one of its kind.

    SQLite begins deferred: a read that turns into a write fails with "database is locked", so
    the first statement is a write, of no row. PostgreSQL takes a lock of the transaction's.
    """
    if connection.capabilities.dialect == "sqlite":
        await connection.execute_query("UPDATE checkin SET hash = hash WHERE 0")
    else:
        await connection.execute_query("SELECT pg_advisory_xact_lock(7602)")


async def renew_statistics() -> None:
    """Have the database look how much lies in each table, after much was entered at once.

    Without statistics SQLite takes every table for a large one and guesses what an index tells
    apart. It reads them when a connection is opened, so that they are renewed on the one that is
    to use them. Not by `PRAGMA optimize`: before SQLite 3.46 that waits until a table has grown
    twenty-five-fold.
    """
    connection = Tortoise.get_connection("default")
    embedded = connection.capabilities.dialect == "sqlite"
    await connection.execute_script(SAMPLED if embedded else "ANALYZE")


async def keep_statistics() -> None:
    """Renew them where the database does not by itself, as PostgreSQL's autovacuum does."""
    if Tortoise.get_connection("default").capabilities.dialect == "sqlite":
        await renew_statistics()
