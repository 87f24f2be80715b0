"""Which points are there, and what does each mean now? As it stands, else by its newest version."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web.domain.name_order import name_key
from web.models import Employee, PointVersion
from web.services import seeking
from web.services.point_pages import opening_words

# In force without an end, in force with one, not yet, no longer. What is planned after it does not
# end a point.
STATES = ("standing", "temporary", "coming", "closed")
RELATED = ("point__agency", "author")


def found(
    viewer: Employee, text: str, agency: UUID | None, state: str, now: datetime
) -> QuerySet[PointVersion]:
    """Those whose name has every word of a text, each by the version that tells of it now.

    Args:
        viewer: who asks; others' points are not found.
        text: words of the name; "" for all.
        agency: only this one's.
        state: one of `STATES`; "open" for all but the closed, "all" for all.
        now: the moment for which the state holds.
    """
    points = PointVersion.told_to(viewer, now)
    if text:
        points = seeking.named(points, text, '"point_version"."name"')
    if agency:
        points = points.filter(point__agency_id=agency)
    return points.filter(_meant(viewer, now)[state]) if state != "all" else points


def _meant(viewer: Employee, now: datetime) -> Mapping[str, Q]:
    began, open_ = PointVersion.began(now), PointVersion.open_at(now)
    last = PointVersion.newest_to(viewer)
    endless = Q(point_id__in=Subquery(last.filter(valid_until__isnull=True).values("point_id")))
    return {
        "standing": began & open_ & endless,
        "temporary": began & open_ & ~endless,
        "coming": ~began & open_,
        "closed": Q(valid_until__lte=now),
        "open": open_,
    }


async def entries_of(versions: Sequence[PointVersion], now: datetime) -> list[dict[str, Any]]:
    """Points as lists show them.

    Args:
        versions: of `found`, with `RELATED` and `shares__agency` read.
        now: the moment for which the state holds.

    Returns:
        Each with `id`, `version`, its agency's `zone`, `plan` (the version that follows it, or
        None), `ends` (when the point does, or None), `state`, `opening` in words, and names in
        `shared`. One query.
    """
    changing = [one.point_id for one in versions if one.valid_until and one.valid_until > now]
    plans = PointVersion.filter(PointVersion.open_at(now), valid_from__gt=now)
    planned = plans.filter(point_id__in=changing).order_by("created_at")
    after = {one.point_id: one for one in await planned if one.id not in {v.id for v in versions}}
    return [_entry(one, after.get(one.point_id), now) for one in versions]


def _entry(one: PointVersion, plan: PointVersion | None, now: datetime) -> dict[str, Any]:
    zone = one.point.agency.timezone
    ends = (plan or one).valid_until
    return {
        **{"id": one.point_id, "version": one, "zone": zone, "plan": plan, "ends": ends},
        "state": _state(one, ends, now),
        "opening": opening_words(one, zone),
        "shared": sorted((share.agency.name for share in one.shares), key=name_key),
    }


def _state(one: PointVersion, ends: datetime | None, now: datetime) -> str:
    if ends and ends <= now:
        return "closed"
    if one.valid_from and one.valid_from > now:
        return "coming"
    return "temporary" if ends else "standing"
