"""How do tests read the record, and spoil it?"""

import json
from typing import Any

from tortoise import Tortoise
from tortoise.transactions import in_transaction

from web import audit_triggers
from web.domain.audit import Head
from web.models import AuditEntry
from web.services import audit_verify


async def sql(statement: str, *values: Any) -> None:
    """Do something to the record as somebody who may do everything: without its guards."""
    connection = Tortoise.get_connection("default")
    async with in_transaction() as within:
        await audit_triggers.drop(within)
    if connection.capabilities.dialect != "sqlite":
        for number in range(len(values)):
            statement = statement.replace("?", f"${number + 1}", 1)
    await connection.execute_query(statement, list(values))
    async with in_transaction() as within:
        await audit_triggers.install(within)


async def last() -> Any:
    entry = await AuditEntry.all().order_by("-seq").first()
    assert entry
    return json.loads(entry.body)


async def broken(expected: Head | None = None) -> tuple[int, str] | None:
    verdict = await audit_verify.verify(expected)
    assert not verdict.unguarded
    return (verdict.broken.seq, verdict.broken.reason) if verdict.broken else None
