"""How are thousands of new rows and their record made ready while nothing is held?

On SQLite a transaction keeps everybody else waiting. So what is to be entered is put into a
temporary table first, which is no part of the database and keeps nobody waiting, and from there
into its place, some thousands with a statement. The entries of the record are made from the
temporary rows by the very expression that the triggers use; they count only if the triggers then
saw just that (audit_chain.py), so whatever else happened is told as usual.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from web import acting, clock
from web.audit_triggers import told_of
from web.db import insert, rows
from web.models.audited import WATCHED
from web.services.audit_chain import PART, Entry, entry_of, take
from web.services.audit_entries import Change, contents_of, read_row

_act: ContextVar[str | None] = ContextVar("act", default=None)
Columns = tuple[str, ...]
Place = tuple[str, Columns]  # a table, and what of it is entered


def act() -> str | None:
    """The act that the transaction of this task is, where entries were made ready for it."""
    return _act.get()


class Part(NamedTuple):
    """Some rows of a temporary table: up to which number, and their record, were it to be kept.

    `digest` is of what the triggers are to write down of them; None: they write nothing.
    """

    last: int
    digest: bytes | None
    entries: Sequence[Entry]


@dataclass
class _Held:
    """A temporary table, in parts; `kept` while the triggers saw what was expected."""

    name: str
    parts: list[Part] = field(default_factory=list)
    kept: bool = True


class Stage:
    """Temporary tables, by where their rows are meant to go."""

    def __init__(self, act: str) -> None:
        self.act, self.held = act, dict[Place, _Held]()

    async def take(self, table: str, columns: Columns, records: Sequence[Sequence[Any]]) -> bool:
        """Put new rows of a table on the stage, where that is worth it; whether it was."""
        connection = Tortoise.get_connection("default")
        if connection.capabilities.dialect != "sqlite" or len(records) < PART:
            return False
        if any(of == table for of, _ in self.held):
            return False
        held = self.held[table, columns] = _Held(f"stage_{uuid4().hex}")
        await connection.execute_query(
            f'CREATE TEMP TABLE {held.name} AS SELECT * FROM "{table}" WHERE 0'  # noqa: S608 (no input)
        )
        await insert(connection, held.name, columns, records)
        await self._record(connection, table, held)
        return True

    async def _record(self, connection: BaseDBAsyncClient, table: str, held: _Held) -> None:
        """Make the entries of the rows of a temporary table."""
        how, last = WATCHED.get(table), 0
        kept = bool(how and not how.sealed and not how.only)
        told = told_of(table, held.name) if kept else "NULL"
        asked = f"SELECT rowid AS at, {told} AS told FROM {held.name} WHERE rowid > ?"  # noqa: S608
        while found := await rows(connection, f"{asked} ORDER BY rowid LIMIT {PART}", last):
            now, last = clock.now(), found[-1]["at"]
            texts = [one["told"] for one in found] if kept else []
            changes = [Change(table, None, read_row(table, text), now, False) for text in texts]
            contents = await contents_of(connection, changes, together=True)
            entries = [entry_of(one, acting.now(), self.act) for one in contents]
            digest = sha256("".join(texts).encode()).digest() if kept else None
            held.parts.append(Part(last, digest, entries))

    async def enter(self, connection: BaseDBAsyncClient, table: str, columns: Columns) -> None:
        """Move the rows of a table from the stage into their place, with their record.

        A part after the other: of what the triggers capture little lies about at a time.
        """
        held, before = self.held[table, columns], 0
        listed = ", ".join(f'"{one}"' for one in columns)
        for part in held.parts:
            await connection.execute_query(
                f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM temp.{held.name}'  # noqa: S608 (no input)
                " WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
                [before, part.last],
            )
            before = part.last
            if part.digest and held.kept:
                held.kept = await take(connection, table, part.digest, part.entries)


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    """A stage for one transaction of this task, which begins and ends within."""
    made = Stage(str(uuid4()))
    token = _act.set(made.act)
    try:
        yield made
    finally:
        _act.reset(token)
        for held in made.held.values():
            await Tortoise.get_connection("default").execute_query(f"DROP TABLE temp.{held.name}")
