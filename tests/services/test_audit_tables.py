"""Is a row found that was changed, deleted or added past the record? In every table, on both."""

from datetime import UTC, date, datetime
from typing import Any

from tortoise import Tortoise, fields

from tests.services.office import MINUTE, MORNING, Office
from tests.services.replayed import acknowledged, look
from tests.services.unguarded import unguarded
from web.audit_triggers import columns_of
from web.models import Agency, CheckIn, SignInLink
from web.models.audited import RECORDED, WATCHED
from web.services import audit_checkins
from web.services.audit_entries import model_of
from web.services.audit_rows import alike
from web.settings import Settings

WITH_IT = ("assessment", "receipt")  # rows of a check-in
KANTOR = "01890000-0000-7000-8000-00000000000"
ID = "0190aaaa-0000-4000-8000-000000000001"
AT = MORNING.replace(microsecond=0)
VALUES: list[tuple[type, Any, Any]] = [  # of a kind of column: at first, and as it is changed
    (fields.UUIDField, ID, "0190aaaa-0000-4000-8000-000000000002"),
    (fields.BooleanField, False, True),
    (fields.FloatField, 2.5, 3.0),
    (fields.IntField, 1, 2),
    (fields.BigIntField, 1, 2),
    (fields.DatetimeField, AT, datetime(2026, 1, 2, tzinfo=UTC)),
    (fields.DateField, date(2026, 11, 24), date(2026, 1, 2)),
    (fields.JSONField, '{"a": [1, 2.5, "é"]}', '{"a": []}'),
    (fields.BinaryField, b"\x00\xff", b"\x01"),
]


async def told() -> list[tuple[str, str, list[str]]]:
    return [(one.table, one.kind, one.columns) for one in (await look()).differences]


def row_of(table: str, which: int) -> dict[str, Any]:
    """Something for every column of a table, at first (0) or changed (1)."""
    meta, found = model_of(table)._meta, {}
    for name, column in meta.fields_db_projection.items():
        field: Any = meta.fields_map[name]
        fit = [values for kind, *values in VALUES if isinstance(field, kind)]
        most = getattr(field, "max_length", None) or 36
        text = (ID if most >= 36 else "x", "ö")
        found[column] = (fit[0] if fit else text)[which]
    if WATCHED[table].only:
        found["device_id"] = None
    return found


async def test_whatever_is_done_to_a_row_of_any_recorded_table_is_found(record: Settings) -> None:
    tables = sorted(RECORDED)
    keys = {table: model_of(table)._meta.db_pk_column for table in tables}
    secret = {table for table in tables if keys[table] in WATCHED[table].secret}
    assert secret == {"desk_passkey", "session", "sign_in_link"}, "with nothing to tell rows apart"

    added = []
    for table in tables:
        row = row_of(table, 0)
        names, places = ", ".join(f'"{one}"' for one in row), ", ".join("?" for _ in row)
        added.append((f'INSERT INTO "{table}" ({names}) VALUES ({places})', [*row.values()]))
    await unguarded(*added)
    assert await told() == [(table, "create", []) for table in tables]
    assert await acknowledged() == len(tables)
    assert await told() == []

    changes, expected = [], []
    for table in tables:
        old, new, (_, hidden) = row_of(table, 0), row_of(table, 1), columns_of(table)
        changed = [one for one in new if one != keys[table] and new[one] != old[one]]
        sets = ", ".join(f'"{one}" = ?' for one in changed)
        values = [*(new[one] for one in changed), old[keys[table]]]
        changes.append((f'UPDATE "{table}" SET {sets} WHERE "{keys[table]}" = ?', values))
        seen = sorted(one for one in changed if one not in hidden)
        kinds = [("create", []), ("delete", [])] if table in secret else [("change", seen)]
        expected += [(table, kind, names) for kind, names in kinds]
    await unguarded(*changes)
    found = [(table, kind, sorted(names)) for table, kind, names in await told()]
    assert found == expected
    await acknowledged()
    assert await told() == []

    gone = [
        (f'DELETE FROM "{table}" WHERE "{keys[table]}" = ?', [row_of(table, 0)[keys[table]]])
        for table in tables
    ]
    await unguarded(*gone)
    assert await told() == [(table, "delete", []) for table in tables]
    await acknowledged()
    verdict = await look()
    assert verdict.sound
    assert not verdict.to_acknowledge


