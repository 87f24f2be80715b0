"""Does a month come out as it would by hand, and change by itself with its facts and rules?"""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from tests.queries import count_queries
from tests.services.month import AFTER, MONTH, codes_of, moment, play, row_of, sign
from tests.services.office import DAY, HOUR, MINUTE, Office
from web import clock
from web.domain.bands import PRESETS, parse_table
from web.models import (
    Assessment,
    BandTable,
    CalendarDay,
    CheckIn,
    ClosingStep,
    DayChange,
    DayStatus,
    Employee,
    GroupMember,
    LockedMonth,
    PersonMonth,
    Posting,
    WorkGroup,
    WorkPattern,
)
from web.services import reviews, roster
from web.services.folding import fold_people
from web.services.months import settle, touch
from web.services.recaps import locked_on, recap_of, recap_of_person, what_if

ON_TIME = ["in 07:20", "out 16:05"]
FRIDAY = ["in 07:20", "out 16:35"]
SUNDAYS_AND_SATURDAYS = (1, 7, 8, 14, 15, 21, 22, 28, 29)

# November 2026 of one person, worked out by hand: five days, 07.30-16.00, Friday to 16.30.
BY_HAND: dict[int, tuple[list[str], str, int, int]] = {
    2: (ON_TIME, "H", 0, 0),
    3: (["in 07:41", "out 16:05"], "TL1", 11, 0),
    4: (["in 08:05", "out 16:00"], "TL2", 35, 0),
    5: (["in 08:40", "out 16:00"], "TL3", 70, 0),
    6: (["in 09:30", "out 16:30"], "TL4", 120, 0),
    9: (["in 07:25", "out 15:45"], "PSW1", 0, 15),
    10: (["in 07:25", "out 15:15"], "PSW2", 0, 45),
    11: (["in 07:25", "out 14:45"], "PSW3", 0, 75),
    12: (["in 07:25", "out 12:00"], "PSW4", 0, 240),
    13: (["in 07:25", "out 16:00"], "PSW1", 0, 30),
    16: (["out 16:02"], "TAM", 0, 0),
    17: (["in 07:29"], "TAP", 0, 0),
    18: ([], "TK", 0, 0),
    19: (["in 07:50", "out 15:00"], "TL1+PSW2", 20, 60),
    20: (["in 07:29", "in 09:00", "out 12:00", "out 16:31"], "H", 0, 0),
    23: (["in 07:29", "out 00:40+1"], "H", 0, 0),
    24: (ON_TIME, "H", 0, 0),
    25: (ON_TIME, "H", 0, 0),
    26: (ON_TIME, "H", 0, 0),
    27: (FRIDAY, "H", 0, 0),
    28: (["in 08:00", "out 11:00"], "L", 0, 0),
    30: (ON_TIME, "H", 0, 0),
}


async def test_a_month_comes_out_as_by_hand(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {day: one[0] for day, one in BY_HAND.items()})
    row = await row_of(office.agency, person)
    expected = dict.fromkeys(SUNDAYS_AND_SATURDAYS, "L") | {
        day: one[1] for day, one in BY_HAND.items()
    }
    assert codes_of(row) == expected
    for day, (_, _, late, early) in BY_HAND.items():
        found = row["days"][str(day)]
        assert (found["late_minutes"], found["early_minutes"]) == (late, early), day
    totals = row["totals"]
    assert (totals["workdays"], totals["present"], totals["absent"]) == (21, 20, 1)
    assert (totals["late_minutes"], totals["early_minutes"]) == (256, 465)
    # TL 0.5+1+1.5+2, PSW 0.5+1+1.5+2+0.5, TAM 2, TAP 2, TK 4, TL1+PSW2 1.5.
    assert totals["cut_percent"] == 5 + 5.5 + 4 + 4 + 1.5
    assert row["days"]["3"]["in"] == "2026-11-02T23:41:00.000Z"


async def same_as_from_scratch(office: Office, now: Any = AFTER) -> None:
    """What is stored equals a fold of the facts, to the last figure."""
    people = [str(one.id) for one in await Employee.all()]
    await settle(people, MONTH, now)
    fresh = await fold_people(people, MONTH, now)
    for kept in await PersonMonth.filter(month=MONTH):
        made = fresh[str(kept.employee_id)]
        assert kept.days == made.days
        assert kept.totals == made.totals


@pytest.mark.parametrize("seed", range(4))
async def test_what_is_stored_equals_a_fold_from_scratch(office: Office, seed: int):
    random = Random(seed)
    person, other = await office.hire(), await office.hire()
    above = await office.hire()
    phones = [await office.phone(person), await office.phone(other)]
    envelopes = []
    for day in sorted(random.sample(range(2, 28), 8)):
        for phone in phones:
            for text in random.choice([ON_TIME, FRIDAY, ["in 08:10"], ["in 21:00", "out 02:10+1"]]):
                envelopes.append(await sign(office, phone, day, text))
    random.shuffle(envelopes)
    at = moment(28, "12:00")
    for start in range(0, len(envelopes), 5):
        await office.hand_in(*envelopes[start : start + 5], at=at)
        if random.random() < 0.5:
            await same_as_from_scratch(office, at)
        if random.random() < 0.5:
            await change_something(random, office, person, above)
    await same_as_from_scratch(office)


