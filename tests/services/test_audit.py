"""Is the record complete, and is whatever is done to it found? On both databases."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.exceptions import BaseORMException
from tortoise.transactions import in_transaction

from tests.record import untold
from tests.services.office import MINUTE, MORNING, Office
from web import acting, audit_triggers, clock
from web.db import open_database
from web.domain.audit import BEGINNING, Head, chained, read_head, text_of
from web.models import Agency, AuditCapture, AuditEntry, AuditPerson, CheckIn, Shift
from web.services import audit_checkins, audit_verify, audit_views, roster
from web.settings import Settings

AT = MORNING.replace(microsecond=0)


@pytest.fixture
async def record(copied: Settings) -> AsyncIterator[Settings]:
    """A record of ten entries, which a test may spoil."""
    async with open_database(copied):
        for number in range(10):
            await Agency.create(
                id=f"01890000-0000-7000-8000-{number:012}",
                name=f"Kantor {number}",
                timezone="Asia/Makassar",
                created_at=AT,
            )
        yield copied


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


async def test_a_change_made_outside_is_recorded_as_such(record: Settings) -> None:
    """Somebody with the database's own tools: the triggers are the database's, not ours."""
    async with in_transaction():
        await Agency.filter(name="Kantor 1").update(name="Kantor 1a")
    async with open_database(replace(record)):
        connection = Tortoise.get_connection("default")
        parent = type(connection).__mro__[2]  # the client without our part
        await parent.execute_query(connection, "UPDATE agency SET timezone = 'Asia/Jakarta'")
    assert (await audit_verify.verify()).waiting == {"agency": 10}
    with acting.command("sikeren agency add"):
        await Agency.filter(name="Kantor 2").update(name="Kantor 2a")
    own = await last()
    assert (own["via"], own["after"]["name"]) == ("command", "Kantor 2a")
    outside = [json.loads(one.body) for one in await AuditEntry.filter(via="outside")]
    assert len(outside) == 10
    assert {one["before"]["timezone"] for one in outside} == {"Asia/Makassar"}
    assert {one["after"]["timezone"] for one in outside} == {"Asia/Jakarta"}
    assert await broken() is None


async def test_what_was_rolled_back_leaves_nothing(record: Settings) -> None:
    async def fail(name: str) -> None:
        async with in_transaction():
            await Agency.filter(name=name).update(timezone="Asia/Jakarta")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail("Kantor 0")
    async with in_transaction():
        with pytest.raises(ZeroDivisionError):
            await fail("Kantor 1")
        await Agency.filter(name="Kantor 2").update(timezone="Asia/Jayapura")
    assert await AuditEntry.all().count() == 11
    assert await AuditCapture.all().count() == 0


async def test_what_cannot_be_recorded_is_not_done(
    record: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("web.services.audit_chain.append", fail)
    with pytest.raises(ZeroDivisionError):
        await Agency.filter(name="Kantor 1").update(name="Kantor 1a")
    monkeypatch.undo()
    assert await Agency.filter(name="Kantor 1").count() == 1
    await Agency.filter(name="Kantor 1").update(name="Kantor 1b")
    assert (await last())["after"]["name"] == "Kantor 1b"


async def test_a_write_that_changes_nothing_leaves_no_entry(record: Settings) -> None:
    await Agency.filter(name="Kantor 1").update(name="Kantor 1")
    assert await AuditEntry.all().count() == 10


async def test_how_many_rows_were_changed_is_still_told_right(record: Settings) -> None:
    """SQLite counts what triggers write as well."""
    assert await Agency.filter(name="Kantor 1").update(name="Kantor 1a") == 1
    async with in_transaction():
        assert await Agency.all().update(timezone="Asia/Jakarta") == 10
        assert await Agency.filter(name="nobody").update(name="x") == 0
    assert await Agency.filter(name="Kantor 9").delete() == 1
    assert (await last())["kind"] == "delete"


async def test_rows_written_in_bulk_and_by_sql_are_recorded_one_by_one(office: Office) -> None:
    people = [await office.hire() for _ in range(3)]
    start = (await last())["seq"]
    shifts = [
        Shift(
            id=f"01890000-0000-7000-8000-{number:012}",
            agency=office.agency,
            code=f"S{number}",
            name="Sif",
            hours={"in": "07:00", "out": "14:00"},
            created_at=AT,
        )
        for number in range(300)
    ]
    await Shift.bulk_create(shifts)
    assert (await last())["seq"] == start + 300
    acts = {json.loads(one.body)["act"] for one in await AuditEntry.filter(seq__gt=start)}
    assert len(acts) == 1, "one transaction is one act"
    async with in_transaction() as connection:
        await connection.execute_query("UPDATE employee SET name = 'Lain'")
    concerned = await AuditPerson.filter(seq__gt=start + 300).values_list("person", flat=True)
    assert {str(one) for one in concerned} == {str(one.id) for one in people}


async def test_played_back_the_record_shows_what_it_was_kept_from(record: Settings) -> None:
    """The check at the end of every test at the desks would notice an unrecorded write."""
    assert await untold() == []
    await sql("UPDATE agency SET name = 'Diam-diam' WHERE name = 'Kantor 4'")
    assert len(await untold()) == 2


async def test_who_acted_and_by_which_way_is_kept(office: Office) -> None:
    with acting.command("sikeren employee add"):
        person = await office.hire()
    told = await last()
    assert (told["via"], told["route"]) == ("command", "sikeren employee add")
    assert told["user"]
    assert told["people"] == [str(person.id)]
    assert told["agency"] == str(office.agency.id)
    await office.hire()
    assert (await last())["via"] == "server"


async def test_a_check_in_is_not_copied_but_one_that_is_touched_is_told(office: Office) -> None:
    phone = await office.phone()
    before = await AuditEntry.all().count()
    [outcome] = await office.hand_in(office.press(phone))
    assert outcome.status == "recorded"
    assert await AuditEntry.all().count() == before
    connection = Tortoise.get_connection("default")
    await connection.execute_query("UPDATE checkin SET kind = 'out'")
    await audit_verify.current_head()
    told = await last()
    assert (told["via"], told["subject"], told["kind"]) == ("outside", "checkin", "change")
    assert (told["before"]["kind"], told["after"]["kind"]) == ("in", "out")
    assert not {"lat", "lng", "jws"} & told["after"].keys()
    assert told["people"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("kind = 'out'", "columns"),
        ("lat = lat + 0.001", "columns"),
        ("jws = 'x' || jws", "hash"),
    ],
)
async def test_an_altered_check_in_is_found(office: Office, change: str, reason: str) -> None:
    phone = await office.phone()
    await office.hand_in(office.press(phone), office.press(phone, MORNING + MINUTE))
    assert await audit_checkins.first_false(office.keys) is None
    one = await CheckIn.all().order_by("-hash").first()
    assert one
    await sql(f"UPDATE checkin SET {change} WHERE hash = ?", one.hash)
    assert await audit_checkins.first_false(office.keys) == (one.hash, reason)


async def test_a_check_in_deleted_past_every_guard_is_missed_by_its_receipt(
    office: Office,
) -> None:
    phone = await office.phone()
    await office.hand_in(office.press(phone), office.press(phone, MORNING + MINUTE))
    connection = Tortoise.get_connection("default")
    one = await CheckIn.all().order_by("-hash").first()
    assert one
    if connection.capabilities.dialect == "sqlite":
        await connection.execute_query("PRAGMA foreign_keys = OFF")
        await sql("DELETE FROM checkin WHERE hash = ?", one.hash)
    else:
        async with in_transaction() as within:
            await within.execute_query("SET LOCAL session_replication_role = replica")
            await within.execute_query("DELETE FROM checkin WHERE hash = $1", [one.hash])
    assert await audit_checkins.first_false(office.keys) == (one.hash, "gone")


async def test_a_view_is_told_once_an_hour_and_ones_own_never(office: Office) -> None:
    viewer, person, other = [await office.hire() for _ in range(3)]

    async def views() -> list[list[str]]:
        found = await AuditEntry.filter(kind="view").order_by("seq")
        return [json.loads(one.body)["people"] for one in found]

    with clock.at(MORNING):
        for _ in range(3):
            await audit_views.saw(viewer, "day_locations", "x", [viewer.id, person.id])
        assert await views() == [[str(person.id)]]
        await audit_views.saw(viewer, "day_locations", "x", [person.id, other.id])
        await audit_views.saw(viewer, "day_locations", "y", [other.id])
        await audit_views.saw(viewer, "day_locations", "z", [viewer.id])
        assert await views() == [[str(person.id)], [str(other.id)], [str(other.id)]]
    with clock.at(MORNING + 61 * MINUTE):
        await audit_views.saw(viewer, "day_locations", "x", [person.id])
    assert len(await views()) == 4
    assert await broken() is None


async def test_many_write_at_once_and_the_chain_has_no_gap(record: Settings) -> None:
    async def one(number: int) -> None:
        async with in_transaction():
            await Agency.filter(name=f"Kantor {number % 10}").update(timezone=f"Z{number}")

    await asyncio.gather(*(one(number) for number in range(40)))
    verdict = await audit_verify.verify()
    assert verdict.sound
    assert verdict.head.seq == await AuditEntry.all().count() == 50


def test_a_head_is_read_from_what_was_printed() -> None:
    hash_ = "0123456789abcdef" * 4
    printed = f"Segel catatan SIKEREN, Jumat\n  17:{hash_}\n"
    assert read_head(printed) == Head(17, hash_)
    assert read_head(str(Head(17, hash_))) == Head(17, hash_)
    assert read_head("17:abc") is None
