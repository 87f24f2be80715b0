"""What does the record keep of a change: who, by which way, row by row, and nothing else?"""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from tortoise import Tortoise
from tortoise.transactions import in_transaction

from tests.record import untold
from tests.services.office import MINUTE, MORNING, Office
from tests.services.recorded import broken, last, sql
from web import acting, clock
from web.db import open_database
from web.models import Agency, AuditCapture, AuditEntry, AuditPerson, Shift
from web.services import audit_verify, audit_views
from web.settings import Settings

AT = MORNING.replace(microsecond=0)


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
