"""Does what an office lays down hold for the units below it, and does a move keep the past?"""

from datetime import date, timedelta

import pytest

from tests.services.month import AFTER, codes_of, moment, play, row_of
from tests.services.office import DAY, LAT, MORNING, Office, codes
from web import clock
from web.domain.policy import USUAL
from web.domain.tree import LOOP, MAX_DEPTH
from web.errors import Problem
from web.models import Agency, AgencyPlacement, Employee, PersonMonth, WorkPattern
from web.services import (
    agency_moves,
    agency_rules,
    calendar,
    event_lists,
    events,
    phone_state,
    point_versions,
    points,
    policies,
    policy_entries,
    roster,
    schedules,
    special_days,
)
from web.services.happenings import load as load_facts
from web.services.rulebook import load as load_rules

FIVE = {str(day): ["07:30", "16:00"] for day in range(1, 6)}
SIX = {str(day): ["07:00", "13:00"] for day in range(1, 7)}


async def unit_of(office: Office, name: str = "UPTD Contoh") -> Agency:
    with clock.at(MORNING - 399 * DAY):
        return await roster.add_agency(name=name, timezone="Asia/Makassar", parent=office.agency)


async def hire(office: Office, agency: Agency) -> Employee:
    person = await office.hire()
    person.agency = agency
    await person.save()
    return person


async def author(office: Office) -> Employee:
    return await office.hire()


async def test_a_unit_works_its_office_s_hours_until_it_has_its_own(office: Office) -> None:
    unit = await unit_of(office)
    person, phone_owner = await hire(office, unit), await author(office)
    assert await WorkPattern.filter(agency=unit).count() == 0
    phone = await office.phone(person, at=moment(1, "06:00"))
    await play(office, phone, {2: ("in 07:41", "out 16:05"), 3: ("in 06:58", "out 13:02")})

    inherited = codes_of(await row_of(unit, person))
    assert (inherited[2], inherited[3], inherited[7]) == ("TL1", "PSW4", "L")

    with clock.at(moment(28, "09:00")):
        await schedules.add_pattern(
            agency=unit,
            name="Enam hari",
            days=SIX,
            options={},
            valid_from=date(2026, 11, 3),
            author=phone_owner,
        )
    own = codes_of(await row_of(unit, person, AFTER))
    assert (own[2], own[3], own[7]) == ("TL1", "H", "TK")


async def test_what_a_parent_lays_down_holds_below_unless_the_unit_says_otherwise(
    office: Office,
) -> None:
    unit, who = await unit_of(office), await author(office)
    person = await hire(office, unit)
    day, other = date(2026, 11, 24), date(2026, 11, 25)
    await calendar.set_days(
        agency=office.agency, first=day, last=other, kind="local", name="HUT", author=who
    )
    await calendar.set_days(
        agency=unit, first=other, last=None, kind="ordinary", name="Tetap buka", author=who
    )
    await special_days.set_special_day(
        agency=office.agency, day=other, name="Hari khusus", absent=50, author=who
    )
    await policy_entries.lay_down(
        agency=office.agency, valid_from=day, changes={"report_days": 9}, author=who
    )
    await events.add_events(
        agency=office.agency,
        kind="apel",
        name="Apel Dinas",
        first=other,
        opens="06:30",
        closes="07:45",
        nips=[person.nip],
        author=who,
    )

    rules = await load_rules([str(person.id)], day, other)
    facts = await load_facts([str(person.id)], day, other)
    own = str(unit.id)
    assert [line.date for line in await calendar.lines(unit, day, other) if line.free] == [day]
    assert facts.special_on(own, other) is not None
    assert facts.policies.on(own, other).report_days == 9
    assert [one.name for one in facts.events_on(own, other, "Asia/Makassar")] == ["Apel Dinas"]
    assert rules.chain(own, day) == (own, str(office.agency.id))
    assert [row.name for row in await special_days.standing(unit, day, other)] == ["Hari khusus"]
    assert [one.name for one in await event_lists.between(unit, day, other)] == ["Apel Dinas"]

    await policy_entries.lay_down(
        agency=unit, valid_from=other, changes={"report_window": 7}, author=who
    )
    known = await policies.load()
    assert known.on(unit.id, other).report_window == 7
    assert known.on(unit.id, other).report_days == 9, "the rest is as it was above"
    assert known.on(office.agency.id, other).report_window == USUAL.report_window


async def test_a_move_changes_today_and_leaves_yesterday(office: Office) -> None:
    unit, who = await unit_of(office), await author(office)
    person = await hire(office, unit)
    with clock.at(MORNING - 398 * DAY):
        badan = await roster.add_agency(name="Badan Baru", timezone="Asia/Makassar")
    await calendar.set_days(
        agency=badan,
        first=date(2026, 11, 18),
        last=date(2026, 11, 27),
        kind="local",
        name="Libur Badan",
        author=who,
    )
    before = codes_of(await row_of(unit, person, moment(24, "23:30")))
    assert before[24] != "L"
    version = (await PersonMonth.get(employee_id=person.id, month="2026-11")).version

    with clock.at(moment(24, "09:00")):
        told = await agency_moves.preview(unit, badan)
        await agency_moves.move(agency=unit, parent=badan, author=who, seen=office.agency.id)
    assert [(one.label, one.before, one.after) for one in told.rules] == [
        ("Jam kerja", "Dinas Contoh", "Badan Baru")
    ]
    assert (await PersonMonth.get(employee_id=person.id, month="2026-11")).version > version

    after = codes_of(await row_of(unit, person))
    assert after[23] == before[23] != "L"
    assert after[24] == after[25] == "L"
    assert await AgencyPlacement.filter(agency=unit).count() == 2


