"""Is a change past the record acknowledged by who has seen it, and by nobody else?"""

import json
import sqlite3
from contextlib import closing
from typing import Any

import asyncpg
import pytest

from tests.services.replayed import acknowledged, look
from tests.services.unguarded import unguarded
from web.models import Agency, AuditEntry
from web.services import audit_acknowledge, audit_replay, audit_verify
from web.services.audit_acknowledge import ChangedMeanwhile
from web.services.audit_replay import Replay
from web.settings import Settings


async def test_what_is_written_while_it_is_looked_at_troubles_nobody(
    record: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the walk over the record and the look at the tables somebody changes one."""
    statement = "UPDATE agency SET name = 'Sementara itu' WHERE name = 'Kantor 1'"
    waiting, written = audit_replay.waiting, False

    async def meanwhile(*arguments: Any) -> None:
        nonlocal written
        if not written:
            written = True
            await elsewhere(record, statement)
        await waiting(*arguments)

    monkeypatch.setattr("web.services.audit_replay.waiting", meanwhile)
    verdict = await look()
    assert written
    assert (verdict.differences, verdict.waiting) == ([], {})
    verdict = await look()
    assert (verdict.differences, verdict.waiting) == ([], {"agency": 1})
    assert verdict.to_acknowledge


async def elsewhere(settings: Settings, statement: str) -> None:
    """Run a statement with the database's own tools."""
    if settings.database_url:
        connection = await asyncpg.connect(settings.database_url)
        await connection.execute(statement)
        await connection.close()
        return
    with closing(sqlite3.connect(settings.database_file)) as database:
        database.execute(statement)
        database.commit()


async def test_a_change_from_outside_asks_to_be_acknowledged_also_once_it_is_an_entry(
    record: Settings,
) -> None:
    await elsewhere(record, "UPDATE agency SET timezone = 'Asia/Jakarta' WHERE name = 'Kantor 1'")
    await Agency.filter(name="Kantor 2").update(name="Kantor 2a")
    verdict = await look()
    assert (verdict.sound, verdict.waiting, verdict.outside) == (True, {}, 1)
    assert verdict.to_acknowledge
    await acknowledged()
    assert not (await look()).to_acknowledge
    seen = json.loads((await AuditEntry.all().order_by("-seq").first() or AuditEntry()).body)
    assert (seen["kind"], seen["subject"], seen["via"]) == ("view", "audit_acknowledged", "command")


async def test_nothing_is_acknowledged_that_was_not_seen(record: Settings) -> None:
    await unguarded("UPDATE agency SET timezone = 'Asia/Jakarta' WHERE name = 'Kantor 1'")
    for late in ("Kantor 1", "Kantor 2"):  # the row itself; another, from outside
        with Replay() as replay:
            verdict = await audit_verify.verify(replay=replay)
            if late == "Kantor 1":
                await Agency.filter(name=late).update(name="Kantor 1a")
            else:
                await elsewhere(record, f"UPDATE agency SET timezone = 'x' WHERE name = '{late}'")
            with pytest.raises(ChangedMeanwhile):
                await audit_acknowledge.acknowledge(replay, verdict.head)
    assert (await look()).to_acknowledge
    assert await AuditEntry.filter(kind="view").count() == 0
