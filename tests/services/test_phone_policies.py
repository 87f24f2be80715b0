"""Does what an office asks of phones take effect, from its day on, for its own people alone?"""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.services.office import DAY, MORNING, Office, codes
from web import clock
from web.domain.phone_policy import DatedPhonePolicy, Held, phone_policy_on
from web.errors import Problem
from web.models import Agency, Device, Employee, EnrolmentCode, PhonePolicy
from web.services import phone_policies, phone_state, roster

TUESDAY = date(2026, 11, 24)  # of MORNING


async def unit_of(office: Office, name: str = "UPTD Contoh") -> tuple[Agency, Employee]:
    """A unit below the office, and somebody who works there."""
    with clock.at(MORNING - 90 * DAY):
        unit = await roster.add_agency(name=name, timezone="Asia/Makassar", parent=office.agency)
    person = await office.hire()
    person.agency = unit
    await person.save(update_fields=["agency_id"])
    return unit, person


async def lay_down(
    agency: Agency | None, day: date = TUESDAY, *, on: date | None = None, **told: Any
) -> PhonePolicy:
    """Lay something down, the day before it holds unless told."""
    entered = MORNING - (TUESDAY - (on or day - timedelta(days=1))).days * DAY
    with clock.at(entered):
        return await phone_policies.lay_down(agency=agency, valid_from=day, told=told, author=None)


async def test_a_unit_that_allows_more_days_doubts_no_late_check_in_that_another_does(
    office: Office,
):
    unit, person = await unit_of(office)
    await lay_down(unit, offline_days=20)
    usual, patient = await office.phone(), await office.phone(person)
    pressed = [office.press(usual), office.press(patient)]
    answers = await office.hand_in(*pressed, at=MORNING + 10 * DAY)
    assert ["late_delivery" in codes(one) for one in answers] == [True, False]
    late = await office.hand_in(office.press(patient, MORNING + DAY), at=MORNING + 25 * DAY)
    assert "late_delivery" in codes(late[0])


async def test_the_cap_of_an_office_decides_between_inside_and_outside(office: Office):
    unit, person = await unit_of(office)
    await lay_down(unit, cap=0)
    phones = await office.phone(), await office.phone(person)
    # 30 m beyond the edge, unsure by 40 m: within the usual 50 m, not within none.
    there = [office.press(one, fixes=[office.place(130, 40)]) for one in phones]
    before = office.press(
        phones[1], MORNING - DAY, kind="out", fixes=[office.place(130, 40, MORNING - DAY)]
    )
    answers = await office.hand_in(*there, before)
    assert ["outside" in codes(one) for one in answers] == [False, True, False]


async def test_a_binding_that_is_too_weak_is_refused_and_costs_no_code(office: Office):
    _, person = await unit_of(office)
    bound = await office.phone(platform="iPhone")
    await lay_down(office.agency, binding="device")
    with pytest.raises(Problem) as caught:
        await office.phone(person, at=MORNING, platform="iPhone")
    assert caught.value.code == "binding_too_weak"
    assert not await Device.filter(employee=person).exists()
    assert await EnrolmentCode.filter(employee=person, spent_at=None).count() == 1
    await office.phone(person, at=MORNING)  # another phone, which is not synchronised
    [still] = await office.hand_in(office.press(bound))
    assert (still.status, still.verdict) == ("recorded", "accepted")


async def test_the_day_before_is_judged_as_it_was_and_nothing_begins_today(office: Office):
    for day in (TUESDAY, TUESDAY - timedelta(days=3)):
        with pytest.raises(Problem) as caught:
            await lay_down(office.agency, day, on=TUESDAY, cap=10)
        assert "Paling cepat" in caught.value.fields["valid_from"]
    await lay_down(office.agency, cap=10)
    known = await phone_policies.load()
    days = [TUESDAY + timedelta(days=n) for n in (-1, 0, 400)]
    assert [known.on(office.agency.id, day).cap for day in days] == [50, 10, 10]


@pytest.mark.parametrize(
    "told",
    [
        {"cap": -1},
        {"cap": 501},
        {"offline_days": 0},
        {"offline_days": 31},
        {"binding": "gold"},
        {"photo": "always"},
    ],
)
async def test_what_makes_no_sense_is_refused(office: Office, told: dict[str, Any]):
    with pytest.raises(Problem) as caught:
        await lay_down(office.agency, **told)
    assert set(caught.value.fields) == set(told)
    assert not await PhonePolicy.exists()


async def test_a_value_that_is_left_open_follows_the_office_above(office: Office):
    unit, _ = await unit_of(office)
    await lay_down(None, cap=80, offline_days=5, photo="every")
    await lay_down(office.agency, cap=60, photo="none")
    await lay_down(unit, offline_days=14)
    known = await phone_policies.load()
    told = known.told(unit.id, TUESDAY)
    assert told["cap"] == Held(60, str(office.agency.id))
    assert told["offline_days"] == Held(14, str(unit.id))
    assert told["binding"] == Held("synced", usual=True)
    assert told["photo"] == Held("none", str(office.agency.id))  # its word against everybody's
    assert known.above(office.agency.id, TUESDAY)["photo"] == Held("every", None)
    assert known.above(unit.id, TUESDAY)["offline_days"] == Held(5, None)
    await lay_down(unit, TUESDAY + timedelta(days=1))  # all open again
    again = (await phone_policies.load()).told(unit.id, TUESDAY + timedelta(days=1))
    assert again["offline_days"] == Held(5, None)


async def test_of_two_words_for_one_day_the_later_counts(office: Office):
    await lay_down(office.agency, cap=10)
    await lay_down(office.agency, cap=20)
    assert (await phone_policies.load()).on(office.agency.id, TUESDAY).cap == 20


async def test_a_phone_is_told_the_limits_of_its_own_office(office: Office):
    unit, person = await unit_of(office)
    await lay_down(unit, cap=30, offline_days=12, photo="every")
    employee = await Employee.get(id=person.id).select_related("agency")

    class Session:
        device = None

    Session.employee = employee  # type: ignore[attr-defined]
    state = await phone_state.state_of(Session(), MORNING)  # type: ignore[arg-type]
    limits = {"offline_days": 12, "cap": 30, "low_accuracy": 100}
    assert state["policy"] == limits | {"photo": "every"}


def test_everybodys_word_counts_where_no_office_has_one() -> None:
    rows = {
        None: [DatedPhonePolicy(cap=70, valid_from=TUESDAY)],
        "a": [DatedPhonePolicy(binding="device", agency="a", valid_from=TUESDAY)],
    }
    told = phone_policy_on(rows, ("b", "a"), TUESDAY)
    assert told["cap"] == Held(70, None)
    assert told["binding"] == Held("device", "a")
    assert told["offline_days"] == Held(7, usual=True)
