"""Are people told what they asked for, once, and never when they should be left alone?"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tortoise.transactions import in_transaction

from tests.queries import count_queries
from tests.services.month import moment
from tests.services.office import HOUR, MINUTE, MORNING, SECOND
from tests.services.ward import TIME, Ward, only, outcomes
from web import clock
from web.domain.reminders import Wish, parse_wish
from web.models import CalendarDay, Contact, Correction, Employee, Notice
from web.services import reviews, rulings, statuses
from web.services.notices import notify


async def test_who_is_missing_before_the_limit_is_told_once(ward: Ward):
    _, phone, reader = await ward.listener()
    await ward.look(moment(24, "07:14"))
    assert ward.service.taken == []
    await ward.look()
    await ward.look(TIME + MINUTE)
    assert only(ward.service.to(reader)) == {
        "device": phone.device_id,
        "kind": "checkin",
        "title": "Anda belum Absen Masuk",
        "body": "Batas tepat waktu 07.30 WITA.",
        "url": "#checkin",
        "tag": "checkin",
    }
    assert await outcomes() == ["sent"]


@pytest.mark.parametrize("code", ["DL", "CT", "S", "DIK"])
async def test_never_to_those_on_leave_or_duty(ward: Ward, code: str):
    person, _, _ = await ward.listener()
    day = TIME.date() + timedelta(days=1)
    with clock.at(MORNING - 24 * HOUR):
        await statuses.add_status(employee=person, code=code, first_day=day, last_day=day)
    await ward.look()
    assert ward.service.taken == []


async def test_never_on_a_holiday_or_after_a_record(ward: Ward):
    came, phone, _ = await ward.listener()
    await ward.office.contact(phone, moment(24, "06:58"))
    at = moment(24, "07:00")
    await ward.office.one(ward.office.press(phone, at), at=at + SECOND)
    await ward.look()
    assert ward.service.taken == []
    await ward.look(moment(25, "06:00"))
    day = (TIME + timedelta(days=1)).date() + timedelta(days=1)
    await CalendarDay.create(
        **{"id": uuid4(), "date": day, "kind": "holiday", "name": "Libur", "source": "SKB"},
        created_at=MORNING,
    )
    await ward.look(moment(25, "07:20"))  # entered after the morning's plan was read
    assert ward.service.taken == []
    assert came.active


async def test_who_checks_in_while_the_message_waits_is_left_alone(ward: Ward):
    _, phone, _ = await ward.listener()
    ward.service.answers.append(503)
    await ward.look()
    assert len(ward.service.taken) == 1
    at = TIME + 20 * SECOND
    await ward.office.contact(phone, TIME)
    await ward.office.one(ward.office.press(phone, at), at=at + SECOND)
    await ward.look(TIME + MINUTE)
    assert await outcomes() == ["done"]
    assert len(ward.service.taken) == 1


async def test_a_night_s_message_comes_when_the_quiet_hours_end(ward: Ward):
    person, _, reader = await ward.listener()
    night = moment(24, "22:00")
    with clock.at(night):
        await notify(person.id, "returned", "r1", title="Laporan", body="Isi.", url="#checkin")
    await ward.look(night)
    await ward.look(moment(25, "04:59"))
    assert ward.service.taken == []
    await ward.look(moment(25, "05:00"))
    assert only(ward.service.to(reader))["kind"] == "returned"


async def test_what_is_switched_off_does_not_come(ward: Ward):
    wish = parse_wish({"kinds": {"checkin": False, "decision": False}, "quiet": None})
    person, phone, reader = await ward.listener(wish=wish)
    with clock.at(TIME):
        await notify(person.id, "decision", "d1", title="t", body="b", url="#checkin")
    await ward.look()
    assert ward.service.taken == []
    assert await outcomes() == ["off"]
    await ward.subscribe(phone, None, Wish())
    await ward.restarted().tick(TIME + MINUTE)
    assert ward.service.to(reader) == []


async def test_nobody_without_a_phone_that_asked_gets_a_row(ward: Ward):
    person = await ward.office.hire()
    await notify(person.id, "decision", "d1", title="t", body="b", url="#checkin")
    assert await Notice.all().count() == 0


async def test_a_decision_is_told_and_its_reason_is_not(ward: Ward):
    above = await ward.office.hire()
    person, phone, reader = await ward.listener()
    await Employee.filter(id=person.id).update(supervisor_id=above.id)
    await ward.office.contact(phone, TIME - MINUTE)
    far = [ward.office.place(900, at=TIME)]
    outcome = await ward.office.one(ward.office.press(phone, TIME, fixes=far), at=TIME + SECOND)
    (checkin,) = await reviews.waiting(above)
    with clock.at(TIME + HOUR):
        for _ in range(2):  # the same click twice
            await reviews.decide(
                checkin=checkin,
                author=above,
                outcome="declined",
                reason="Alasan rahasia.",
                id=UUID(int=7),
            )
    await ward.look(TIME + HOUR)
    message = only(ward.service.to(reader))
    assert message["title"] == "Atasan menolak Absen Masuk Anda"
    assert (message["url"], message["tag"]) == (f"#receipt/{outcome.id}", outcome.id)
    assert "rahasia" not in str(message)


async def test_a_ruling_is_told(ward: Ward):
    above = await ward.office.hire()
    person, _, reader = await ward.listener()
    await Employee.filter(id=person.id).update(supervisor_id=above.id)
    filed = await Correction.create(
        **{"id": uuid4(), "employee": person, "date": moment(23, "12:00").date(), "kind": "in"},
        **{"at": moment(23, "07:20"), "reason": "Lupa.", "evidence": "", "filed_at": TIME},
    )
    at = moment(24, "10:00")
    with clock.at(at):
        await rulings.rule(subject_id=filed.id, author=above, outcome="approved", reason="Ya.")
    await ward.look(at)
    message = only([one for one in ward.service.to(reader) if one["kind"] == "decision"])
    assert message["title"] == "Koreksi Anda disetujui"
    assert message["url"] == "#day/2026-11-23"


async def test_what_is_taken_back_is_never_told(ward: Ward):
    """A transaction that fails takes its notice along."""
    person, _, _ = await ward.listener()

    class Broken(Exception):
        pass

    async def decide() -> None:
        async with in_transaction():
            await notify(person.id, "decision", "d1", title="t", body="b", url="#checkin")
            raise Broken

    with pytest.raises(Broken):
        await decide()
    assert await Notice.all().count() == 0


async def test_check_ins_that_do_not_arrive_for_hours_are_spoken_of_once_a_day(ward: Ward):
    person, phone, reader = await ward.listener()
    at = moment(24, "10:00")
    with clock.at(at):
        await Contact.create(
            id=uuid4(), device_id=phone.device_id, at=at, last_seq=2, last_hash="x"
        )

    def waiting() -> list[dict[str, Any]]:
        return [one for one in ward.service.to(reader) if one["kind"] == "waiting"]

    await ward.look(at + 2 * HOUR)
    assert waiting() == []
    await ward.look(at + 4 * HOUR)
    await ward.look(at + 6 * HOUR)
    assert only(waiting())["title"] == "2 absen belum tiba di server"
    assert only(waiting())["url"] == "#queue"
    for number in (1, 2):
        tap = at + 6 * HOUR + number * MINUTE
        await ward.office.one(ward.office.press(phone, tap, kind="out"), at=tap + SECOND)
    await ward.look(moment(25, "12:00"))
    assert len(waiting()) == 1
    assert person.active


async def test_a_supervisor_who_asked_hears_how_much_waits(ward: Ward):
    asked = parse_wish({"kinds": {"team": True, "checkin": False}, "quiet": None})
    above, _, reader = await ward.listener(wish=asked)
    silent, _, unasked = await ward.listener(wish=parse_wish({"kinds": {"checkin": False}}))
    for boss in (above, silent):
        person = await ward.office.hire()
        await Employee.filter(id=person.id).update(supervisor_id=boss.id)
        phone = await ward.office.phone(person)
        await ward.office.contact(phone, TIME - MINUTE)
        far = [ward.office.place(900, at=TIME)]
        await ward.office.one(ward.office.press(phone, TIME, fixes=far), at=TIME + SECOND)
    await ward.look(moment(24, "08:30"))
    assert ward.service.taken == []
    await ward.look(moment(24, "09:40"))
    await ward.look(moment(24, "11:00"))
    assert only(ward.service.to(reader))["title"] == "1 menunggu keputusan Anda"
    assert ward.service.to(unasked) == []


async def test_more_people_cost_no_more_questions(ward: Ward, monkeypatch: pytest.MonkeyPatch):
    for _ in range(3):
        await ward.listener()
    asked = await count_queries(monkeypatch)
    await ward.look(moment(24, "07:00"))
    few = len(asked)
    for _ in range(12):
        await ward.listener()
    ward.restarted()
    asked.clear()
    await ward.look(moment(24, "07:00"))
    assert len(asked) == few
