"""Which agencies are there, under whom, and how far is each of them set up?"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import clock
from web.desk import desk_page, onward
from web.errors import Problem
from web.forms import as_uuid, read_form
from web.models import Agency, Employee
from web.services import agency_overview, agency_tree, roster

HOME = "/desk/agencies"


async def index(request: Request, viewer: Employee) -> Response:
    """The tree of the agencies that the viewer reads; who has one goes straight to it."""
    if not viewer.everywhere:
        if viewer.agency_id is None:
            raise Problem("not_found", "Anda belum terdaftar pada OPD mana pun.")
        if len(viewer.reached) == 1:
            return RedirectResponse(f"{HOME}/{viewer.agency_id}", status_code=303)
    return await _index(request, viewer, {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add an agency; what is wrong is said beside its field."""
    form = await read_form(request)
    try:
        agency = await roster.add_agency(
            name=form.get("name", ""),
            timezone=form.get("timezone", ""),
            parent=await _parent(form),
            author=viewer,
        )
    except Problem as problem:
        return await _index(request, viewer, form, problem.fields, problem.status)
    return onward(
        request, f"{HOME}/{agency.id}", "unit-added" if agency.parent_id else "agency-added"
    )


async def _parent(form: dict[str, str]) -> Agency | None:
    """The office chosen to stand above; none where none was."""
    if not form.get("parent"):
        return None
    chosen = as_uuid(form["parent"])
    parent = await Agency.get_or_none(id=chosen) if chosen else None
    if parent is None:
        raise Problem("invalid", fields={"parent": "Pilih OPD dari daftar."})
    return parent


async def _index(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agencies = await Agency.visible_to(viewer)
    return await desk_page(
        request,
        viewer,
        "operator/agencies.html",
        room="agencies",
        status=status,
        cards=await agency_overview.cards(agencies, clock.now()),
        offices=agency_tree.in_order(agencies),
        form=form,
        errors=errors,
    )
