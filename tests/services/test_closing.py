"""Does a month close step by step, and does what is locked never move again?"""

from uuid import uuid4

from tests.services.closing_acts import LATER, lock, recap, refused, step
from tests.services.month import AFTER, MONTH, moment, play, sign
from tests.services.office import DAY, HOUR, Office
from web import clock
from web.domain.closing import ADMIN, HEAD, OPERATOR
from web.models import DayStatus, LockedMonth
from web.services import closing, roster
from web.services.months import touch
from web.services.recaps import recap_of, recap_of_person
from web.services.unsettled import late_arrivals


async def test_a_locked_month_never_moves(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {3: ["in 07:41", "out 16:05"], 4: ["in 07:20"]})
    with clock.at(LATER):
        open_ = await recap(office, 0)
    kept = await lock(office, person)
    assert open_.rows[0]["days"]["4"]["code"] == "TAP"

    # Both a check-in that was under way and a change of rules come after the lock.
    envelope = await sign(office, phone, 4, "out 16:10")
    outcome = await office.one(envelope, at=LATER + 5 * HOUR)
    assert outcome.status == "recorded"
    with clock.at(LATER + 6 * HOUR):
        status = await DayStatus.create(
            id=uuid4(),
            employee=person,
            code="DL",
            first_day=moment(9, "08:00").date(),
            last_day=moment(9, "08:00").date(),
            number="1",
            note="",
            created_at=clock.now(),
        )
        await touch("status", employees=[person.id], first=status.first_day, last=status.last_day)

    locked = await recap(office)
    assert (locked.locked, locked.digest) == (True, kept.digest)
    assert locked.rows == open_.rows
    assert await recap_of_person(person, MONTH, LATER + 100 * HOUR) == open_.rows[0]

    late = await late_arrivals(kept, LATER + 100 * HOUR)
    assert [one.kind for one in late.checkins] == ["out"]
    assert {(one.date.day, one.before["code"], one.after["code"]) for one in late.changes} == {
        (4, "TAP", "H"),
        (9, "TK", "DL"),
    }


async def test_a_reopened_month_moves_again_and_keeps_both_locks(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {4: ["in 07:20"]})
    first = await lock(office, person)
    await office.one(await sign(office, phone, 4, "out 16:10"), at=LATER + 5 * HOUR)

    await step(office, "reopen", person, ADMIN, 6, reason="Absen susulan dari Bonehau")
    opened = await recap(office)
    assert (opened.locked, opened.rows[0]["days"]["4"]["code"]) == (False, "H")

    for hours, name, actor in [(7, "submit", OPERATOR), (8, "approve", HEAD), (9, "lock", ADMIN)]:
        await step(office, name, person, actor, hours)
    again = await recap(office)
    assert again.locked
    assert again.digest != first.digest
    assert await LockedMonth.all().count() == 2
    names = [one.step for one in await closing.history(office.agency.id, MONTH)]
    assert names == ["submit", "approve", "lock", "reopen", "submit", "approve", "lock"]


async def test_the_lock_wants_the_figures_that_the_head_approved(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {4: ["in 07:20"]})
    await step(office, "submit", person, OPERATOR, 1)
    await step(office, "approve", person, HEAD, 2)
    await office.one(await sign(office, phone, 4, "out 16:10"), at=LATER + 3 * HOUR)

    problem = await refused(office, "lock", person, ADMIN, 4)

    assert (problem.code, await LockedMonth.all().count()) == ("step_not_now", 0)
    assert "berubah sejak disetujui" in problem.detail
    await step(office, "return", person, HEAD, 5, reason="Angka berubah")
    await step(office, "submit", person, OPERATOR, 6)
    await step(office, "approve", person, HEAD, 7)
    await step(office, "lock", person, ADMIN, 8)


async def test_a_head_approves_what_the_page_showed(office: Office):
    person = await office.hire()
    await step(office, "submit", person, OPERATOR, 1)
    seen = closing.seal_of((await recap(office, 1)).rows)

    problem = await refused(office, "approve", person, HEAD, 2, seen="x" * 43)
    assert "sejak halaman ini dibuka" in problem.detail

    made = await step(office, "approve", person, HEAD, 2, seen=seen)
    assert closing.sealed_by([made]) == seen


async def test_another_agency_s_month_stands_for_itself(office: Office):
    person = await office.hire()
    with clock.at(LATER):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    await lock(office, person)
    assert not (await recap_of(other, MONTH, AFTER + DAY)).locked
    states = await closing.states_of([office.agency.id, other.id], MONTH)
    assert [len(states[one]) for one in (office.agency.id, other.id)] == [3, 0]