async def change_something(
    random: Random, office: Office, person: Employee, above: Employee
) -> None:
    """Decide on a check-in, grant a leave, or enter a holiday, as services do."""
    day = date(2026, 11, random.randint(2, 27))
    what = random.randrange(3)
    if what == 0:
        checkin = await CheckIn.filter(employee=person).order_by("hash").first()
        if checkin is None:
            return
        await Assessment.filter(checkin_id=checkin.hash).update(verdict="review")
        await reviews.decide(
            checkin=checkin,
            author=above,
            outcome=random.choice(["declined", "accepted"]),
            reason="Sudah dicek.",
        )
    elif what == 1:
        kind = random.choice([("CT", "both"), ("S", "in"), ("I", "out"), ("CS", "both")])
        await leave(person, day, day + timedelta(days=2), *kind)
    else:
        await CalendarDay.create(
            id=uuid4(), date=day, kind="local", name="Hari jadi", source="uji", created_at=AFTER
        )
        await touch("calendar", first=day, last=day)


async def leave(
    person: Employee, first: date, last: date, code: str = "CT", covers: str = "both"
) -> None:
    """A granted leave, as its service records it."""
    await DayStatus.create(
        id=uuid4(),
        employee=person,
        code=code,
        covers=covers,
        first_day=first,
        last_day=last,
        number="800/1",
        note="",
        created_at=AFTER,
    )
    await touch("status", employees=[person.id], first=first, last=last)


async def test_a_late_check_in_changes_its_day_and_the_change_is_told(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    offline = [await sign(office, phone, 10, text) for text in ON_TIME]
    early = moment(12, "12:00")
    assert codes_of(await row_of(office.agency, person, early))[10] == "TK"
    await office.hand_in(*offline, at=early + HOUR)
    assert codes_of(await row_of(office.agency, person, early + 2 * HOUR))[10] == "H"
    (change,) = await DayChange.filter(employee=person)
    assert (change.before["code"], change.after["code"]) == ("TK", "H")
    assert (change.causes, change.date) == ("checkin", date(2026, 11, 10))


async def test_a_declined_check_in_does_not_count(office: Office):
    person, above = await office.hire(), await office.hire()
    phone = await office.phone(person)
    far = office.press(phone, moment(10, "07:20"), fixes=[office.place(5000)])
    await office.one(far, at=moment(10, "07:21"))
    await play(office, phone, {10: ["out 16:00"]})
    # In review it counts as present until a person decides otherwise.
    row = await row_of(office.agency, person)
    assert row["days"]["10"]["code"] == "H"
    assert row["days"]["10"]["notes"] == ["Ada absen yang masih ditinjau atasan."]
    checkin = await CheckIn.get(employee=person, kind="in")
    await reviews.decide(
        checkin=checkin, author=above, outcome="declined", reason="Tidak di kantor."
    )
    assert codes_of(await row_of(office.agency, person))[10] == "TAM"
    assert (await DayChange.get(employee=person)).causes == "decision"


async def test_leave_and_holidays_change_days_that_were_judged(office: Office):
    person = await office.hire()
    assert codes_of(await row_of(office.agency, person))[11] == "TK"
    await leave(person, date(2026, 11, 10), date(2026, 11, 11))
    row = await row_of(office.agency, person)
    assert (codes_of(row)[10], codes_of(row)[11], codes_of(row)[12]) == ("CT", "CT", "TK")
    assert {one.causes for one in await DayChange.all()} == {"status"}


async def test_time_alone_ends_a_day(office: Office):
    person = await office.hire()
    evening, night = moment(10, "20:00"), moment(10, "04:00+1")
    assert codes_of(await row_of(office.agency, person, evening))[10] == ""
    assert codes_of(await row_of(office.agency, person, night))[10] == "TK"
    assert codes_of(await row_of(office.agency, person, night))[11] == ""


async def test_a_table_of_bands_counts_from_its_date_on(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {3: ["in 07:41", "out 16:00"], 17: ["in 07:41", "out 16:00"]})
    await row_of(office.agency, person)
    body = {
        "late": [{"code": "T1", "from": 1, "cut": 3}],
        "early": [{"code": "P1", "from": 1, "cut": 3}],
        **{key: {"code": key[-2:].upper(), "cut": 5} for key in ("no_in", "no_out", "absent")},
    }
    await BandTable.create(
        id=uuid4(),
        name="Tabel Mamuju",
        source="uji",
        body=body,
        valid_from=date(2026, 11, 16),
        created_at=AFTER,
    )
    await touch("rules", first=date(2026, 11, 16))
    codes = codes_of(await row_of(office.agency, person))
    assert (codes[3], codes[17]) == ("TL1", "T1")


async def test_a_what_if_stores_nothing(office: Office):
    from_table = (await recap_of(office.agency, MONTH, AFTER)).rows
    assert from_table == []
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {3: ["in 07:41", "out 16:00"]})
    now = await row_of(office.agency, person)
    other = parse_table(PRESETS["mataram-2023"].body)
    (then,) = await what_if(office.agency, MONTH, other, AFTER)
    assert (now["days"]["3"]["cut"], then["days"]["3"]["cut"]) == (0.5, 2.0)
    assert await row_of(office.agency, person) == now


