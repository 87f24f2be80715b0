"""One travel report: what it tells, what was said of it, the decision on it, and its paper."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.deciding import answer, said
from web.desk import desk_page, operates
from web.domain import approval
from web.domain import duties as rules
from web.domain.schedule import local_date
from web.domain.travel_reports import DAY, FILES, FOLLOW_UP, RESULTS, SPPD, TRANSPORT
from web.files import files_of
from web.forms import query_choice, read_form
from web.models import Employee
from web.services import approvals, duty_checkins, duty_lists, reviews, travel_reports
from web.services.travel_report_lists import Card

HOME = "/desk/travel-reports"
NOTE, MOST_FIELDS = "note-", 60
PAPERS = ("f4", "a4")


async def show(request: Request, viewer: Employee) -> Response:
    """A report of the viewer's people; else 404."""
    card = await travel_reports.load(viewer, request.path_params["id"])
    return await _show(request, viewer, card, {}, {})


async def decide(request: Request, viewer: Employee) -> Response:
    """Approve, return or reject a report, or take such a decision back."""
    card = await travel_reports.load(viewer, request.path_params["id"])
    form = await read_form(request, len(card.content.parts) + MOST_FIELDS)
    typed = [(name, words) for name, words in form.items() if name.startswith(NOTE)]
    notes = {name.removeprefix(NOTE): words for name, words in typed}
    return await answer(
        request,
        travel_reports.decide(card=card, author=viewer, notes=notes, **said(form)),
        refused=partial(_show, request, viewer, card, form),
        show=partial(show, request, viewer),
        home=f"{HOME}/{card.report.id}",
    )


async def paper(request: Request, viewer: Employee) -> Response:
    """The report as it is printed; the blocks for signatures stay empty."""
    card = await travel_reports.load(viewer, request.path_params["id"])
    return await desk_page(
        request,
        viewer,
        "supervisor/travel_report_paper.html",
        room="travel-reports" if operates(viewer) else "inbox",
        zone=card.zone,
        card=card,
        paper=query_choice(request, "paper", PAPERS),
        files=await files_of(viewer, "travel_report", card.report.id),
        above=await Employee.get_or_none(id=card.person.supervisor_id),
        kinds=rules.KINDS,
        states=approval.STATES,
    )


async def _show(
    request: Request,
    viewer: Employee,
    card: Card,
    form: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> Response:
    [duty] = await duty_lists.cards([card.report.duty_id])
    duty.people = [card.person]
    events = approval.events_for(
        approval.TRAVEL_REPORT, card.state, approvals.oversees(card.person, viewer)
    )
    return await desk_page(
        request,
        viewer,
        "supervisor/travel_report.html",
        room="travel-reports" if operates(viewer) else "inbox",
        status=status,
        zone=card.zone,
        **{"card": card, "standing": card.standing, "duty": duty, "events": events},
        deciding=[one for one in ("approve", "return", "reject") if one in events],
        late=_late(card),
        made=await duty_checkins.made_on(duty, viewer),
        files=await files_of(viewer, "travel_report", card.report.id),
        letters=await files_of(viewer, "duty", card.report.duty_id),
        **{"names": approval.EVENTS, "states": approval.STATES, "kinds": rules.KINDS},
        **{"form": form, "errors": errors, "new_id": uuid4(), "state_of": reviews.state_of},
        **_parts(card),
    )


def _parts(card: Card) -> dict[str, Any]:
    content = card.content
    sppd = content.sppd_number
    short = {RESULTS: content.results, FOLLOW_UP: content.follow_up, TRANSPORT: content.transport}
    return {
        "parts": content.parts,
        "told": short | {SPPD: sppd},
        "day_key": DAY,
        "files_key": FILES,
    }


def _late(card: Card) -> int:
    """How many days after the last one it was written, by the phone's own word; 0 in time."""
    written = local_date(min(card.version.written_at, clock.now()), card.zone)
    return max(0, (written - card.due).days) if card.due else 0
