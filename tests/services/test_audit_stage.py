"""Are thousands of rows that come at once recorded as surely as one, and few entries?"""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tortoise import Tortoise
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from tests.cast import Cast
from tests.services.unguarded import unguarded
from web.audit_triggers import columns_of
from web.db import rows, serialise
from web.domain.audit import draft_of, states, text_of
from web.models import AuditEntry, Employee, Role, RosterEntry
from web.services import audit_acknowledge, audit_pages, audit_stage, audit_verify
from web.services.audit_acknowledge import ChangedMeanwhile
from web.services.audit_replay import Replay
from web.services.audit_verify import Verdict
from web.services.bulk import Bulk
from web.services.import_shifts import COLUMNS

PEOPLE, DAYS = 6, 340
FIRST, AT = date(2030, 1, 1), datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC)
Records = list[tuple[Any, ...]]


async def a_year(cast: Cast) -> Records:
    """Free days of a year for some people: more rows than are told one by one."""
    people = [
        await Employee.create(
            nip=f"19900101201012{n:04}", name=f"Pegawai {n}", agency=cast.office, created_at=AT
        )
        for n in range(PEOPLE)
    ]
    ids = iter(sorted(str(uuid4()) for _ in range(PEOPLE * DAYS)))
    return [
        (next(ids), str(one.id), FIRST + timedelta(days=n), None, None, AT)
        for one in people
        for n in range(DAYS)
    ]


async def enter(records: Records) -> None:
    bulk = Bulk()
    bulk.add_records(RosterEntry, COLUMNS, list(records))
    async with bulk.staged(), in_transaction() as connection:
        await serialise(connection)
        await bulk.write(connection)


async def entries() -> list[AuditEntry]:
    return await AuditEntry.filter(subject="roster_entry").order_by("seq")


async def told() -> list[str]:
    """The keys of the rows that entries tell of, in their order."""
    found = [json.loads(one.body) for one in await entries()]
    return [after["id"] for said in found for _, after in states(said)]


async def look() -> Verdict:
    with Replay() as replay:
        return await audit_verify.verify(replay=replay)


async def test_a_persons_new_rows_stand_in_one_entry_and_each_is_told(cast: Cast) -> None:
    records = await a_year(cast)
    await enter(records)
    found = await entries()
    assert len(found) <= PEOPLE + 2, "a person's rows may be told in two parts"
    assert await told() == [one[0] for one in records]
    said = json.loads(found[0].body)
    assert {said["act"]} == {json.loads(one.body)["act"] for one in found}
    assert said["after"]["employee_id"] == records[0][1]
    assert said["many"][0] == {"id": records[0][0], "date": "2030-01-01"}
    assert (found[0].record, said["before"], said["people"]) == ("", None, [records[0][1]])
    assert text_of(said) == found[0].body
    assert await RosterEntry.all().count() == len(records)
    assert (await look()).sound


