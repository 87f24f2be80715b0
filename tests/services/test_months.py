"""Does a month come out as it would by hand, and change by itself with its facts and rules?"""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from tests.queries import count_queries
from tests.services.month import AFTER, MONTH, codes_of, leave, moment, play, row_of, sign
from tests.services.office import Office
from web.models import (
    Assessment,
    CalendarDay,
    CheckIn,
    Employee,
    PersonMonth,
)
from web.services import reviews
from web.services.folding import fold_people
from web.services.months import settle, touch
from web.services.recaps import recap_of

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


async def test_pages_read_a_month_with_a_bounded_number_of_queries(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(30):
        await office.hire()
    await recap_of(office.agency, MONTH, AFTER)
    asked = await count_queries(monkeypatch)
    assert len((await recap_of(office.agency, MONTH, AFTER)).rows) == 30
    assert len(asked) <= 5, asked
