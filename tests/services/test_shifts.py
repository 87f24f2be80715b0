"""Is a roster's newest word what the recap goes by, nights and holidays included?"""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, enact
from web import clock
from web.errors import Problem
from web.models import CalendarDay, RosterEntry
from web.services import shifts
from web.services.recaps import recap_of
from web.settings import Settings

MONDAY = date(2030, 1, 7)


async def define(cast: Cast) -> None:
    """Shifts of a hospital's custom; no regulation sets them."""
    for code, name, hours in (
        ("P", "Pagi", ["07:30", "14:00"]),
        ("M", "Malam", ["21:00", "07:30"]),
    ):
        await shifts.define(agency=cast.office, code=code, name=name, hours=hours)


async def day(cast: Cast, who: str = "budi") -> dict[str, Any]:
    """What the recap says of the Monday."""
    recap = await recap_of(cast.office, "2030-01", clock.now())
    row = next(row for row in recap.rows if row["nip"] == cast.people[who].nip)
    found: dict[str, Any] = row["days"]["7"]
    return found


async def put(cast: Cast, code: str, **more: Any) -> int:
    """Enter a shift for the Monday."""
    cells = {(cast.people["budi"].id, MONDAY): code}
    return await shifts.assign(agency=cast.office, cells=cells, author=None, **more)


async def test_the_newest_entry_stands_and_a_night_is_one_day(installation: Settings) -> None:
    async with enact(installation) as cast:
        await define(cast)
        assert (await day(cast))["hours"] == "07.30–16.00"

        assert await put(cast, "M") == 1
        assert (await day(cast))["hours"] == "21.00–07.30"
        assert await put(cast, "m") == 0
        assert await put(cast, "P") == 1
        assert (await day(cast))["hours"] == "07.30–14.00"
        assert await put(cast, "") == 1
        assert (await day(cast))["code"] == "L"
        assert await RosterEntry.all().count() == 3
        assert (await day(cast, "siti"))["hours"] == "07.30–16.00"


async def test_a_shift_works_on_a_holiday(installation: Settings) -> None:
    async with enact(installation) as cast:
        await define(cast)
        await CalendarDay.create(
            **{"id": cast.office.id, "date": MONDAY, "kind": "holiday", "name": "Libur"},
            source="uji",
            created_at=clock.now(),
        )
        await put(cast, "P")

        assert (await day(cast))["hours"] == "07.30–14.00"
        assert (await day(cast, "siti"))["code"] == "L"


async def test_other_hours_of_a_code_renew_the_roster_from_a_date(installation: Settings) -> None:
    async with enact(installation) as cast:
        await define(cast)
        await put(cast, "P")
        await shifts.define(
            agency=cast.office, code="P", name="Pagi", hours=["08:00", "14:00"], valid_from=MONDAY
        )

        assert (await day(cast))["hours"] == "08.00–14.00"


async def test_an_unknown_code_keeps_everything_as_it_is(installation: Settings) -> None:
    async with enact(installation) as cast:
        await define(cast)
        with pytest.raises(Problem) as caught:
            await put(cast, "X")

        assert caught.value.fields.keys() == {"roster"}
        assert await RosterEntry.all().count() == 0
