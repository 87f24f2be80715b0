"""Where may people check in? Points and their versions: added, changed, closed, never erased."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from web import clock
from web.errors import Problem
from web.models import Agency, Employee, Point, PointShare, PointVersion
from web.services.bulk import Bulk
from web.services.point_versions import (
    ALWAYS,
    Terms,
    check_ahead,
    check_open,
    checked,
    last_moment,
    new_point,
    next_version,
    version,
)


async def add_point(
    *,
    agency: Agency,
    name: str,
    shape: Mapping[str, Any],
    author: Employee | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    terms: Terms = ALWAYS,
    reason: str | None = None,
) -> Point:
    """Add a point beside the agency's others; those stay as they are.

    Args:
        agency: whose people may check in there.
        name: as it stands on receipts.
        shape: circle or polygon as stored (see `PointVersion`).
        author: who adds it.
        valid_from: None: it counts for check-ins of any time before too.
        valid_until: end of a temporary point; None: open.
        terms: hours of opening, and with whom it is shared.
        reason: why, in the author's words.

    Raises:
        Problem: `invalid` with `name`, `lat`, `lng`, `radius`, `ring`, `opening`, `reason` or
            `valid_until`.
    """
    bulk = Bulk()
    span = (valid_from, valid_until)
    point = new_point(bulk, agency, name, shape, author, span=span, terms=terms, reason=reason)
    async with in_transaction() as connection:
        await bulk.write(connection)
    return await Point.get(id=point.id).select_related("agency")


async def current_version(point: Point) -> PointVersion:
    """The version that was entered last, in force or not.

    Raises:
        Problem: `not_found` for a point without any, which no service makes.
    """
    newest = await PointVersion.filter(point_id=point.id).order_by("-created_at").first()
    if newest is None:
        raise Problem("not_found")
    return newest


async def standing_version(point: Point) -> PointVersion:
    """The version in force now; where none is, the one that was entered last."""
    now = clock.now()
    held = PointVersion.filter(
        PointVersion.began(now), PointVersion.open_at(now), point_id=point.id
    )
    return await held.order_by("-created_at").first() or await current_version(point)


async def terms_of(one: PointVersion) -> Terms:
    """The hours of opening of a version, and with whom it is shared."""
    shared = await PointShare.filter(version_id=one.id).values_list("agency_id", flat=True)
    return Terms(one.opening, frozenset(UUID(str(one)) for one in shared))


async def change_point(
    *,
    point: Point,
    name: str,
    shape: Mapping[str, Any],
    author: Employee | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    seen: UUID | None = None,
    terms: Terms | None = None,
    reason: str | None = None,
) -> PointVersion:
    """Open a new version and end those before, planned ones too; what was judged stays judged.

    Args:
        point: which.
        name: from then on.
        shape: from then on.
        author: who changes it.
        valid_from: a moment ahead, until which the point stays as it is; None: from now on, or
            where it has never begun, when it begins.
        valid_until: end of a temporary point; None: open.
        seen: the version that the author had before them.
        terms: from then on; None: as they were.
        reason: why, in the author's words.

    Raises:
        Problem: `invalid` as in `add_point`, and with `starts_at`; `point_closed`;
            `point_changed` where somebody else was quicker, so that nobody overwrites what they
            have not read.
    """
    before, bulk = await _open_version(point, seen), Bulk()
    standing, now = await standing_version(point), clock.after(before.created_at)
    check_ahead(valid_from, now)
    kept = terms or await terms_of(standing)
    after = next_version(
        bulk,
        before,
        name,
        shape,
        author,
        valid_until=valid_until,
        terms=kept,
        reason=reason,
        begins=valid_from or max(now, standing.valid_from or now),
    )
    async with in_transaction() as connection:
        await _end(before, after.valid_from or now)
        await bulk.write(connection)
    return await PointVersion.get(id=after.id)


async def close_point(
    *,
    point: Point,
    author: Employee | None = None,
    seen: UUID | None = None,
    reason: str | None = None,
) -> PointVersion:
    """End a point now: a last version of no length says who did it, and why.

    Raises:
        Problem: `point_closed`, `point_changed`; `invalid` with `reason`.
    """
    before, bulk = await _open_version(point, seen), Bulk()
    kept, now = await terms_of(before), clock.after(before.created_at)
    said = checked(before.name, before.shape, kept, reason)
    last = version(bulk, point.id, said, author, now, (now, now), kept.shared)
    async with in_transaction() as connection:
        await _end(before, now)
        await bulk.write(connection)
    return await PointVersion.get(id=last.id)


async def _open_version(point: Point, seen: UUID | None) -> PointVersion:
    """The version that may be followed by another."""
    newest = await current_version(point)
    if seen and newest.id != seen:
        raise Problem("point_changed")
    check_open(newest, clock.after(newest.created_at))
    return newest


async def _end(newest: PointVersion, at: datetime) -> None:
    """End all versions of a point at a moment, and those that begin later before they do.

    The newest comes first: by it two who write at once are told apart.
    """
    ends = last_moment(newest, at)
    if not await PointVersion.filter(id=newest.id, valid_until=newest.valid_until).update(
        valid_until=ends
    ):
        raise Problem("point_changed")
    still = PointVersion.open_at(at)
    for one in await PointVersion.filter(still, point_id=newest.point_id).exclude(id=newest.id):
        await PointVersion.filter(id=one.id).update(valid_until=last_moment(one, at))
