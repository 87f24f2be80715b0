"""An office upgrades: its filled database must come out whole, and equal to a new one."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from tortoise import Tortoise
from tortoise.context import TortoiseContext
from tortoise.fields.base import OnDelete
from tortoise.migrations.api.migrate import migrate as run_migrations

from tests.record import untold
from tests.services.unguarded import unguarded
from web import models
from web.db import BrokenReferences, insert, migrate, open_database, pending, rows
from web.models.audited import RECORDED
from web.services.audit_replay import Replay
from web.services.audit_verify import verify
from web.settings import Settings
from web.upgrade import upgrade

Answer = TypeVar("Answer")

FIRST = "sikeren.0001_initial"
ID = UUID("0190aaaa-0000-4000-8000-000000000001")
HASH = "h" * 43
AT = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)

# Every table of release 0001, parents first.
TABLES = (
    *("agency", "employee", "work_pattern", "point", "point_version", "device", "revocation"),
    *("enrolment_code", "enrolment", "session", "sign_in_link", "desk_passkey", "used_nonce"),
    *("checkin", "receipt", "assessment", "quarantine", "contact", "explanation", "decision"),
)
BY_NAME: dict[str, Any] = {
    **dict.fromkeys(("active", "backup_eligible", "follows_another", "restored"), True),
    **dict.fromkeys(("seq", "sign_count", "last_seq"), 1),
    **dict.fromkeys(("lat", "lng", "accuracy"), 2.5),
    **dict.fromkeys(("credential_key", "challenge", "envelope"), b"\x00\xff"),
    **dict.fromkeys(("days", "shape", "key", "flags", "nearest"), '{"a": [1, 2.5, "é"]}'),
    **dict.fromkeys(("hash", "checkin_id"), HASH),
    "credential_id": "c",
    "name": "Kantor Camat “Contoh”",
}


def value_for(table: str, column: str) -> Any:
    """Something that fits a column: ids are all alike, so every reference finds its row."""
    if column in BY_NAME:
        return BY_NAME[column]
    if column == "id" or column.endswith("_id"):
        return str(ID)
    if column == "valid_from" or column == "valid_until":
        return date(2026, 11, 24) if table == "work_pattern" else AT
    if column == "at" or column.endswith("_at"):
        return AT
    return "x"


def within_old(settings: Settings, work: Callable[[Any], Awaitable[Answer]]) -> Answer:
    """Do something with a database from before changes were recorded."""

    async def inside() -> Answer:
        async with TortoiseContext() as context:
            await context.init(config=settings.tortoise)
            return await work(Tortoise.get_connection("default"))

    return asyncio.run(inside())


def within(settings: Settings, work: Callable[[Any], Awaitable[Answer]]) -> Answer:
    """Do something with the open database."""

    async def inside() -> Answer:
        async with open_database(settings):
            return await work(Tortoise.get_connection("default"))

    return asyncio.run(inside())


async def _to_first(settings: Settings) -> None:
    try:
        await run_migrations(config=settings.tortoise, target=FIRST)
    finally:
        await Tortoise.close_connections()


async def columns_of(connection: Any, table: str) -> list[str]:
    if connection.capabilities.dialect == "sqlite":
        return [row["name"] for row in await rows(connection, f"PRAGMA table_info({table})")]
    found = await rows(
        connection, "SELECT column_name FROM information_schema.columns WHERE table_name = ?", table
    )
    return [row["column_name"] for row in found]


async def fill(connection: Any) -> None:
    for table in TABLES:
        columns = await columns_of(connection, table)
        assert columns, f"release 0001 has no table {table}"
        await insert(connection, table, columns, [[value_for(table, one) for one in columns]])


async def contents(connection: Any) -> dict[str, list[dict[str, Any]]]:
    return {table: await rows(connection, f"SELECT * FROM {table}") for table in TABLES}


async def indexes(connection: Any) -> set[tuple[str, str, bool]]:
    """(table, columns, unique) of every index, whatever its name."""
    if connection.capabilities.dialect == "sqlite":
        found = await rows(
            connection,
            'SELECT m.name AS tbl, i."unique" AS uniq, (SELECT group_concat(name) FROM'
            " (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS cols"
            " FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table'",
        )
        return {(row["tbl"], row["cols"], bool(row["uniq"])) for row in found}
    found = await rows(
        connection, "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    )
    return {
        (
            row["tablename"],
            re.sub(r'[\s"]', "", row["indexdef"].rpartition("(")[2].rstrip(")")),
            "UNIQUE" in row["indexdef"],
        )
        for row in found
    }


async def references(connection: Any) -> set[tuple[str, str, str, str]]:
    """(table, column, parent, on delete) of every foreign key."""
    if connection.capabilities.dialect == "sqlite":
        found = await rows(
            connection,
            'SELECT m.name AS tbl, f."from" AS col, f."table" AS parent, f.on_delete AS rule'
            " FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
        )
    else:
        found = await rows(
            connection,
            "SELECT k.table_name AS tbl, k.column_name AS col, u.table_name AS parent,"
            " r.delete_rule AS rule FROM information_schema.referential_constraints r"
            " JOIN information_schema.key_column_usage k USING (constraint_name)"
            " JOIN information_schema.constraint_column_usage u USING (constraint_name)",
        )
    return {(row["tbl"], row["col"], row["parent"], row["rule"]) for row in found}


async def shape(connection: Any) -> dict[str, Any]:
    """Columns, indexes and references, as they can be compared."""
    tables = sorted(model._meta.db_table for model in Tortoise.apps["sikeren"].values())
    bookkeeping = "tortoise_migrations"
    return {
        "columns": {table: sorted(await columns_of(connection, table)) for table in tables},
        "indexes": {one for one in await indexes(connection) if one[0] != bookkeeping},
        "references": await references(connection),
    }


def test_a_filled_database_of_the_first_release_comes_out_whole_and_like_a_new_one(
    empty_installation: Settings, database_url: str, tmp_path: Path, request: Any
) -> None:
    asyncio.run(_to_first(empty_installation))
    within_old(empty_installation, fill)
    before = within(empty_installation, contents)
    assert all(len(found) == 1 for found in before.values())

    assert asyncio.run(migrate(empty_installation)) > 0

    after = within(empty_installation, contents)
    for table, found in before.items():
        kept = [{name: row[name] for name in found[0]} for row in after[table]]
        assert kept == found, table

    fresh_url = request.getfixturevalue("postgres").database() if database_url else ""
    fresh = Settings(data=tmp_path / "fresh", origin="http://localhost", database_url=fresh_url)
    fresh.data.mkdir()

    async def generate(connection: Any) -> dict[str, Any]:
        await Tortoise.generate_schemas()
        return await shape(connection)

    assert within(empty_installation, shape) == within(fresh, generate)


@contextmanager
def one_migration_left(monkeypatch: pytest.MonkeyPatch, statement: str) -> Iterator[None]:
    """As if the next release brought a migration that does this."""

    async def run(config: dict[str, Any], **_: Any) -> None:
        async with TortoiseContext() as context:
            await context.init(config=config)
            await Tortoise.get_connection("default").execute_query(statement)

    async def count(_: Settings) -> int:
        return 1

    with monkeypatch.context() as patch:
        patch.setattr("web.db.run_migrations", run)
        patch.setattr("web.db.pending", count)
        yield


def test_what_stood_before_the_record_or_was_changed_by_a_migration_is_told_afterwards(
    empty_installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(_to_first(empty_installation))
    within_old(empty_installation, fill)
    assert asyncio.run(upgrade(empty_installation)) > 0

    async def untold_(_: Any) -> list[str]:
        return await untold()

    async def entries(_: Any) -> list[dict[str, Any]]:
        return [json.loads(one.body) for one in await models.AuditEntry.all().order_by("seq")]

    assert within(empty_installation, untold_) == []
    told = within(empty_installation, entries)
    assert {one["subject"] for one in told} == RECORDED & set(TABLES) - {"session"}, "of a phone"
    assert {(one["kind"], one["via"], one["route"]) for one in told} == {
        ("create", "command", "sikeren migrate")
    }

    with one_migration_left(monkeypatch, "UPDATE agency SET timezone = 'Asia/Jakarta'"):
        assert asyncio.run(upgrade(empty_installation)) == 1
    assert within(empty_installation, untold_) == []
    last = within(empty_installation, entries)[-1]
    assert (last["kind"], last["subject"]) == ("change", "agency")
    assert last["before"]["timezone"] == "x"


def test_a_migration_does_not_hide_what_was_changed_past_the_record(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def two(_: Any) -> None:
        for name in ("Satu", "Dua"):
            await models.Agency.create(name=name, timezone="Asia/Makassar", created_at=AT)
        await unguarded("UPDATE agency SET timezone = 'Asia/Jakarta' WHERE name = 'Dua'")
        connection: Any = Tortoise.get_connection("default")
        plain: Any = type(connection).__mro__[2]  # the client without our part: it only waits
        await plain.execute_query(
            connection, "UPDATE agency SET timezone = 'WIB' WHERE name = 'Satu'"
        )

    async def found(_: Any) -> list[list[str]]:
        with Replay() as replay:
            verdict = await verify(replay=replay)
        assert (verdict.outside, verdict.waiting) == (1, {})
        return [one.columns for one in verdict.differences]

    within(installation, two)
    with one_migration_left(monkeypatch, "UPDATE agency SET name = 'Tiga' WHERE name = 'Satu'"):
        asyncio.run(upgrade(installation))
    assert within(installation, found) == [["timezone"]]


def test_every_reference_restricts_deletion(installation: Settings) -> None:
    found = within(installation, references)
    assert len(found) > 20
    assert {rule for *_, rule in found} == {"RESTRICT"}


def test_every_relation_in_the_models_restricts_deletion() -> None:
    async def rules(_: Any) -> set[Any]:
        related = (
            field
            for model in Tortoise.apps["sikeren"].values()
            for name in model._meta.fk_fields | model._meta.o2o_fields
            if (field := model._meta.fields_map[name])
        )
        return {field.on_delete for field in related}

    settings = Settings(data=Path("unused"), database_url="sqlite://:memory:")
    assert within(settings, rules) == {OnDelete.RESTRICT}
    assert models.__all__


def test_migrating_twice_changes_nothing(installation: Settings) -> None:
    assert asyncio.run(pending(installation)) == 0
    assert asyncio.run(migrate(installation)) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_migration_that_breaks_a_reference_is_taken_back(
    empty_installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(_to_first(empty_installation))
    within_old(empty_installation, fill)
    before = within(empty_installation, contents)

    async def botched(**_: Any) -> None:
        async def lose_the_parents(connection: Any) -> None:
            await connection.execute_script("PRAGMA foreign_keys=OFF; DELETE FROM agency")

        async with open_database(empty_installation):
            await lose_the_parents(Tortoise.get_connection("default"))

    async def count(_: Settings) -> int:
        return 1

    monkeypatch.setattr("web.db.run_migrations", botched)
    monkeypatch.setattr("web.db.pending", count)
    with pytest.raises(BrokenReferences):
        asyncio.run(migrate(empty_installation))
    assert within(empty_installation, contents) == before
