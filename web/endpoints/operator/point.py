"""How is a point drawn, changed and closed, and what was it before?"""

import re
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward
from web.errors import Problem
from web.forms import as_moment, as_number, as_uuid, local_input, query, read_form
from web.models import Agency, Employee, Point, PointVersion
from web.services import points

HOME = "/desk/points"
USUAL_RADIUS = "100"  # metres


async def new(request: Request, viewer: Employee) -> Response:
    """An empty map to draw on, beside the agency's other points."""
    agency = await _agency(viewer, query(request, "agency"))
    form = {"type": "circle", "radius": USUAL_RADIUS, "span": "standing"}
    return await _form(request, viewer, agency, None, form, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add a point, standing or for a joint event."""
    form = await read_form(request)
    agency = await _agency(viewer, form.get("agency", ""))
    try:
        begins, ends = _span(form, agency.timezone)
        await points.add_point(
            agency=agency,
            name=form.get("name", ""),
            shape=_shape(form),
            author=viewer,
            valid_from=begins,
            valid_until=ends,
        )
    except Problem as problem:
        return await _form(request, viewer, agency, None, form, problem.fields, problem.status)
    return onward(request, f"{HOME}?agency={agency.id}", "point-added")


async def show(request: Request, viewer: Employee) -> Response:
    """The point as it is, ready to be changed, with its history."""
    point = await _load(request, viewer)
    version = await points.current_version(point)
    return await _form(request, viewer, point.agency, point, _as_form(version, point.agency), {})


async def change(request: Request, viewer: Employee) -> Response:
    """Open a new version from now on."""
    point, form = await _load(request, viewer), await read_form(request)
    try:
        await points.change_point(
            point=point,
            name=form.get("name", ""),
            shape=_shape(form),
            author=viewer,
            valid_until=_end(form, point.agency.timezone),
            seen=as_uuid(form.get("seen", "")),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        return await _form(
            request, viewer, point.agency, point, form, problem.fields, problem.status
        )
    return onward(request, f"{HOME}/{point.id}", "point-changed")


async def close(request: Request, viewer: Employee) -> Response:
    """End the point now; what was checked in there stays."""
    point, form = await _load(request, viewer), await read_form(request)
    await points.close_point(point=point, author=viewer, seen=as_uuid(form.get("seen", "")))
    return onward(request, f"{HOME}?agency={point.agency_id}", "point-closed")


def _shape(form: dict[str, str]) -> dict[str, Any]:
    if form.get("type") != "polygon":
        numbers = {name: as_number(form.get(name, "")) for name in ("lat", "lng", "radius")}
        return {"type": "circle", **numbers}
    lines = [line for line in form.get("ring", "").splitlines() if line.strip()]
    corners = [[as_number(part) for part in re.split(r"[;,\s]+", line.strip())] for line in lines]
    return {"type": "polygon", "ring": corners}


def _span(form: dict[str, str], zone: str) -> tuple[datetime | None, datetime | None]:
    if form.get("span") != "temporary":
        return None, None
    begins = as_moment(form.get("valid_from", ""), zone)
    if begins is None:
        raise Problem("invalid", fields={"valid_from": "Isi tanggal dan jam mulai."})
    return begins, _end(form, zone)


def _end(form: dict[str, str], zone: str) -> datetime | None:
    if form.get("span") != "temporary":
        return None
    ends = as_moment(form.get("valid_until", ""), zone)
    if ends is None:
        raise Problem("invalid", fields={"valid_until": "Isi tanggal dan jam berakhir."})
    return ends


def _as_form(version: PointVersion, agency: Agency) -> dict[str, str]:
    shape = version.shape
    form = {
        "name": version.name,
        "type": shape["type"],
        "span": "temporary" if version.valid_until else "standing",
        "valid_until": local_input(version.valid_until, agency.timezone),
    }
    if shape["type"] == "circle":
        return form | {name: f"{shape[name]:.12g}" for name in ("lat", "lng", "radius")}
    return form | {
        "radius": USUAL_RADIUS,
        "ring": "\n".join(f"{lat:.12g}, {lng:.12g}" for lat, lng in shape["ring"]),
    }


async def _agency(viewer: Employee, asked: str) -> Agency:
    wanted = as_uuid(asked) or viewer.agency_id
    agency = await Agency.visible_to(viewer).get_or_none(id=wanted) if wanted else None
    if agency is None:
        raise Problem("not_found")
    return agency


async def _load(request: Request, viewer: Employee) -> Point:
    point = (
        await Point.visible_to(viewer)
        .select_related("agency")
        .get_or_none(id=request.path_params["id"])
    )
    if point is None:
        raise Problem("not_found")
    return point


async def _form(
    request: Request,
    viewer: Employee,
    agency: Agency,
    point: Point | None,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    now = clock.now()
    in_force = PointVersion.filter(point__agency_id=agency.id).order_by("created_at")
    newest = {version.point_id: version for version in await in_force}
    others = [
        {"name": version.name, "shape": version.shape}
        for point_id, version in newest.items()
        if (not point or point_id != point.id)
        and not (version.valid_until and version.valid_until <= now)
    ]
    history = PointVersion.filter(point_id=point.id) if point else None
    versions = await history.order_by("-created_at").select_related("author") if history else []
    ended = versions[0].valid_until if versions else None
    return await desk_page(
        request,
        viewer,
        "operator/point.html",
        room="points",
        status=status,
        zone=agency.timezone,
        agency=agency,
        point=point,
        closed=bool(ended and ended <= now),
        seen=form.get("seen") or (versions[0].id if versions else ""),
        versions=versions,
        others=others,
        now=now,
        form=form,
        errors=errors,
    )
