"""Is a check-in that was altered or deleted found, though the record does not copy it?"""

import pytest
from tortoise import Tortoise
from tortoise.transactions import in_transaction

from tests.services.office import MINUTE, MORNING, Office
from tests.services.recorded import last, sql
from web.models import AuditEntry, CheckIn
from web.services import audit_checkins, audit_verify


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
