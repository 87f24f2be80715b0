"""Which record is the newest when two are made within one millisecond?"""

from datetime import UTC, datetime

import pytest

from tests.cast import OFFICE, enact
from web import clock
from web.errors import Problem
from web.models import CheckIn
from web.services import points, reviews
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
