"""While a point is to move on a day ahead: does everything else still hold where it is now?"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast, enact
from tests.services.bringing import applied, brought, standing, told
from web import clock
from web.domain.import_plan import CHANGED, SAME
from web.models import PointVersion
from web.services import (
    event_places,
    events,
    import_drafts,
    import_workbooks,
    point_pages,
    points,
    roster,
)
from web.services.import_matters import MATTERS
from web.settings import Settings

NOW = datetime(2026, 11, 1, tzinfo=UTC)
MOVES = datetime(2026, 11, 24, tzinfo=UTC)  # a Tuesday, 08.00 in Mamuju
TODAY, PLANNED = ({"type": "circle", "lat": -2.68, "lng": 118.88, "radius": r} for r in (50, 90))


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    """A point that is somewhere else, under another name, from a day ahead."""
    with clock.at(NOW):
        async with enact(copied) as hired:
            await points.change_point(point=hired.point, name="Kantor lama", shape=TODAY)
            with clock.at(NOW + timedelta(seconds=1)):
                await points.change_point(
                    point=hired.point, name="Kantor baru", shape=PLANNED, valid_from=MOVES
                )
            with clock.at(NOW + timedelta(seconds=2)):
                yield hired


async def at(cast: Cast, moment: datetime) -> Any:
    """Name and shape of the versions in force at a moment."""
    found = await PointVersion.filter(
        PointVersion.began(moment), PointVersion.open_at(moment), point_id=cast.point.id
    )
    return [(one.name, one.shape["radius"]) for one in found]


async def test_a_file_holds_what_holds_now_and_changes_nothing_when_it_comes_back(
    cast: Cast,
) -> None:
    viewer = await roster.add_employee(nip="ADMIN", name="Admin", agency=None, role="admin")
    held, matter = import_drafts.drafts(), MATTERS["points"]
    records = await matter.export(viewer, cast.office)
    assert [(one["name"], one["radius"], one["valid_until"]) for one in records] == [
        ("Kantor lama", "50", "sampai ditutup")
    ]
    before = await standing()
    back = await brought(held, viewer, import_workbooks.as_csv(matter.kind, records), "points")
    assert [one.outcome for one in back.plan.entries] == [SAME], told(back)
    await applied(held, back)
    assert await standing() == before

    content = import_workbooks.as_csv(matter.kind, [records[0] | {"radius": "70"}])
    back = await brought(held, viewer, content, "points")
    [entry] = back.plan.entries
    assert entry.outcome == CHANGED
    assert [(one.label, one.after) for one in entry.changes][1:] == [
        ("Rencana perubahan", "dibatalkan")
    ]
    assert "2026-11-24 08.00" in entry.changes[-1].before
    await applied(held, back)
    for moment in (clock.now() + timedelta(seconds=1), MOVES + timedelta(days=1)):
        assert await at(cast, moment) == [("Kantor lama", 70)]


async def test_an_event_at_anothers_point_is_where_that_lies_on_its_date(cast: Cast) -> None:
    place = await event_places.place_of(cast.point)
    assert (place.name, place.shape["radius"]) == ("Kantor lama", 50)
    await events.add_events(
        agency=None,
        kind="apel",
        name="Apel gabungan",
        first=date(2026, 11, 23),
        last=date(2026, 11, 25),
        weekdays=frozenset({1, 2, 3}),
        opens="09.00",
        closes="09.30",
        cut=0.5,
        place=place,
    )
    theirs = PointVersion.filter(point__agency_id=cast.other_office.id).order_by("valid_from")
    found = [(one.name, one.shape["radius"]) for one in await theirs]
    assert found[-3:] == [("Kantor lama", 50), ("Kantor baru", 90), ("Kantor baru", 90)]


async def test_beside_another_point_it_is_drawn_where_it_lies_now(cast: Cast) -> None:
    beside = await point_pages.neighbours(cast.office, None, clock.now())
    assert [(one["name"], one["shape"]["radius"]) for one in beside] == [("Kantor lama", 50)]
    beside = await point_pages.neighbours(cast.office, None, MOVES)
    assert [(one["name"], one["shape"]["radius"]) for one in beside] == [("Kantor baru", 90)]
