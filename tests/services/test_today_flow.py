"""Is a day looked at from where one may, and told what waits, at a cost that does not grow?"""

from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.queries import count_queries
from tests.services.morning import (
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
from web.domain.today import Silent
from web.errors import Problem
from web.models import CheckIn, Employee, Role
from web.services import phone_lists, roster, statuses, today_people
from web.settings import Settings


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    async with monday(copied) as hired:
        yield hired


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
