"""Is a morning counted right: who is expected, who came, and who is excused?"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Cast
from tests.services.morning import (
    BOUND,
    MONDAY,
    NOW,
    ZONE,
    come,
    counts,
    excuse,
    look,
    monday,
    operator,
)
from web import clock
from web.models import Agency, Employee, Role, RosterEntry, Shift
from web.services import corrections, daily, reviews, roster, rulings, statuses, today_people
from web.settings import Settings


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    async with monday(copied) as hired:
        yield hired


async def test_those_expected_are_counted_and_excuses_are_believed(cast: Cast) -> None:
    viewer = await operator(cast)
    await come(cast, "budi", -50)
    await come(cast, "dewi", -50)
    await excuse(cast, "siti", code="S")

    told = await look(viewer)

    assert counts(told.share) == {"arrived": 1, "away": 1, "missing": 2}
    assert told.scope.chosen == cast.office
    assert told.rush.total == 1


@pytest.mark.parametrize(
    ("covers", "state"), [("both", "away"), ("in", "away"), ("out", "missing")]
)
async def test_half_a_day_excuses_its_own_half(cast: Cast, covers: str, state: str) -> None:
    viewer = await operator(cast)
    await excuse(cast, "siti", covers=covers)
    told = await look(viewer)
    [held] = told.attendance.apart.values()
    assert held.state == state
    assert held.codes == (() if state == "missing" else ("I½",) if covers == "in" else ("I",))


async def test_what_was_taken_back_or_waits_excuses_nobody(cast: Cast) -> None:
    viewer = await operator(cast)
    leave = await excuse(cast, "siti", code="CT")
    await statuses.withdraw(status=leave, reason="Batal", author=viewer)
    assert counts((await look(viewer)).share) == {"missing": 4}


async def test_a_declined_record_is_none_and_an_approved_correction_is_one(cast: Cast) -> None:
    viewer = await operator(cast)
    await come(cast, "budi", -30, north=900.0)
    [doubtful] = await reviews.waiting(viewer)
    assert counts((await look(viewer)).share) == {"arrived": 1, "missing": 3}
    await reviews.decide(checkin=doubtful, author=viewer, outcome="declined", reason="Bukan.")
    assert counts((await look(viewer)).share) == {"missing": 4}

    filing = corrections.Filing(
        date=MONDAY, kind="in", at=NOW - timedelta(minutes=50), reason="HP mati", evidence=""
    )
    filed = {"id": uuid4(), "employee": cast.people["siti"], "filing": filing}
    await corrections.file(**filed, closing_day=5, now=NOW)
    await rulings.rule(subject_id=filed["id"], author=viewer, outcome="approved", reason="Ya")
    assert counts((await look(viewer)).share) == {"arrived": 1, "missing": 3}


async def test_who_works_in_the_afternoon_is_not_missed_in_the_morning(cast: Cast) -> None:
    viewer = await operator(cast)
    shift = await Shift.create(
        **{"id": uuid4(), "agency": cast.office, "code": "S", "name": "Sore"},
        **{"hours": ["14:00", "21:00"], "created_at": BOUND},
    )
    entry = {"date": MONDAY, "created_at": BOUND}
    await RosterEntry.create(id=uuid4(), employee=cast.people["siti"], shift=shift, **entry)
    await RosterEntry.create(id=uuid4(), employee=cast.people["andi"], shift=None, **entry)

    assert counts((await look(viewer)).share) == {"later": 1, "missing": 2}
    sunday = (await look(viewer, day=MONDAY - timedelta(days=1))).share
    assert counts(sunday) == {}


async def agree(viewer: Employee, agency: Any = None, day: date = MONDAY) -> dict[str, int]:
    """What both pages say of a day, which must be one: figures, and the people of both lists."""
    told = (await look(viewer, agency, day)).share
    within = await Agency.below(agency) if agency else frozenset()
    wanted = daily.Wanted(day, ZONE, agency, within)
    reckoned = await daily.attendance_of(viewer, wanted)
    said = await daily.figures(viewer, wanted, reckoned)
    assert (said.present, said.absent or 0, said.later) == (told.arrived, told.missing, told.later)
    for state, people in (("absent", told.missing), ("later", told.later)):
        listed = daily.absent_people(viewer, replace(wanted, state=state), reckoned)
        assert await listed.count() == people, state
    return counts(told)


async def test_the_state_of_a_day_and_its_list_reckon_alike(cast: Cast) -> None:
    early = await roster.add_agency(name="UPTD di Barat", timezone="Asia/Jakarta")
    for number in range(2):
        await roster.add_employee(nip=f"HON-{number}", name=f"Orang {number}", agency=early)
    shift = await Shift.create(
        **{"id": uuid4(), "agency": cast.office, "code": "M", "name": "Malam"},
        **{"hours": ["21:00", "07:00"], "created_at": BOUND},
    )
    entry = {"date": MONDAY, "created_at": BOUND}
    await RosterEntry.create(id=uuid4(), employee=cast.people["siti"], shift=shift, **entry)
    await RosterEntry.create(id=uuid4(), employee=cast.people["budi"], shift=None, **entry)
    await excuse(cast, "andi", code="CT")
    for who in ("budi", "dewi"):  # Budi on a day that is free to him
        await come(cast, who, -50)
    viewer = Employee(role=Role.ADMIN)

    within = await Agency.below(cast.office.id)
    wanted = daily.Wanted(MONDAY, ZONE, cast.office.id, within)
    reckoned = await daily.attendance_of(viewer, wanted)
    assert (await daily.figures(viewer, wanted, reckoned)).beyond == 1
    # 08.10 WITA is 07.10 WIB: there nobody is late yet.
    assert await agree(viewer) == {"arrived": 1, "away": 1, "later": 3, "missing": 1}
    assert await agree(viewer, cast.office.id) == {"away": 1, "later": 1, "missing": 1}
    assert await agree(viewer, early.id) == {"later": 2}
    with clock.at(NOW + timedelta(hours=2)):
        assert await agree(viewer) == {"arrived": 1, "away": 1, "later": 1, "missing": 3}
        assert await agree(viewer, day=MONDAY - timedelta(days=1)) == {}
    await cast.bind("andi")
    await come(cast, "andi", -40)  # on leave, and there all the same
    assert await agree(viewer, cast.office.id) == {"arrived": 1, "later": 1, "missing": 1}


async def test_a_day_is_that_of_the_clock_of_the_office(cast: Cast) -> None:
    """00.30 WITA is still the day before in Jakarta."""
    early = await roster.add_agency(name="UPTD di Barat", timezone="Asia/Jakarta")
    await Employee.filter(id=cast.people["budi"].id).update(agency_id=early.id)
    await come(cast, "budi", -7 * 60 - 40)
    viewer = Employee(role=Role.ADMIN)
    assert await agree(viewer, early.id) == {"later": 1}
    assert (await look(viewer, early.id)).scope.zone == "Asia/Jakarta"


async def test_people_are_named_those_who_have_not_come_first(cast: Cast) -> None:
    await come(cast, "budi", -50)
    await excuse(cast, "siti", code="S")
    told = await today_people.named(cast.office, MONDAY, NOW)
    assert [(one.name.split()[0], held.state) for one, held in told] == [
        *(("Andi", "missing"), ("Rosmini", "missing"), ("Siti", "away"), ("Budi", "arrived")),
    ]
