"""How are thousands of new rows and their record made ready while nothing is held?

On SQLite a transaction keeps everybody else waiting. So what is to be entered is put into a
temporary table first, which is no part of the database and keeps nobody waiting, and from there
into its place by one statement. The entries of the record are made from the temporary rows by the
very expression that the triggers use; when the transaction ends they count only if the triggers
saw just that (audit_chain.py), so whatever else happened is told as usual.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any
from uuid import uuid4

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from web import acting, clock
from web.audit_triggers import columns_of, told_of
from web.db import insert, rows
from web.models.audited import WATCHED
from web.services.audit_chain import PART, Entry, Made, Ready, entry_of
from web.services.audit_entries import Change, contents_of, read_row

_ready: ContextVar[Ready | None] = ContextVar("ready", default=None)
Columns = tuple[str, ...]
Place = tuple[str, Columns]  # a table, and what of it is entered


def ready() -> Ready | None:
    """What was made ready for the transaction that this task is about to end."""
    return _ready.get()


class Stage:
    """Temporary tables, by where their rows are meant to go."""

    def __init__(self, act: str) -> None:
        self.act, self.names, self.made = act, dict[Place, str](), list[Made]()

    async def take(self, table: str, columns: Columns, records: Sequence[Sequence[Any]]) -> bool:
        """Put new rows of a table on the stage, where that is worth it; whether it was."""
        connection = Tortoise.get_connection("default")
        if connection.capabilities.dialect != "sqlite" or len(records) < PART:
            return False
        if any(of == table for of, _ in self.names) or {*columns_of(table)[0]} != {*columns}:
            return False
        name = self.names[table, columns] = f"stage_{uuid4().hex}"
        await connection.execute_query(
            f'CREATE TEMP TABLE {name} AS SELECT * FROM "{table}" WHERE 0'  # noqa: S608 (no input)
        )
        await insert(connection, name, columns, records)
        how = WATCHED.get(table)
        if how and not how.sealed and not how.only:
            self.made.append(await self._record(connection, table, name))
        return True

    async def _record(self, connection: BaseDBAsyncClient, table: str, name: str) -> Made:
        """The entries of the rows of a temporary table."""
        told = f"SELECT rowid AS at, {told_of(table, name)} AS told FROM {name}"  # noqa: S608
        digest, count, last, entries = sha256(), 0, 0, list[Entry]()
        while found := await rows(
            connection, f"{told} WHERE rowid > ? ORDER BY rowid LIMIT {PART}", last
        ):
            now, texts = clock.now(), [one["told"] for one in found]
            for text in texts:
                digest.update(text.encode())
            changes = [Change(table, None, read_row(table, text), now, False) for text in texts]
            contents = await contents_of(connection, changes, together=True)
            entries += [entry_of(one, acting.now(), self.act) for one in contents]
            count, last = count + len(found), found[-1]["at"]
        return Made(table, count, digest.digest(), entries)

    async def enter(self, connection: BaseDBAsyncClient, table: str, columns: Columns) -> None:
        """Move the rows of a table from the stage into their place, in their order."""
        listed = ", ".join(f'"{one}"' for one in columns)
        await connection.execute_query(
            f'INSERT INTO "{table}" ({listed})'  # noqa: S608 (no input)
            f" SELECT {listed} FROM temp.{self.names[table, columns]} ORDER BY rowid"
        )


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    """A stage for one transaction of this task, which begins and ends within."""
    made = Stage(str(uuid4()))
    token = _ready.set(Ready(made.act, made.made))
    try:
        yield made
    finally:
        _ready.reset(token)
        for name in made.names.values():
            await Tortoise.get_connection("default").execute_query(f"DROP TABLE temp.{name}")
