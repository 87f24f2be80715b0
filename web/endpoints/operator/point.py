"""How is a point drawn and changed, what would a change do, and what was it before?"""

from datetime import datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward
from web.domain.opening import opening_fields, typed_opening
from web.domain.schedule import DAY_NAMES
from web.errors import Problem
from web.forms import as_moment, as_shape, as_uuid, local_input, query, read_form, shape_fields
from web.models import Agency, Employee, Point, PointVersion
from web.point_check import check_page
from web.services import point_fixes, point_pages, points
from web.services.point_versions import Terms, When, proposed

HOME = "/desk/points"
USUAL_RADIUS = "100"  # metres
MOST_FIELDS = 1000  # an agency that a point is shared with is a field


async def new(request: Request, viewer: Employee) -> Response:
    """An empty map to draw on, beside the agency's other points."""
    agency = await _agency(viewer, query(request, "agency"))
    form = {"type": "circle", "radius": USUAL_RADIUS, "span": "standing"}
    return await _form(request, viewer, agency, None, form, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add a point, standing or for some time."""
    form = await read_form(request, MOST_FIELDS)
    agency = await _agency(viewer, form.get("agency", ""))
    try:
        begins, ends = _span(form, agency.timezone)
        await points.add_point(
            agency=agency,
            name=form.get("name", ""),
            shape=as_shape(form),
            author=viewer,
            valid_from=begins,
            valid_until=ends,
            terms=await _terms(form, viewer, agency, frozenset()),
        )
    except Problem as problem:
        return await _form(request, viewer, agency, None, form, problem.fields, problem.status)
    return onward(request, f"{HOME}?agency={agency.id}", "point-added")


async def show(request: Request, viewer: Employee) -> Response:
    """The point as it is, ready to be changed, with its history and what lies just outside."""
    point = await _load(request, viewer)
    version, newest = await points.standing_version(point), await points.current_version(point)
    form = _as_form(version, await points.terms_of(version), point.agency, newest.valid_until)
    if query(request, "use"):
        earlier = as_uuid(query(request, "version"))
        form |= shape_fields(await point_pages.shape_of(point, earlier))
    return await _form(request, viewer, point.agency, point, form, {})


async def preview(request: Request, viewer: Employee) -> Response:
    """What a change would do, before anything is kept; or back to the form as it was typed."""
    point, form = await _load(request, viewer), await read_form(request, MOST_FIELDS)
    if form.get("back"):
        return await _form(request, viewer, point.agency, point, form, {})
    return await _weigh(request, viewer, point, form, {})


async def change(request: Request, viewer: Employee) -> Response:
    """Open a new version, from now on or a moment ahead, as it was weighed before."""
    point, form = await _load(request, viewer), await read_form(request, MOST_FIELDS)
    kept = await points.terms_of(await points.standing_version(point))
    try:
        await points.change_point(
            point=point,
            name=form.get("name", ""),
            shape=as_shape(form),
            author=viewer,
            **_when(form, point.agency.timezone),
            seen=as_uuid(form.get("seen", "")),
            terms=await _terms(form, viewer, point.agency, frozenset(kept.shared)),
            reason=form.get("reason", ""),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        return await _weigh(request, viewer, point, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{point.id}", "point-changed")


async def _weigh(
    request: Request,
    viewer: Employee,
    point: Point,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    """The page that shows what a change would do and asks why; the form where it cannot be."""
    before, newest = await points.standing_version(point), await points.current_version(point)
    kept = await points.terms_of(before)
    try:
        terms = await _terms(form, viewer, point.agency, frozenset(kept.shared))
        span = _when(form, point.agency.timezone)
        after = proposed(form.get("name", ""), as_shape(form), terms, span)
    except Problem as problem:
        return await _form(
            request, viewer, point.agency, point, form, problem.fields, problem.status
        )
    if (seen := as_uuid(form.get("seen", ""))) and seen != newest.id:
        raise Problem("point_changed")
    return await check_page(
        request,
        viewer,
        point,
        (before, kept),
        (after, terms),
        form,
        target=f"{HOME}/{point.id}",
        preview=f"{HOME}/{point.id}/preview",
        carried={key: text for key, text in form.items() if key not in ("reason", "days", "back")},
        errors=errors,
        status=status,
    )


async def _terms(
    form: dict[str, str], viewer: Employee, agency: Agency, kept: frozenset[UUID]
) -> Terms:
    """The hours and the partners that were chosen: of those the viewer reaches, or who were."""
    chosen = {as_uuid(key.removeprefix("opd-")) for key in form if key.startswith("opd-")}
    asked = {one for one in chosen if one and one != agency.id}
    found = Agency.visible_to(viewer).filter(id__in=list(asked)).values_list("id", flat=True)
    if asked - kept - set(await found if asked else ()):
        raise Problem("invalid", fields={"shared": "Pilih OPD dari daftar."})
    return Terms(typed_opening(form), frozenset(asked))


def _span(form: dict[str, str], zone: str) -> tuple[datetime | None, datetime | None]:
    if form.get("span") != "temporary":
        return None, None
    begins = as_moment(form.get("valid_from", ""), zone)
    if begins is None:
        raise Problem("invalid", fields={"valid_from": "Isi tanggal dan jam mulai."})
    return begins, _end(form, zone)


def _when(form: dict[str, str], zone: str) -> When:
    """From when on a change holds, None for at once, and until when."""
    dated = form.get("start") == "dated"
    begins = as_moment(form.get("starts_at", ""), zone) if dated else None
    if dated and begins is None:
        raise Problem("invalid", fields={"starts_at": "Isi tanggal dan jam mulai."})
    return {"valid_from": begins, "valid_until": _end(form, zone)}


def _end(form: dict[str, str], zone: str) -> datetime | None:
    if form.get("span") != "temporary" or not form.get("valid_until"):
        return None
    ends = as_moment(form["valid_until"], zone)
    if ends is None:
        raise Problem("invalid", fields={"valid_until": "Isi tanggal dan jam berakhir."})
    return ends


def _as_form(
    version: PointVersion, terms: Terms, agency: Agency, ends: datetime | None
) -> dict[str, str]:
    """A version as fields; where another is planned it ends by that, and not as was typed."""
    form = {
        "name": version.name,
        "span": "temporary" if ends else "standing",
        "valid_until": local_input(ends, agency.timezone),
        **opening_fields(version.opening),
        **{f"opd-{one}": "1" for one in terms.shared},
    }
    return form | {"radius": USUAL_RADIUS} | shape_fields(version.shape)


async def _agency(viewer: Employee, asked: str) -> Agency:
    wanted = as_uuid(asked) or viewer.agency_id
    agency = await Agency.visible_to(viewer).get_or_none(id=wanted) if wanted else None
    if agency is None:
        raise Problem("not_found")
    return agency


async def _load(request: Request, viewer: Employee) -> Point:
    found = Point.visible_to(viewer).select_related("agency")
    point = await found.get_or_none(id=request.path_params["id"])
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
    versions = await point_pages.versions_of(point) if point else []
    held = PointVersion.standing(versions, now) if versions else None
    kept = {one.agency_id for one in held.shares} if held else set()
    shown = as_uuid(query(request, "version"))
    return await desk_page(
        request,
        viewer,
        "operator/point.html",
        room="points",
        status=status,
        zone=agency.timezone,
        agency=agency,
        point=point,
        held=held,
        closed=bool(versions and point_pages.is_closed(versions[0])),
        plan=point_pages.plan_of(versions, now),
        seen=form.get("seen") or (versions[0].id if versions else ""),
        versions=versions,
        changes=point_pages.history(versions, agency.timezone),
        reused=bool(query(request, "use")),
        shown=next((one for one in versions if one.id == shown), None),
        opening_words=point_pages.opening_words,
        others=await point_pages.neighbours(agency, point, now),
        partners=await point_pages.partners(viewer, agency, kept),
        hint=await _hint(point, versions, now),
        sharing=any(key.startswith("opd-") for key in form),
        day_names=DAY_NAMES,
        now=now,
        form=form,
        errors=errors,
    )


async def _hint(point: Point | None, versions: list[PointVersion], now: datetime) -> Any:
    if point is None or point_pages.is_closed(versions[0]):
        return None
    held = PointVersion.standing(versions, now)
    terms = Terms(held.opening, [one.agency_id for one in held.shares])
    return await point_fixes.hint(point, now, await point_fixes.use_of(point, held, terms))
