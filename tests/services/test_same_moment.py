"""What holds when two things are done at one moment?"""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.cast import OFFICE, enact
from web import clock
from web.db import open_database
from web.errors import Problem
from web.models import Agency, CheckIn, DayStatus, Delegation
from web.services import delegations, points, reviews, roster, statuses
from web.settings import Settings

MOMENT = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


async def test_the_later_of_two_decisions_stands(installation: Settings) -> None:
    with clock.at(MOMENT):
        async with enact(installation) as cast:
            await cast.bind("budi")
            await cast.check_in("budi", north=600)
            checkin = await CheckIn.get()
            for outcome in ("declined", "accepted", "declined", "accepted"):
                await reviews.decide(
                    checkin=checkin, author=cast.people["rosmini"], outcome=outcome, reason="Ya."
                )
            shown = await CheckIn.get().prefetch_related("decisions")
            assert reviews.outcome_of(shown) == "accepted"


async def test_a_point_is_what_was_entered_last(installation: Settings) -> None:
    with clock.at(MOMENT):
        async with enact(installation) as cast:
            for metres in (30.0, 40.0, 50.0):
                circle = {"type": "circle", "lat": OFFICE[0], "lng": OFFICE[1], "radius": metres}
                await points.change_point(point=cast.point, name="Kantor", shape=circle)
            assert (await points.current_version(cast.point)).shape["radius"] == 50
            await points.close_point(point=cast.point)
            with pytest.raises(Problem, match="point_closed"):
                await points.close_point(point=cast.point)


async def test_who_acts_for_a_supervisor_is_one_and_is_ended_once(installation: Settings) -> None:
    async with enact(installation) as cast:
        people, day = cast.people, date(2026, 11, 24)

        def told(who: str) -> dict[str, Any]:
            span = {"first_day": day, "last_day": day}
            return {"principal": people["rosmini"], "delegate": people[who], **span}

        common: dict[str, Any] = {"kind": "plt", "number": "800/1", "author": people["rosmini"]}
        added = await asyncio.gather(
            *(delegations.add(**told(who), **common) for who in ("budi", "siti", "budi", "andi")),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in added) == ["Delegation", *["Problem"] * 3]
        held = await Delegation.get()
        how: dict[str, Any] = {
            "delegation": held,
            "reason": "Kembali.",
            "author": people["rosmini"],
        }
        ended = await asyncio.gather(
            *(delegations.end(**how) for _ in range(3)), return_exceptions=True
        )
        assert sorted(type(one).__name__ for one in ended) == ["Problem", "Problem", "Withdrawal"]


async def test_leave_sent_twice_is_entered_once_and_taken_back_once(installation: Settings) -> None:
    async with enact(installation) as cast:
        budi, day = cast.people["budi"], date(2027, 3, 2)
        told: dict[str, Any] = {"employee": budi, "code": "CT", "first_day": day, "last_day": day}
        added = await asyncio.gather(
            *(statuses.add_status(**told) for _ in range(3)), return_exceptions=True
        )
        assert sorted(type(one).__name__ for one in added) == ["DayStatus", "Problem", "Problem"]
        how: dict[str, Any] = {"status": await DayStatus.get(), "reason": "Batal.", "author": budi}
        gone = await asyncio.gather(
            *(statuses.withdraw(**how) for _ in range(3)), return_exceptions=True
        )
        assert sorted(type(one).__name__ for one in gone) == ["Problem", "Problem", "Withdrawal"]


async def test_of_agencies_named_alike_at_one_moment_one_is_kept(installation: Settings) -> None:
    """Files could not tell them apart; no index compares names so."""
    zone, alike = "Asia/Makassar", ["Uji", "UJI", "uji", "uJi", "uJI", "UJi"]
    async with open_database(installation):
        added = await asyncio.gather(
            *(roster.add_agency(name=f"Dinas {one}", timezone=zone) for one in alike),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in added) == ["Agency", *["Problem"] * 5]
        assert await Agency.all().count() == 1
        others = [await roster.add_agency(name=f"Lain {one}", timezone=zone) for one in "ABCDEF"]
        renamed = await asyncio.gather(
            *(
                roster.rename_agency(agency=agency, name=f"Badan {one}")
                for agency, one in zip(others, alike, strict=True)
            ),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in renamed) == ["Agency", *["Problem"] * 5]
        assert await Agency.filter(name__startswith="Badan").count() == 1
