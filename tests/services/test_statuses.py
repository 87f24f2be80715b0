"""Does a status count as its letter says, wait where it must, and end when it is taken back?"""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import Cast, enact
from web import clock
from web.errors import Problem
from web.models import CalendarDay, DayStatus
from web.services import rulings, statuses
from web.services.recaps import recap_of
from web.settings import Settings

MONDAY = date(2030, 1, 7)


async def add(cast: Cast, code: str, days: int = 1, **more: Any) -> DayStatus:
    """Enter a status of Budi's from the Monday on."""
    last = MONDAY + timedelta(days=days - 1)
    span = {"first_day": MONDAY, "last_day": last} | more
    return await statuses.add_status(employee=cast.people["budi"], code=code, **span)


async def code(cast: Cast, day: int = 7) -> str:
    """What the recap calls a day of Budi's."""
    later = clock.now().replace(year=2030, month=3)
    recap = await recap_of(cast.office, "2030-01", later)
    row = next(row for row in recap.rows if row["nip"] == cast.people["budi"].nip)
    return str(row["days"][str(day)]["code"])


async def test_a_leave_counts_at_once_until_it_is_taken_back(installation: Settings) -> None:
    async with enact(installation) as cast:
        assert await code(cast) == "TK"
        leave = await add(cast, "CT", 3)
        assert [await code(cast, day) for day in (7, 8, 9, 10)] == ["CT", "CT", "CT", "TK"]

        by = cast.people["rosmini"]
        await statuses.withdraw(status=leave, reason="Batal", author=by)
        assert await code(cast) == "TK"
        with pytest.raises(Problem) as caught:
            await statuses.withdraw(status=leave, reason="Batal", author=by)
        assert caught.value.code == "withdrawn"


async def test_an_overlap_is_told_and_kept_only_when_meant(installation: Settings) -> None:
    async with enact(installation) as cast:
        await add(cast, "CT", 3)
        with pytest.raises(Problem) as caught:
            await add(cast, "S")
        assert "Cuti tahunan 07/01/2030–09/01/2030" in caught.value.fields["sure"]

        await add(cast, "S", sure=True)
        assert await DayStatus.all().count() == 2


async def test_wfa_counts_after_the_supervisor_s_word(installation: Settings) -> None:
    async with enact(installation) as cast:
        away = await add(cast, "WFA", 2)
        assert (await statuses.standings([away]))[away.id].code == "waiting"

        by = cast.people["rosmini"]
        await rulings.rule(subject_id=away.id, author=by, outcome="approved", reason="Sesuai")
        assert (await statuses.standings([away]))[away.id].code == "counts"


async def test_wfa_is_on_two_working_days_a_week_at_most(installation: Settings) -> None:
    # PermenPANRB 4/2025: flexible place on at most two working days a week
    async with enact(installation) as cast:
        with pytest.raises(Problem) as caught:
            await add(cast, "WFA", 3)
        assert "PermenPANRB 4/2025" in caught.value.fields["code"]

        await CalendarDay.create(
            **{"id": cast.office.id, "date": MONDAY, "kind": "holiday", "name": "Libur"},
            source="uji",
            created_at=clock.now(),
        )
        await add(cast, "WFA", 3)  # the holiday in it is no working day
        week = MONDAY + timedelta(days=3)
        with pytest.raises(Problem):
            await add(cast, "WFA", first_day=week, last_day=week)
        weekend = MONDAY + timedelta(days=5)
        await add(cast, "WFA", first_day=weekend, last_day=weekend + timedelta(days=3))
