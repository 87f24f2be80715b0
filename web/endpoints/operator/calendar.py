"""Which days are free, who said so, and how is a day entered, taken back or handed out?"""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.calendar import FREE_KINDS, KINDS, Day
from web.domain.calendar_csv import write_csv
from web.domain.schedule import local_date
from web.domain.seeking import fold, words
from web.errors import Problem
from web.forms import as_date, query, query_choice, query_year, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee
from web.services import calendar
from web.services.calendar import Line
from web.templating import DAYS, MONTHS

HOME = "/desk/calendar"
DAYS_OF_YEAR = 366  # a year is a page
COLUMNS = (Column("date", "Tanggal", ("date",), ("Januari dahulu", "Desember dahulu")),)
HEADS = ("tanggal", "jenis", "nama", "berlaku untuk", "sumber", "diisi oleh")
SHOWN = {"all": "Semua tanggal", "coming": "Akan datang", "past": "Sudah lewat"}
TONES = {"holiday": "bad", "joint_leave": "doubt", "local": "calm", "election": "calm"}


async def index(request: Request, viewer: Employee) -> Response:
    """A year, month by month, for everybody or one agency."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _index(request, viewer, agency, _year(request, viewer), {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Enter what one or some dates are."""
    form = await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    try:
        first = await _set(form, agency, viewer, form.get("kind", ""), form.get("name", ""))
    except Problem as problem:
        year = _typed_year(form) or _year(request, viewer)
        return await _index(request, viewer, agency, year, form, problem.fields, problem.status)
    path = link_with(HOME, {"agency": agency.id if agency else "", "year": first.year})
    return onward(request, path, "calendar-set")


async def show(request: Request, viewer: Employee) -> Response:
    """One date: what it is, everything ever said of it, and what can be said now."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _show(request, viewer, agency, _day(request), {}, {})


async def change(request: Request, viewer: Employee) -> Response:
    """Say something else of a date: another name or kind, or that it is an ordinary day."""
    day, form = _day(request), await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    kind, name = form.get("kind", ""), form.get("name", "")
    if form.get("act") == "back":
        kind, name = "ordinary", form.get("reason", "")
    elif form.get("act") == "follow":
        kind, name = "follow", ""
    try:
        await _set(form | {"first": day.isoformat(), "last": ""}, agency, viewer, kind, name)
    except Problem as problem:
        errors = _as_reason(problem.fields) if kind == "ordinary" else problem.fields
        return await _show(request, viewer, agency, day, form, errors, problem.status)
    path = link_with(f"{HOME}/{day.isoformat()}", {"agency": agency.id if agency else ""})
    return onward(request, path, "calendar-set")


async def file(request: Request, viewer: Employee) -> Response:
    """The dates that are shown, whoever entered them, as a file that `import` reads as well."""
    agency, year = await scope_of(viewer, query(request, "agency")), _year(request, viewer)
    today = local_date(clock.now(), zone_of(viewer))
    lines = await calendar.year_of(agency, year)
    rows = [_row(line) for line in _found(lines, _asked(request, agency, year), today)]
    return as_file(request, f"Kalender {year}", HEADS, rows)


def _row(line: Line) -> tuple[str, ...]:
    row = line.row
    return (
        *(line.date.isoformat(), KINDS[row.kind], row.name),
        *(row.agency.name if row.agency else "Semua OPD", row.source),
        row.author.name if row.author else "SIKEREN",
    )


def _asked(request: Request, agency: Agency | None, year: int) -> Listing:
    chosen = {
        "agency": agency.id if agency else None,
        "year": year,
        "q": query(request, "q"),
        "kind": query_choice(request, "kind", ("", *KINDS)),
        "show": query_choice(request, "show", tuple(SHOWN)),
    }
    return listing(request, HOME, COLUMNS, chosen, size=DAYS_OF_YEAR)


def _found(lines: list[Line], asked: Listing, today: date) -> list[Line]:
    told, kind, show = words(asked.chosen["q"]), asked.chosen["kind"], asked.chosen["show"]
    found = [
        line
        for line in lines
        if all(word in fold(line.row.name) for word in told)
        and kind in ("", line.row.kind)
        and (show == "all" or (show == "past") == (line.date < today))
    ]
    return found[::-1] if asked.falling else found


async def export(request: Request, viewer: Employee) -> Response:
    """The days that were entered for everybody or an agency in a year, as CSV."""
    agency = await scope_of(viewer, query(request, "agency"))
    year = _year(request, viewer)
    scope = agency.id if agency else None
    rows = [
        (
            Day(line.date, line.row.kind, line.row.name),
            line.row.source,
            line.row.author.name if line.row.author else "",
        )
        for line in await calendar.year_of(agency, year)
        if line.row.agency_id == scope
    ]
    name = f"kalender-{year}.csv" if agency is None else f"kalender-{year}-opd.csv"
    return Response(
        write_csv(rows).encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _set(
    form: dict[str, str], agency: Agency | None, viewer: Employee, kind: str, name: str
) -> date:
    first, last = as_date(form.get("first", "")), as_date(form.get("last", ""))
    if last is None and form.get("last"):
        raise Problem("invalid", fields={"last": "Tanggal ini tidak ada."})
    await calendar.set_days(
        agency=agency,
        first=first,
        last=last,
        kind=kind,
        name=name,
        source=form.get("source", ""),
        author=viewer,
    )
    return first or date.min


def _as_reason(fields: dict[str, str]) -> dict[str, str]:
    return {"reason" if key == "name" else key: words for key, words in fields.items()}


def _day(request: Request) -> date:
    day = as_date(request.path_params["day"])
    if day is None:
        raise Problem("not_found")
    return day


def _typed_year(form: dict[str, str]) -> int | None:
    first = as_date(form.get("first", ""))
    return first.year if first else None


def _year(request: Request, viewer: Employee) -> int:
    """The year asked for, else this one."""
    return query_year(request, local_date(clock.now(), zone_of(viewer)).year)


async def _index(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    year: int,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    lines = await calendar.year_of(agency, year)
    asked = _asked(request, agency, year)
    shown = _found(lines, asked, local_date(clock.now(), zone_of(viewer)))
    months: dict[int, list[Any]] = {}
    for line in shown[asked.holds(len(shown))]:
        months.setdefault(line.date.month, []).append(line)
    free = [line for line in lines if line.free]
    return await desk_page(
        request,
        viewer,
        "operator/calendar.html",
        room="rules",
        status=status,
        agency=agency,
        agencies=await scopes(viewer),
        year=year,
        list=asked,
        choices=[*SHOWN.items()],
        months=months,
        counts={kind: sum(line.row.kind == kind for line in free) for kind in FREE_KINDS},
        example=next((line for line in free if line.date.isoweekday() < 6), None),
        kinds={kind: KINDS[kind] for kind in FREE_KINDS},
        listed={kind: KINDS[kind] for kind in (*FREE_KINDS, "ordinary")},
        tones=TONES,
        day_names=DAYS,
        month_names=MONTHS,
        form=form,
        errors=errors,
    )


async def _show(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    day: date,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    found = await calendar.lines(agency, day, day)
    line = found[0] if found else None
    return await desk_page(
        request,
        viewer,
        "operator/calendar_day.html",
        room="rules",
        status=status,
        agency=agency,
        day=day,
        line=line,
        own=bool(agency and line and line.row.agency_id),
        rows=await calendar.history(agency, day),
        kinds={kind: KINDS[kind] for kind in FREE_KINDS},
        all_kinds=KINDS,
        tones=TONES,
        form=form,
        errors=errors,
    )
