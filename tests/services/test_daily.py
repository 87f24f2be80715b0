"""Is a day counted right, and always with the same few queries, on either database?"""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cast import Cast, enact
from web import clock
from web.models import Employee, Role
from web.security import load_scope
from web.services import daily, reviews, statuses
from web.settings import Settings

MONDAY = date(2026, 11, 23)
WANTED = daily.Wanted(day=MONDAY, zone="Asia/Makassar")
MORNING = datetime(2026, 11, 22, 23, 20, tzinfo=UTC)  # Monday, 07.20 WITA


async def _operator(cast: Cast) -> Employee:
    rosmini = cast.people["rosmini"]
    rosmini.role = Role.OPERATOR
    await rosmini.save()
    await load_scope(rosmini)
    return rosmini


async def _morning(cast: Cast) -> None:
    """Budi comes twice, Siti comes to another place, Dewi to another office."""
    for who in ("budi", "siti", "dewi"):
        with clock.at(MORNING - timedelta(days=20)):
            await cast.bind(who)
    for minutes, who, north in ((0, "budi", 0.0), (1, "budi", 0.0), (2, "siti", 900.0)):
        with clock.at(MORNING + timedelta(minutes=minutes)):
            await cast.stage.contact(cast.phones[who])
            await cast.check_in(who, north=north)
    with clock.at(MORNING):
        await cast.stage.contact(cast.phones["dewi"])
        await cast.check_in("dewi")


async def test_people_are_counted_once_and_strangers_never(installation: Settings) -> None:
    async with enact(installation) as cast:
        operator = await _operator(cast)
        await _morning(cast)

        told = await daily.attendance_of(operator, WANTED)
        counted = await daily.figures(operator, WANTED, told)

        assert counted == daily.Figures(present=2, absent=2, waiting=1, late=0)
        absent = await daily.absent_people(operator, WANTED, told).order_by("name")
        assert [person.name for person in absent] == ["Andi Contoh", "Rosmini Contoh"]
        came = daily.arrivals(operator, WANTED).select_related("employee")
        names = {one.employee.name for one in await came}
        assert names == {"Budi Contoh", "Siti Contoh"}


async def test_each_state_shows_its_own_and_a_decision_moves_it(installation: Settings) -> None:
    async with enact(installation) as cast:
        operator = await _operator(cast)
        await _morning(cast)

        async def shown(state: str) -> list[str]:
            return [
                one.hash for one in await daily.arrivals(operator, replace(WANTED, state=state))
            ]

        assert [len(await shown(state)) for state in ("accepted", "waiting", "decided")] == [
            2,
            1,
            0,
        ]
        [doubtful] = await reviews.waiting(operator)
        for outcome in ("declined", "accepted"):
            await reviews.decide(checkin=doubtful, author=operator, outcome=outcome, reason="Ya.")

        assert [len(await shown(state)) for state in ("accepted", "waiting", "decided")] == [
            2,
            0,
            1,
        ]
        assert await reviews.waiting(operator).count() == 0
        assert await reviews.decided(operator).count() == 1
        assert (await reviews.decided(operator))[0].hash == doubtful.hash


async def test_who_is_excused_for_the_morning_is_not_absent(installation: Settings) -> None:
    with clock.at(MORNING - timedelta(days=20)):
        async with enact(installation) as cast:
            operator = await _operator(cast)
            for who, covers in (("siti", "in"), ("andi", "out"), ("budi", "both")):
                await statuses.add_status(
                    **{"employee": cast.people[who], "code": "I", "covers": covers, "number": "1"},
                    **{"first_day": MONDAY, "last_day": MONDAY},
                )

            with clock.at(MORNING + timedelta(hours=1)):
                told = await daily.attendance_of(operator, WANTED)
                absent = await daily.absent_people(operator, WANTED, told).order_by("name")
                counted = await daily.figures(operator, WANTED, told)

            assert [person.name for person in absent] == ["Andi Contoh", "Rosmini Contoh"]
            assert counted.absent == 2


async def test_the_day_ends_at_midnight_of_its_own_zone(installation: Settings) -> None:
    async with enact(installation) as cast:
        operator = await _operator(cast)
        with clock.at(MORNING - timedelta(days=20)):
            await cast.bind("budi")
        with clock.at(datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)):  # 23.59.59 WITA
            await cast.stage.contact(cast.phones["budi"])
            await cast.check_in("budi")

        tuesday = replace(WANTED, day=MONDAY + timedelta(days=1))
        assert await daily.arrivals(operator, WANTED).count() == 1
        assert await daily.arrivals(operator, tuesday).count() == 0


async def test_more_people_mean_no_more_queries(
    installation: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with enact(installation) as cast:
        operator = await _operator(cast)
        await _morning(cast)

        async def queries(wanted: daily.Wanted) -> int:
            caplog.clear()
            with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
                found = await daily.arrivals(operator, wanted).prefetch_related("decisions")
                assert len(await daily.lines(daily.arrivals(operator, wanted))) == len(found)
                await daily.phones_of([one.employee_id for one in found])
                told = await daily.attendance_of(operator, wanted)
                await daily.figures(operator, wanted, told)
            return len(caplog.records)

        few, many = await queries(replace(WANTED, text="Siti")), await queries(WANTED)
        assert few == many <= 17  # the plans of agencies are five of them