async def test_what_is_found_is_told_with_its_row_its_columns_and_its_last_entry(
    record: Settings,
) -> None:
    await unguarded("UPDATE agency SET name = 'Diam-diam' WHERE name = 'Kantor 1'")
    verdict = await look()
    assert not verdict.sound
    [one] = verdict.differences
    assert (one.table, one.key, one.kind) == ("agency", f"{KANTOR}1", "change")
    assert (one.columns, one.seq, one.until) == (["name"], 2, None)


async def test_a_change_past_the_record_is_found_under_a_later_one_that_was_recorded(
    record: Settings,
) -> None:
    await unguarded("UPDATE agency SET timezone = 'Asia/Jakarta' WHERE name = 'Kantor 1'")
    await Agency.filter(name="Kantor 1").update(name="Kantor 1a")
    [one] = (await look()).differences
    assert (one.kind, one.columns, one.seq, one.until) == ("change", ["timezone"], 2, 11)
    assert await acknowledged() == 0, "the entry of the later change shows it already"
    assert not (await look()).to_acknowledge


async def test_a_change_past_the_record_that_was_taken_back_past_it_is_found(
    record: Settings,
) -> None:
    """Somebody makes themselves admin, is seen with it once, and takes it back."""
    await unguarded("UPDATE agency SET timezone = 'Asia/Jakarta' WHERE name = 'Kantor 1'")
    await Agency.filter(name="Kantor 1").update(name="Kantor 1a")
    await Agency.filter(name="Kantor 1a").update(name="Kantor 1")
    await unguarded("UPDATE agency SET timezone = 'Asia/Makassar' WHERE name = 'Kantor 1'")
    found = [(one.columns, one.until) for one in (await look()).differences]
    assert found == [(["timezone"], 11), (["timezone"], None)]


async def test_a_row_that_was_replaced_past_the_record_is_found(record: Settings) -> None:
    await unguarded("DELETE FROM agency WHERE name = 'Kantor 2'")
    await Agency.create(id=f"{KANTOR}2", name="Lain", timezone="Asia/Makassar", created_at=AT)
    [one] = (await look()).differences
    assert (one.key, one.kind, one.seq, one.until) == (f"{KANTOR}2", "delete", 3, 11)


async def test_what_is_no_value_of_its_column_is_found_and_stops_nothing(record: Settings) -> None:
    """SQLite takes anything anywhere; PostgreSQL takes only what fits."""
    if Tortoise.get_connection("default").capabilities.dialect != "sqlite":
        return
    await unguarded(
        "UPDATE agency SET created_at = 'kemarin' WHERE name = 'Kantor 1'",
        "UPDATE agency SET timezone = x'00ff' WHERE name = 'Kantor 2'",
    )
    found = {(one.key[-1], *one.columns) for one in (await look()).differences}
    assert found == {("1", "created_at"), ("2", "timezone")}
    await acknowledged()
    assert not (await look()).to_acknowledge


async def test_rows_that_look_alike_and_have_secret_keys_are_counted(office: Office) -> None:
    person = await office.hire()
    links = [
        SignInLink(token_hash=f"{n:064}", employee_id=person.id, created_at=AT, expires_at=AT)
        for n in range(3)
    ]
    await SignInLink.bulk_create(links)
    assert await told() == []
    await unguarded(f"DELETE FROM sign_in_link WHERE token_hash = '{1:064}'")
    [one] = (await look()).differences
    assert (one.table, one.key, one.kind) == ("sign_in_link", "", "delete")
    await acknowledged()


async def test_check_ins_deleted_with_their_receipts_are_missed_by_the_next_of_their_phone(
    office: Office,
) -> None:
    phone = await office.phone()
    presses = [office.press(phone, MORNING + n * MINUTE) for n in range(2)]
    await office.hand_in(*presses)
    assert await audit_checkins.gaps() == (0, [])
    second = await CheckIn.all().order_by("-seq").first()
    assert second
    assert second.prev
    await unguarded(
        *((f"DELETE FROM {one} WHERE checkin_id = ?", [second.prev]) for one in WITH_IT),
        ("DELETE FROM checkin WHERE hash = ?", [second.prev]),
    )
    assert await audit_checkins.first_false(office.keys) is None
    assert await audit_checkins.gaps() == (1, [second.prev])


async def test_a_column_that_came_later_is_no_change(record: Settings) -> None:
    row = row_of("joint_event", 0)
    older = {name: one for name, one in row.items() if name != "counts"}
    assert alike("joint_event", older) == alike("joint_event", row | {"counts": True})
    assert alike("joint_event", older) != alike("joint_event", row | {"counts": False})
    assert alike("joint_event", older | {"gone": 1}) == alike("joint_event", older)
