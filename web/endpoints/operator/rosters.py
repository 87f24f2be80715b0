"""Who works which shift on which date? A month in a grid, filled by hand, by pattern or by copy."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, link_with, onward
from web.domain.rosters import BadRoster, repeat
from web.domain.schedule import days_between, local_date
from web.errors import Problem
from web.forms import as_date, as_moment, as_uuid, query, query_page, read_form
from web.models import Agency, Employee, WorkGroup
from web.services import rosters, shifts
from web.services.name_order import by_name
from web.services.rosters import Sheet

HOME = "/desk/roster"
MOST = rosters.PAGE_SIZE * 31 + 20  # fields of one page of the grid
CELL = "cell-"


async def index(request: Request, viewer: Employee) -> Response:
    """The grid of a month: an agency's people, or those of a group or of a search."""
    asked = {name: query(request, name) for name in ("agency", "group", "month", "q")}
    return await _show(request, viewer, asked | {"page": str(query_page(request))}, {})


async def save(request: Request, viewer: Employee) -> Response:
    """Store the cells of the grid; only what differs is a new entry."""
    form = await read_form(request, MOST)
    try:
        sheet, agency = await _sheet(viewer, form)
        cells = _cells(form, sheet)
        seen = as_moment(form.get("seen", ""), "UTC")
        why = form.get("reason", "")
        await shifts.assign(agency=agency, cells=cells, author=viewer, seen=seen, reason=why)
    except shifts.BadCells as problem:
        marked = {_field(*cell): sentence for cell, sentence in problem.cells.items()}
        return await _show(request, viewer, form, problem.fields | marked, problem.status)
    except Problem as problem:
        return await _show(request, viewer, form, problem.fields, problem.status)
    return _onward(request, form)


async def fill(request: Request, viewer: Employee) -> Response:
    """Lay a pattern over some dates of one person or of all that are shown."""
    form = await read_form(request)
    try:
        sheet, agency = await _sheet(viewer, form)
        first, last = _span(form)
        dates = days_between(first, last)
        cells = {
            (person, day): code
            for person in _chosen(form, sheet)
            for day, code in repeat(form.get("pattern", ""), dates).items()
        }
        await _ask(form, cells, local_date(clock.now(), agency.timezone))
        why = form.get("reason", "")
        await shifts.assign(agency=agency, cells=cells, author=viewer, reason=why)
    except BadRoster as error:
        return await _show(request, viewer, form, {"pattern": str(error)}, 422)
    except Problem as problem:
        return await _show(request, viewer, form, problem.fields, problem.status)
    return _onward(request, form)


async def copy(request: Request, viewer: Employee) -> Response:
    """Take over the week before a date, or the month before the one shown."""
    form = await read_form(request)
    try:
        sheet, agency = await _sheet(viewer, form)
        monday = as_date(form.get("to", ""))
        if form.get("span") == "week" and monday is None:
            raise Problem("invalid", fields={"to": "Isi hari pertama dari minggu yang diisi."})
        weekly = form.get("span") == "week"
        cells = await rosters.copied(sheet, monday if weekly else None, _chosen(form, sheet))
        if not cells:
            raise Problem("invalid", fields={"to": "Tidak ada jadwal untuk disalin."})
        await _ask(form, cells, local_date(clock.now(), agency.timezone))
        why = form.get("reason", "")
        await shifts.assign(agency=agency, cells=cells, author=viewer, reason=why)
    except Problem as problem:
        return await _show(request, viewer, form, problem.fields, problem.status)
    return _onward(request, form)


def _cells(form: dict[str, str], sheet: Sheet) -> dict[tuple[UUID, date], str]:
    """The fields of the grid, of those people alone whom the page shows."""
    cells = {
        (one.id, day): form[_field(one.id, day)]
        for one in sheet.people
        for day in sheet.dates
        if _field(one.id, day) in form
    }
    if not cells:
        sentence = "Tidak ada jadwal yang terkirim. Muat ulang halaman, lalu isi lagi."
        raise Problem("invalid", sentence, fields={"roster": sentence})
    return cells


def _field(person: UUID, day: date) -> str:
    return f"{CELL}{person.hex}-{day.isoformat()}"


async def _ask(form: dict[str, str], cells: dict[tuple[UUID, date], str], today: date) -> None:
    """Have whoever fills over entered shifts say so once more: a tool writes hundreds at once.

    Raises:
        Problem: `invalid` with `certain`, unless the same was told and ticked.
    """
    days = await shifts.replaced(cells)
    past = sum(day < today for day in days)
    told = f"{len(days)} kotak yang sudah terisi akan diganti"
    told += f", {past} di antaranya pada hari yang sudah lewat." if past else "."
    if days and form.get("certain") != told:
        raise Problem("invalid", fields={"certain": told})


def _span(form: dict[str, str]) -> tuple[date, date]:
    first, last = as_date(form.get("first", "")), as_date(form.get("last", ""))
    if first is None or last is None or not 0 <= (last - first).days < 92:
        sentence = "Isi tanggal mulai dan sampai, paling lama tiga bulan."
        raise Problem("invalid", fields={"last": sentence})
    return first, last


def _chosen(form: dict[str, str], sheet: Sheet) -> list[UUID]:
    """The person chosen, all that the page shows, or all that were found, whatever their page."""
    asked = form.get("person", "all")
    if asked == "found":
        return list(sheet.found)
    people = [one.id for one in sheet.people]
    if asked != "all":
        people = [one for one in people if one == as_uuid(asked)]
    if not people:
        raise Problem("invalid", fields={"person": "Pilih pegawai."})
    return people


async def _sheet(viewer: Employee, form: dict[str, str]) -> tuple[Sheet, Agency]:
    """The page of the roster that a form or an address is about; a stranger's is not found."""
    group = await _group(form)
    agency, _ = await agency_of(viewer, str(group.agency_id) if group else form.get("agency", ""))
    today = local_date(clock.now(), agency.timezone)
    month = form.get("month") or f"{today:%Y-%m}"
    number = form.get("page", "")
    shown = int(number) if number.isdecimal() and len(number) < 5 else 1
    return await rosters.sheet(agency, group, month, shown, form.get("q", "")), agency


async def _group(form: dict[str, str]) -> WorkGroup | None:
    if not form.get("group"):
        return None
    group = await WorkGroup.get_or_none(id=as_uuid(form["group"]))
    if group is None:
        raise Problem("not_found")
    return group


def _onward(request: Request, form: dict[str, str]) -> Response:
    shown = {name: form.get(name, "") for name in ("agency", "group", "q", "month", "page")}
    return onward(request, link_with(HOME, shown), "roster-set")


async def _show(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: Any,
    status: int = 200,
) -> Response:
    sheet, agency = await _sheet(viewer, form)
    _, agencies = await agency_of(viewer, str(agency.id))
    shown: dict[str, object] = {"agency": agency.id, "group": sheet.group and sheet.group.id}
    shown |= {"q": form.get("q", ""), "month": sheet.month}
    return await desk_page(
        request,
        viewer,
        "operator/roster.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        agencies=agencies,
        groups=await by_name(WorkGroup.filter(agency=agency)),
        sheet=sheet,
        shifts=await shifts.shifts_of(agency),
        changes=await rosters.explained(sheet),
        cell_field=CELL,
        today=local_date(clock.now(), agency.timezone),
        seen=f"{clock.now() + timedelta(seconds=1):%Y-%m-%dT%H:%M:%S}",
        link=lambda **more: link_with(HOME, {**shown, **more}),
        month_of_agency=link_with("", {"agency": agency.id, "month": sheet.month}),
        form=form,
        errors=errors,
    )
