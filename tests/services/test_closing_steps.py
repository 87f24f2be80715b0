"""Who may take which step of closing a month, and when?"""

from typing import Any
from uuid import uuid4

import pytest

from tests.services.closing_acts import LATER, lock, recap, refused, step
from tests.services.month import MONTH, moment
from tests.services.office import HOUR, MINUTE, Office
from web import clock
from web.domain.closing import ADMIN, HEAD, OPERATOR, SUPERVISOR
from web.errors import Problem
from web.models import Correction, DayStatus, Employee, Outage, RecapCheck, Ruling, Withdrawal
from web.services import closing
from web.services.unsettled import waiting


async def test_nobody_takes_two_steps_in_a_row(office: Office):
    both = await office.hire()
    with clock.at(LATER + HOUR):
        common = {"agency": office.agency, "month": MONTH, "author": both}
        await closing.take(**common, name="submit", actors={OPERATOR, HEAD})
        with pytest.raises(Problem) as problem:
            await closing.take(**common, name="approve", actors={OPERATOR, HEAD})
    assert problem.value.code == "forbidden"


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
