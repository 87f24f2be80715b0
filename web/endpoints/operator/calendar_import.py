"""What would a file of calendar days change, and is it taken over? First shown, then applied."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.calendar import FREE_KINDS, KINDS, Day
from web.domain.calendar_csv import BadFile, parse_csv, write_csv
from web.errors import Problem
from web.forms import MAX_TEXT, query, read_form, read_upload
from web.models import Agency, Employee
from web.services import calendar
from web.services.calendar_files import read_file
from web.services.import_days import is_workbook, read_workbook

HOME = "/desk/calendar"


async def choose(request: Request, viewer: Employee) -> Response:
    """Where a file is chosen, with what it must look like."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _choose(request, viewer, agency, {}, [])


async def preview(request: Request, viewer: Employee) -> Response:
    """What the file would change, day by day; nothing is written yet."""
    form, name, content = await read_upload(request, "file")
    agency = await scope_of(viewer, form.get("agency", ""))
    kind = form.get("kind", "") if form.get("kind") in FREE_KINDS else "holiday"
    try:
        if not content:
            raise BadFile("Pilih berkas Excel, CSV, atau ICS yang berisi.")
        if is_workbook(content):
            days = await asyncio.to_thread(read_workbook, content)
        else:
            days = read_file(content, kind, agency.timezone if agency else zone_of(viewer))
        rows = write_csv((day, "", "") for day in days)
        if len(rows) > MAX_TEXT:
            raise BadFile("Berkas ini terlalu panjang. Bagi menjadi beberapa berkas.")
    except BadFile as error:
        return await _choose(request, viewer, agency, form, error.sentences, 422)
    return await _preview(request, viewer, agency, days, rows, f"Berkas {name}"[:200])


async def apply(request: Request, viewer: Employee) -> Response:
    """Enter the days that were shown. Applied twice they change nothing."""
    form = await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    try:
        days = parse_csv(form.get("rows", ""))
    except BadFile as error:
        return await _choose(request, viewer, agency, form, error.sentences, 422)
    if agency is None and any(day.kind == "follow" for day in days):
        raise Problem("invalid")
    source = form.get("source", "")[:200] or "Berkas"
    await calendar.apply(agency=agency, days=days, source=source, author=viewer)
    path = link_with(HOME, {"agency": agency.id if agency else "", "year": days[0].date.year})
    return onward(request, path, "calendar-imported")


async def _choose(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    form: dict[str, str],
    wrong: list[str],
    status: int = 200,
) -> Response:
    return await desk_page(
        request,
        viewer,
        "operator/calendar_import.html",
        room="rules",
        status=status,
        agency=agency,
        agencies=await scopes(viewer),
        kinds={kind: KINDS[kind] for kind in FREE_KINDS},
        form=form,
        wrong=wrong,
    )


async def _preview(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    days: list[Day],
    rows: str,
    source: str,
) -> Response:
    changes = await calendar.preview(agency, days)
    return await desk_page(
        request,
        viewer,
        "operator/calendar_preview.html",
        room="rules",
        agency=agency,
        changes=changes,
        new=sum(not one.same for one in changes),
        rows=rows,
        source=source,
        kinds=KINDS,
    )
