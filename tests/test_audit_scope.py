"""Is it decided of every table whether changes to it are recorded, and what of it stays secret?"""

import asyncio
from typing import Any

import pytest
from tortoise import Tortoise
from tortoise.context import TortoiseContext

from web import audit_triggers
from web.audit_client import writes_recorded
from web.domain.audit_words import FIELDS
from web.models.audited import NOT_WATCHED, RECORDED, WATCHED

# Columns by whose content somebody could come in, or speak as somebody else.
SECRETS = ("token_hash", "code_hash", "credential_key", "auth", "p256dh", "endpoint", "jws")


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    """Every table with its columns."""

    async def look() -> dict[str, Any]:
        async with TortoiseContext() as context:
            await context.init(
                db_url="sqlite://:memory:", modules={"sikeren": ["web.models"]}, _create_db=False
            )
            return {
                model._meta.db_table: set(model._meta.fields_db_projection.values())
                for model in Tortoise.apps["sikeren"].values()
            } | {"": set(audit_triggers.expected("sqlite").values())}

    return asyncio.run(look())


def test_every_table_is_watched_or_there_is_a_reason(tables: dict[str, Any]) -> None:
    decided = WATCHED.keys() | NOT_WATCHED.keys()
    assert tables.keys() - {""} == decided
    assert not WATCHED.keys() & NOT_WATCHED.keys()
    assert all(len(reason) > 10 for reason in NOT_WATCHED.values())


def test_no_trigger_keeps_a_secret(tables: dict[str, Any]) -> None:
    for statement in tables[""]:
        body = statement.partition(" BEGIN ")[2]  # a change of a secret is told, not the secret
        for secret in SECRETS:
            assert f"'{secret}'" not in body, statement


def test_every_recorded_column_has_a_name_on_the_screen(tables: dict[str, Any]) -> None:
    nameless = {
        (table, column)
        for table, how in WATCHED.items()
        for column in tables[table] - set(how.secret)
        if column not in FIELDS and column != "credential_key"
    }
    assert nameless == set()


def test_what_a_way_to_people_names_exists(tables: dict[str, Any]) -> None:
    for table, how in WATCHED.items():
        for first, steps in how.ways:
            assert first in tables[table], (table, first)
            for there, key, column in steps:
                assert {key, column} <= tables[there], (table, there)


@pytest.mark.parametrize(
    "statement",
    [
        'INSERT INTO "agency" ("id") VALUES (?)',
        "insert into agency (id) values (?)",
        'UPDATE "agency" SET "name"=? WHERE "id"=?',
        'DELETE FROM "agency" WHERE "id"=?',
        "WITH x AS (SELECT 1) INSERT INTO agency SELECT * FROM x",
    ],
)
def test_a_write_to_a_recorded_table_is_seen(statement: str) -> None:
    assert writes_recorded(statement)


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT * FROM "agency"',
        "UPDATE checkin SET hash = hash WHERE 0",
        'INSERT INTO "checkin" (hash) VALUES (?)',
        'INSERT INTO "assessment" (checkin_id) VALUES (?)',
        'INSERT INTO "audit_entry" (seq) VALUES (?)',
    ],
)
def test_the_intake_pays_nothing(statement: str) -> None:
    assert not writes_recorded(statement)


def test_check_ins_are_guarded_and_not_copied() -> None:
    assert {"checkin", "receipt", "quarantine", "contact"} == WATCHED.keys() - RECORDED
