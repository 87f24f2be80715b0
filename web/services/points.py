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
    check_open,
    checked,
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
    valid_until: datetime | None = None,
    seen: UUID | None = None,
    terms: Terms | None = None,
    reason: str | None = None,
) -> PointVersion:
    """Open a new version from now on and end the one before; what was judged stays judged.

    Args:
        point: which.
        name: from now on.
        shape: from now on.
        author: who changes it.
        valid_until: end of a temporary point; None: open.
        seen: the version that the author had before them.
        terms: from now on; None: as they were.
        reason: why, in the author's words.

    Raises:
        Problem: `invalid` as in `add_point`; `point_closed`; `point_changed` where somebody
            else was quicker, so that nobody overwrites what they have not read.
    """
    before, bulk = await _open_version(point, seen), Bulk()
    kept = terms or await terms_of(before)
    after = next_version(
        bulk, before, name, shape, author, valid_until=valid_until, terms=kept, reason=reason
    )
    async with in_transaction() as connection:
        await _end(before, after.valid_from)
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
    ends = max(now, before.valid_from) if before.valid_from else now
    last = version(bulk, point.id, said, author, now, (now, now), kept.shared)
    async with in_transaction() as connection:
        await _end(before, ends)
        await bulk.write(connection)
    return await PointVersion.get(id=last.id)


async def _open_version(point: Point, seen: UUID | None) -> PointVersion:
    """The version that may be followed by another."""
    newest = await current_version(point)
    if seen and newest.id != seen:
        raise Problem("point_changed")
    check_open(newest, clock.after(newest.created_at))
    return newest


async def _end(one: PointVersion, at: datetime | None) -> None:
    ended = await PointVersion.filter(id=one.id, valid_until=one.valid_until).update(valid_until=at)
    if not ended:
        raise Problem("point_changed")
