"""Do rules that look at other people, other days and other phones find what they should?"""

import pytest

from tests.services.office import (
    DAY,
    HOUR,
    LAT,
    LNG,
    METRE,
    MINUTE,
    MORNING,
    SECOND,
    Office,
    codes,
    stands,
)
from web.models import Assessment
from web.services.softphone import SoftPhone, fix


async def fresh(office: Office, at=MORNING - MINUTE, **how) -> SoftPhone:
    phone = await office.phone(**how)
    await office.contact(phone, at)
    return phone


def at_desk(at=MORNING, lat=LAT, lng=LNG, accuracy=8.0):
    """The one place that a fake location gives to everybody."""
    return [fix(lat, lng, accuracy, at)]


async def stand_at(office: Office, when, phone: SoftPhone | None = None, **how):
    """Somebody checks in at the one place, handed in at once."""
    phone = phone or await office.phone()
    await office.contact(phone, when - MINUTE)
    envelope = office.press(phone, when, fixes=at_desk(when, **how))
    await office.one(envelope, at=when + SECOND)
    return envelope


# The same coordinates as other people's


async def test_two_others_at_the_very_same_place_and_the_older_rows_get_it_too(office: Office):
    first = await stand_at(office, MORNING - 3 * DAY)
    second = await stand_at(office, MORNING - DAY)
    assert await stands(first) == await stands(second) == set()
    third = await stand_at(office, MORNING)
    for envelope in (first, second, third):
        assert await stands(envelope) == {"shared_fix"}


async def test_one_other_twice_is_one_person(office: Office):
    colleague = await office.phone()
    await stand_at(office, MORNING - 2 * HOUR, colleague)
    await stand_at(office, MORNING - HOUR, colleague)
    assert await stands(await stand_at(office, MORNING)) == set()


async def test_one_person_s_two_phones_are_one_person(office: Office):
    old = await office.phone()
    await stand_at(office, MORNING - HOUR, old)
    new = await office.replace(old, at=MORNING - 10 * DAY)
    last = await stand_at(office, MORNING, new)
    await stand_at(office, MORNING + HOUR)
    assert "shared_fix" not in await stands(last)


@pytest.mark.parametrize(("apart", "flagged"), [(30 * DAY, True), (30 * DAY + SECOND, False)])
async def test_within_thirty_days_means_thirty_days(office: Office, apart, flagged: bool):
    """The one in the middle always has both others near; the outer ones only within 30 days."""
    ends = [await stand_at(office, MORNING), await stand_at(office, MORNING + apart)]
    middle = await stand_at(office, MORNING + 15 * DAY)
    assert await stands(middle) == {"shared_fix"}
    for envelope in ends:
        assert ("shared_fix" in await stands(envelope)) is flagged


async def test_the_last_digit_tells_them_apart(office: Office):
    for number in range(3):
        lat = LAT + number * 1e-14
        assert await stands(await stand_at(office, MORNING + number * MINUTE, lat=lat)) == set()
    for number in range(3):
        there = {"lat": LAT + METRE, "lng": LNG + number * 2e-14}
        assert await stands(await stand_at(office, MORNING + number * HOUR, **there)) == set()


async def test_only_latitude_and_longitude_are_compared(office: Office):
    for number in range(2):
        await stand_at(office, MORNING + number * MINUTE, accuracy=5.0 + number)
    last = await stand_at(office, MORNING + HOUR, accuracy=33.0)
    assert await stands(last) == {"shared_fix"}


async def test_whole_numbers_and_minus_zero_are_the_same_place(office: Office):
    envelopes = []
    for lat, lng in ((0, 3), (0.0, 3.0), (-0.0, 3)):
        phone = await fresh(office)
        envelopes.append(office.press(phone, fixes=at_desk(lat=lat, lng=lng)))
    await office.hand_in(*envelopes)
    for envelope in envelopes:
        assert await stands(envelope) == {"shared_fix", "outside"}


async def test_only_the_fix_that_counts_is_compared(office: Office):
    for _ in range(3):
        phone = await fresh(office)
        own = office.place(accuracy=5)
        envelope = office.press(phone, fixes=[*at_desk(), own])
        await office.one(envelope)
        assert await stands(envelope) == set()


async def test_a_different_person_each_time_in_one_body(office: Office):
    envelopes = [office.press(await fresh(office), fixes=at_desk()) for _ in range(4)]
    answers = await office.hand_in(*envelopes)
    assert [codes(one) for one in answers] == [{"shared_fix"}] * 4
    assert "3 pegawai lain" in answers[0].flags[0].detail


async def test_a_day_like_any_other_does_not_judge_a_month_again(office: Office):
    """Hundreds may share a fake place for months: an arrival must not cost all of them."""
    phones = [await office.phone() for _ in range(3)]
    for day in range(4):
        for phone in phones:
            await stand_at(office, MORNING + day * DAY, phone)
    before = {one.checkin_id: one.assessed_at for one in await Assessment.all()}
    await stand_at(office, MORNING + 3 * DAY + 8 * HOUR, phones[0])
    again = [one for one in await Assessment.all() if before.get(one.checkin_id) != one.assessed_at]
    assert len(again) == 1  # the new one alone
    newcomer = await stand_at(office, MORNING + 3 * DAY + 9 * HOUR)
    assert await stands(newcomer) == {"shared_fix"}
    texts = {one.flags[0]["detail"] for one in await Assessment.all()}
    assert texts == {"Koordinat sama persis dengan 3 pegawai lain dalam 30 hari."}


