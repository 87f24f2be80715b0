"""Which doubtful check-ins wait for their supervisor, and what was decided?"""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from tortoise.queryset import QuerySet

from web.desk import Paging, desk_page
from web.domain import vocabulary
from web.domain.picture import Picture, draw
from web.errors import Problem
from web.forms import as_hash, as_uuid, query_choice, query_page, read_form
from web.models import CheckIn, Employee
from web.services import audit_views, inbox, reviews
from web.templating import fragment

HOME = "/desk/reviews"
PAGE_SIZE = 20
TABS = ("waiting", "decided")


async def index(request: Request, viewer: Employee) -> Response:
    """The check-ins of the viewer's people: those that wait, oldest first, or the decided."""
    tab = query_choice(request, "tab", TABS)
    found = reviews.waiting(viewer) if tab == "waiting" else reviews.decided(viewer)
    paging = Paging(query_page(request), PAGE_SIZE, await found.count())
    order = "claimed_at" if tab == "waiting" else "-claimed_at"
    shown = await _whole(found.order_by(order, "hash").offset(paging.offset).limit(PAGE_SIZE))
    await _saw(viewer, shown)
    earlier = await reviews.earlier_flags(shown)
    return await desk_page(
        request,
        viewer,
        "supervisor/reviews.html",
        room="inbox",
        tab=tab,
        cards=[_card(checkin, earlier) for checkin in shown],
        paging=paging,
        page_link=lambda number: f"{HOME}?tab={tab}&page={number}",
    )


async def decide(request: Request, viewer: Employee) -> Response:
    """Record a decision; the card answers with what now stands, or with what to correct."""
    checkin = await _load(request, viewer)
    form = await read_form(request)
    try:
        await reviews.decide(
            checkin=checkin,
            author=viewer,
            seen=form.get("seen"),
            outcome=form.get("outcome", ""),
            reason=form.get("reason", ""),
            id=as_uuid(form.get("decision", "")),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        return await _answer(request, viewer, checkin, form, problem.fields, problem.status)
    if not request.headers.get("HX-Request"):
        return RedirectResponse(f"{HOME}?tab=decided&done=decided", status_code=303)
    return await _answer(request, viewer, await _load(request, viewer), {}, {}, 200)


async def show(request: Request, viewer: Employee) -> Response:
    """One card on its own page: where a link leads, and where a form goes without script."""
    return await _answer(request, viewer, await _load(request, viewer), {}, {}, 200)


async def _answer(
    request: Request,
    viewer: Employee,
    checkin: CheckIn,
    form: dict[str, str],
    errors: dict[str, str],
    status: int,
) -> Response:
    await _saw(viewer, [checkin])
    earlier = await reviews.earlier_flags([checkin])
    card = _card(checkin, earlier) | {"form": form, "errors": errors}
    if request.headers.get("HX-Request"):
        left = await inbox.count(viewer)
        return fragment(
            request,
            "supervisor/_review.html",
            status=status,
            card=card,
            words=vocabulary,
            left=left,
        )
    return await desk_page(
        request, viewer, "supervisor/review.html", room="inbox", status=status, card=card
    )


def _card(checkin: CheckIn, earlier: dict[str, list[reviews.Earlier]]) -> dict[str, Any]:
    agency = checkin.employee.agency
    return {
        "checkin": checkin,
        "zone": agency.timezone if agency else vocabulary.HOME_ZONE,
        "state": reviews.state_of(checkin),
        "picture": _picture(checkin),
        "earlier": earlier.get(checkin.hash, []),
        "explanations": sorted(checkin.explanations, key=lambda one: one.at),
        "decisions": sorted(checkin.decisions, key=lambda one: one.at),
        "new_id": uuid4(),
        "form": {},
        "errors": {},
    }


async def _saw(viewer: Employee, shown: list[CheckIn]) -> None:
    people = [one.employee_id for one in shown if one.lat is not None]
    await audit_views.saw(viewer, "review_locations", "", people)


def _picture(checkin: CheckIn) -> Picture | None:
    if checkin.lat is None or checkin.lng is None:
        return None
    return draw(checkin.assessment.nearest, checkin.lat, checkin.lng, checkin.accuracy or 0)


async def _load(request: Request, viewer: Employee) -> CheckIn:
    name = as_hash(request.path_params["hash"])
    found = await _whole(CheckIn.supervised_by(viewer).filter(hash=name))
    if not found:
        raise Problem("not_found")
    return found[0]


async def _whole(found: QuerySet[CheckIn]) -> list[CheckIn]:
    return await found.select_related("employee__agency", "assessment").prefetch_related(
        "decisions__author", "decisions__on_behalf_of", "explanations"
    )
