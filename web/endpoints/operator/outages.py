"""When did SIKEREN fail for an agency? Declared by one person, approved by a second."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward, page_of
from web.errors import Problem
from web.forms import as_moment, as_uuid, query, query_page, read_form
from web.models import Agency, Employee, Outage
from web.services import outages, rulings

HOME = "/desk/outages"
PAGE_SIZE = 20
KINDS = {"both": "Absen Masuk dan Pulang", "in": "Absen Masuk", "out": "Absen Pulang"}


async def index(request: Request, viewer: Employee) -> Response:
    """The outages of the viewer's agencies, newest first, and a form for another."""
    return await _list(request, viewer, {"agency": query(request, "agency")}, {}, 200)


async def declare(request: Request, viewer: Employee) -> Response:
    """Declare an outage; what was typed stays where something is to correct."""
    form = await read_form(request)
    wanted = as_uuid(form.get("agency", "")) or viewer.agency_id
    agency = await Agency.visible_to(viewer).get_or_none(id=wanted) if wanted else None
    try:
        if agency is None:
            raise Problem("invalid", fields={"agency": "Pilih OPD yang terganggu."})
        made = await outages.declare(
            agency=agency,
            author=viewer,
            starts_at=as_moment(form.get("starts_at", ""), agency.timezone),
            ends_at=as_moment(form.get("ends_at", ""), agency.timezone),
            kinds=form.get("kinds", ""),
            reason=form.get("reason", ""),
            id=as_uuid(form.get("outage", "")),
        )
    except Problem as problem:
        return await _again(request, viewer, form, problem)
    return onward(request, f"{HOME}/{made.id}", "outage-declared")


async def show(request: Request, viewer: Employee) -> Response:
    """One outage: what it says, whose days it changes, and what was said to it."""
    return await _page(request, viewer, await _load(request, viewer), {}, {}, 200)


async def decide(request: Request, viewer: Employee) -> Response:
    """The second person's yes or no."""
    outage, form = await _load(request, viewer), await read_form(request)
    try:
        await rulings.rule(
            subject_id=outage.id,
            author=viewer,
            outcome=form.get("outcome", ""),
            reason=form.get("reason", ""),
            id=as_uuid(form.get("ruling", "")),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        return await _page(request, viewer, outage, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{outage.id}", "outage-ruled")


async def withdraw(request: Request, viewer: Employee) -> Response:
    """Take an outage back, with a reason."""
    outage, form = await _load(request, viewer), await read_form(request)
    try:
        await rulings.withdraw(subject=outage, author=viewer, reason=form.get("withdrawal", ""))
    except Problem as problem:
        if not problem.fields:
            raise
        errors = {"withdrawal": "Tulis mengapa gangguan ini dibatalkan."}
        return await _page(request, viewer, outage, form, errors, problem.status)
    return onward(request, f"{HOME}/{outage.id}", "outage-withdrawn")


async def _again(
    request: Request, viewer: Employee, form: dict[str, str], problem: Problem
) -> Response:
    if not problem.fields and problem.code != "month_locked":
        raise problem
    errors = problem.fields or {"starts_at": problem.detail}
    return await _list(request, viewer, form, errors, problem.status)


async def _list(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int,
) -> Response:
    found = Outage.visible_to(viewer).order_by("-starts_at", "id")
    paging, shown = await page_of(found, query_page(request), PAGE_SIZE, "agency", "author")
    standings = await rulings.standings([one.id for one in shown])
    return await desk_page(
        request,
        viewer,
        "operator/outages.html",
        room="outages",
        status=status,
        cards=[(one, standings[one.id]) for one in shown],
        kinds=KINDS,
        agencies=await Agency.visible_to(viewer).order_by("name"),
        paging=paging,
        page_link=lambda number: f"{HOME}?page={number}",
        new_id=form.get("outage") or uuid4(),
        form=form,
        errors=errors,
    )


async def _page(
    request: Request,
    viewer: Employee,
    outage: Outage,
    form: dict[str, str],
    errors: dict[str, str],
    status: int,
) -> Response:
    standing = (await rulings.standings([outage.id]))[outage.id]
    return await desk_page(
        request,
        viewer,
        "operator/outage.html",
        room="outages",
        status=status,
        zone=outage.agency.timezone,
        outage=outage,
        kinds=KINDS,
        standing=standing,
        effect=await _effect(outage, standing, clock.now()),
        second=outage.author_id != viewer.id,
        new_id=uuid4(),
        form=form,
        errors=errors,
    )


async def _effect(outage: Outage, standing: rulings.Standing, now: datetime) -> Any:
    """Whose days it changes; nothing where it was taken back."""
    if standing.state == "withdrawn":
        return None
    return await outages.effect_of(outage, outage.agency.timezone, now)


async def _load(request: Request, viewer: Employee) -> Outage:
    found = Outage.visible_to(viewer).select_related("agency", "author")
    outage = await found.get_or_none(id=request.path_params["id"])
    if outage is None:
        raise Problem("not_found")
    return outage
