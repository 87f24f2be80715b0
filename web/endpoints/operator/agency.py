"""How is one agency doing, and at which hours does it work?"""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward
from web.domain.schedule import in_words, local_date
from web.errors import Problem
from web.forms import as_date, as_uuid, query, read_form
from web.models import Agency, AgencyHead, Employee, WorkGroup, WorkPattern
from web.services import agency_moves, agency_removal, agency_rules, agency_tree, roster
from web.services.name_order import by_name
from web.services.weighing import Unasked, Weighed

HOME = "/desk/agencies"


async def show(request: Request, viewer: Employee) -> Response:
    """One agency with its counts and its hours: now, to come and before."""
    return await _show(request, viewer, await _load(request, viewer), {}, {})


async def rename(request: Request, viewer: Employee) -> Response:
    """Give the agency another name."""
    agency, form = await _load(request, viewer), await read_form(request)
    before = agency.name
    try:
        await roster.rename_agency(agency=agency, name=form.get("name", ""))
    except Problem as problem:
        agency.name = before
        return await _show(request, viewer, agency, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{agency.id}", "agency-renamed")


async def start(request: Request, viewer: Employee) -> Response:
    """Say from which date on days are judged."""
    agency, form = await _load(request, viewer), await read_form(request)
    entered = form.get("starts_on")
    starts_on = as_date(entered or "")
    if starts_on is None and entered != "":  # an empty field takes the date back, a missing one not
        errors = {"starts_on": "Tanggal ini tidak ada."}
        return await _show(request, viewer, agency, form, errors, 422)
    await roster.start_agency(agency=agency, starts_on=starts_on)
    return onward(request, f"{HOME}/{agency.id}", "agency-started")


async def remove(request: Request, viewer: Employee) -> Response:
    """Take out an agency that was entered by mistake."""
    agency, form = await _load(request, viewer), await read_form(request)
    try:
        await agency_removal.remove(agency=agency, certain=form.get("certain", ""))
    except Unasked as problem:
        return await _show(request, viewer, agency, form, {}, problem.status, problem.weighed)
    except Problem as problem:
        return await _show(request, viewer, agency, form, problem.fields, problem.status)
    return onward(request, HOME, "agency-removed")


async def weigh(request: Request, viewer: Employee) -> Response:
    """What placing the agency under another office would change; nothing is stored."""
    agency = await _load(request, viewer)
    form = {"parent": query(request, "parent")}
    try:
        parent = await _parent(form["parent"])
        found = await agency_moves.preview(agency, parent)
    except Problem as problem:
        return await _show(request, viewer, agency, form, problem.fields, problem.status)
    return await desk_page(
        request,
        viewer,
        "operator/agency_move.html",
        room="agencies",
        agency=agency,
        parent=parent,
        before=await Agency.get_or_none(id=agency.parent_id) if agency.parent_id else None,
        found=found,
    )


async def move(request: Request, viewer: Employee) -> Response:
    """Place the agency under another office, as it was weighed before."""
    agency, form = await _load(request, viewer), await read_form(request)
    try:
        if "seen" not in form:
            raise Problem("invalid", fields={"parent": "Periksa dahulu apa yang berubah."})
        parent, seen = await _parent(form.get("parent", "")), as_uuid(form["seen"])
        await agency_moves.move(agency=agency, parent=parent, author=viewer, seen=seen)
    except Problem as problem:
        fields = problem.fields or {"parent": problem.detail}
        return await _show(request, viewer, agency, form, fields, problem.status)
    return onward(request, f"{HOME}/{agency.id}", "agency-moved")


async def _parent(asked: str) -> Agency | None:
    """The office chosen to stand above; None for the top."""
    if not asked:
        return None
    chosen = as_uuid(asked)
    parent = await Agency.get_or_none(id=chosen) if chosen else None
    if parent is None:
        raise Problem("invalid", fields={"parent": "Pilih OPD dari daftar."})
    return parent


async def _placed(viewer: Employee, agency: Agency, today: date) -> dict[str, Any]:
    """Where it stands: the offices above, the units below, whose rules it has, and who heads it."""
    chain = await agency_tree.chain_of(agency.id, today)
    above = {str(one.id): one for one in await Agency.filter(id__in=chain[1:])}
    read = set(await Agency.visible_to(viewer).filter(id__in=chain).values_list("id", flat=True))
    heads = AgencyHead.filter(agency=agency).order_by("-created_at")
    others = await Agency.all() if viewer.role == "admin" else []
    return {
        "above": [(above[one], above[one].id in read) for one in reversed(chain[1:])],
        "units": await by_name(Agency.filter(parent=agency)),
        "sources": await agency_rules.sources(agency, chain, today),
        "head": await heads.select_related("employee").first(),
        "offices": agency_tree.in_order([one for one in others if one.id != agency.id]),
    }


async def _load(request: Request, viewer: Employee) -> Agency:
    agency = await Agency.visible_to(viewer).get_or_none(id=request.path_params["id"])
    if agency is None:
        raise Problem("not_found")
    return agency


async def _show(
    request: Request,
    viewer: Employee,
    agency: Agency,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
    weighed: Weighed | None = None,
) -> Response:
    patterns = WorkPattern.filter(agency=agency, group_id=None, employee_id=None)
    today = local_date(clock.now(), agency.timezone)
    current, above = await agency_rules.hours_of(agency, today)
    return await desk_page(
        request,
        viewer,
        "operator/agency.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        current=current,
        hours_above=above,
        coming=await patterns.filter(valid_from__gt=today).order_by("valid_from"),
        **await _placed(viewer, agency, today),
        in_words=in_words,
        people=await Employee.filter(agency=agency, active=True).count(),
        groups=await WorkGroup.filter(agency=agency).count(),
        form=form,
        errors=errors,
        weighed=weighed,
    )
