"""Which agencies are there, in which zone, and when do they work?"""

from collections import Counter
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from tortoise.expressions import Q
from tortoise.functions import Count

from web import clock
from web.desk import desk_page, onward
from web.domain.schedule import in_words, local_date, pattern_on
from web.errors import Problem
from web.forms import read_form
from web.models import Agency, Employee, Point, Role, WorkPattern
from web.services import roster

HOME = "/desk/agencies"


async def index(request: Request, viewer: Employee) -> Response:
    """All agencies for an admin; an operator has one and goes straight to it."""
    if viewer.role != Role.ADMIN:
        if viewer.agency_id is None:
            raise Problem("not_found", "Anda belum terdaftar pada OPD mana pun.")
        return RedirectResponse(f"{HOME}/{viewer.agency_id}", status_code=303)
    return await _index(request, viewer, {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add an agency; what is wrong is said beside its field."""
    form = await read_form(request)
    try:
        agency = await roster.add_agency(
            name=form.get("name", ""), timezone=form.get("timezone", ""), author=viewer
        )
    except Problem as problem:
        return await _index(request, viewer, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{agency.id}", "agency-added")


async def _index(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    now = clock.now()
    agencies = await Agency.visible_to(viewer).order_by("name")
    patterns: dict[UUID, list[WorkPattern]] = {}
    for pattern in await WorkPattern.filter(group_id=None, employee_id=None):
        patterns.setdefault(pattern.agency_id, []).append(pattern)
    hours = {}
    for agency in agencies:
        current = pattern_on(patterns.get(agency.id, []), local_date(now, agency.timezone))
        hours[agency.id] = in_words(current.days) if current else []
    open_points = Point.filter(
        Q(versions__valid_until__isnull=True) | Q(versions__valid_until__gt=now)
    )
    return await desk_page(
        request,
        viewer,
        "operator/agencies.html",
        room="agencies",
        status=status,
        agencies=agencies,
        hours=hours,
        people=await _counts(Employee.filter(active=True)),
        points=await _counts(open_points),
        form=form,
        errors=errors,
    )


async def _counts(rows: Any) -> Counter[Any]:
    counted = (
        await rows.annotate(number=Count("id", distinct=True))
        .group_by("agency_id")
        .values("agency_id", "number")
    )
    return Counter({row["agency_id"]: row["number"] for row in counted})
