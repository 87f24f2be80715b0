"""How does a roster leave and enter as a file? A CSV of a month, the same in both directions."""

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, link_with, onward
from web.domain.schedule import local_date
from web.errors import Problem
from web.forms import as_uuid, query, query_page, read_upload
from web.models import Employee, WorkGroup
from web.services import rosters, shifts

HOME = "/desk/roster"


async def export(request: Request, viewer: Employee) -> Response:
    """A page of the roster as CSV."""
    group = None
    if query(request, "group"):
        group = await WorkGroup.get_or_none(id=as_uuid(query(request, "group")))
        if group is None:
            raise Problem("not_found")
    agency, _ = await agency_of(viewer, str(group.agency_id) if group else query(request, "agency"))
    month = query(request, "month") or f"{local_date(clock.now(), agency.timezone):%Y-%m}"
    sheet = await rosters.sheet(agency, group, month, query_page(request))
    headers = {"Content-Disposition": f'attachment; filename="jadwal-sif-{sheet.month}.csv"'}
    text = "\ufeff" + rosters.as_csv(sheet)  # without the mark Excel guesses the letters wrong
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


async def choose(request: Request, viewer: Employee) -> Response:
    """A form for a file."""
    return await _show(request, viewer, query(request, "agency"), {})


async def load(request: Request, viewer: Employee) -> Response:
    """Enter what a file says; all of it or, where something is wrong, nothing."""
    form, _, content = await read_upload(request, "file")
    agency, _ = await agency_of(viewer, form.get("agency", ""))
    try:
        cells = await rosters.from_csv(agency, content)
        await shifts.assign(agency=agency, cells=cells, author=viewer)
    except Problem as problem:
        return await _show(request, viewer, str(agency.id), dict(problem.fields), problem.status)
    month = f"{min(day for _, day in cells):%Y-%m}"
    return onward(request, link_with(HOME, {"agency": agency.id, "month": month}), "roster-set")


async def _show(
    request: Request, viewer: Employee, asked: str, errors: dict[str, str], status: int = 200
) -> Response:
    agency, agencies = await agency_of(viewer, asked)
    return await desk_page(
        request,
        viewer,
        "operator/roster_import.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        agencies=agencies,
        shifts=await shifts.shifts_of(agency),
        errors={"file": errors.get("file") or errors.get("roster")} if errors else {},
    )
