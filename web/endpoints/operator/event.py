"""What does one joint event ask for, who was there, and how is it taken back?"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q

from web import clock
from web.desk import desk_page, onward, scopes
from web.domain.event_days import EVENT_KINDS, describe_event
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.forms import as_uuid, query, read_form
from web.models import Agency, Employee, JointEvent, PointVersion
from web.services import agency_tree, events, recaps

HOME = "/desk/events"


async def show(request: Request, viewer: Employee) -> Response:
    """What the event asks for in words; once it is over, who was there."""
    event = await _load(request, viewer)
    return await _show(request, viewer, event, {}, {})


async def withdraw(request: Request, viewer: Employee) -> Response:
    """Take the event back, with a reason; the record of it stays."""
    event, form = await _load(request, viewer), await read_form(request)
    if not _may_change(viewer, event):
        raise Problem("forbidden")
    try:
        await events.withdraw(
            event=event,
            reason=form.get("reason", ""),
            author=viewer,
            later_ones=bool(form.get("later")),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        return await _show(request, viewer, event, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{event.id}", "event-withdrawn")


def _may_change(viewer: Employee, event: JointEvent) -> bool:
    """An event for everybody is an admin's."""
    return viewer.administers(event.agency_id)


async def _load(request: Request, viewer: Employee) -> JointEvent:
    scope = Q()
    if not viewer.everywhere:
        own = await Agency.get_or_none(id=viewer.agency_id) if viewer.agency_id else None
        scope = (await agency_tree.concerning(own))[1] | viewer.reach()
    found = JointEvent.filter(scope).select_related("agency", "author")
    event = await found.get_or_none(id=request.path_params["id"])
    if event is None:
        raise Problem("not_found")
    return event


async def _show(
    request: Request,
    viewer: Employee,
    event: JointEvent,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agency = event.agency or await _looked_at(request, viewer)
    zone = agency.timezone if agency else HOME_ZONE
    gone = (await events.withdrawn([event.id])).get(event.id)
    over = event.date < local_date(clock.now(), zone)
    return await desk_page(
        request,
        viewer,
        "operator/event.html",
        room="rules",
        status=status,
        event=event,
        kind=EVENT_KINDS[event.kind],
        agency=agency,
        agencies=[] if event.agency_id else await scopes(viewer),
        told=describe_event(
            *(event.opens, event.closes, event.cut, await _place(event), await _expected(event))
        ),
        gone=gone,
        over=over,
        there=await _attendance(event, agency) if agency and over and not gone else None,
        later=len(await events.later(event)),
        may_change=_may_change(viewer, event) and not gone,
        zone=zone,
        form=form,
        errors=errors,
    )


async def _looked_at(request: Request, viewer: Employee) -> Agency | None:
    """Whose people are shown of an event for everybody: the viewer's, or the one asked for."""
    asked = as_uuid(query(request, "agency"))
    found = await Agency.visible_to(viewer).get_or_none(id=asked) if asked else None
    return found or viewer.agency


async def _place(event: JointEvent) -> str | None:
    if event.point_id is None:
        return None
    version = await PointVersion.filter(point_id=event.point_id).order_by("-created_at").first()
    return version.name if version else None


async def _expected(event: JointEvent) -> str:
    if event.expected is None:
        return f"semua pegawai {event.agency.name}" if event.agency else "pegawai semua OPD"
    people = await Employee.filter(id__in=event.expected).order_by("name").limit(6)
    names = ", ".join(one.name for one in people[:5])
    more = len(event.expected) - 5
    return f"{names}, dan {more} lainnya" if more > 0 else names


async def _attendance(event: JointEvent, agency: Agency) -> dict[str, Any]:
    """Of an agency's people, how many were expected and there, and who was not: by the recap."""
    recap = await recaps.recap_of(agency, f"{event.date:%Y-%m}", clock.now())
    return events.counted(event, recap.rows)
