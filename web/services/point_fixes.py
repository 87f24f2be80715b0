"""Which check-ins were made at a point or near it? Read for whoever weighs where it should lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web.db import rows
from web.domain.coverage import WIDEST, Fix, Hint, just_outside
from web.domain.geofence import Shape, bounds, judge, parse_shape
from web.domain.opening import Opening, parse_opening
from web.domain.schedule import local_date
from web.models import Point, PointVersion
from web.services import phone_policies
from web.services.point_scope import agencies_of
from web.services.point_versions import Terms
from web.services.surroundings import moment

__all__ = ["MOST", "Use", "fixes_near", "hint", "moment", "use_of"]

MOST = 3000  # fixes; the newest
HINT_DAYS = 30

FIXES = (
    "SELECT c.hash, c.employee_id, e.name, e.agency_id, o.timezone, c.kind, c.claimed_at, c.lat,"
    " c.lng, c.accuracy FROM checkin c JOIN employee e ON e.id = c.employee_id"
    " JOIN agency o ON o.id = e.agency_id JOIN assessment a ON a.checkin_id = c.hash"
    " WHERE e.agency_id IN (?*) AND c.claimed_at >= ? AND c.claimed_at < ?"
    " AND c.lat BETWEEN ? AND ? AND c.lng BETWEEN ? AND ?"
)


@dataclass(frozen=True, slots=True)
class Use:
    """A point as it is, or would be: where, when, and for whose people."""

    shape: Shape
    opening: Opening | None
    agencies: frozenset[UUID]

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether a check-in is at it."""
        if UUID(str(row["agency_id"])) not in self.agencies:
            return False
        if self.opening and not self.opening.at(row["at"]):
            return False
        return judge(self.shape, row["lat"], row["lng"], row["accuracy"], row["cap"]).inside


async def use_of(point: Point, version: PointVersion, terms: Terms) -> Use:
    """A version of a point with its terms, as a use of it. The agency must be loaded."""
    opening = parse_opening(terms.opening, point.agency.timezone)
    agencies = await agencies_of(point.agency_id, terms.shared)
    return Use(parse_shape(version.shape), opening, agencies)


async def hint(point: Point, now: datetime, use: Use) -> Hint | None:
    """What the check-ins at no point, just outside this one, have in common. One query."""
    span = (now - timedelta(days=HINT_DAYS), now)
    found = await fixes_near(use.agencies, span, [use.shape], WIDEST, " AND a.point_name IS NULL")
    fixes = [
        Fix(str(one["employee_id"]), one["lat"], one["lng"], one["accuracy"], one["cap"])
        for one in found
    ]
    return just_outside(use.shape, fixes)


async def fixes_near(
    agencies: frozenset[UUID],
    span: tuple[datetime, datetime],
    shapes: Sequence[Shape],
    margin: float,
    only: str = "",
) -> list[dict[str, Any]]:
    """The newest check-ins of some agencies' people in a span near some shapes."""
    boxes = [bounds(shape, margin) for shape in shapes]
    found = await rows(
        Tortoise.get_connection("default"),
        f"{FIXES}{only} ORDER BY c.claimed_at DESC LIMIT {MOST + 1}",
        [str(one) for one in agencies],
        *span,
        min(box[0] for box in boxes),
        max(box[2] for box in boxes),
        min(box[1] for box in boxes),
        max(box[3] for box in boxes),
    )
    policies = await phone_policies.load()
    told: list[dict[str, Any]] = []
    for one in found:
        at = moment(one["claimed_at"])
        policy = policies.on(one["agency_id"], local_date(at, one["timezone"]))
        told.append(one | {"at": at, "cap": policy.cap})
    return told
