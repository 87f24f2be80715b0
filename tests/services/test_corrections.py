"""What becomes of a record that an employee says is missing, and what is not taken?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.services.month import AFTER, MONTH, codes_of, moment, play, row_of
from tests.services.office import Office
from web import clock
from web.domain.corrections import deadline
from web.errors import Problem
from web.models import ClosingStep, Correction, DayChange, DayStatus, Employee, LockedMonth
from web.services import correction_lists, corrections, rulings
from web.services.corrections import Filing
from web.services.recaps import recap_of_person

# The 25th is a Wednesday: 07.30-16.00 WITA (Perpres 21/2023, SE of the offices).
ASKED = moment(26, "09:00")


def _filing(**changes: Any) -> Filing:
    plain = {
        "date": date(2026, 11, 25),
        "kind": "out",
        "at": moment(25, "16:05"),
        "reason": "HP saya mati sebelum pulang.",
        "evidence": "Disaksikan Siti.",
    }
    return Filing(**(plain | changes))


async def _file(
    person: Employee, now: datetime = ASKED, id: UUID | None = None, **more: Any
) -> UUID:
    id_ = id or uuid4()
    with clock.at(now):
        await corrections.file(
            id=id_, employee=person, filing=_filing(**more), closing_day=5, now=now
        )
    return id_


async def _team(office: Office) -> tuple[Employee, Employee]:
    above, person = await office.hire(), await office.hire()
    person.supervisor = above
    await person.save()
    return above, await Employee.get(id=person.id).select_related("agency")


async def _lock(office: Office, author: Employee) -> None:
    step = await ClosingStep.create(
        id=uuid4(),
        agency=office.agency,
        month=MONTH,
        step="lock",
        author=author,
        reason="",
        at=ASKED,
    )
    await LockedMonth.create(
        id=uuid4(), agency=office.agency, month=MONTH, step=step, digest="x" * 43, rows=[]
    )


async def test_an_approved_correction_makes_the_day(office: Office):
    above, person = await _team(office)
    await play(office, await office.phone(person), {25: ["in 07:20"]})
    id_ = await _file(person)
    # Filed is not counted: a person decides.
    assert codes_of(await row_of(office.agency, person, ASKED))[25] == "TAP"
    with clock.at(ASKED):
        await rulings.rule(subject_id=id_, author=above, outcome="approved", reason="Benar.")
    row = await row_of(office.agency, person)
    assert codes_of(row)[25] == "H"
    assert row["days"]["25"]["marks"]["out"] == f"correction:{id_}"
    assert "Pulang 16.05 WITA (koreksi)" in row["days"]["25"]["why"]
    change = await DayChange.get(employee=person, date=date(2026, 11, 25))
    assert (change.before["code"], change.after["code"]) == ("TAP", "H")
    assert "correction" in change.causes


async def test_the_newest_ruling_stands_and_the_older_stay(office: Office):
    above, person = await _team(office)
    await play(office, await office.phone(person), {25: ["in 07:20"]})
    id_ = await _file(person)
    for outcome, code in (("approved", "H"), ("rejected", "TAP"), ("approved", "H")):
        with clock.at(ASKED):
            await rulings.rule(subject_id=id_, author=above, outcome=outcome, reason="Alasan.")
        assert codes_of(await row_of(office.agency, person))[25] == code
    standing = (await rulings.standings([id_]))[id_]
    assert (standing.state, len(standing.rulings)) == ("approved", 3)


async def test_the_same_content_is_one_correction(office: Office):
    _, person = await _team(office)
    id_ = await _file(person)
    # After the deadline too: what was kept is not taken back by a lost answer.
    await _file(person, AFTER + timedelta(days=10), id_)
    assert await Correction.all().count() == 1
    with pytest.raises(Problem) as caught:
        await _file(person, ASKED, id_, reason="Lain.")
    assert caught.value.code == "content_differs"


async def test_another_person_cannot_use_the_same_id(office: Office):
    _, person = await _team(office)
    id_ = await _file(person)
    other = await Employee.get(id=(await office.hire()).id).select_related("agency")
    with pytest.raises(Problem) as caught:
        await _file(other, ASKED, id_)
    assert caught.value.code == "content_differs"


# docs/rules.md: no source names Mamuju's deadline; the 5th of the following month by default [R].
@pytest.mark.parametrize(
    ("now", "taken"),
    [
        (datetime(2026, 12, 5, 15, 59, tzinfo=UTC), True),  # 5 December, 23.59 WITA
        (datetime(2026, 12, 5, 16, 0, tzinfo=UTC), False),
    ],
)
async def test_the_deadline_is_a_moment(office: Office, now: datetime, taken: bool):
    _, person = await _team(office)
    if taken:
        await _file(person, now)
        return
    with pytest.raises(Problem) as caught:
        await _file(person, now)
    assert caught.value.code == "deadline_passed"


def test_a_deadline_crosses_the_year_in_the_office_s_zone():
    assert deadline(date(2026, 12, 31), 5, "Asia/Jayapura") == datetime(2027, 1, 5, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"at": ASKED + timedelta(minutes=1)}, "at"),  # not yet
        ({"at": moment(24, "16:05")}, "at"),  # another day's
        ({"at": moment(25, "03:59")}, "at"),  # before the window opens at 04.00
        ({"date": date(2026, 11, 22), "at": moment(22, "09:00")}, "date"),  # a Sunday
        ({"date": date(2025, 10, 1), "at": datetime(2025, 10, 1, 1, tzinfo=UTC)}, "deadline"),
        ({"kind": "on"}, "kind"),
        ({"reason": "  "}, "reason"),
        ({"evidence": "x" * 1001}, "evidence"),
    ],
)
async def test_what_cannot_be_corrected(office: Office, changes: dict[str, Any], field: str):
    _, person = await _team(office)
    with pytest.raises(Problem) as caught:
        await _file(person, **changes)
    found = caught.value
    assert field in found.fields or field == found.code.partition("_")[0]
    assert await Correction.all().count() == 0


async def test_a_day_before_service_is_not_judged(office: Office):
    _, person = await _team(office)
    person.starts_on = date(2026, 11, 26)
    await person.save()
    with pytest.raises(Problem) as caught:
        await _file(person)
    assert "date" in caught.value.fields


async def test_a_locked_month_takes_nothing(office: Office):
    above, person = await _team(office)
    id_ = await _file(person)
    await _lock(office, above)
    with pytest.raises(Problem) as filed:
        await _file(person)
    with pytest.raises(Problem) as ruled:
        await rulings.rule(subject_id=id_, author=above, outcome="approved", reason="Ya.")
    with pytest.raises(Problem) as withdrawn:
        await corrections.withdraw(id=id_, employee=person, reason="Keliru.")
    codes = [one.value.code for one in (filed, ruled, withdrawn)]
    assert codes == ["month_locked"] * 3


async def test_only_what_waits_can_be_withdrawn(office: Office):
    above, person = await _team(office)
    taken_back, decided = (
        await _file(person),
        await _file(person, kind="in", at=moment(25, "07:00")),
    )
    assert await corrections.withdraw(id=taken_back, employee=person, reason="Keliru.")
    assert not await corrections.withdraw(id=taken_back, employee=person, reason="Keliru.")
    with pytest.raises(Problem) as caught:
        await rulings.rule(subject_id=taken_back, author=above, outcome="approved", reason="Ya.")
    assert caught.value.code == "withdrawn"
    await rulings.rule(subject_id=decided, author=above, outcome="rejected", reason="Tidak.")
    with pytest.raises(Problem) as late:
        await corrections.withdraw(id=decided, employee=person, reason="Keliru.")
    assert late.value.code == "decided"
    with pytest.raises(Problem) as strange:
        await corrections.withdraw(id=decided, employee=above, reason="Keliru.")
    assert strange.value.code == "not_found"


async def test_the_supervisor_sees_what_waits_and_what_was_decided(office: Office):
    above, person = await _team(office)
    first, second = await _file(person), await _file(person, ASKED + timedelta(hours=1))
    wfa = await DayStatus.create(
        **{"id": uuid4(), "employee": person, "code": "WFA", "number": "1/WFA", "note": ""},
        **{"first_day": date(2026, 11, 27), "last_day": date(2026, 11, 27)},
        created_at=ASKED + timedelta(hours=2),
    )
    sick = await DayStatus.create(
        **{"id": uuid4(), "employee": person, "code": "S", "number": "2/S", "note": ""},
        **{"first_day": date(2026, 11, 26), "last_day": date(2026, 11, 26), "created_at": ASKED},
    )
    assert await correction_lists.find(above) == [first, second, wfa.id]
    await rulings.rule(subject_id=first, author=above, outcome="approved", reason="Ya.")
    await rulings.rule(subject_id=wfa.id, author=above, outcome="rejected", reason="Tidak.")
    await corrections.withdraw(id=second, employee=person, reason="Keliru.")
    assert await correction_lists.find(above) == []
    assert await correction_lists.find(above, settled=True, falling=True) == [wfa.id, first]
    assert await correction_lists.find(person) == []
    with pytest.raises(Problem) as caught:  # a record of a letter, not a matter to decide
        await rulings.rule(subject_id=sick.id, author=above, outcome="approved", reason="Ya.")
    assert caught.value.code == "not_found"


async def test_own_corrections_are_listed_with_how_they_stand(office: Office):
    above, person = await _team(office)
    id_ = await _file(person)
    await rulings.rule(subject_id=id_, author=above, outcome="rejected", reason="Belum jelas.")
    [(listed, standing)] = await corrections.listed(person, date(2026, 11, 1), date(2026, 11, 30))
    assert (listed.id, standing.state) == (id_, "rejected")
    assert standing.last
    assert standing.last.author.name == above.name
    assert (await recap_of_person(person, MONTH, ASKED))["days"]["25"]["code"] == "TK"
