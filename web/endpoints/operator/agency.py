"""How is one agency doing, and at which hours does it work?"""

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward
from web.domain.schedule import in_words, local_date, pattern_on
from web.errors import Problem
from web.forms import as_date, read_form
from web.models import Agency, Employee, WorkGroup, WorkPattern
from web.services import roster

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
) -> Response:
    patterns = await WorkPattern.filter(agency=agency, group_id=None, employee_id=None)
    today = local_date(clock.now(), agency.timezone)
    return await desk_page(
        request,
        viewer,
        "operator/agency.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        current=pattern_on(patterns, today),
        coming=sorted(
            (one for one in patterns if one.valid_from and one.valid_from > today),
            key=lambda one: one.valid_from or today,
        ),
        in_words=in_words,
        people=await Employee.filter(agency=agency, active=True).count(),
        groups=await WorkGroup.filter(agency=agency).count(),
        form=form,
        errors=errors,
    )
