"""Is a decision a record of its own, and are earlier flags counted rightly?"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.cast import Cast, enact
from web import clock
from web.errors import Problem
from web.models import CheckIn, Decision
from web.services import reviews
from web.settings import Settings

START = datetime(2026, 11, 2, 23, 20, tzinfo=UTC)


async def _outside(cast: Cast, who: str, at: datetime, north: float = 600.0) -> CheckIn:
    with clock.at(at):
        await cast.stage.contact(cast.phones[who])
        await cast.check_in(who, north=north)
    return await CheckIn.get(hash=cast.phones[who].head).select_related("assessment")


async def test_the_fact_is_untouched_and_the_newest_decision_stands(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        with clock.at(START - timedelta(days=9)):
            await cast.bind("budi")
        checkin = await _outside(cast, "budi", START)
        before = await CheckIn.filter(hash=checkin.hash).values()

        for outcome in ("declined", "accepted"):
            await reviews.decide(
                checkin=checkin, author=cast.people["rosmini"], outcome=outcome, reason="Alasan."
            )

        assert await CheckIn.filter(hash=checkin.hash).values() == before
        assert await Decision.filter(checkin=checkin).count() == 2
        [shown] = await reviews.decided(cast.people["rosmini"]).prefetch_related("decisions")
        assert reviews.outcome_of(shown) == "accepted"


async def test_one_id_is_one_decision(installation: Settings) -> None:
    async with enact(installation) as cast:
        with clock.at(START - timedelta(days=9)):
            await cast.bind("budi")
        checkin, id_ = await _outside(cast, "budi", START), uuid4()
        same = {"checkin": checkin, "author": cast.people["rosmini"], "outcome": "accepted"}

        first = await reviews.decide(**same, reason="Ya.", id=id_)
        again = await reviews.decide(**same, reason="Ya.", id=id_)
        with pytest.raises(Problem) as caught:
            await reviews.decide(**same, reason="Lain.", id=id_)

        assert first.id == again.id
        assert caught.value.code == "content_differs"


async def test_only_the_person_s_own_flags_of_the_30_days_before_count(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        with clock.at(START - timedelta(days=60)):
            await cast.bind("budi")
            await cast.bind("siti")
        await _outside(cast, "budi", START - timedelta(days=31))
        declined = await _outside(cast, "budi", START - timedelta(days=29), north=650.0)
        await _outside(cast, "siti", START - timedelta(days=1), north=700.0)
        await _outside(cast, "budi", START - timedelta(days=2), north=0.0)
        now = await _outside(cast, "budi", START, north=750.0)
        await _outside(cast, "budi", START + timedelta(days=1), north=800.0)
        await reviews.decide(
            checkin=declined, author=cast.people["rosmini"], outcome="declined", reason="Tidak."
        )

        earlier = await reviews.earlier_flags([now])

        assert earlier[now.hash] == [reviews.Earlier("outside", 1, 0, 1)]
