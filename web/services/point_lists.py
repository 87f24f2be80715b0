"""Which points are there, and what does each mean now? By the newest version of each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from web.models import Employee, PointVersion
from web.services import seeking
from web.services.point_pages import opening_words

# In force without an end, in force with one, not yet, no longer.
STATES = ("standing", "temporary", "coming", "closed")


def found(
    viewer: Employee, text: str, agency: UUID | None, state: str, now: datetime
) -> QuerySet[PointVersion]:
    """Those whose name has every word of a text.

    Args:
        viewer: who asks; others' points are not found.
        text: words of the name; "" for all.
        agency: only this one's.
        state: one of `STATES`; "open" for all but the closed, "all" for all.
        now: the moment for which the state holds.
    """
    points = PointVersion.newest_to(viewer)
    if text:
        points = seeking.named(points, text, '"point_version"."name"')
    if agency:
        points = points.filter(point__agency_id=agency)
    return points.filter(_meant(now)[state]) if state != "all" else points


def _meant(now: datetime) -> Mapping[str, Q]:
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=now)
    endless, ends_later = Q(valid_until__isnull=True), Q(valid_until__gt=now)
    return {
        "standing": began & endless,
        "temporary": began & ends_later,
        "coming": Q(valid_from__gt=now) & (endless | ends_later),
        "closed": Q(valid_until__lte=now),
        "open": endless | ends_later,
    }


def state_of(version: PointVersion, now: datetime) -> str:
    """What a point is now, by its newest version: one of `STATES`."""
    if version.valid_until and version.valid_until <= now:
        return "closed"
    if version.valid_from and version.valid_from > now:
        return "coming"
    return "temporary" if version.valid_until else "standing"


async def as_they_stand(
    entries: list[dict[str, Any]], zones: Mapping[UUID, str], now: datetime
) -> list[dict[str, Any]]:
    """The same, but a point whose change is planned as it is until then, the change in `plan`.

    Args:
        entries: by the newest versions, as `entry_of` makes them.
        zones: of the agencies, by point.
        now: the moment.

    One query, none where nothing is to come.
    """
    coming = [entry["id"] for entry in entries if entry["state"] == "coming"]
    if not coming:
        return entries
    held = PointVersion.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=now),
        point_id__in=coming,
        valid_until__gt=now,
    )
    found = {
        one.point_id: one
        for one in await held.select_related("point__agency").prefetch_related("shares__agency")
    }
    return [_planned(entry, found.get(entry["id"]), zones, now) for entry in entries]


def _planned(
    entry: dict[str, Any], held: PointVersion | None, zones: Mapping[UUID, str], now: datetime
) -> dict[str, Any]:
    if held is None or entry["state"] != "coming":
        return entry
    plan = entry["version"]
    state = "temporary" if plan.valid_until else "standing"
    return entry_of(held, zones[held.point_id], now) | {"plan": plan, "state": state}


def entry_of(version: PointVersion, zone: str, now: datetime) -> dict[str, Any]:
    """A point as lists show it: `id`, `version`, `state`, `opening` in words, names in `shared`.

    Args:
        version: its newest, with `shares__agency` read.
        zone: of its agency, for the opening hours.
        now: the moment for which the state holds.
    """
    return {
        "id": version.point_id,
        "version": version,
        "zone": zone,
        "plan": None,
        "state": state_of(version, now),
        "opening": opening_words(version, zone),
        "shared": sorted(one.agency.name for one in version.shares),
    }
