"""When did SIKEREN fail for an agency? Declared by one person, approved by a second."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web import clock
from web.desk import desk_page, onward
from web.errors import Problem
from web.forms import as_moment, as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee, Outage
from web.services import outages, rulings, seeking
from web.services.name_order import by_name
from web.templating import short_date_of, time_of

HOME = "/desk/outages"
PAGE_SIZE = 20
COLUMNS = (
    Column("starts", "Hari", ("starts_at",)),
    Column("agency", "OPD", ("agency__name", "-starts_at")),
    Column("standing", "Keadaan"),
)
HEADS = ("OPD", "Dari", "Sampai", "Absen", "Yang terganggu", "Dicatat oleh", "Keadaan")
RELATED = ("agency", "author")
SHOWN = ("all", "waiting")
STATES = {
    **{"waiting": "Menunggu", "approved": "Disetujui"},
    **{"rejected": "Ditolak", "withdrawn": "Dibatalkan"},
}
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
    asked = _asked(request)
    shown = await asked.page(_found(viewer, asked), *RELATED)
    standings = await rulings.standings([one.id for one in shown])
    agencies = await by_name(Agency.visible_to(viewer))
    return await desk_page(
        request,
        viewer,
        "operator/outages.html",
        room="outages",
        status=status,
        list=asked,
        cards=[(one, standings[one.id]) for one in shown],
        kinds=KINDS,
        agencies=agencies,
        alone=await outages.without_second(viewer, agencies),
        new_id=form.get("outage") or uuid4(),
        form=form,
        errors=errors,
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same outages as a file."""
    asked = _asked(request)
    found = await asked.all(_found(viewer, asked), *RELATED)
    standings = await rulings.standings([one.id for one in found])
    rows = [_row(one, STATES[standings[one.id].state]) for one in found]
    return as_file(request, "Gangguan", HEADS, rows)


def _row(one: Outage, state: str) -> tuple[str, ...]:
    zone = one.agency.timezone
    times = [
        f"{short_date_of(at, zone)} {time_of(at, zone)}" for at in (one.starts_at, one.ends_at)
    ]
    return (one.agency.name, *times, KINDS[one.kinds], one.reason, one.author.name, state)


def _asked(request: Request) -> Listing:
    chosen = {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "show": query_choice(request, "show", SHOWN),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="-starts")


def _found(viewer: Employee, asked: Listing) -> QuerySet[Outage]:
    text, show = asked.chosen["q"], asked.chosen["show"]
    found = outages.unruled(viewer) if show == "waiting" else Outage.visible_to(viewer)
    if asked.chosen["agency"]:
        found = found.filter(agency_id=asked.chosen["agency"])
    if text:
        meant = Subquery(seeking.named(Agency.all(), text, '"agency"."name"').values("id"))
        found = found.filter(Q(agency_id__in=meant) | Q(reason__icontains=text))
    return found


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
        alone=await outages.without_second(outage.author, [outage.agency]),
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