# The same coordinates as this person's on other days


async def test_the_very_same_place_on_another_day_is_frozen_on_both(office: Office):
    phone = await office.phone()
    first = await stand_at(office, MORNING, phone)
    same_day = await stand_at(office, MORNING + 8 * HOUR, phone)
    assert await stands(first) == await stands(same_day) == set()
    later = await stand_at(office, MORNING + 40 * DAY, phone)
    for envelope in (first, same_day, later):
        assert await stands(envelope) == {"frozen_fix"}


async def test_a_day_is_the_office_s_own(office: Office):
    """24 November begins in Makassar at 16.00 UTC of the 23rd."""
    phone = await office.phone()
    before_midnight = MORNING.replace(hour=15, minute=59)
    first = await stand_at(office, before_midnight, phone)
    second = await stand_at(office, before_midnight + 2 * MINUTE, phone)
    assert await stands(first) == await stands(second) == {"frozen_fix"}
    third = await stand_at(office, before_midnight + DAY, phone)
    assert "frozen_fix" in await stands(third)


async def test_a_new_phone_at_the_old_place_is_frozen_too(office: Office):
    old = await office.phone()
    first = await stand_at(office, MORNING - 20 * DAY, old)
    new = await office.replace(old, at=MORNING - 10 * DAY)
    second = await stand_at(office, MORNING, new)
    assert await stands(first) == await stands(second) == {"frozen_fix"}


# Faster than anybody travels


async def test_the_later_one_of_two_is_too_fast_in_any_order(office: Office):
    for turned in (False, True):
        phone = await fresh(office, MORNING - MINUTE)
        near = office.press(phone, MORNING)
        far = office.press(phone, MORNING + 6 * MINUTE, fixes=[office.place(27_000)])
        for one in (far, near) if turned else (near, far):
            await office.one(one, at=MORNING + 7 * MINUTE)
        assert await stands(near) == set()
        assert await stands(far) == {"outside", "impossible_speed"}


async def test_one_in_between_changes_who_is_too_fast(office: Office):
    phone = await fresh(office, MORNING - MINUTE)
    first = office.press(phone, MORNING)
    between = office.press(phone, MORNING + MINUTE, fixes=[office.place(100_000)])
    last = office.press(phone, MORNING + 2 * MINUTE)
    await office.hand_in(first, last, at=MORNING + 3 * MINUTE)
    assert await stands(last) == {"chain_gap"}
    await office.one(between, at=MORNING + 3 * MINUTE)
    assert await stands(between) == {"outside", "impossible_speed"}
    assert await stands(last) == {"impossible_speed"}


async def test_speed_looks_across_days(office: Office):
    phone = await fresh(office)
    await office.one(office.press(phone))
    await office.contact(phone, MORNING + 2 * DAY)
    # Half round the earth in two days is still too fast; in four it is not.
    antipode = [fix(-LAT, LNG - 180, 8.0, MORNING)]
    there = office.press(phone, MORNING + 2 * DAY, fixes=antipode)
    await office.one(there, at=MORNING + 2 * DAY)
    assert await stands(there) == {"outside", "impossible_speed"}
    await office.contact(phone, MORNING + 6 * DAY)
    back = office.press(phone, MORNING + 6 * DAY)
    assert codes(await office.one(back, at=MORNING + 6 * DAY)) == set()


async def test_speed_looks_across_phones(office: Office):
    old = await fresh(office)
    await office.one(office.press(old))
    new = await office.replace(old, at=MORNING + MINUTE)
    far = office.press(new, MORNING + 2 * MINUTE, fixes=[office.place(100_000)])
    flags = codes(await office.one(far, at=MORNING + 2 * MINUTE))
    assert flags == {"outside", "impossible_speed", "new_device"}


async def test_without_a_place_there_is_no_speed_and_it_is_looked_past(office: Office):
    phone = await fresh(office)
    near = office.press(phone)
    blind = office.press(phone, MORNING + MINUTE, fixes=[])
    far = office.press(phone, MORNING + 2 * MINUTE, fixes=[office.place(100_000)])
    answers = await office.hand_in(near, blind, far, at=MORNING + 3 * MINUTE)
    assert [codes(one) for one in answers] == [
        set(),
        {"no_location"},
        {"outside", "impossible_speed"},
    ]


async def test_colleagues_places_do_not_matter(office: Office):
    one, other = await fresh(office), await fresh(office)
    far = office.press(other, MORNING + MINUTE, fixes=[office.place(100_000)])
    answers = await office.hand_in(office.press(one), far, at=MORNING + 2 * MINUTE)
    assert [codes(answer) for answer in answers] == [set(), {"outside"}]
