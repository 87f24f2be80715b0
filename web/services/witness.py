"""Did anybody change something since I looked? The record of changes knows, and asks no table.

Whoever reckons long over what stands, and writes afterwards, takes a mark first. Every change to
a recorded table, by whatever way, has an entry after it.
"""

from collections.abc import Collection
from typing import NamedTuple

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.models.audited import RECORDED


class Mark(NamedTuple):
    """Where the record ended: its last entry, and the last change that still waited for one."""

    seq: int
    waiting: int


async def mark() -> Mark:
    """Where the record ends now. Take it before what is relied upon is read."""
    [found] = await rows(
        Tortoise.get_connection("default"),
        "SELECT (SELECT COALESCE(MAX(seq), 0) FROM audit_entry) AS seq,"
        " (SELECT COALESCE(MAX(id), 0) FROM audit_capture) AS waiting",
    )
    return Mark(found["seq"], found["waiting"])


async def changed(connection: BaseDBAsyncClient, since: Mark, tables: Collection[str]) -> bool:
    """Whether one of these tables was changed after a mark.

    Args:
        connection: of the transaction that will write, before it writes to any of them.
        since: the mark.
        tables: by their names in the database; each must be one that is recorded.
    """
    assert set(tables) <= RECORDED  # noqa: S101 -- of others the record knows nothing
    found = await rows(
        connection,
        "SELECT 1 FROM audit_entry WHERE seq > ? AND subject IN (?*)"
        " UNION ALL SELECT 1 FROM audit_capture WHERE id > ? AND subject IN (?*) LIMIT 1",
        *(since.seq, tables, since.waiting, tables),
    )
    return bool(found)
