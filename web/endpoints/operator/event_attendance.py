"""Who is at a joint event, and who is missing? Live while it is held; who is expected after all."""

import csv
import io

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import onward
from web.domain import vocabulary
from web.errors import Problem
from web.forms import as_uuid, query, read_form
from web.models import Employee, JointEvent
from web.services import event_counts, event_exemptions, events
from web.services.event_counts import Attendance
from web.templating import fragment, unless_shown

HOME = "/desk/events"
MOST_NAMES = 60


async def count(request: Request, viewer: Employee) -> Response:
    """The part that renews itself; 304 while nothing in it has changed (htmx's ptag)."""
    event = await _load(request, viewer)
    told = await _told(request, viewer, event)
    response = fragment(
        request,
        "operator/_event_count.html",
        words=vocabulary,
        event=event,
        there=told,
        most_names=MOST_NAMES,
    )
    return unless_shown(request, response)


async def missing(request: Request, viewer: Employee) -> Response:
    """Who is expected and has not come, as CSV: agency, NIP, name."""
    event = await _load(request, viewer)
    told = await _told(request, viewer, event)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["OPD", "NIP", "Nama"])
    for one in told.counts:
        # The apostrophe keeps a spreadsheet from rounding 18 digits, and from running a formula.
        writer.writerows([f"'{one.agency.name}", f"'{p.nip}", f"'{p.name}"] for p in one.missing)
    name = f"belum-hadir-{event.date.isoformat()}.csv"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    text = "\ufeff" + out.getvalue()  # without the mark Excel guesses the letters wrong
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


async def expect_again(request: Request, viewer: Employee) -> Response:
    """End an exemption of one of the viewer's people."""
    event = await _load(request, viewer)
    await read_form(request)
    held = await event_exemptions.of_event(event, viewer)
    one = next((one for one in held if one.id == request.path_params["exemption"]), None)
    if one is None:
        raise Problem("not_found")
    await event_exemptions.end(exemption=one, author=viewer)
    return onward(request, f"{HOME}/{event.id}", "event-expected")


async def _load(request: Request, viewer: Employee) -> JointEvent:
    event = await events.find(viewer, request.path_params["id"])
    if event is None:
        raise Problem("not_found")
    return event


async def _told(request: Request, viewer: Employee, event: JointEvent) -> Attendance:
    agency = as_uuid(query(request, "agency"))
    return await event_counts.attendance(viewer, event, agency, clock.now())
