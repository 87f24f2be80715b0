"""Is a special day kept by newer rows, and are months told of it?"""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, enact
from web.errors import Problem
from web.models import PersonMonth, SpecialDay
from web.services import special_days
from web.settings import Settings

DAY = date(2026, 3, 25)


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    async with enact(copied) as hired:
        yield hired


async def names(agency: Any) -> list[str]:
    return [row.name for row in await special_days.standing(agency, DAY, DAY)]


async def test_the_newest_row_counts_and_an_agency_s_own_before_everybody_s(cast: Cast) -> None:
    for agency, name, absent in (
        (cast.office, "Kantor", 25.0),
        (None, "Semua, lama", 30.0),
        (None, "Semua", 50.0),
    ):
        await special_days.set_special_day(agency=agency, day=DAY, name=name, absent=absent)

    assert await names(cast.office) == ["Kantor"]
    assert await names(cast.other_office) == await names(None) == ["Semua"]
    assert len(await special_days.history(cast.office, DAY)) == 3


async def test_a_row_without_a_rule_takes_back(cast: Cast) -> None:
    await special_days.set_special_day(agency=None, day=DAY, name="Lebaran", absent=50)
    await special_days.set_special_day(agency=None, day=DAY, name="Salah tanggal")

    assert await names(None) == []
    assert await SpecialDay.all().count() == 2


async def test_months_are_folded_again(cast: Cast) -> None:
    months = [
        await PersonMonth.create(
            employee=cast.people[who], month="2026-03", version=1, folded=1, days={}, totals={}
        )
        for who in ("budi", "dewi")
    ]

    await special_days.set_special_day(agency=cast.office, day=DAY, name="Lebaran", absent=50)

    for month in months:
        await month.refresh_from_db()
    assert [(month.version, month.causes.strip()) for month in months] == [(2, "rules"), (1, "")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"day": None}, "date"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"absent": 101.0}, "absent"),
        ({"absent": -1.0}, "absent"),
        ({"deadline": "siang"}, "deadline"),
        ({"factor": 11.0}, "factor"),
    ],
)
async def test_a_wrong_day_is_told_by_its_field(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Problem) as caught:
        await special_days.set_special_day(
            **({"agency": None, "day": DAY, "name": "Lebaran", "absent": 50.0} | change)
        )

    assert list(caught.value.fields) == [field]
    assert await SpecialDay.all().count() == 0
