"""What holds when two things are done at one moment?"""

import asyncio
from datetime import UTC, datetime

import pytest

from tests.cast import OFFICE, enact
from web import clock
from web.db import open_database
from web.errors import Problem
from web.models import Agency, CheckIn
from web.services import points, reviews, roster
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
