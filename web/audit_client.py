"""How does every change find its way into the record? The database's client, on both databases.

Tortoise loads this module as its engine. A transaction that wrote to a recorded table moves what
the triggers captured into the record as its last act before the commit; a write without a
transaction gets one. What does not write there pays a look at the statement, nothing else.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    BaseDBAsyncClient,
    NestedTransactionContext,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
    translate_exceptions,
)

from web.domain.name_order import name_key
from web.domain.seeking import fold
from web.models.audited import RECORDED
from web.services import audit_chain, audit_stage

WRITES = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def writes_recorded(statement: str) -> bool:
    """Whether a statement writes to a table of which every change is recorded."""
    if statement[:6].upper() == "SELECT":
        return False
    return any(table.lower() in RECORDED for table in WRITES.findall(statement))


class _Client:
    """A client outside of transactions: a write to a recorded table makes one of its own."""

    _in_transaction: Callable[[], TransactionContext]

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        if not writes_recorded(query):
            return await super().execute_insert(query, values)  # type: ignore[misc]
        async with self._in_transaction() as within:
            return await within.execute_insert(query, values)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        if not writes_recorded(query):
            await super().execute_many(query, values)  # type: ignore[misc]
            return
        async with self._in_transaction() as within:
            await within.execute_many(query, values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Any:
        if not writes_recorded(query):
            return await super().execute_query(query, values)  # type: ignore[misc]
        async with self._in_transaction() as within:
            return await within.execute_query(query, values)

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> Any:
        if not writes_recorded(query):
            return await super().execute_query_dict(query, values)  # type: ignore[misc]
        async with self._in_transaction() as within:
            return await within.execute_query_dict(query, values)


class _Transaction:
    """A transaction, or a savepoint within one: `outer` is where what it wrote is recorded."""

    outer: "_Transaction"
    wrote = False

    async def wrote_to(self, query: str) -> bool:
        """Remember, before its first write, that a transaction has something to record."""
        if not writes_recorded(query):
            return False
        if not self.outer.wrote:
            self.outer.wrote = True
            await audit_chain.begin(self)  # type: ignore[arg-type]
        return True

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        await self.wrote_to(query)
        return await super().execute_insert(query, values)  # type: ignore[misc]

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        await self.wrote_to(query)
        await super().execute_many(query, values)  # type: ignore[misc]

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Any:
        await self.wrote_to(query)
        return await super().execute_query(query, values)  # type: ignore[misc]

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> Any:
        await self.wrote_to(query)
        return await super().execute_query_dict(query, values)  # type: ignore[misc]

    async def commit(self) -> None:
        """Record, then commit. What cannot be recorded is not done."""
        if self.outer is self and self.wrote:
            try:
                await audit_chain.record(self, audit_stage.act())  # type: ignore[arg-type]
            except BaseException:
                await self.rollback()  # type: ignore[attr-defined]
                raise
        await super().commit()  # type: ignore[misc]


class SqliteTransaction(_Transaction, SqliteTransactionWrapper):
    """A transaction of the embedded database."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.outer = connection.outer if isinstance(connection, _Transaction) else self

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(SqliteTransaction(self))

    @translate_exceptions
    async def execute_query(self, query: str, values: list[Any] | None = None) -> Any:
        """Run it; SQLite counts the rows of triggers too, which are not the caller's."""
        if not await self.wrote_to(query):
            return await SqliteClient.execute_query(self, query, values)
        async with self.acquire_connection() as connection:
            cursor = await connection.execute(query.replace("\x00", "'||CHAR(0)||'"), values or ())
            found = await cursor.fetchall()
            changed = cursor.rowcount
            await cursor.close()
            return (changed if changed > 0 else len(found)), found


class Sqlite(_Client, SqliteClient):
    """The embedded database, which finds and orders names by our own functions.

    services/seeking.py and name_order.py have PostgreSQL do the same.
    """

    async def create_connection(self, with_db: bool) -> None:
        """Connect; the functions are there for as long as the connection is."""
        await super().create_connection(with_db)
        if self._connection:
            await self._connection.create_function("fold", 1, fold, deterministic=True)
            await self._connection.create_function("name_key", 1, name_key, deterministic=True)

    def _in_transaction(self) -> TransactionContext:
        return SqliteTransactionContext(SqliteTransaction(self), self._lock)


class PostgresTransaction(_Transaction, TransactionWrapper):
    """A transaction of PostgreSQL."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.outer = connection.outer if isinstance(connection, _Transaction) else self

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(PostgresTransaction(self))


class Postgres(_Client, AsyncpgDBClient):
    """PostgreSQL."""

    def _in_transaction(self) -> TransactionContext:
        return TransactionContextPooled(PostgresTransaction(self), self._pool_init_lock)


def get_client_class(info: dict[str, Any]) -> type[BaseDBAsyncClient]:
    """What Tortoise asks an engine for."""
    return Sqlite if "file_path" in info["credentials"] else Postgres
