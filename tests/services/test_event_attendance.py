"""Are people counted while an event is held, at a place that was added for it alone?"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import OFFICE, Cast, enact
from tests.queries import count_queries
from web import clock
from web.errors import Problem
from web.models import Employee, EventExemption, JointEvent, PointVersion, Role
from web.services import (
    event_counts,
    event_exemptions,
    event_places,
    events,
    points,
    recaps,
    roster,
    statuses,
)
from web.settings import Settings

MONDAY = date(2026, 11, 23)
APEL = {"kind": "apel", "name": "Apel gabungan", "opens": "07.00", "closes": "07.30", "cut": 0.5}
NORTH = 2000.0  # metres from the office to the field
FIELD = {"type": "circle", "lat": OFFICE[0] + NORTH / 110_574, "lng": OFFICE[1], "radius": 100.0}
OPENS = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)  # 07.00 WITA


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    with clock.at(datetime(2026, 11, 1, tzinfo=UTC)):
        async with enact(copied) as hired:
            for who in ("budi", "siti", "dewi"):
                await hired.bind(who)
            yield hired


async def add(cast: Cast, **change: Any) -> list[JointEvent]:
    place, wrong = event_places.drawn("Lapangan", FIELD)
    assert not wrong
    what: dict[str, Any] = {"agency": None, "first": MONDAY, "place": place} | APEL | change
    return await events.add_events(author=cast.people["rosmini"], **what)


async def at(cast: Cast, who: str, minutes: int, north: float = NORTH) -> Any:
    with clock.at(OPENS + timedelta(minutes=minutes)):
        outcome = await cast.check_in(who, north=north)
    return outcome


async def admin() -> Employee:
    return Employee(role=Role.ADMIN)


async def test_a_place_is_added_for_all_and_ends_by_itself(cast: Cast) -> None:
    await add(cast)

    there, office = await at(cast, "budi", 10), await at(cast, "siti", 10, north=0)
    elsewhere, later = await at(cast, "dewi", 29), await at(cast, "budi", 90)

    assert [one.verdict for one in (there, office, elsewhere)] == ["accepted"] * 3
    assert later.verdict == "review"
    names = {version.name for version in await PointVersion.all()}
    assert "Lapangan" in names


async def test_an_existing_place_is_lent_to_other_agencies(cast: Cast) -> None:
    place = await event_places.place_of(cast.point)
    [event] = await add(cast, place=place)

    assert event.point_id is not None
    assert (await at(cast, "dewi", 5, north=0)).verdict == "accepted"
    assert await PointVersion.filter(point_id=cast.point.id).count() == 1


async def test_a_place_that_is_entered_afterwards_counts_for_those_who_came(cast: Cast) -> None:
    early = await at(cast, "budi", 10)
    assert early.verdict == "review"

    with clock.at(OPENS + timedelta(hours=3)):
        [event] = await add(cast)
        [count] = await event_counts.head_count([event], [cast.office])

    assert count.there == 1
    assert [one.name for one in count.missing] == ["Andi Contoh", "Rosmini Contoh", "Siti Contoh"]


async def test_a_place_goes_with_its_event(cast: Cast) -> None:
    first, second = await add(cast, last=date(2026, 11, 30), weekdays={1})

    await events.withdraw(event=first, reason="Hujan", author=cast.people["rosmini"])

    assert (await at(cast, "budi", 10)).verdict == "review"
    assert (await at(cast, "siti", 10 + 7 * 24 * 60)).verdict == "accepted"
    assert second.series == first.series


async def test_people_are_counted_live_agency_by_agency(cast: Cast) -> None:
    [event] = await add(cast)
    await statuses.add_status(
        employee=cast.people["andi"],
        code="CT",
        first_day=MONDAY,
        last_day=MONDAY,
        number="1",
        author=cast.people["rosmini"],
    )
    await event_exemptions.exempt(
        event=event, people=[cast.people["rosmini"]], reason="Piket", author=cast.people["rosmini"]
    )
    await at(cast, "budi", 10)
    await at(cast, "siti", 10, north=0)  # at the office, not at the field
    await at(cast, "dewi", 30)

    with clock.at(OPENS + timedelta(minutes=31)):
        now = clock.now()
        told = await event_counts.attendance(await admin(), event, None, now)

    assert told.state == "live"
    figures = {one.agency.name: (one.there, one.expected, one.excused) for one in told.counts}
    assert figures == {"Dinas Contoh": (1, 2, 2), cast.other_office.name: (1, 1, 0)}
    assert [one.name for one in told.counts[0].missing] == ["Siti Contoh"]


async def test_an_agency_for_which_it_was_taken_back_is_not_counted(cast: Cast) -> None:
    here, there = await add(cast, agencies=[cast.office, cast.other_office])
    await events.withdraw(event=there, reason="Hujan", author=cast.people["rosmini"])

    with clock.at(OPENS + timedelta(minutes=31)):
        told = await event_counts.attendance(await admin(), here, None, clock.now())

    assert [one.agency.id for one in told.counts] == [here.agency_id]


async def test_half_a_day_excuses_from_what_lies_in_it_alone(cast: Cast) -> None:
    [apel] = await add(cast)
    [closing] = await add(cast, name="Apel sore", opens="15.00", closes="15.30")
    for who, covers in (("siti", "in"), ("andi", "out")):
        await statuses.add_status(
            **{"employee": cast.people[who], "code": "I", "covers": covers, "number": "1"},
            **{"first_day": MONDAY, "last_day": MONDAY, "author": cast.people["rosmini"]},
        )
    with clock.at(OPENS + timedelta(hours=9)):
        [morning] = await event_counts.head_count([apel], [cast.office])
        [afternoon] = await event_counts.head_count([closing], [cast.office])

    assert (morning.excused, afternoon.excused) == (1, 1)
    assert [one.name for one in morning.missing] == [
        *("Andi Contoh", "Budi Contoh", "Rosmini Contoh"),
    ]
    assert "Siti Contoh" in [one.name for one in afternoon.missing]
    with clock.at(OPENS + timedelta(days=2)):
        final = await event_counts.of_recap(apel, cast.office, clock.now())
    assert (final.expected, final.excused) == (morning.expected, morning.excused)


async def test_the_live_count_and_the_recap_agree(cast: Cast) -> None:
    [event] = await add(cast)
    await event_exemptions.exempt(
        event=event, people=[cast.people["andi"]], reason="Piket", author=cast.people["rosmini"]
    )
    await at(cast, "budi", 10)

    with clock.at(OPENS + timedelta(minutes=40)):
        [live] = await event_counts.head_count([event], [cast.office])
    with clock.at(OPENS + timedelta(days=2)):
        final = await event_counts.of_recap(event, cast.office, clock.now())

    assert (live.there, live.expected, live.excused) == (1, 3, 1)
    assert (final.there, final.expected, final.excused) == (1, 3, 1)
    assert live.missing == final.missing


async def test_each_office_is_counted_by_its_own_clock(cast: Cast) -> None:
    """Where 07.00 comes an hour later, a check-in of an hour before it opens is none of it."""
    west = await roster.add_agency(name="Kantor Penghubung", timezone="Asia/Jakarta")
    await Employee.filter(id=cast.people["dewi"].id).update(agency_id=west.id)
    here, there = await add(cast, agencies=[cast.office, west], place=None)
    await at(cast, "budi", 10)
    await at(cast, "dewi", 10)
    live = await event_counts.head_count([here, there], [cast.office, west])
    assert [(one.agency.name, one.there) for one in live] == [("Dinas Contoh", 1), (west.name, 0)]
    await at(cast, "dewi", 70)
    live = await event_counts.head_count([here, there], [cast.office, west])
    assert [one.there for one in live] == [1, 1]


async def test_the_queries_do_not_grow_with_the_people(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    [event] = await add(cast)
    asked = await count_queries(monkeypatch)
    await event_counts.head_count([event], [cast.other_office])
    few = len(asked)
    await event_counts.head_count([event], [cast.office, cast.other_office])
    assert len(asked) == 2 * few


async def test_an_exemption_changes_the_recap_and_ends(cast: Cast) -> None:
    [event] = await add(cast, agency=cast.office)
    await at(cast, "siti", 60, north=0)
    siti, author = cast.people["siti"], cast.people["rosmini"]

    async def cut() -> float:
        with clock.at(OPENS + timedelta(days=1, hours=12)):
            row = await recaps.recap_of_person(siti, "2026-11", clock.now())
        return float(row["days"]["23"]["cut"])

    before = await cut()
    assert await event_exemptions.exempt(event=event, people=[siti], reason="Piket", author=author)
    exempt = await cut()
    again = await event_exemptions.exempt(event=event, people=[siti], reason="Piket", author=author)
    [held] = await event_exemptions.of_event(event, await admin())
    await event_exemptions.end(exemption=held, author=author)

    assert (before - exempt, await cut() - exempt) == (0.5, 0.5)
    assert (again, await event_exemptions.of_event(event, await admin())) == (0, [])


async def test_who_is_exempt_from_an_event_of_several_agencies_is_so_from_their_own(
    cast: Cast,
) -> None:
    here, there = await add(cast, agencies=[cast.office, cast.other_office])
    who = [cast.people[one] for one in ("budi", "dewi")]
    for _ in range(2):  # a second time adds nothing
        await event_exemptions.exempt(
            event=here, people=who, reason="Piket", author=cast.people["rosmini"]
        )

    kept = await EventExemption.all().values_list("event_id", "employee_id")
    assert {*kept} == {(here.id, who[0].id), (there.id, who[1].id)}
    assert len(kept) == 2
    listed = await event_exemptions.of_event(here, await admin())
    assert {one.employee_id for one in listed} == {one.id for one in who}


@pytest.mark.parametrize(
    ("reason", "people", "field"), [(" ", ["budi"], "reason"), ("Piket", [], "people")]
)
async def test_a_wrong_exemption_is_told_by_its_field(
    cast: Cast, reason: str, people: list[str], field: str
) -> None:
    [event] = await add(cast)
    with pytest.raises(Problem) as caught:
        await event_exemptions.exempt(
            event=event,
            people=[cast.people[who] for who in people],
            reason=reason,
            author=cast.people["rosmini"],
        )
    assert list(caught.value.fields) == [field]


async def test_points_of_events_are_governed_by_their_event(cast: Cast) -> None:
    await add(cast, agency=cast.office)
    [version] = await PointVersion.filter(name="Lapangan").select_related("point")
    assert version.point.series is not None
    assert version.valid_until is not None
    assert (version.valid_until - OPENS) == timedelta(hours=1)
    assert await points.current_version(cast.point)
