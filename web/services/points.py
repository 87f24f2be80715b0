"""Where may people check in? Points and their versions: added, changed, closed, never erased."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.domain.geofence import BadShape, parse_shape
from web.errors import Problem
from web.models import Agency, Employee, Point, PointVersion

MAX_NAME = 200


async def add_point(
    *,
    agency: Agency,
    name: str,
    shape: Mapping[str, Any],
    author: Employee | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> Point:
    """Add a point beside the agency's others; those stay as they are.

    Args:
        agency: whose people may check in there.
        name: as it stands on receipts.
        shape: circle or polygon as stored (see `PointVersion`).
        author: who adds it.
        valid_from: None: it counts for check-ins of any time before too.
        valid_until: end of a temporary point; None: open.

    Raises:
        Problem: `invalid` with `name`, `lat`, `lng`, `radius`, `ring` or `valid_until`.
    """
    name, form = _checked(name, shape)
    _check_span(valid_from, valid_until)
    now = clock.now()
    async with in_transaction():
        point = await Point.create(id=uuid4(), agency=agency, created_at=now)
        await PointVersion.create(
            id=uuid4(),
            point=point,
            name=name,
            shape=form,
            valid_from=valid_from,
            valid_until=valid_until,
            author=author,
            created_at=now,
        )
    return point


async def current_version(point: Point) -> PointVersion:
    """The version that was entered last, in force or not.

    Raises:
        Problem: `not_found` for a point without any, which no service makes.
    """
    newest = await PointVersion.filter(point_id=point.id).order_by("-created_at").first()
    if newest is None:
        raise Problem("not_found")
    return newest


async def change_point(
    *,
    point: Point,
    name: str,
    shape: Mapping[str, Any],
    author: Employee | None = None,
    valid_until: datetime | None = None,
    seen: UUID | None = None,
) -> PointVersion:
    """Open a new version from now on and end the one before; what was judged stays judged.

    Args:
        point: which.
        name: from now on.
        shape: from now on.
        author: who changes it.
        valid_until: end of a temporary point; None: open.
        seen: the version that the author had before them.

    Raises:
        Problem: `invalid` as in `add_point`; `point_closed`; `point_changed` where somebody
            else was quicker, so that nobody overwrites what they have not read.
    """
    name, form = _checked(name, shape)
    before, now = await _open_version(point, seen)
    begins = max(now, before.valid_from) if before.valid_from else now
    _check_span(begins, valid_until)
    async with in_transaction():
        await _end(before, begins)
        return await PointVersion.create(
            id=uuid4(),
            point=point,
            name=name,
            shape=form,
            valid_from=begins,
            valid_until=valid_until,
            author=author,
            created_at=now,
        )


async def close_point(
    *, point: Point, author: Employee | None = None, seen: UUID | None = None
) -> PointVersion:
    """End a point now: a last version of no length says who did it.

    Raises:
        Problem: `point_closed`, `point_changed`.
    """
    before, now = await _open_version(point, seen)
    ends = max(now, before.valid_from) if before.valid_from else now
    async with in_transaction():
        await _end(before, ends)
        return await PointVersion.create(
            id=uuid4(),
            point=point,
            name=before.name,
            shape=before.shape,
            valid_from=now,
            valid_until=now,
            author=author,
            created_at=now,
        )


async def _open_version(point: Point, seen: UUID | None) -> tuple[PointVersion, datetime]:
    """The version that may be followed by another, and the moment at which it is."""
    version = await current_version(point)
    now = clock.after(version.created_at)
    if seen and version.id != seen:
        raise Problem("point_changed")
    if version.valid_until and version.valid_until <= now:
        raise Problem("point_closed")
    return version, now


async def _end(version: PointVersion, at: datetime) -> None:
    ended = await PointVersion.filter(id=version.id, valid_until=version.valid_until).update(
        valid_until=at
    )
    if not ended:
        raise Problem("point_changed")


def _checked(name: str, shape: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    fields = {}
    name = " ".join(name.split())
    if not name:
        fields["name"] = "Isi nama titik, misalnya “Kantor Dinas”."
    elif len(name) > MAX_NAME:
        fields["name"] = f"Nama paling panjang {MAX_NAME} huruf."
    try:
        form = parse_shape(shape).to_dict()
    except BadShape as error:
        fields[error.field] = str(error)
    if fields:
        raise Problem("invalid", fields=fields)
    return name, form


def _check_span(valid_from: datetime | None, valid_until: datetime | None) -> None:
    if valid_until and valid_from and valid_until <= valid_from:
        raise Problem("invalid", fields={"valid_until": "Waktu akhir harus sesudah waktu mulai."})
