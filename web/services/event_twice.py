"""Was the same event entered before, by the same form? A click sent twice is one event.

A part of `events`. Two rows of one event would both be asked of everybody, and cost twice.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from web.models import Agency, JointEvent, PointVersion, Withdrawal
from web.services.event_places import Place

TOLD = ("kind", "name", "opens", "closes", "cut", "counts", "expected")


async def same(
    held: Sequence[JointEvent],
    scopes: Sequence[Agency | None],
    days: Sequence[date],
    place: Place | None,
    common: Mapping[str, Any],
) -> bool:
    """Whether the rows of a series, all of which still stand, say what is to be added.

    Args:
        held: the rows, one at least.
        scopes: whose people, each with a row of its own.
        days: local dates.
        place: where one must be.
        common: of all rows: those of TOLD, and more.
    """
    wanted = {(scope.id if scope else None, day) for scope in scopes for day in days}
    if {(one.agency_id, one.date) for one in held} != wanted:
        return False
    if any(getattr(one, name) != common[name] for one in held for name in TOLD):
        return False
    if await Withdrawal.exists(subject__in=[one.id for one in held]):
        return False
    return await _lies_at(held[0].point_id, place)


async def _lies_at(point: UUID | None, place: Place | None) -> bool:
    if point is None or place is None:
        return point is None and place is None
    if place.point and place.point.id == point:
        return True
    held = await PointVersion.filter(point_id=point).values_list("name", "shape")
    return (place.name, dict(place.shape)) in [(name, dict(shape)) for name, shape in held]
