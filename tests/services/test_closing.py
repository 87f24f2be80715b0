"""Does a month close step by step, and does what is locked never move again?"""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.services.month import AFTER, MONTH, moment, play, sign
from tests.services.office import DAY, HOUR, MINUTE, Office
from web import clock
from web.domain.closing import ADMIN, HEAD, OPERATOR, SUPERVISOR
from web.errors import Problem
from web.models import (
    ClosingStep,
    Correction,
    DayStatus,
    Employee,
    LockedMonth,
    Outage,
    RecapCheck,
    Ruling,
    Withdrawal,
)
from web.services import closing, roster
from web.services.months import touch
from web.services.recaps import Recap, recap_of, recap_of_person
from web.services.unsettled import late_arrivals, waiting

LATER = datetime(2026, 12, 2, 2, tzinfo=UTC)


async def step(
    office: Office, name: str, who: Employee, actor: str, after: int = 0, **more: Any
) -> ClosingStep:
    """Take a step so many hours after the month; heads and admins are people of their own."""
    if actor in (HEAD, ADMIN):
        usual = {"id": uuid4(), "name": actor, "created_at": LATER}
        who, _ = await Employee.get_or_create(nip=f"X-{actor}", defaults=usual)
    with clock.at(LATER + after * HOUR):
        return await closing.take(
            agency=office.agency, month=MONTH, name=name, author=who, actors={actor}, **more
        )


async def lock(office: Office, who: Employee) -> LockedMonth:
    """Close the month."""
    await step(office, "submit", who, OPERATOR, 1)
    await step(office, "approve", who, HEAD, 2)
    made = await step(office, "lock", who, ADMIN, 3)
    return await LockedMonth.get(step_id=made.id).select_related("step")


async def recap(office: Office, after: int = 100) -> Recap:
    """The month as it reads so many hours later."""
    return await recap_of(office.agency, MONTH, LATER + after * HOUR)


async def refused(office: Office, *how: Any, **more: Any) -> Problem:
    """What a step is refused with; nothing may be left of it."""
    before = await ClosingStep.all().count()
    with pytest.raises(Problem) as problem:
        await step(office, *how, **more)
    assert await ClosingStep.all().count() == before
    return problem.value


async def test_nobody_takes_two_steps_in_a_row(office: Office):
    both = await office.hire()
    with clock.at(LATER + HOUR):
        common = {"agency": office.agency, "month": MONTH, "author": both}
        await closing.take(**common, name="submit", actors={OPERATOR, HEAD})
        with pytest.raises(Problem) as problem:
            await closing.take(**common, name="approve", actors={OPERATOR, HEAD})
    assert problem.value.code == "forbidden"


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


async def test_a_month_is_submitted_when_it_is_over(office: Office):
    person = await office.hire()
    with clock.at(moment(30, "20:00")), pytest.raises(Problem, match="belum selesai"):
        await closing.take(
            agency=office.agency, month=MONTH, name="submit", author=person, actors={OPERATOR}
        )


async def test_what_waits_keeps_a_month_from_being_submitted(office: Office):
    person = await office.hire()
    at, day = moment(5, "07:30"), moment(5, "12:00").date()
    common = {"id": uuid4(), "employee": person}
    correction = await Correction.create(
        **common, date=day, kind="in", at=at, reason="x", evidence="", filed_at=at
    )
    wfa = await DayStatus.create(
        **common | {"id": uuid4()},
        **{"code": "WFA", "first_day": day, "last_day": day, "number": "", "note": ""},
        created_at=at,
    )
    outage = await Outage.create(
        id=uuid4(),
        agency=office.agency,
        starts_at=at,
        ends_at=at + HOUR,
        kinds="in",
        reason="Listrik padam",
        author=person,
        created_at=at,
    )
    # A letter that needs no yes keeps nobody waiting.
    await DayStatus.create(
        **common | {"id": uuid4()},
        **{"code": "CT", "first_day": day, "last_day": day, "number": "1", "note": ""},
        created_at=at,
    )

    async def kinds() -> list[str]:
        return [one.kind for one in await waiting(office.agency.id, MONTH, [person.id])]

    assert await kinds() == ["correction", "status", "outage"]
    problem = await refused(office, "submit", person, OPERATOR)
    assert "koreksi Absen Masuk Pegawai 1, 05/11/2026" in problem.detail

    said = {"author": person, "reason": "x", "at": LATER}
    await Ruling.create(id=uuid4(), subject=correction.id, outcome="rejected", **said)
    await Withdrawal.create(subject=wfa.id, **said)
    assert await kinds() == ["outage"]
    await Ruling.create(id=uuid4(), subject=outage.id, outcome="approved", **said)
    assert await kinds() == []
    await step(office, "submit", person, OPERATOR)