async def test_a_check_in_that_arrives_while_a_month_is_folded_is_not_lost(office: Office):
    """Between reading the facts and storing the fold another record is committed."""
    person = await office.hire()
    phone = await office.phone(person)
    await row_of(office.agency, person)
    first, second = [await sign(office, phone, 10, text) for text in ON_TIME]
    await office.one(first, at=AFTER)
    read = await PersonMonth.get(employee=person)
    await office.one(second, at=AFTER)
    await PersonMonth.filter(id=read.id).update(folded=read.version)  # what the fold knew of
    assert codes_of(await row_of(office.agency, person))[10] == "H"


async def test_who_changes_agencies_has_each_day_in_one_recap(office: Office):
    with clock.at(AFTER - 400 * DAY):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    person = await office.hire()
    await Posting.create(id=uuid4(), employee=person, agency=office.agency, created_at=AFTER)
    await Posting.create(
        id=uuid4(),
        employee=person,
        agency=other,
        valid_from=date(2026, 11, 16),
        created_at=AFTER + MINUTE,
    )
    await Employee.filter(id=person.id).update(agency_id=other.id)
    before = codes_of(await row_of(office.agency, person))
    after = codes_of(await row_of(other, person))
    assert (before[13], before[16]) == ("TK", "-")
    assert (after[13], after[16]) == ("-", "TK")
    # In months without a move the person stands in one recap only.
    now = AFTER + 60 * DAY
    assert (await recap_of(other, "2026-10", now)).rows == []
    assert (await recap_of(office.agency, "2026-12", now)).rows == []
    assert len((await recap_of(office.agency, "2026-10", now)).rows) == 1
    assert len((await recap_of(other, "2026-12", now)).rows) == 1


async def test_a_transfer_takes_a_persons_locked_month_along(office: Office):
    with clock.at(AFTER - 400 * DAY):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    person = await office.hire()
    recap = await recap_of(office.agency, MONTH, AFTER)
    step = await ClosingStep.create(
        id=uuid4(),
        agency=office.agency,
        month=MONTH,
        step="lock",
        author=person,
        reason="",
        at=AFTER,
    )
    await LockedMonth.create(
        id=uuid4(), agency=office.agency, month=MONTH, step=step, digest="x", rows=recap.rows
    )
    for agency, since in ((office.agency, None), (other, date(2026, 12, 10))):
        await Posting.create(
            id=uuid4(), employee=person, agency=agency, valid_from=since, created_at=AFTER
        )
    await Employee.filter(id=person.id).update(agency_id=other.id)
    person = await Employee.get(id=person.id)
    await leave(person, date(2026, 11, 10), date(2026, 11, 10))
    assert (await recap_of_person(person, MONTH, AFTER))["days"] == recap.rows[0]["days"]
    assert await locked_on(person, date(2026, 11, 10))
    assert not await locked_on(person, date(2026, 12, 15))


async def test_the_hours_of_the_old_agency_end_with_a_transfer(office: Office):
    with clock.at(AFTER - 400 * DAY):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    person = await office.hire()
    group = await WorkGroup.create(id=uuid4(), agency=office.agency, name="Jaga", created_at=AFTER)
    await GroupMember.create(id=uuid4(), group=group, employee=person, created_at=AFTER)
    await WorkPattern.create(
        id=uuid4(),
        agency=office.agency,
        group=group,
        days={"6": ["08:00", "12:00"]},
        created_at=AFTER,
    )
    for agency, since in ((office.agency, None), (other, date(2026, 11, 16))):
        await Posting.create(
            id=uuid4(), employee=person, agency=agency, valid_from=since, created_at=AFTER
        )
    await Employee.filter(id=person.id).update(agency_id=other.id)
    before = codes_of(await row_of(office.agency, person))
    after = codes_of(await row_of(other, person))
    assert (before[13], before[14]) == ("L", "TK")
    assert (after[20], after[21]) == ("TK", "L")


async def test_pages_read_a_month_with_a_bounded_number_of_queries(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(30):
        await office.hire()
    await recap_of(office.agency, MONTH, AFTER)
    asked = await count_queries(monkeypatch)
    assert len((await recap_of(office.agency, MONTH, AFTER)).rows) == 30
    assert len(asked) <= 5, asked
