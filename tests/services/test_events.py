"""Are joint events added for every date, taken back with a reason, and counted by the recap?"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.cast import Cast, enact
from web import clock
from web.errors import Problem
from web.models import JointEvent, PersonMonth, Withdrawal
from web.services import calendar, event_lists, event_places, events, recaps
from web.settings import Settings

APEL = {"kind": "apel", "name": "Apel pagi", "opens": "07.00", "closes": "07.30", "cut": 0.5}
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    with clock.at(datetime(2026, 11, 1, tzinfo=UTC)):
        async with enact(copied) as hired:
            yield hired


async def add(**change: Any) -> list[JointEvent]:
    return await events.add_events(**({"agency": None, "first": MONDAY} | APEL | change))


async def test_a_repetition_leaves_holidays_out_unless_told(cast: Cast) -> None:
    await calendar.seed_national(years=[2026])
    august = {"first": date(2026, 8, 3), "last": date(2026, 8, 31), "weekdays": {1}}

    without, with_ = await add(**august), await add(**august, on_holidays=True)

    assert [row.date.day for row in without] == [3, 10, 24, 31]
    assert [row.date.day for row in with_] == [3, 10, 17, 24, 31]


async def test_an_event_is_for_an_agency_for_all_or_for_some(cast: Cast) -> None:
    nip = cast.people["budi"].nip
    await add(name="Semua")
    await add(name="Kantor", agency=cast.office)
    await add(name="Beberapa", agency=cast.office, nips=[f" {nip[:8]} {nip[8:]}", "", nip])

    here = await event_lists.between(cast.office, MONDAY, MONDAY)
    there = await event_lists.between(cast.other_office, MONDAY, MONDAY)

    assert sorted(row.name for row in here) == ["Beberapa", "Kantor", "Semua"]
    assert [row.name for row in there] == ["Semua"]
    listed = next(row for row in here if row.name == "Beberapa")
    assert listed.expected == [str(cast.people["budi"].id)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "pesta"}, "kind"),
        ({"name": " "}, "name"),
        ({"first": None}, "first"),
        ({"opens": "pagi"}, "opens"),
        ({"closes": "06.00"}, "closes"),
        ({"last": TUESDAY}, "weekdays"),
        ({"last": date(2026, 11, 1), "weekdays": {1}}, "last"),
        ({"cut": 101.0}, "cut"),
        ({"cut": None}, "cut"),
        ({"nips": []}, "nips"),
        ({"nips": ["123"]}, "nips"),
    ],
)
async def test_a_wrong_event_is_told_by_its_field(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Problem) as caught:
        await add(**change)

    assert list(caught.value.fields) == [field]
    assert await JointEvent.all().count() == 0


async def test_people_of_another_office_are_not_expected(cast: Cast) -> None:
    with pytest.raises(Problem) as caught:
        await add(agency=cast.office, nips=[cast.people["dewi"].nip])

    assert cast.people["dewi"].nip in caught.value.fields["nips"]


async def test_an_event_is_taken_back_once_with_its_reason(cast: Cast) -> None:
    [event] = await add()
    author = cast.people["rosmini"]
    with pytest.raises(Problem) as without:
        await events.withdraw(event=event, reason=" ", author=author)
    assert list(without.value.fields) == ["reason"]

    assert await events.withdraw(event=event, reason="Hujan", author=author) == 1

    assert await event_lists.between(None, MONDAY, MONDAY) == []
    with pytest.raises(Problem) as again:
        await events.withdraw(event=event, reason="Lagi", author=author)
    assert again.value.code == "already_exists"


async def test_the_later_dates_of_a_repetition_may_go_along(cast: Cast) -> None:
    rows = await add(last=date(2026, 12, 21), weekdays={1})
    await add(first=date(2026, 12, 7), name="Apel lain")
    assert await events.withdraw(event=rows[3], reason="x", author=cast.people["rosmini"]) == 1

    count = await events.withdraw(
        event=rows[1], reason="Diganti", author=cast.people["rosmini"], later_ones=True
    )

    assert count == len(rows) - 2
    assert [row.name for row in await event_lists.between(None, MONDAY, date(2026, 12, 31))] == [
        "Apel pagi",
        "Apel lain",
    ]
    assert await Withdrawal.all().count() == len(rows) - 1


async def test_months_of_those_expected_are_folded_again(cast: Cast) -> None:
    months = [
        await PersonMonth.create(
            employee=cast.people[who], month="2026-11", version=1, folded=1, days={}, totals={}
        )
        for who in ("budi", "siti", "dewi")
    ]

    await add(agency=cast.office, nips=[cast.people["budi"].nip])
    [event] = await add(agency=cast.office)
    await events.withdraw(event=event, reason="Hujan", author=cast.people["rosmini"])

    for month in months:
        await month.refresh_from_db()
    assert [month.version for month in months] == [4, 3, 1]


async def test_the_recap_counts_who_checked_in_within_the_window(cast: Cast) -> None:
    """Kotim: 0.5 % for a missed apel. A holiday does not keep an event from being held."""
    await calendar.set_days(
        agency=None, first=MONDAY, last=None, kind="local", name="Hari jadi contoh"
    )
    await add(agency=cast.office, place=await event_places.place_of(cast.point))
    for who, minute in (("budi", 12), ("siti", 45)):
        with clock.at(datetime(2026, 11, 22, 22, 0, tzinfo=UTC)):
            await cast.bind(who)
        with clock.at(datetime(2026, 11, 22, 23, minute, tzinfo=UTC)):
            await cast.check_in(who)

    with clock.at(datetime(2026, 11, 25, 1, tzinfo=UTC)):
        recap = await recaps.recap_of(cast.office, "2026-11", clock.now())

    told = {row["name"]: row["days"]["23"] for row in recap.rows}
    assert [one["attended"] for one in told["Budi Contoh"]["events"]] == [True]
    assert [one["attended"] for one in told["Siti Contoh"]["events"]] == [False]
    assert (told["Budi Contoh"]["cut"], told["Siti Contoh"]["cut"]) == (0, 0.5)
    assert told["Budi Contoh"]["code"] == "L"
