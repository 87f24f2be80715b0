"""What does the page of a point show: its versions, its neighbours, and whose it may be?"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from web import clock
from web.domain.coverage import wind
from web.domain.geofence import bearing, metres_between, parse_shape
from web.domain.import_terms import ALWAYS, NOBODY, OPEN_END
from web.domain.name_order import name_key
from web.domain.opening import parse_opening
from web.domain.schedule import local_date
from web.errors import Problem
from web.models import Agency, Employee, Point, PointShare, PointVersion
from web.services import agency_tree
from web.services.point_scope import agencies_of
from web.services.point_versions import Terms

SHIFTED = 1.0  # metres from which a centre counts as moved


async def versions_of(point: Point) -> list[PointVersion]:
    """All versions, the newest first, with their authors and with whom they were shared."""
    found = PointVersion.filter(point_id=point.id).order_by("-created_at")
    return await found.select_related("author").prefetch_related("shares__agency")


async def shape_of(point: Point, version: UUID | None) -> dict[str, Any]:
    """The shape of one of a point's versions, as it is stored.

    Raises:
        Problem: `not_found`.
    """
    held = await PointVersion.get_or_none(id=version, point_id=point.id)
    if held is None:
        raise Problem("not_found")
    return dict(held.shape)


def plan_of(versions: Sequence[PointVersion], now: datetime) -> PointVersion | None:
    """What a point that is in force becomes at a moment ahead, if that was laid down."""
    if (
        not versions
        or PointVersion.standing(versions, now) is versions[0]
        or is_closed(versions[0])
    ):
        return None
    return versions[0]


async def neighbours(agency: Agency, but: Point | None, now: datetime) -> list[dict[str, Any]]:
    """The agency's other points that are not closed, as they lie now: name and shape."""
    found: dict[Any, list[PointVersion]] = {}
    for one in await PointVersion.filter(point__agency_id=agency.id).order_by("-created_at"):
        found.setdefault(one.point_id, []).append(one)
    held = [
        PointVersion.standing(versions, now)
        for id_, versions in found.items()
        if (but is None or id_ != but.id)
        and not (versions[0].valid_until and versions[0].valid_until <= now)
    ]
    return [{"name": one.name, "shape": one.shape} for one in reversed(held)]


async def partners(viewer: Employee, agency: Agency, kept: Collection[UUID]) -> list[Agency]:
    """With whom a viewer may share a point of an agency: those they reach, and who has it now.

    The units of the agency are left out: its points are theirs anyway.
    """
    own = await agencies_of(agency.id, ())
    reached = await Agency.visible_to(viewer).filter(id__not_in=list(own))
    others = await Agency.filter(id__in=list(kept)) if kept else []
    found = {one.id: one for one in (*reached, *others)}
    return sorted(found.values(), key=lambda one: name_key(one.name))


async def borrowed(agency: Agency, now: datetime) -> list[dict[str, Any]]:
    """Points of others that the agency's people may use now: of offices above, and shared ones.

    Each with `name`, `shape`, `owner`, `why` ("shared" or "above"), `opening` in words, and `id`.
    """
    today = local_date(now, agency.timezone)
    chain = (await agency_tree.load()).chain(str(agency.id), today)
    shares = PointShare.filter(agency_id__in=chain).values_list("version_id", flat=True)
    shared = {str(one) for one in await shares}
    above = PointVersion.filter(point__agency_id__in=chain[1:])
    lent = PointVersion.filter(id__in=[*shared])
    found: dict[Any, dict[str, Any]] = {}
    for one in (
        *await above.select_related("point__agency"),
        *await lent.select_related("point__agency"),
    ):
        began = one.valid_from is None or one.valid_from <= now
        if not began or (one.valid_until and one.valid_until <= now):
            continue
        owner = one.point.agency
        if owner.id != agency.id:
            found[one.point_id] = {
                **{"id": one.point_id, "name": one.name, "shape": one.shape, "owner": owner},
                "why": "shared" if str(one.id) in shared else "above",
                "opening": opening_words(one, owner.timezone),
            }
    return sorted(
        found.values(), key=lambda one: (name_key(one["owner"].name), name_key(one["name"]))
    )


def opening_words(version: PointVersion, zone: str) -> str:
    """When a version is open, "" for at any time."""
    opening = parse_opening(version.opening, zone)
    return opening.words if opening else ""


def shape_words(shape: dict[str, Any]) -> str:
    """A shape in few words."""
    if shape["type"] == "polygon":
        return f"poligon {len(shape['ring'])} sudut"
    return f"lingkaran radius {round(shape['radius'])} m"


async def differences(
    point: Point,
    before: PointVersion,
    after: PointVersion,
    terms: tuple[Terms, Terms],
) -> list[tuple[str, str, str]]:
    """What a change changes: a label, as it was, as it would be."""
    names = await agency_tree.names_of({*terms[0].shared, *terms[1].shared})
    zone, (was, will) = point.agency.timezone, (_names(one.shared, names) for one in terms)
    pairs = [
        *_changed(before, after, (was, will), zone),
        ("Berlaku", _end(before.valid_until, zone), _end(after.valid_until, zone)),
        ("Mulai", "", _moment(after.valid_from, zone) if after.valid_from else ""),
    ]
    return [one for one in pairs if one[1] != one[2]]


def history(versions: Sequence[PointVersion], zone: str) -> dict[UUID, list[tuple[str, str, str]]]:
    """What each version (the newest first, with their shares) changes against the one before."""
    found = {}
    for after, before in pairwise(versions):
        shared = [
            _names(
                [one.agency_id for one in row.shares],
                {str(one.agency_id): one.agency.name for one in row.shares},
            )
            for row in (before, after)
        ]
        found[after.id] = _changed(before, after, (shared[0], shared[1]), zone)
    return found


def _names(shared: Collection[UUID], names: Mapping[str, str]) -> str:
    return ", ".join(sorted((names[str(id_)] for id_ in shared), key=name_key)) or NOBODY


def _changed(
    before: PointVersion, after: PointVersion, shared: tuple[str, str], zone: str
) -> list[tuple[str, str, str]]:
    hours = [opening_words(one, zone) or ALWAYS for one in (before, after)]
    pairs = [
        ("Nama", before.name, after.name),
        ("Bentuk", *_shapes(before.shape, after.shape)),
        *_shift(before.shape, after.shape),
        ("Jam buka", hours[0], hours[1]),
        ("Dipakai bersama", *shared),
    ]
    return [one for one in pairs if one[1] != one[2]]


def _shapes(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, str]:
    old, new = shape_words(before), shape_words(after)
    drawn = before != after and after["type"] == before["type"] == "polygon"
    return old, f"{new}, digambar ulang" if drawn else new


def _shift(before: dict[str, Any], after: dict[str, Any]) -> Sequence[tuple[str, str, str]]:
    here, there = parse_shape(before).centre, parse_shape(after).centre
    metres = metres_between(*here, *there)
    if metres < SHIFTED:
        return ()
    return [("Titik tengah", "", f"bergeser {round(metres)} m ke {wind(bearing(*here, *there))}")]


def _end(until: datetime | None, zone: str) -> str:
    if until is None:
        return OPEN_END
    return f"sampai {_moment(until, zone)}"


def _moment(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%d/%m/%Y %H.%M}"


def is_closed(version: PointVersion) -> bool:
    """Whether a point ended, by its newest version."""
    return bool(version.valid_until and version.valid_until <= clock.now())
