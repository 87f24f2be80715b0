"""Who would be left without a point when it is closed, and how is it closed?"""

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page, onward
from web.errors import Problem
from web.forms import as_uuid, query, read_form
from web.models import Employee, Point
from web.services import audit_views, point_effects, point_fixes, point_pages, points

HOME = "/desk/points"


async def show(request: Request, viewer: Employee) -> Response:
    """What closing the point would do, with the question why."""
    point = await _load(request, viewer)
    return await _weigh(request, viewer, point, query(request, "days"), "", {})


async def close(request: Request, viewer: Employee) -> Response:
    """End the point now; what was checked in there stays."""
    point, form = await _load(request, viewer), await read_form(request)
    seen, reason = as_uuid(form.get("seen", "")), form.get("reason", "")
    try:
        await points.close_point(point=point, author=viewer, seen=seen, reason=reason)
    except Problem as problem:
        if not problem.fields:
            raise
        return await _weigh(request, viewer, point, "", reason, problem.fields, problem.status)
    return onward(request, f"{HOME}?agency={point.agency_id}", "point-closed")


async def _weigh(
    request: Request,
    viewer: Employee,
    point: Point,
    asked: str,
    reason: str,
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    version = await points.current_version(point)
    if point_pages.is_closed(version):
        raise Problem("point_closed")
    days = point_effects.asked_days(asked)
    use = await point_fixes.use_of(point, version, await points.terms_of(version))
    found = await point_effects.effects(viewer, point, use, None, days)
    await audit_views.saw(viewer, "point_locations", point.id, found.seen, point.agency_id)
    return await desk_page(
        request,
        viewer,
        "operator/point_check.html",
        room="points",
        status=status,
        zone=point.agency.timezone,
        point=point,
        before=version,
        after=None,
        changes=[],
        found=found,
        days=days,
        all_days=point_effects.DAYS,
        target=f"{HOME}/{point.id}/closure",
        preview="",
        carried={"seen": str(version.id)},
        reason=reason,
        errors=errors,
    )


async def _load(request: Request, viewer: Employee) -> Point:
    found = Point.visible_to(viewer).select_related("agency")
    point = await found.get_or_none(id=request.path_params["id"])
    if point is None:
        raise Problem("not_found")
    return point
