"""What does one joint event ask for, and how is it taken back? Who is there: `event_attendance`."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Subquery

from web import clock
from web.desk import desk_page, onward
from web.domain.event_days import EVENT_KINDS, describe_event
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.forms import as_uuid, query, read_form
from web.models import Employee, JointEvent, PointVersion
from web.services import event_counts, event_exemptions, event_people, events

HOME = "/desk/events"
MOST_NAMES = 60


async def show(request: Request, viewer: Employee) -> Response:
    """What the event asks for in words; once it is over, who was there."""
    event = await _load(request, viewer)
    return await _show(request, viewer, event)


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
            all_agencies=bool(form.get("everywhere")),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        told = {"form": form, "errors": problem.fields}
        return await _show(request, viewer, event, problem.status, **told)
    return onward(request, f"{HOME}/{event.id}", "event-withdrawn")


async def exempt(request: Request, viewer: Employee) -> Response:
    """Say of some of the viewer's people that they need not come, such as pickets."""
    event, form = await _load(request, viewer), await read_form(request)
    mine = Employee.visible_to(viewer).filter(active=True)
    expected = Subquery((await event_people.expected(event)).values("id"))
    lines = form.get("nips", "").splitlines()
    people, wrong = await event_people.meant(lines, mine, mine.filter(id__in=expected), "")
    try:
        if wrong:
            raise Problem("invalid", fields={"people": wrong})
        reason = form.get("reason", "")
        await event_exemptions.exempt(event=event, people=people, reason=reason, author=viewer)
    except Problem as problem:
        if not problem.fields:
            raise
        told = {"exempting": form, "unexempt": problem.fields}
        return await _show(request, viewer, event, problem.status, **told)
    return onward(request, f"{HOME}/{event.id}", "event-exempted")


def _may_change(viewer: Employee, event: JointEvent) -> bool:
    """An event for everybody is an admin's."""
    return viewer.administers(event.agency_id)


async def _load(request: Request, viewer: Employee) -> JointEvent:
    event = await events.find(viewer, request.path_params["id"])
    if event is None:
        raise Problem("not_found")
    return event


async def _show(
    request: Request,
    viewer: Employee,
    event: JointEvent,
    status: int = 200,
    **told: Mapping[str, str],
) -> Response:
    """The page; `told`: what was typed into a form of it and what is wrong there."""
    agency = as_uuid(query(request, "agency"))
    there = await event_counts.attendance(viewer, event, agency, clock.now())
    others = await events.others(event, viewer)
    back = await events.withdrawn([event.id, *(one.id for one in others)])
    gone = back.get(event.id)
    return await desk_page(
        request,
        viewer,
        "operator/event.html",
        room="rules",
        status=status,
        event=event,
        kind=EVENT_KINDS[event.kind],
        told=describe_event(
            *(event.opens, event.closes, event.cut, await _place(event), await _expected(event)),
            counts=event.counts,
        ),
        gone=gone,
        others=[(one, one.id in back) for one in others],
        also=[one for one in others if one.id not in back and _may_change(viewer, one)],
        later=len(await events.later(event)),
        may_change=_may_change(viewer, event) and not gone,
        exemptions=await event_exemptions.of_event(event, viewer),
        there=there,
        most_names=MOST_NAMES,
        zone=there.agency.timezone if there.agency else HOME_ZONE,
        **{name: told.get(name, {}) for name in ("form", "errors", "exempting", "unexempt")},
    )


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
