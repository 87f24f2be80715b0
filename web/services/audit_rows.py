"""How does a row of a recorded table stand there, told as an entry of the record tells it?

Rows are read as the triggers write them down (web/audit_triggers.py) and made alike by the same
function, so that a row and its entry differ only where somebody changed one of them.
"""

import json
from collections.abc import AsyncIterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from tortoise.backends.base.client import BaseDBAsyncClient

from web.audit_triggers import columns_of
from web.db import rows
from web.models.audited import WATCHED
from web.services.audit_entries import model_of, read_row

PAGE = 1000  # rows in memory at a time


class Row(NamedTuple):
    """A row as it stands: its key in the database, and what an entry would say of it."""

    key: Any
    told: dict[str, Any]


def alike(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What of a row can be compared: the columns that are recorded today, without defaults.

    A column that came with a later version has its default in rows from before, and is missing in
    their entries: so a default is the same as nothing. Columns that went are left out.
    """
    found = {}
    for name, default in _defaults(table):
        value = row.get(name, default)
        if value != default or type(value) is not type(default):
            found[name] = _plain(value)
    return found


def digest(row: Mapping[str, Any]) -> bytes:
    """Sixteen bytes that stand for a row of `alike`, whose columns are always in one order."""
    return sha256(repr(row).encode("utf-8", "surrogatepass")).digest()[:16]


def key_of(table: str, row: Mapping[str, Any], digested: bytes) -> str:
    """By what a row is found again: its key, or where that is a secret all that is known of it."""
    name = model_of(table)._meta.db_pk_column
    return digested.hex() if name in WATCHED[table].secret else str(row.get(name))


async def stored(connection: BaseDBAsyncClient, table: str) -> AsyncIterator[list[Row]]:
    """The rows of a table in pages, by their key; none of a table that is not there (yet)."""
    there = await _there(connection, table)
    if not there:
        return
    key, condition = f'"{model_of(table)._meta.db_pk_column}"', WATCHED[table].only
    asked = (
        f'SELECT {key} AS key, {_expression(connection, table, there)} AS row FROM "{table}" AS t'  # noqa: S608 (no input)
        f" WHERE {condition.replace('{row}', 't') or 'TRUE'}"
    )
    page = await rows(connection, f"{asked} ORDER BY {key} LIMIT {PAGE}")
    while page:
        yield [Row(one["key"], read_row(table, one["row"]) or {}) for one in page]
        after = page[-1]["key"]
        page = await rows(connection, f"{asked} AND {key} > ? ORDER BY {key} LIMIT {PAGE}", after)


def _expression(connection: BaseDBAsyncClient, table: str, there: set[str]) -> str:
    columns, hidden = columns_of(table)
    if connection.capabilities.dialect != "sqlite":
        secret = ", ".join(f"'{one}'" for one in hidden)
        return f"(to_jsonb(t) - ARRAY[{secret}]::text[])::text"
    # Bytes in a column of text are none that SIKEREN wrote; they must not end the comparing.
    parts = [
        f'\'{one}\', CASE typeof("{one}") WHEN \'blob\' THEN hex("{one}") ELSE "{one}" END'
        for one in columns
        if one in there and one not in hidden
    ]
    return f"json_object({', '.join(parts)})"


async def _there(connection: BaseDBAsyncClient, table: str) -> set[str]:
    """The columns that a table has in the database: before a migration not all of the model's."""
    found = await rows(
        connection,
        "SELECT name FROM pragma_table_info(?)"
        if connection.capabilities.dialect == "sqlite"
        else "SELECT column_name AS name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = ?",
        table,
    )
    return {one["name"] for one in found}


@cache
def _defaults(table: str) -> list[tuple[str, Any]]:
    """The recorded columns, and what a row has there that nobody gave a value."""
    columns, hidden = columns_of(table)
    meta = model_of(table)._meta
    fields = {name: meta.fields_map[key] for key, name in meta.fields_db_projection.items()}
    return [
        (one, fields[one].db_default if fields[one].has_db_default() else None)
        for one in columns
        if one not in hidden
    ]


def _plain(value: Any) -> Any:
    """PostgreSQL's JSON writes 50 where SQLite's writes 50.0, and orders names in its own way."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value
