"""Who would be left without a point when it is closed, and how is it closed?"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from web.desk import onward
from web.errors import Problem
from web.forms import as_uuid, query, read_form
from web.models import Employee, Point
from web.point_check import check_page
from web.services import point_pages, points

HOME = "/desk/points"


async def show(request: Request, viewer: Employee) -> Response:
    """What closing the point would do, with the question why."""
    point = await _load(request, viewer)
    return await _weigh(request, viewer, point, {"days": query(request, "days")}, {})


async def close(request: Request, viewer: Employee) -> Response:
    """End the point now; what was checked in there stays."""
    point, form = await _load(request, viewer), await read_form(request)
    seen, reason = as_uuid(form.get("seen", "")), form.get("reason", "")
    try:
        await points.close_point(point=point, author=viewer, seen=seen, reason=reason)
    except Problem as problem:
        if not problem.fields:
            raise
        return await _weigh(
            request, viewer, point, {"reason": reason}, problem.fields, problem.status
        )
    return onward(request, f"{HOME}?agency={point.agency_id}", "point-closed")


async def _weigh(
    request: Request,
    viewer: Employee,
    point: Point,
    asked: Mapping[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    newest, version = await points.current_version(point), await points.standing_version(point)
    if point_pages.is_closed(newest):
        raise Problem("point_closed")
    return await check_page(
        request,
        viewer,
        point,
        (version, await points.terms_of(version)),
        None,
        asked,
        target=f"{HOME}/{point.id}/closure",
        preview="",
        carried={"seen": str(newest.id)},
        errors=errors,
        status=status,
    )


async def _load(request: Request, viewer: Employee) -> Point:
    found = Point.visible_to(viewer).select_related("agency")
    point = await found.get_or_none(id=request.path_params["id"])
    if point is None:
        raise Problem("not_found")
    return point
