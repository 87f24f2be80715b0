"""Do a point's versions follow each other without a gap, whoever writes, on either database?"""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import enact
from web import clock
from web.errors import Problem
from web.models import PointVersion
from web.services import points
from web.settings import Settings

CIRCLE = {"type": "circle", "lat": -2.68, "lng": 118.89, "radius": 80.0}


async def test_of_two_changes_at_once_one_wins_and_the_other_is_told(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        both = [
            points.change_point(point=cast.point, name=name, shape=CIRCLE)
            for name in ("Pertama", "Kedua")
        ]
        results = await asyncio.gather(*both, return_exceptions=True)

        refused = [one for one in results if isinstance(one, Problem)]
        open_ones = await PointVersion.filter(point_id=cast.point.id, valid_until=None)
        assert len(open_ones) == 1
        assert [one.code for one in refused] in ([], ["point_changed"])


async def test_versions_follow_each_other_without_a_gap(installation: Settings) -> None:
    async with enact(installation) as cast:
        for radius in (50.0, 60.0, 70.0):
            shape = CIRCLE | {"radius": radius}
            await points.change_point(point=cast.point, name="Kantor", shape=shape)

        versions = await PointVersion.filter(point_id=cast.point.id).order_by("created_at", "id")
        ends = sorted(one.valid_until for one in versions if one.valid_until)
        begins = sorted(one.valid_from for one in versions if one.valid_from)
        assert ends == begins
        assert len(versions) == 4


async def test_a_point_that_has_not_begun_is_changed_without_ever_counting(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        begins = clock.now() + timedelta(days=2)
        ends = begins + timedelta(hours=3)
        span = {"valid_from": begins, "valid_until": ends}
        point = await points.add_point(agency=cast.office, name="Apel", shape=CIRCLE, **span)

        changed = await points.change_point(
            point=point, name="Apel besar", shape=CIRCLE, valid_until=ends
        )

        assert (changed.valid_from, changed.valid_until) == (begins, ends)
        first = await PointVersion.get(name="Apel")
        assert first.valid_from == first.valid_until


async def test_a_point_that_has_not_begun_is_closed_for_good(installation: Settings) -> None:
    async with enact(installation) as cast:
        begins = clock.now() + timedelta(days=2)
        point = await points.add_point(
            agency=cast.office, name="Apel", shape=CIRCLE, valid_from=begins
        )

        await points.close_point(point=point)

        in_force = [
            one
            for one in await PointVersion.filter(point_id=point.id)
            if one.valid_until is None or (one.valid_from and one.valid_from < one.valid_until)
        ]
        assert in_force == []
        with pytest.raises(Problem) as caught:
            await points.close_point(point=point)
        assert caught.value.code == "point_closed"


async def test_a_closed_point_keeps_the_past_as_it_was(installation: Settings) -> None:
    async with enact(installation) as cast:
        await cast.bind("budi")
        before = await cast.check_in("budi")
        await points.close_point(point=cast.point)
        after = await cast.check_in("budi", "out")

        assert before.verdict == "accepted"
        assert [flag.code for flag in after.flags] == ["outside"]


async def test_a_move_ahead_leaves_the_point_until_then_and_may_be_called_off(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        first, later = clock.now() + timedelta(days=3), clock.now() + timedelta(days=5)
        old = await points.current_version(cast.point)

        def move(radius: float, **when: Any) -> Any:
            shape = CIRCLE | {"radius": radius}
            return points.change_point(point=cast.point, name="Kantor", shape=shape, **when)

        async def in_force(at: datetime) -> list[float]:
            found = await PointVersion.filter(point_id=cast.point.id)
            return [
                one.shape["radius"]
                for one in found
                if (one.valid_from is None or one.valid_from <= at)
                and (one.valid_until is None or at < one.valid_until)
            ]

        with pytest.raises(Problem) as caught:
            await move(60.0, valid_from=clock.now() - timedelta(minutes=1))
        assert "starts_at" in caught.value.fields

        await move(60.0, valid_from=later)
        assert (await points.standing_version(cast.point)).id == old.id
        assert await in_force(first) == [old.shape["radius"]]
        assert await in_force(later) == [60.0]

        await move(70.0, valid_from=first)  # brought forward: nothing overlaps
        assert await in_force(first) == [70.0]
        assert await in_force(later) == [70.0]

        await move(old.shape["radius"])  # called off: as it stands, from now on
        assert await in_force(later) == [old.shape["radius"]]

        await move(90.0, valid_from=later)
        await points.close_point(point=cast.point)
        assert await in_force(clock.now() + timedelta(seconds=1)) == []
        assert await in_force(later) == []
