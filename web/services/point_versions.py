"""What is a version of a point, and may it be kept? A part of `points`, for one or for many."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID, uuid4

from web import clock
from web.domain.geofence import BadShape, parse_shape
from web.domain.hours import BadHours
from web.domain.opening import parse_opening
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Agency, Employee, Point, PointShare, PointVersion
from web.services.bulk import Bulk

MAX_NAME, MAX_REASON = 200, 1000
Span = tuple[datetime | None, datetime | None]  # from, until


class When(TypedDict):
    """From when a change holds, None: as soon as it is kept; and until when, None: open."""

    valid_from: datetime | None
    valid_until: datetime | None


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


def new_point(
    bulk: Bulk,
    agency: Agency,
    name: str,
    shape: Mapping[str, Any],
    author: Employee | None,
    *,
    span: Span,
    terms: Terms,
    reason: str | None = None,
) -> Point:
    """A point to be written with others; the arguments and what is raised as in `add_point`."""
    said = checked(name, shape, terms, reason)
    check_span(*span)
    point = Point(id=uuid4(), agency_id=agency.id, created_at=clock.now())
    bulk.add([point])
    version(bulk, point.id, said, author, point.created_at, span, terms.shared)
    return point


def next_version(
    bulk: Bulk,
    before: PointVersion,
    name: str,
    shape: Mapping[str, Any],
    author: Employee | None,
    *,
    valid_until: datetime | None,
    terms: Terms,
    reason: str | None,
    begins: datetime | None = None,
) -> PointVersion:
    """What follows a version, to be written with others; the one before ends where it begins.

    `begins` None: now, or where the one before has not begun, when that does.

    Raises:
        Problem: `invalid` as in `add_point`; `point_closed`.
    """
    said, now = checked(name, shape, terms, reason), clock.after(before.created_at)
    check_open(before, now)
    begins = begins or (max(now, before.valid_from) if before.valid_from else now)
    check_span(begins, valid_until)
    span = (begins, valid_until)
    return version(bulk, before.point_id, said, author, now, span, terms.shared)


def proposed(
    name: str, shape: Mapping[str, Any], terms: Terms, when: When | None = None
) -> PointVersion:
    """What a version would be, checked like one that is kept, and kept nowhere.

    Raises:
        Problem: `invalid`, with what is wrong by field.
    """
    span: When = when or {"valid_from": None, "valid_until": None}
    check_ahead(span["valid_from"], now := clock.now())
    check_span(span["valid_from"] or now, span["valid_until"])
    return PointVersion(**span, **checked(name, shape, terms))


def version(
    bulk: Bulk,
    point: UUID,
    said: Mapping[str, Any],
    author: Employee | None,
    now: datetime,
    span: Span,
    shared: Collection[UUID],
) -> PointVersion:
    """A checked version, and whom it is shared with, to be written with others."""
    made = PointVersion(
        id=uuid4(),
        point_id=point,
        valid_from=span[0],
        valid_until=span[1],
        author_id=author.id if author else None,
        created_at=now,
        **said,
    )
    bulk.add([made])
    bulk.add([PointShare(id=uuid4(), version_id=made.id, agency_id=one) for one in sorted(shared)])
    return made


def checked(
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


def check_span(valid_from: datetime | None, valid_until: datetime | None) -> None:
    """See that a version ends after it begins.

    Raises:
        Problem: `invalid` with `valid_until`.
    """
    if valid_until and valid_from and valid_until <= valid_from:
        raise Problem("invalid", fields={"valid_until": "Waktu akhir harus sesudah waktu mulai."})


def check_ahead(valid_from: datetime | None, now: datetime) -> None:
    """See that a change begins after now, if it says when.

    Raises:
        Problem: `invalid` with `starts_at`.
    """
    if valid_from and valid_from <= now:
        raise Problem("invalid", fields={"starts_at": "Pilih waktu yang akan datang."})


def check_open(version: PointVersion, now: datetime) -> None:
    """See that a version may be followed by another.

    Raises:
        Problem: `point_closed`.
    """
    if version.valid_until and version.valid_until <= now:
        raise Problem("point_closed")


def last_moment(one: PointVersion, at: datetime) -> datetime:
    """When a version ends that nothing is left of after a moment."""
    ends = max(at, one.valid_from or at)
    return min(ends, one.valid_until) if one.valid_until else ends