async def test_a_move_says_who_loses_and_gains_sight(office: Office) -> None:
    unit, who = await unit_of(office), await author(office)
    badan = await roster.add_agency(name="Badan Baru", timezone="Asia/Makassar")
    theirs = await roster.add_employee(
        nip="OP-1", name="Operator Badan", agency=badan, role="operator"
    )
    ours = await roster.add_employee(
        nip="OP-2", name="Operator Dinas", agency=office.agency, role="operator"
    )

    told = await agency_moves.preview(unit, badan)

    assert [[one.id for one in people] for people in told.sight] == [[ours.id], [theirs.id]]
    assert told.points == (["Kantor"], [])
    assert who.role == "employee"


async def test_a_move_says_which_shared_points_are_lost_gained_and_kept(office: Office) -> None:
    unit = await unit_of(office)
    badan = await roster.add_agency(name="Badan Baru", timezone="Asia/Makassar")
    lender = await roster.add_agency(name="Setda", timezone="Asia/Makassar")
    shape = {"type": "circle", "lat": LAT + 0.1, "lng": 118.89, "radius": 100.0}
    for name, shared in (
        ("Milik Dinas", [office.agency.id]),
        ("Milik Badan", [badan.id]),
        ("Milik Semua", [office.agency.id, badan.id]),
        ("Milik Unit", [unit.id]),
    ):
        terms = point_versions.Terms(shared=shared)
        await points.add_point(agency=lender, name=name, shape=shape, terms=terms)

    told = await agency_moves.preview(unit, badan)

    assert told.points == (["Kantor", "Milik Dinas"], ["Milik Badan"])


async def test_an_office_never_stands_below_itself(office: Office) -> None:
    who = await author(office)
    unit = await unit_of(office)
    with pytest.raises(Problem) as caught:
        await agency_moves.move(agency=office.agency, parent=unit, author=who, seen=None)
    assert caught.value.fields == {"parent": LOOP}

    last = unit
    for number in range(MAX_DEPTH - 2):
        last = await roster.add_agency(name=f"Unit {number}", timezone="Asia/Makassar", parent=last)
    with pytest.raises(Problem) as deep:
        await roster.add_agency(name="Terlalu dalam", timezone="Asia/Makassar", parent=last)
    assert "parent" in deep.value.fields
    assert len(await Agency.below(office.agency.id)) == MAX_DEPTH


async def test_two_who_move_at_once_do_not_overwrite_each_other(office: Office) -> None:
    unit, who = await unit_of(office), await author(office)
    badan = await roster.add_agency(name="Badan Baru", timezone="Asia/Makassar")
    await agency_moves.move(agency=unit, parent=badan, author=who, seen=office.agency.id)
    with pytest.raises(Problem) as caught:
        await agency_moves.move(agency=unit, parent=None, author=who, seen=office.agency.id)
    assert caught.value.code == "step_not_now"


async def test_people_of_a_unit_check_in_at_its_office_s_points_too(office: Office) -> None:
    unit = await unit_of(office)
    person = await hire(office, unit)
    phone = await office.phone(person)
    far = {"type": "circle", "lat": LAT + 0.1, "lng": 118.89, "radius": 100.0}
    await points.add_point(agency=unit, name="Kantor UPTD", shape=far)

    assert {one["name"] for one in (await _state(person))["points"]} == {"Kantor", "Kantor UPTD"}
    outcome = await office.one(office.press(phone, MORNING, fixes=[office.place()]), at=MORNING)
    assert "outside" not in codes(outcome)

    stranger = await office.phone(await office.hire())
    at_unit = office.place(north=0.1 * 110_574)
    refused = await office.one(office.press(stranger, MORNING, fixes=[at_unit]), at=MORNING)
    assert "outside" in codes(refused), "not the other way round"


async def test_a_phone_that_did_not_hear_of_a_move_is_judged_as_it_knew(office: Office) -> None:
    unit, who = await unit_of(office), await author(office)
    phone = await office.phone(await hire(office, unit))
    badan = await roster.add_agency(name="Badan Baru", timezone="Asia/Makassar")
    with clock.at(MORNING - DAY):
        await agency_moves.move(agency=unit, parent=badan, author=who, seen=office.agency.id)

    soon = await office.one(office.press(phone, MORNING, fixes=[office.place()]), at=MORNING)
    assert "outside" not in codes(soon)
    later = MORNING + 15 * DAY
    await office.contact(phone, later - timedelta(minutes=1))
    late = await office.one(
        office.press(phone, later, kind="out", fixes=[office.place(at=later)]), at=later
    )
    assert "outside" in codes(late)


async def test_hours_since_always_end_where_an_office_above_has_others(office: Office) -> None:
    who = await author(office)
    own = await roster.add_agency(name="Badan Sendiri", timezone="Asia/Makassar")
    pattern = await WorkPattern.get(agency=own)
    with clock.at(moment(24, "09:00")):
        await agency_moves.move(agency=own, parent=office.agency, author=who, seen=None)
    with pytest.raises(Problem) as caught:  # nobody stood above it on the 23rd
        await schedules.end_pattern(
            pattern=pattern, last=date(2026, 11, 22), reason="Ikut induk", author=who
        )
    assert "last" in caught.value.fields
    await schedules.end_pattern(
        pattern=pattern, last=date(2026, 11, 23), reason="Ikut induk", author=who
    )
    held, above = await agency_rules.hours_of(own, date(2026, 11, 24))
    assert held
    assert above == office.agency
    assert (await agency_rules.hours_of(own, date(2026, 11, 23)))[1] is None


async def _state(person: Employee) -> dict:
    class Session:
        employee, device = person, None

    await person.fetch_related("agency")
    return await phone_state.state_of(Session(), MORNING)  # type: ignore[arg-type]