@pytest.mark.parametrize(
    ("name", "actor", "more", "code"),
    [
        ("approve", HEAD, {}, "step_not_now"),
        ("lock", ADMIN, {}, "step_not_now"),
        ("reopen", ADMIN, {"reason": "x"}, "step_not_now"),
        ("submit", SUPERVISOR, {}, "forbidden"),
        ("lock", OPERATOR, {}, "forbidden"),
        ("jump", ADMIN, {}, "invalid"),
        ("submit", OPERATOR, {"reason": "x" * 1001}, "invalid"),
    ],
)
async def test_what_is_not_allowed_leaves_no_step(
    office: Office, name: str, actor: str, more: dict[str, Any], code: str
):
    assert (await refused(office, name, await office.hire(), actor, **more)).code == code


async def test_undoing_wants_a_reason(office: Office):
    person = await office.hire()
    await lock(office, person)
    problem = await refused(office, "reopen", person, ADMIN, 4, reason="  ")
    assert "reason" in problem.fields
    made = await step(office, "reopen", person, ADMIN, 4, reason="Salah  jadwal")
    author = await Employee.get(nip=f"X-{ADMIN}")
    assert (made.reason, made.author_id) == ("Salah jadwal", author.id)


async def test_progress_counts_the_newest_word_of_each(office: Office):
    head, one, two = [await office.hire() for _ in range(3)]
    for person in (one, two):
        await Employee.filter(id=person.id).update(supervisor_id=head.id)
    for number, (person, outcome) in enumerate(
        [(one, "agreed"), (two, "agreed"), (two, "objected")]
    ):
        await RecapCheck.create(
            id=uuid4(),
            employee=person,
            month=MONTH,
            outcome=outcome,
            note="Tanggal 4 saya dinas",
            at=LATER + number * MINUTE,
        )
    await step(office, "team", head, SUPERVISOR)

    steps = await closing.history(office.agency.id, MONTH)
    found = await closing.progress(await recap(office), steps)

    assert (found.people, found.agreed, found.silent) == (3, 1, 1)
    assert [check.employee_id for check in found.objections] == [two.id]
    assert found.teams == [(str(head.id), head.name, True)]


async def test_the_newest_head_counts(office: Office):
    one, two = [await office.hire() for _ in range(2)]
    common = {"agency": office.agency, "author": one}
    await closing.name_head(nip=one.nip, title="Kepala Dinas", **common)
    await closing.name_head(nip=f" {two.nip} ", title=" Plt.  Kepala Dinas", **common)
    head = await closing.head_of(office.agency.id)
    assert head
    assert (head.employee_id, head.title) == (two.id, "Plt. Kepala Dinas")

    for nip, title, field in [("1", "Kepala", "nip"), (one.nip, "", "title")]:
        with pytest.raises(Problem) as problem:
            await closing.name_head(nip=nip, title=title, **common)
        assert list(problem.value.fields) == [field]


async def test_another_agency_s_month_stands_for_itself(office: Office):
    person = await office.hire()
    with clock.at(LATER):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    await lock(office, person)
    assert not (await recap_of(other, MONTH, AFTER + DAY)).locked
    states = await closing.states_of([office.agency.id, other.id], MONTH)
    assert [len(states[one]) for one in (office.agency.id, other.id)] == [3, 0]
