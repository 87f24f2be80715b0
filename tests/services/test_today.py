"""Is a morning counted right, of one's own people only, at a cost that does not grow with them?"""

from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Cast, enact
from tests.queries import count_queries
from web import clock
from web.domain.today import Silent
from web.errors import Problem
from web.models import Agency, CheckIn, Employee, Role, RosterEntry, Shift
from web.security import load_scope
from web.services import (
    corrections,
    daily,
    phone_lists,
    reviews,
    roster,
    rulings,
    statuses,
    today,
    today_people,
)
from web.services.today_scope import scope_of
from web.settings import Settings

MONDAY = date(2026, 11, 23)
ZONE = "Asia/Makassar"
NOW = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)  # 08.10 WITA
BOUND = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    with clock.at(BOUND):
        async with enact(copied) as hired:
            for who in ("budi", "siti", "dewi"):
                await hired.bind(who)
            with clock.at(NOW):
                yield hired


async def operator(cast: Cast, who: str = "rosmini") -> Employee:
    person = cast.people[who]
    person.role = Role.OPERATOR
    await person.save()
    await load_scope(person)
    return person


async def look(viewer: Employee, agency: Any = None, day: date = MONDAY) -> today.State:
    return await today.state(await scope_of(viewer, agency, day, ZONE), clock.now())


def counts(share: Any) -> dict[str, int]:
    told = asdict(share)
    return {name: told[name] for name in ("arrived", "away", "later", "missing") if told[name]}


async def come(cast: Cast, who: str, minutes: int, **more: Any) -> Any:
    with clock.at(NOW + timedelta(minutes=minutes)):
        await cast.stage.contact(cast.phones[who])
        return await cast.check_in(who, **more)


async def excuse(cast: Cast, who: str, **what: Any) -> Any:
    told: dict[str, Any] = {"code": "I", "first_day": MONDAY, "last_day": MONDAY, "number": "1"}
    return await statuses.add_status(employee=cast.people[who], **told | what)


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


async def test_the_tree_is_gone_down_and_strangers_are_not_found(cast: Cast) -> None:
    unit = await roster.add_agency(name="UPTD Contoh", timezone=ZONE, parent=cast.office)
    await Employee.filter(id=cast.people["siti"].id).update(agency_id=unit.id)
    viewer = await operator(cast)
    await come(cast, "budi", -50)

    top = await look(viewer)
    assert counts(top.share) == {"arrived": 1, "missing": 3}
    assert [(one.agency.name, one.alone, counts(one.share)) for one in top.units] == [
        ("UPTD Contoh", False, {"missing": 1}),
        ("Dinas Contoh", True, {"arrived": 1, "missing": 2}),
    ]
    below = await look(viewer, unit.id)
    assert (counts(below.share), below.rush.total) == ({"missing": 1}, 0)
    assert below.scope.above == cast.office
    with pytest.raises(Problem) as caught:
        await look(viewer, cast.other_office.id)
    assert caught.value.code == "not_found"

    everything = await look(Employee(role=Role.AUDITOR))
    assert {one.agency.name for one in everything.units} == {"Dinas Contoh", "Badan Lain Contoh"}
    assert counts(everything.share) == {"arrived": 1, "missing": 4}


async def test_people_are_named_those_who_have_not_come_first(cast: Cast) -> None:
    await come(cast, "budi", -50)
    await excuse(cast, "siti", code="S")
    told = await today_people.named(cast.office, MONDAY, NOW)
    assert [(one.name.split()[0], held.state) for one, held in told] == [
        *(("Andi", "missing"), ("Rosmini", "missing"), ("Siti", "away"), ("Budi", "arrived")),
    ]


async def test_what_waited_on_a_phone_is_told_apart(cast: Cast) -> None:
    viewer = await operator(cast)
    with clock.at(NOW - timedelta(hours=2)):
        await cast.stage.contact(cast.phones["siti"])
        cast.press("siti")
    await come(cast, "budi", -5)
    await cast.stage.hand_in(cast.phones["siti"])

    told = await look(viewer)

    assert told.hour
    assert (told.hour.total, told.last_arrival) == (2, NOW)
    assert [(row.direct, row.waited) for row in told.rush.table if row.direct or row.waited] == [
        *((1, 0), (0, 1)),
    ]
    assert (told.delays.count, told.delays.over_hour, told.delays.over_day) == (2, 1, 0)
    assert (told.delays.median, told.delays.most) == (0, 7200)


async def test_a_phone_is_silent_only_where_its_owner_was_to_work(cast: Cast) -> None:
    viewer = await operator(cast)
    with clock.at(NOW - timedelta(days=1)):
        await cast.stage.contact(cast.phones["budi"])
    quiet = (await look(viewer)).silent
    assert quiet
    assert asdict(quiet) == {"bound": 2, "silent": 1, "expected": 1}
    await excuse(cast, "siti", code="CT")
    away = (await look(viewer)).silent
    assert away
    assert asdict(away) == {"bound": 2, "silent": 1, "expected": 0}
    with clock.at(NOW - timedelta(days=1)):
        await cast.bind("andi")  # a phone of yesterday, which had nothing to say yet
    listed = await phone_lists.bound(viewer, phone_lists.Wanted(silent=7)).values_list(
        "employee_id", flat=True
    )
    assert listed == [cast.people["siti"].id]
    assert (await look(viewer)).silent == Silent(bound=3, silent=1, expected=0)


async def test_the_queue_and_refusals_are_those_of_the_scope(cast: Cast) -> None:
    viewer = await operator(cast)
    await come(cast, "budi", -30, north=900.0)
    await come(cast, "dewi", -30, north=900.0)
    told = await look(viewer)
    assert (told.reviews.count, told.reviews.oldest) == (1, NOW - timedelta(minutes=30))
    assert (await look(Employee(role=Role.ADMIN))).reviews.count == 2
    assert told.refused.known == {}


async def test_more_people_and_agencies_mean_no_more_queries(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = Employee(role=Role.ADMIN)
    await excuse(cast, "siti")
    asked = await count_queries(monkeypatch)
    await look(viewer)
    few = len(asked)
    await _hire_many(30)
    asked.clear()
    told = await look(viewer)

    assert len(asked) == few <= 32
    assert (told.share.missing, told.share.away) == (24, 11)
    asked.clear()
    await today_people.named(cast.office, MONDAY, NOW)
    assert len(asked) <= 20


async def _hire_many(people: int) -> None:
    """New people of new agencies, every third of them on leave."""
    for number in range(people):
        agency = await roster.add_agency(name=f"UPTD {number}", timezone=ZONE)
        person = await roster.add_employee(
            nip=f"HON-{number:03}", name=f"Orang {number}", agency=agency
        )
        if number % 3 == 0:
            await statuses.add_status(
                employee=person, code="CT", first_day=MONDAY, last_day=MONDAY, number="1"
            )
    assert await CheckIn.all().count() == 0
