"""Is the record complete, and is whatever is done to it found? On both databases."""

import json

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.exceptions import BaseORMException
from tortoise.transactions import in_transaction

from tests.services.office import Office
from tests.services.recorded import broken, last, sql
from web import audit_triggers
from web.domain.audit import BEGINNING, Head, chained, read_head, text_of
from web.models import Agency, AuditEntry
from web.services import audit_verify, roster
from web.settings import Settings


async def test_a_whole_record_holds_with_and_without_a_kept_head(record: Settings) -> None:
    head = await audit_verify.current_head()
    assert head.seq == 10
    assert await broken() is None
    assert await broken(head) is None
    await Agency.filter(name="Kantor 3").update(name="Kantor 3a")
    assert await broken(head) is None, "what came later does not trouble an older head"


async def test_an_altered_entry_is_named(record: Settings) -> None:
    body = (await AuditEntry.get(seq=4)).body.replace("Kantor 3", "Kantor X")
    await sql("UPDATE audit_entry SET body = ? WHERE seq = 4", body)
    assert await broken() == (4, "hash")


async def test_an_altered_entry_whose_hash_was_mended_breaks_the_next(record: Settings) -> None:
    before, entry = await AuditEntry.get(seq=3), await AuditEntry.get(seq=4)
    body = entry.body.replace("Kantor 3", "Kantor X")
    hash_ = chained(before.hash, body)
    await sql("UPDATE audit_entry SET body = ?, hash = ? WHERE seq = 4", body, hash_)
    assert await broken() == (5, "hash")


async def test_a_deleted_entry_is_missed(record: Settings) -> None:
    await sql("DELETE FROM audit_entry WHERE seq = 6")
    assert await broken() == (6, "gap")


async def test_a_deleted_entry_whose_gap_was_closed_is_found(record: Settings) -> None:
    await sql("DELETE FROM audit_entry WHERE seq = 6")
    for seq in (7, 8, 9, 10):
        await sql(f"UPDATE audit_entry SET seq = {seq - 1} WHERE seq = {seq}")
    assert await broken() == (6, "hash")


async def test_two_entries_that_changed_places_are_found(record: Settings) -> None:
    await sql("UPDATE audit_entry SET seq = 99 WHERE seq = 4")
    await sql("UPDATE audit_entry SET seq = 4 WHERE seq = 5")
    await sql("UPDATE audit_entry SET seq = 5 WHERE seq = 99")
    assert await broken() == (4, "hash")


@pytest.mark.parametrize("seq", [-3, 0])
async def test_an_entry_put_before_the_first_is_found(record: Settings, seq: int) -> None:
    await sql(
        "INSERT INTO audit_entry (seq, at, kind, subject, record, via, body, hash)"
        f" SELECT {seq}, at, kind, subject, record, via, body, hash FROM audit_entry WHERE seq = 1"
    )
    assert await broken() == (1, "gap")


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'delete'",
        "subject = 'shift'",
        "record = 'x'",
        "via = 'desk'",
        "author = '01890000-0000-7000-8000-00000000ffff'",
        "agency = NULL",
        "at = '2020-01-01 00:00:00+00:00'",
    ],
)
async def test_a_column_that_says_other_than_the_text_is_found(
    record: Settings, change: str
) -> None:
    await sql(f"UPDATE audit_entry SET {change} WHERE seq = 7")
    assert await broken() == (7, "columns")


async def test_people_taken_from_or_given_to_an_entry_are_found(office: Office) -> None:
    person = await office.hire()
    seq = (await last())["seq"]
    await sql("DELETE FROM audit_person WHERE seq = ?", seq)
    assert await broken() == (seq, "columns")
    row = (str(person.id), seq)
    await sql("INSERT INTO audit_person (person, seq) VALUES (?, ?)", *row)
    assert await broken() is None
    await sql("INSERT INTO audit_person (person, seq) VALUES (?, ?)", str(person.id), seq + 5)
    assert await broken() == (seq + 5, "columns")
    await sql("DELETE FROM audit_person WHERE seq = ?", seq + 5)


async def test_a_cut_tail_is_found_against_a_kept_head_and_only_so(record: Settings) -> None:
    head = await audit_verify.current_head()
    await sql("DELETE FROM audit_entry WHERE seq > 8")
    assert await broken() is None, "a chain does not know how long it was"
    assert await broken(head) == (9, "short")


async def test_a_record_written_anew_is_found_against_a_kept_head_and_only_so(
    record: Settings,
) -> None:
    head, before = await audit_verify.current_head(), BEGINNING
    for entry in await AuditEntry.all().order_by("seq"):
        told = json.loads(entry.body)
        if entry.seq == 2:
            told["after"]["name"] = "Kantor palsu"
        body = text_of(told)
        before = chained(before, body)
        await sql(
            "UPDATE audit_entry SET body = ?, hash = ? WHERE seq = ?", body, before, entry.seq
        )
    assert await broken() is None, "who may write all may write all of it anew"
    assert await broken(head) == (10, "head")


async def test_the_database_refuses_to_change_or_shorten_the_record(record: Settings) -> None:
    connection = Tortoise.get_connection("default")
    statements = [
        "UPDATE audit_entry SET body = 'x'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_person",
    ]
    await roster.add_employee(nip="ADMIN", name="Admin", agency=None)
    if connection.capabilities.dialect != "sqlite":
        statements += ["TRUNCATE audit_entry", "TRUNCATE agency CASCADE"]
    for statement in statements:
        with pytest.raises((BaseORMException, asyncpg.PostgresError), match="only added to"):
            await connection.execute_query(statement)
    assert await AuditEntry.all().count() == 11


async def test_missing_guards_are_told_and_migrating_brings_them_back(record: Settings) -> None:
    async with in_transaction() as within:
        await audit_triggers.drop(within)
    verdict = await audit_verify.verify()
    assert any("agency" in name for name in verdict.unguarded)
    assert not verdict.sound
    async with in_transaction() as within:
        await audit_triggers.install(within)  # as `sikeren migrate` does
    assert (await audit_verify.verify()).sound


def test_a_head_is_read_from_what_was_printed() -> None:
    hash_ = "0123456789abcdef" * 4
    printed = f"Segel catatan SIKEREN, Jumat\n  17:{hash_}\n"
    assert read_head(printed) == Head(17, hash_)
    assert read_head(str(Head(17, hash_))) == Head(17, hash_)
    assert read_head("17:abc") is None
