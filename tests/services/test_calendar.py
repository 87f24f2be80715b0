"""Is the calendar seeded once, corrected by newer rows, and are months told of it?"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from tests.cast import Cast, enact
from web import clock
from web.domain.calendar import ANNOUNCED, Day, national_year
from web.errors import Problem
from web.models import CalendarDay, PersonMonth
from web.services import calendar
from web.settings import Settings

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
INDEPENDENCE = date(2026, 8, 17)


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    async with enact(copied) as hired:
        yield hired


async def said(agency: object, day: date) -> tuple[str, bool] | None:
    lines = await calendar.lines(agency, day, day)  # type: ignore[arg-type]
    return (lines[0].row.kind, lines[0].free) if lines else None


async def month_of(cast: Cast, who: str, month: str) -> PersonMonth:
    return await PersonMonth.create(
        employee=cast.people[who], month=month, version=1, folded=1, causes="", days={}, totals={}
    )


def test_the_library_agrees_with_the_ministers_on_the_dates_of_2026() -> None:
    """SKB 1497/2025, 2/2025, 5/2025. Where it ever differs, the ministers' list is used."""
    listed = {(f"{day.date:%m-%d}", day.kind) for day in calendar.library_days(2026)}

    assert listed == {(day, kind) for day, kind, _ in ANNOUNCED[2026]}


def test_2027_is_left_empty_as_long_as_the_library_guesses() -> None:
    days = calendar.library_days(2027)

    assert any("perkiraan" in day.name for day in days)
    assert national_year(2027, days) is None


async def test_an_installation_knows_the_announced_years_and_no_other(cast: Cast) -> None:
    with clock.at(NOW):
        added = await calendar.seed_national()
        again = await calendar.seed_national()

    rows = await CalendarDay.all()
    assert {row.date.year for row in rows} == {2025, 2026}
    assert (added, again) == (len(rows), 0)
    of_2026 = [row for row in rows if row.date.year == 2026]
    assert sum(row.kind == "holiday" for row in of_2026) == 17
    assert sum(row.kind == "joint_leave" for row in of_2026) == 8
    # SKB 2025 with its amendment: 17 days of holiday, 11 of joint leave with 18 August.
    of_2025 = [row for row in rows if row.date.year == 2025]
    assert (len(of_2025), date(2025, 8, 18) in {row.date for row in of_2025}) == (28, True)
    assert {row.source for row in of_2026} == {"SKB 1497/2025, 2/2025, 5/2025"}


async def test_seeding_leaves_alone_what_an_office_said(cast: Cast) -> None:
    await calendar.set_days(
        agency=None, first=INDEPENDENCE, last=None, kind="ordinary", name="Uji coba"
    )

    await calendar.seed_national(years=[2026])

    assert await said(None, INDEPENDENCE) == ("ordinary", False)


async def test_a_day_is_corrected_by_a_newer_row_and_both_stay(cast: Cast) -> None:
    day = date(2026, 7, 14)
    await calendar.set_days(agency=None, first=day, last=None, kind="local", name="Hari jadi")
    await calendar.set_days(agency=None, first=day, last=None, kind="ordinary", name="Salah")

    assert await said(None, day) == ("ordinary", False)
    assert [row.name for row in await calendar.history(None, day)] == ["Salah", "Hari jadi"]


async def test_an_agency_works_on_a_holiday_and_follows_again(cast: Cast) -> None:
    await calendar.seed_national(years=[2026])
    here = {"agency": cast.office, "first": INDEPENDENCE, "last": None}

    await calendar.set_days(**here, kind="ordinary", name="Pelayanan tetap buka")

    assert await said(cast.office, INDEPENDENCE) == ("ordinary", False)
    assert await said(cast.other_office, INDEPENDENCE) == ("holiday", True)
    await calendar.set_days(**here, kind="follow", name="")
    assert await said(cast.office, INDEPENDENCE) == ("holiday", True)


async def test_a_day_of_an_agency_that_was_taken_back_is_listed_no_more(cast: Cast) -> None:
    here = {"agency": cast.office, "first": date(2026, 7, 14), "last": None}
    await calendar.set_days(**here, kind="local", name="Hari jadi")
    await calendar.set_days(**here, kind="follow", name="")

    assert await said(cast.office, date(2026, 7, 14)) is None


async def test_what_is_applied_twice_changes_nothing(cast: Cast) -> None:
    days = [Day(INDEPENDENCE, "holiday", "Proklamasi"), Day(date(2026, 7, 14), "local", "Jadi")]
    first = await calendar.apply(agency=None, days=days, source="berkas", author=None)
    before = await CalendarDay.all().count()

    again = await calendar.apply(agency=None, days=days, source="berkas", author=None)

    assert (first, again) == (2, 0)
    assert await CalendarDay.all().count() == before
    assert [one.same for one in await calendar.preview(None, days)] == [True, True]
    assert [one.same for one in await calendar.preview(cast.office, days)] == [False, False]


async def test_months_that_hold_the_day_are_folded_again_and_no_others(cast: Cast) -> None:
    here, there = await month_of(cast, "budi", "2026-08"), await month_of(cast, "dewi", "2026-08")
    later = await month_of(cast, "budi", "2026-10")

    await calendar.set_days(
        agency=cast.office, first=INDEPENDENCE, last=None, kind="local", name="Libur"
    )

    for one in (here, there, later):
        await one.refresh_from_db()
    assert [(one.version, one.causes.split()) for one in (here, there, later)] == [
        (2, ["calendar"]),
        (1, []),
        (1, []),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first": None}, "first"),
        ({"last": date(2026, 8, 16)}, "last"),
        ({"last": date(2026, 9, 30)}, "last"),
        ({"kind": "sesuatu"}, "kind"),
        ({"kind": "follow"}, "kind"),
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "Idulfitri (perkiraan)"}, "name"),
        ({"source": "x" * 201}, "source"),
    ],
)
async def test_a_wrong_day_is_told_by_its_field(
    cast: Cast, change: dict[str, object], field: str
) -> None:
    given = {"agency": None, "first": INDEPENDENCE, "last": None, "kind": "holiday", "name": "X"}

    with pytest.raises(Problem) as caught:
        await calendar.set_days(**(given | change))  # type: ignore[arg-type]

    assert list(caught.value.fields) == [field]
    assert await CalendarDay.all().count() == 0
