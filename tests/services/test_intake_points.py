"""Is a check-in judged by the points that were in force at the time that counts?"""

from tests.services.forgery import claims_of
from tests.services.office import (
    CIRCLE,
    DAY,
    HOUR,
    LAT,
    METRE,
    MINUTE,
    MORNING,
    SECOND,
    Office,
    codes,
)
from web import clock
from web.services import points, roster


async def test_a_point_counts_as_it_was_at_the_time_that_counts(office: Office):
    away = {**CIRCLE, "lat": LAT + 5000 * METRE}
    phone = await office.phone()
    here = [office.press(phone, MORNING + n * HOUR) for n in range(3)]
    with clock.at(MORNING + HOUR):
        await points.change_point(point=office.point, name="Kantor baru", shape=away, author=None)
    answers = await office.hand_in(*here, at=MORNING + DAY)
    found = ["outside" in codes(one) for one in answers]
    assert found == [False, True, True]  # from the very moment of the change on
    names = [claims_of(one.receipt)["point"] for one in answers]
    assert names == ["Kantor", None, None]


async def test_a_point_is_called_as_it_was_called(office: Office):
    phone = await office.phone()
    before, after = office.press(phone, MORNING), office.press(phone, MORNING + 2 * HOUR)
    with clock.at(MORNING + HOUR):
        await points.change_point(point=office.point, name="Kantor baru", shape=CIRCLE, author=None)
    answers = await office.hand_in(before, after, at=MORNING + DAY)
    assert [claims_of(one.receipt)["point"] for one in answers] == ["Kantor", "Kantor baru"]


async def test_a_temporary_point_is_added_to_the_office_s_own(office: Office):
    field = {**CIRCLE, "lat": LAT + 3000 * METRE}
    with clock.at(MORNING - 5 * DAY):
        event = await points.add_point(
            agency=office.agency,
            name="Lapangan",
            shape=field,
            valid_from=MORNING - MINUTE,
            valid_until=MORNING + HOUR,
        )
    phone = await office.phone()
    times = (MORNING - 2 * MINUTE, MORNING - MINUTE, MORNING + HOUR - SECOND, MORNING + HOUR)
    there = [office.press(phone, at, fixes=[office.place(3000)]) for at in times]
    at_office = office.press(phone, MORNING + 2 * HOUR)
    answers = await office.hand_in(*there, at_office, at=MORNING + DAY)
    assert ["outside" in codes(one) for one in answers] == [True, False, False, True, False]
    assert event.agency_id == office.agency.id


async def test_moving_an_event_leaves_those_who_came_before_at_their_place(office: Office):
    field = {**CIRCLE, "lat": LAT + 3000 * METRE}
    hall = {**CIRCLE, "lat": LAT + 9000 * METRE}
    with clock.at(MORNING - DAY):
        event = await points.add_point(agency=office.agency, name="Lapangan", shape=field)
    with clock.at(MORNING):
        await points.change_point(point=event, name="Gedung", shape=hall, author=None)
    phone = await office.phone()
    before = [office.press(phone, MORNING - HOUR, fixes=[office.place(n)]) for n in (3000, 9000)]
    after = [office.press(phone, MORNING + HOUR, fixes=[office.place(n)]) for n in (3000, 9000)]
    answers = await office.hand_in(*before, *after, at=MORNING + DAY)
    assert ["outside" in codes(one) for one in answers] == [False, True, True, False]


async def test_a_closed_point_still_counts_for_the_days_it_was_open(office: Office):
    phone = await office.phone()
    open_, closed = office.press(phone, MORNING), office.press(phone, MORNING + 2 * HOUR)
    with clock.at(MORNING + HOUR):
        await points.close_point(point=office.point, author=None)
    answers = await office.hand_in(open_, closed, at=MORNING + DAY)
    assert ["outside" in codes(one) for one in answers] == [False, True]


async def test_another_office_s_point_is_not_theirs(office: Office):
    other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    there = {**CIRCLE, "lat": LAT + 3000 * METRE}
    await points.add_point(agency=other, name="Badan", shape=there)
    phone = await office.phone()
    answer = await office.one(office.press(phone, fixes=[office.place(3000)]))
    assert "outside" in codes(answer)
    assert "Kantor" in answer.flags[0].detail


async def test_the_best_fix_decides_not_the_nearest(office: Office):
    phone = await office.phone()
    at = MORNING + SECOND
    fixes = [office.place(0, accuracy=40, at=at), office.place(900, accuracy=9, at=MORNING)]
    answer = await office.one(office.press(phone, fixes=fixes))
    assert "outside" in codes(answer)
    fixes = [office.place(900, accuracy=9, at=MORNING), office.place(0, accuracy=9, at=at)]
    answer = await office.one(office.press(await office.phone(), fixes=fixes))
    assert "outside" not in codes(answer)
