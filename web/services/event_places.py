"""Where is a joint event held? A temporary point for each agency concerned, which ends by itself.

A part of `events`. The offices' own points stay in force: a point is added, none is moved.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from tortoise.backends.base.client import BaseDBAsyncClient

from web import clock
from web.db import rows
from web.domain.geofence import BadShape, parse_shape
from web.domain.hours import clock as minutes_of
from web.errors import Problem
from web.models import Agency, JointEvent, Point, PointVersion
from web.services.assessment import reassess

# Who comes early or stays to talk is at a point all the same.
AROUND = timedelta(minutes=30)
MAX_NAME = 200


class Place(NamedTuple):
    """Where people must be: a name and a shape, and the point of one agency that it is already."""

    name: str
    shape: Mapping[str, Any]
    point: Point | None = None


async def place_of(point: Point) -> Place:
    """A point that is already there, as it lies now.

    Raises:
        Problem: `not_found` for a point without a version, which no service makes.
    """
    versions = await _versions(point)
    if not versions:
        raise Problem("not_found")
    version = PointVersion.standing(versions, clock.now())
    return Place(version.name, version.shape, point)


async def _versions(point: Point) -> list[PointVersion]:
    return await PointVersion.filter(point_id=point.id).order_by("-created_at")


def drawn(name: str, shape: Mapping[str, Any]) -> tuple[Place | None, dict[str, str]]:
    """A place that was drawn for the occasion, or what is wrong with it by field."""
    name, wrong = " ".join(name.split()), {}
    if not 0 < len(name) <= MAX_NAME:
        wrong["place_name"] = f"Isi nama tempatnya, paling panjang {MAX_NAME} huruf."
    try:
        parsed = parse_shape(shape).to_dict()
    except BadShape as error:
        return None, wrong | {error.field: str(error)}
    return (None, wrong) if wrong else (Place(name, parsed), wrong)


async def add_points(
    place: Place,
    agencies: Sequence[Agency],
    days: Sequence[date],
    common: Mapping[str, Any],
    now: datetime,
) -> dict[UUID, UUID]:
    """Give each agency a point of the place, in force around the event on each of its dates.

    Of a point that will have moved by then, each date has where it lies on that date.

    Args:
        place: where.
        agencies: whose people are concerned.
        days: local dates.
        common: of the event: `opens`, `closes`, `series` and `author`.
        now: of the act.

    Returns:
        The point's id by the agency's.
    """
    found, points, versions = {}, [], []
    lying = await _versions(place.point) if place.point else []
    for agency in agencies:
        if place.point and place.point.agency_id == agency.id:
            found[agency.id] = place.point.id
            continue
        point = Point(id=uuid4(), agency=agency, series=common["series"], created_at=now)
        points.append(point)
        found[agency.id] = point.id
        for day in days:
            opens, closes = window_of(day, common["opens"], common["closes"], agency.timezone)
            there = PointVersion.standing(lying, opens) if lying else place
            versions.append(
                PointVersion(
                    id=uuid4(),
                    point_id=point.id,
                    name=there.name,
                    shape=dict(there.shape),
                    valid_from=opens - AROUND,
                    valid_until=closes + AROUND,
                    author=common["author"],
                    created_at=now,
                )
            )
    await Point.bulk_create(points)
    await PointVersion.bulk_create(versions)
    return found


async def end_points(events: Sequence[JointEvent], now: datetime) -> None:
    """End the points of events that were taken back: at once, or before they begin."""
    series = {event.series for event in events if event.series}
    whose = {(event.date, event.agency_id) for event in events}
    found = PointVersion.filter(point__series__in=list(series)).select_related("point__agency")
    for version in await found if series else ():
        begins, ends, agency = version.valid_from, version.valid_until, version.point.agency
        if begins is None or ends is None or ends <= now:
            continue
        day = (begins + AROUND).astimezone(ZoneInfo(agency.timezone)).date()
        if {(day, agency.id), (day, None)} & whose:
            version.valid_until = max(now, begins)
            await version.save(update_fields=["valid_until"])


async def judge_again(
    connection: BaseDBAsyncClient, agencies: Sequence[Agency], days: Sequence[date], now: datetime
) -> None:
    """Judge anew the check-ins that were there before their event was entered or taken back."""
    since = datetime.combine(min(days), time(), UTC) - timedelta(days=1)
    if since > now:
        return
    until = datetime.combine(max(days), time(), UTC) + timedelta(days=2)
    below = {one for agency in agencies for one in await Agency.below(agency.id)}
    found = await rows(
        connection,
        "SELECT c.hash FROM checkin c JOIN employee e ON e.id = c.employee_id"
        " WHERE e.agency_id IN (?*) AND c.claimed_at >= ? AND c.claimed_at < ?",
        *([str(one) for one in below], since, until),
    )
    await reassess(connection, [one["hash"] for one in found], now)


def window_of(day: date, opens: str, closes: str, zone: str) -> tuple[datetime, datetime]:
    """When an event opens and closes, from its local date and times."""
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    first, last = (timedelta(minutes=minutes_of(one)) for one in (opens, closes))
    return (midnight + first).astimezone(UTC), (midnight + last).astimezone(UTC)
