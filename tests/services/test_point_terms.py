"""Are hours of opening and shared points judged as phones are told, and effects told truly?"""

import json
from datetime import timedelta
from typing import Any

import pytest
from tortoise import Tortoise

from tests.queries import count_queries
from tests.services.forgery import claims_of
from tests.services.office import CIRCLE, DAY, HOUR, LAT, METRE, MORNING, Office, codes, picture
from web import clock
from web.domain import times
from web.domain.coverage import Fix, just_outside
from web.domain.geofence import parse_shape
from web.domain.hours import BadHours
from web.domain.opening import parse_opening
from web.domain.schedule import local_date
from web.models import Employee, Session
from web.services import phone_state, point_effects, point_fixes, points, roster
from web.services.point_scope import load_points
from web.services.point_versions import Terms, proposed

ZONE = "Asia/Makassar"
WORKDAYS = {str(day): ["07:00", "16:00"] for day in range(1, 6)}
AWAY = {**CIRCLE, "lat": LAT + 5000 * METRE}


async def close_by_hours(office: Office, opening: dict[str, Any], at: Any = MORNING - DAY) -> None:
    with clock.at(at):
        await points.change_point(
            point=office.point, name="Kantor", shape=CIRCLE, terms=Terms(opening), reason="Jam"
        )


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (WORKDAYS, "Senin–Jumat 07.00–16.00"),
        ({"6": ["08:00", "12:00"], "7": ["08:00", "12:00"]}, "Sabtu dan Minggu 08.00–12.00"),
        ({"1": ["22:00", "06:00"]}, "Senin 22.00–06.00 (hari berikutnya)"),
    ],
)
def test_hours_of_opening_are_read_aloud(raw: dict[str, Any], words: str):
    opening = parse_opening(raw, ZONE)
    assert opening
    assert opening.words == words


@pytest.mark.parametrize(
    "raw",
    [
        *({}, [], {"8": ["07:00", "16:00"]}, {"1": ["-", "16:00"]}, {"1": ["07:00"]}),
        *({"1": ["25:00", "26:00"]}, {"1": "07:00"}, {"x": ["07:00", "16:00"]}),
    ],
)
def test_hours_that_cannot_be_are_refused(raw: Any):
    with pytest.raises(BadHours):
        parse_opening(raw, ZONE)


async def test_outside_its_hours_a_point_holds_nobody_and_the_words_say_why(office: Office):
    await close_by_hours(office, WORKDAYS)  # MORNING is a Tuesday, 07.25 WITA
    phone = await office.phone()
    moments = [MORNING - timedelta(minutes=26), MORNING, MORNING + 9 * HOUR, MORNING + 4 * DAY]
    pressed = [office.press(phone, at) for at in moments]

    answers = await office.hand_in(*pressed, at=MORNING + 5 * DAY)

    assert ["outside" in codes(one) for one in answers] == [True, False, True, True]
    details = [flag.detail for flag in answers[2].flags if flag.code == "outside"]
    assert details == [
        "Di titik absen Kantor, tetapi di luar jam bukanya (Senin–Jumat 07.00–16.00)."
    ]
    assert [claims_of(one.receipt)["point"] for one in answers] == [None, "Kantor", None, None]
    told = await picture(pressed)
    assert told[2][3]["shut"] == "Senin–Jumat 07.00–16.00"
    assert "shut" not in told[1][3]


async def test_a_night_s_opening_reaches_into_the_next_day(office: Office):
    await close_by_hours(office, {"1": ["22:00", "08:00"]})
    phone = await office.phone()
    answers = await office.hand_in(
        office.press(phone, MORNING),  # Tuesday 07.25: still Monday's night
        office.press(phone, MORNING + HOUR),
        at=MORNING + DAY,
    )
    assert ["outside" in codes(one) for one in answers] == [False, True]


async def test_of_two_points_the_open_one_counts(office: Office):
    await close_by_hours(office, {"7": ["08:00", "10:00"]})
    with clock.at(MORNING - DAY):
        await points.add_point(agency=office.agency, name="Pos jaga", shape=CIRCLE)
    answer = await office.one(office.press(await office.phone()))
    assert "outside" not in codes(answer)
    assert claims_of(answer.receipt)["point"] == "Pos jaga"


async def test_phones_hear_of_the_same_hours_as_the_server_judges_by(office: Office):
    night = {"2": ["07:00", "16:00"], "3": ["21:30", "05:00"], "6": ["00:00", "24:00"]}
    await close_by_hours(office, night)
    person = await office.hire()

    told = (await state(person))["points"]

    served = await load_points(Tortoise.get_connection("default"), [str(office.agency.id)])
    for hours in range(0, 14 * 24 - 8):
        at = MORNING + hours * HOUR
        moment = times.write(at)
        phone = any(
            (one["valid_from"] or "") <= moment and moment < (one["valid_until"] or "9")
            for one in told
        )
        server = served.at(str(office.agency.id), at, local_date(at, ZONE))
        assert phone == bool(server), at


async def state(person: Employee) -> Any:
    session = Session(employee=await Employee.get(id=person.id).select_related("agency"))
    with clock.at(MORNING):
        return await phone_state.state_of(session, MORNING)


