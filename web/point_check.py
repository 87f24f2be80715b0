"""What would a change of a point do, or its closing? The page shown before either is kept."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page
from web.models import Employee, Point, PointVersion
from web.services import audit_views, point_effects, point_fixes, point_pages
from web.services.point_versions import Terms

Proposed = tuple[PointVersion, Terms]


async def check_page(
    request: Request,
    viewer: Employee,
    point: Point,
    before: Proposed,
    after: Proposed | None,
    asked: Mapping[str, str],
    *,
    target: str,
    preview: str,
    carried: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> Response:
    """Who is affected and how earlier fixes would have fallen, with the question why.

    Args:
        request: of the page.
        viewer: who asks; that they looked at where people were is recorded.
        point: with agency.
        before: its version in force and the terms of that.
        after: the version proposed; None: it is closed.
        asked: the reason and the days to look back, as typed.
        target: where it is kept.
        preview: where other days are asked for; "" by the page's own address.
        carried: fields that the form sends along.
        errors: what is wrong, by field.
        status: of the answer.
    """
    days = point_effects.asked_days(asked.get("days", ""))
    was = await point_fixes.use_of(point, *before)
    will = await point_fixes.use_of(point, *after) if after else None
    found = await point_effects.effects(viewer, point, was, will, days)
    await audit_views.saw(viewer, "point_locations", point.id, found.seen, point.agency_id)
    changes: Any = []
    if after:
        changes = await point_pages.differences(point, before[0], after[0], (before[1], after[1]))
    return await desk_page(
        request,
        viewer,
        "operator/point_check.html",
        room="points",
        status=status,
        zone=point.agency.timezone,
        point=point,
        before=before[0],
        after=after[0] if after else None,
        changes=changes,
        found=found,
        days=days,
        all_days=point_effects.DAYS,
        target=target,
        preview=preview,
        carried=carried,
        reason=asked.get("reason", ""),
        errors=errors,
    )
