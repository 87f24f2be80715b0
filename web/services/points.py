"""Where may people check in? Points and their versions: added, changed, closed, never erased."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.domain.geofence import BadShape, parse_shape
from web.domain.hours import BadHours
from web.domain.opening import parse_opening
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Agency, Employee, Point, PointShare, PointVersion

MAX_NAME, MAX_REASON = 200, 1000


@dataclass(frozen=True)
class Terms:
    """When a point may be used, and by whose people beside its owner's.

    Attributes:
        opening: as it is stored (domain/opening.py); None: at any time.
        shared: ids of agencies whose people may use it, those of their units too.
    """

    opening: Mapping[str, Any] | None = None
    shared: Collection[UUID] = ()


ALWAYS = Terms()


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
    said = _checked(name, shape, terms, reason)
    _check_span(valid_from, valid_until)
    now = clock.now()
    async with in_transaction():
        point = await Point.create(id=uuid4(), agency=agency, created_at=now)
        await _write(point, said, author, now, (valid_from, valid_until), terms.shared)
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


async def terms_of(version: PointVersion) -> Terms:
    """The hours of opening of a version, and with whom it is shared."""
    shared = await PointShare.filter(version_id=version.id).values_list("agency_id", flat=True)
    return Terms(version.opening, frozenset(UUID(str(one)) for one in shared))


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
    before, now = await _open_version(point, seen)
    kept = terms or await terms_of(before)
    said = _checked(name, shape, kept, reason)
    begins = max(now, before.valid_from) if before.valid_from else now
    _check_span(begins, valid_until)
    async with in_transaction():
        await _end(before, begins)
        return await _write(point, said, author, now, (begins, valid_until), kept.shared)


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
    before, now = await _open_version(point, seen)
    kept = await terms_of(before)
    said = _checked(before.name, before.shape, kept, reason)
    ends = max(now, before.valid_from) if before.valid_from else now
    async with in_transaction():
        await _end(before, ends)
        return await _write(point, said, author, now, (now, now), kept.shared)


def proposed(
    name: str, shape: Mapping[str, Any], terms: Terms, valid_until: datetime | None
) -> PointVersion:
    """What a version would be, checked like one that is kept, and kept nowhere.

    Raises:
        Problem: `invalid`, with what is wrong by field.
    """
    _check_span(clock.now(), valid_until)
    return PointVersion(valid_until=valid_until, **_checked(name, shape, terms))


async def _write(
    point: Point,
    said: Mapping[str, Any],
    author: Employee | None,
    now: datetime,
    span: tuple[datetime | None, datetime | None],
    shared: Collection[UUID],
) -> PointVersion:
    version = await PointVersion.create(
        id=uuid4(),
        point=point,
        valid_from=span[0],
        valid_until=span[1],
        author=author,
        created_at=now,
        **said,
    )
    others = [PointShare(id=uuid4(), version=version, agency_id=one) for one in sorted(shared)]
    if others:
        await PointShare.bulk_create(others)
    return version


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


def _checked(
    name: str, shape: Mapping[str, Any], terms: Terms, reason: str | None = None
) -> dict[str, Any]:
    """What a version says, as it is stored.

    Raises:
        Problem: `invalid`, with what is wrong by field.
    """
    fields: dict[str, str] = {}
    form: dict[str, Any] = {}
    name = " ".join(name.split())
    if not name:
        fields["name"] = "Isi nama titik, misalnya “Kantor Dinas”."
    elif len(name) > MAX_NAME:
        fields["name"] = f"Nama paling panjang {MAX_NAME} huruf."
    try:
        form = parse_shape(shape).to_dict()
    except BadShape as error:
        fields[error.field] = str(error)
    try:
        parse_opening(terms.opening, HOME_ZONE)
    except BadHours as error:
        fields["opening"] = str(error)
    reason = reason.strip() if reason is not None else None
    if reason is not None and not 0 < len(reason) <= MAX_REASON:
        fields["reason"] = f"Tulis alasannya, paling panjang {MAX_REASON} huruf."
    if fields:
        raise Problem("invalid", fields=fields)
    return {
        **{"name": name, "shape": form, "reason": reason},
        "opening": dict(terms.opening) if terms.opening else None,
    }


def _check_span(valid_from: datetime | None, valid_until: datetime | None) -> None:
    if valid_until and valid_from and valid_until <= valid_from:
        raise Problem("invalid", fields={"valid_until": "Waktu akhir harus sesudah waktu mulai."})