async def test_a_shared_point_serves_the_partner_and_its_units_until_it_is_taken_back(
    office: Office,
):
    with clock.at(MORNING - DAY):
        partner = await roster.add_agency(name="Dinas Tamu", timezone=ZONE)
        unit = await roster.add_agency(name="UPTD Tamu", timezone=ZONE, parent=partner)
    guest = await roster.add_employee(nip="198501012010071001", name="Tamu", agency=unit)
    with clock.at(MORNING - HOUR):
        await points.change_point(
            point=office.point,
            name="Kantor bersama",
            shape=CIRCLE,
            terms=Terms(shared=[partner.id]),
            reason="Satu gedung",
        )
    phone = await office.phone(guest)
    assert [one["name"] for one in (await state(guest))["points"]] == ["Kantor bersama"]
    with clock.at(MORNING + HOUR):
        await points.change_point(
            point=office.point, name="Kantor", shape=CIRCLE, terms=Terms(), reason="Pindah"
        )
    moments = (MORNING - 2 * HOUR, MORNING, MORNING + 2 * HOUR)

    answers = await office.hand_in(*[office.press(phone, at) for at in moments], at=MORNING + DAY)

    assert ["outside" in codes(one) for one in answers] == [True, False, True]


async def test_what_does_not_speak_of_terms_leaves_them_as_they_are(office: Office):
    partner = await roster.add_agency(name="Dinas Tamu", timezone=ZONE)
    terms = Terms(WORKDAYS, [partner.id])
    await points.change_point(
        point=office.point, name="Kantor", shape=CIRCLE, terms=terms, reason="Satu gedung"
    )
    after = await points.change_point(point=office.point, name="Kantor", shape=AWAY)
    kept = await points.terms_of(after)
    assert (kept.opening, set(kept.shared)) == (WORKDAYS, {partner.id})


async def weigh(office: Office, viewer: Employee, shape: Any, terms: Terms) -> Any:
    before = await points.current_version(office.point)
    point = office.point
    await point.fetch_related("agency")
    after = proposed("Kantor", shape, terms, None)
    uses = [
        await point_fixes.use_of(point, before, await points.terms_of(before)),
        await point_fixes.use_of(point, after, terms),
    ]
    with clock.at(MORNING + DAY):
        return await point_effects.effects(viewer, point, uses[0], uses[1], 1)


async def test_a_smaller_circle_elsewhere_tells_who_falls_out_and_who_comes_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    admin = await roster.add_employee(nip="A-1", name="Admin", agency=None, role="admin")
    with clock.at(MORNING - DAY):
        await points.add_point(
            agency=office.agency,
            name="Aula",
            shape=CIRCLE | {"lat": LAT - 90 * METRE, "radius": 20},
        )
    for north in (-90, 0, 60, 190, 700):
        phone = await office.phone()
        await office.one(office.press(phone, fixes=[office.place(north)]))
    moved = CIRCLE | {"lat": LAT + 120 * METRE, "radius": 90}
    asked = await count_queries(monkeypatch)

    found = await weigh(office, admin, moved, Terms())

    assert len(asked) <= 14
    assert (found.before, found.after) == (5, 5)
    fates = {one.name: (one.fate, one.other) for one in found.falls}
    assert fates == {
        "Pegawai 1": ("leaves", "Aula"),
        "Pegawai 3": ("leaves", None),
        "Pegawai 5": ("stays", None),
        "Pegawai 7": ("enters", None),
    }
    assert [one.name for one in found.of("leaves")] == ["Pegawai 3", "Pegawai 1"]
    assert found.first == found.last == local_date(MORNING, ZONE)


async def test_nobody_is_named_to_an_operator_who_does_not_read_their_records(office: Office):
    operator = await roster.add_employee(
        nip="O-1", name="Operator", agency=office.agency, role="operator"
    )
    operator.agencies = frozenset({office.agency.id})
    partner = await roster.add_agency(name="Dinas Tamu", timezone=ZONE)
    guest = await roster.add_employee(nip="198501012010071001", name="Tamu", agency=partner)
    await office.one(office.press(await office.phone(guest)))

    found = await weigh(office, operator, CIRCLE, Terms(shared=[partner.id]))

    assert found.falls == []
    assert found.hidden == {"enters": 1}
    assert found.count("enters") == 1


def test_fixes_just_outside_are_told_with_their_side_and_far_ones_are_not():
    shape = parse_shape(CIRCLE)
    west = [Fix(str(n % 2), LAT, 118.89 - (160 + n) * METRE, 8.0, 50.0) for n in range(6)]
    far = [Fix("9", LAT + 900 * METRE, 118.89, 8.0, 50.0)]

    found = just_outside(shape, [*west, *far])

    assert found
    assert (found.count, found.people, found.side) == (6, 2, "barat")
    assert 55 < found.metres < 70
    assert just_outside(shape, west[:2]) is None


async def test_the_hint_counts_check_ins_at_no_point_only(office: Office):
    phone = await office.phone()
    pressed = [
        office.press(phone, MORNING + n * HOUR, fixes=[office.place(north)])
        for n, north in enumerate((170, 175, 180, 0, 30))
    ]
    await office.hand_in(*pressed, at=MORNING + DAY)
    await office.point.fetch_related("agency")
    use = await point_fixes.use_of(
        office.point, await points.current_version(office.point), Terms()
    )

    found = await point_fixes.hint(office.point, MORNING + DAY, use)

    assert found
    assert (found.count, found.people, found.side) == (3, 1, "utara")
    assert json.dumps(round(found.metres)) == "75"