async def test_on_sqlite_nothing_is_told_anew_while_others_wait(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column that an import does not know, and has no value for, is no hindrance."""
    if Tortoise.get_connection("default").capabilities.dialect != "sqlite":
        return  # whose writers wait for each other at the end of the record alone
    assert {*COLUMNS} < {*columns_of("roster_entry")[0]}
    records = await a_year(cast)
    told_anew: list[Any] = []

    async def append(_: Any, changes: list[Any], *__: Any, **___: Any) -> None:
        told_anew.extend(changes)

    monkeypatch.setattr("web.services.audit_chain.append", append)
    await enter(records)
    assert told_anew == []
    assert await told() == [one[0] for one in records]


async def test_what_is_done_to_one_of_many_rows_is_found_with_what_it_was(cast: Cast) -> None:
    records = await a_year(cast)
    await enter(records)
    changed, gone = records[700], records[2]
    await unguarded(
        ("UPDATE roster_entry SET date = '2031-05-05' WHERE id = ?", [changed[0]]),
        ("DELETE FROM roster_entry WHERE id = ?", [gone[0]]),
    )
    found = {one.key: one for one in (await look()).differences}
    assert found.keys() == {changed[0], gone[0]}
    assert (found[changed[0]].kind, found[changed[0]].columns) == ("change", ["date"])
    before = found[changed[0]].before
    assert before
    assert before["date"] == changed[2].isoformat()
    assert before["employee_id"] == changed[1]
    assert found[gone[0]].kind == "delete"


async def test_an_altered_entry_of_many_rows_breaks_the_chain(cast: Cast) -> None:
    await enter(await a_year(cast))
    [_, second, *_] = await entries()
    body = second.body.replace("2030-02-02", "2030-02-03", 1)
    await unguarded(("UPDATE audit_entry SET body = ? WHERE seq = ?", [body, second.seq]))
    broken = (await look()).broken
    assert broken
    assert (broken.seq, broken.reason) == (second.seq, "hash")


async def test_rows_that_came_since_a_comparison_are_not_acknowledged_with_it(cast: Cast) -> None:
    records = await a_year(cast)
    await enter(records[: DAYS // 2])
    await unguarded(("DELETE FROM roster_entry WHERE id = ?", [records[0][0]]))
    with Replay() as replay:
        verdict = await audit_verify.verify(replay=replay)
        again = [(records[0][0], *records[0][1:]), *records[DAYS:]]
        await enter(again)
        with pytest.raises(ChangedMeanwhile):
            await audit_acknowledge.acknowledge(replay, verdict.head)


async def test_what_the_triggers_saw_counts_and_not_what_was_made_ready(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = await a_year(cast)
    real = audit_stage.told_of
    monkeypatch.setattr(
        audit_stage,
        "told_of",
        lambda table, row: real(table, row).replace("'date', ", "'date', 1+"),
    )
    await enter(records)
    assert sorted(await told()) == [one[0] for one in records]
    assert (await look()).sound


async def test_a_change_outside_is_told_before_the_rows_that_were_made_ready(cast: Cast) -> None:
    records = await a_year(cast)
    await _outside("UPDATE employee SET position = 'Diam-diam' WHERE name = 'Pegawai 0'")
    await enter(records)
    [outside] = await AuditEntry.filter(via="outside")
    assert outside.seq < (await entries())[0].seq
    assert sorted(await told()) == [one[0] for one in records]
    verdict = await look()
    assert (verdict.sound, verdict.outside) == (True, 1)


async def _outside(statement: str) -> None:
    """As somebody at the database's own console does it, with triggers and nothing else."""
    connection = Tortoise.get_connection("default")
    parent: Any = type(connection).__mro__[2]
    await parent.execute_query(connection, statement)


async def test_rows_that_cannot_be_entered_leave_nothing_behind(cast: Cast) -> None:
    records = await a_year(cast)
    head = await AuditEntry.all().count()
    twice = [*records, records[0]]
    with pytest.raises(IntegrityError):
        await enter(twice)
    assert await RosterEntry.all().count() == 0
    assert await AuditEntry.all().count() == head
    connection = Tortoise.get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        assert await rows(connection, "SELECT name FROM sqlite_temp_master") == []
    await enter(records)
    assert await told() == [one[0] for one in records]
    assert (await look()).sound


async def test_an_entry_of_many_rows_is_shown_row_by_row(cast: Cast) -> None:
    records = await a_year(cast)
    await enter(records)
    admin = await Employee.create(nip="ADMIN", name="A", role=Role.ADMIN, created_at=AT)
    viewer = await Employee.get(id=admin.id).select_related("agency")
    found = [dict(one) for one in await AuditEntry.filter(subject="roster_entry").limit(1).values()]
    [shown] = await audit_pages.shown(viewer, found)
    assert shown.people == ["Pegawai 0"]
    lines = {line.name: line.after for line in shown.changed}
    assert lines["Pegawai"] == "Pegawai 0"
    assert "2030-01-01" in lines["Baris 1"]
    assert f"Baris {DAYS}" in lines


@pytest.mark.parametrize("text", ["", 'Ö"\\\n\x00', "seq", '","seq":1,"x":"'])
def test_a_draft_is_the_text_that_the_whole_content_has(text: str) -> None:
    content = {
        **{"act": text, "after": {"seq": text, "at": 1}, "agency": None, "author": None},
        **{"before": None, "device": text, "kind": "create", "many": [{"at": text}]},
        **{"people": [text], "record": "", "role": None, "route": text, "session": None},
        **{"subject": "agency", "user": None, "via": "desk"},
    }
    whole = content | {"at": "2026-11-24T01:02:03.456Z", "seq": 17}
    assert draft_of(content).text("2026-11-24T01:02:03.456Z", 17) == text_of(whole)
