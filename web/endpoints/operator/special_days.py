"""Which days cost more, what does that do to a day, and how is it entered or taken back?"""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.bands import percent_words
from web.domain.name_order import name_key
from web.domain.schedule import local_date
from web.domain.seeking import fold, words
from web.domain.special_days import describe_special, plain, times
from web.errors import Problem
from web.forms import as_date, as_number, query, query_choice, query_year, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee, SpecialDay
from web.services import special_days, special_examples
from web.templating import DAYS, short_date_of

HOME = "/desk/special-days"
PAGE_SIZE = 50
COLUMNS = (
    Column("date", "Tanggal", ("date",)),
    Column("name", "Hari khusus", ("name",)),
    Column("agency", "Untuk", ("agency",)),
)
HEADS = (
    *("Tanggal", "Hari", "Hari khusus", "Potongan tidak masuk", "Absen Masuk paling akhir"),
    *("Pengali potongan", "Untuk", "Dicatat oleh"),
)
SHOWN = {"all": "Semua tanggal", "coming": "Akan datang", "past": "Sudah lewat"}


async def index(request: Request, viewer: Employee) -> Response:
    """The special days of a year, with what they do."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _index(request, viewer, agency, _year(request, viewer), {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Enter a special day."""
    form = await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    day = as_date(form.get("date", ""))
    try:
        await _set(form, agency, day, viewer)
    except Problem as problem:
        year = day.year if day else _year(request, viewer)
        return await _index(request, viewer, agency, year, form, problem.fields, problem.status)
    return onward(request, _path(agency, day), "special-day-set")


async def show(request: Request, viewer: Employee) -> Response:
    """One date: what holds, by an example, and everything ever said of it."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _show(request, viewer, agency, _day(request), {}, {})


async def change(request: Request, viewer: Employee) -> Response:
    """Change a special day by a newer row, or take it back with a reason."""
    day, form = _day(request), await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    back = form.get("act") == "back"
    try:
        if back:
            name = form.get("reason", "")
            await special_days.set_special_day(agency=agency, day=day, name=name, author=viewer)
        else:
            await _set(form, agency, day, viewer)
    except Problem as problem:
        fields = {"reason": "Tulis alasan membatalkannya."} if back else problem.fields
        return await _show(request, viewer, agency, day, form, fields, problem.status)
    return onward(request, _path(agency, day), "special-day-set")


async def _set(
    form: dict[str, str], agency: Agency | None, day: date | None, viewer: Employee
) -> None:
    absent, factor = _number(form, "absent"), _number(form, "factor")
    if absent is None and factor in (None, 1) and not form.get("deadline"):
        words = "Isi sedikitnya satu: potongan, batas Absen Masuk, atau pengali."
        raise Problem("invalid", fields={"absent": words})
    await special_days.set_special_day(
        agency=agency,
        day=day,
        name=form.get("name", ""),
        absent=absent,
        deadline=form.get("deadline", ""),
        factor=factor,
        author=viewer,
    )


def _number(form: dict[str, str], name: str) -> float | None:
    text = form.get(name, "")
    number = as_number(text)
    if text and number is None:
        raise Problem("invalid", fields={name: "Tulis angka, misalnya 50 atau 1,5."})
    return number


def _path(agency: Agency | None, day: date | None) -> str:
    return link_with(f"{HOME}/{day}", {"agency": agency.id if agency else ""})


def _day(request: Request) -> date:
    day = as_date(request.path_params["day"])
    if day is None:
        raise Problem("not_found")
    return day


def _year(request: Request, viewer: Employee) -> int:
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
    asked = _asked(request, agency, year)
    rows = await _found(asked, viewer, agency, year)
    shown = rows[asked.holds(len(rows))]
    return await desk_page(
        request,
        viewer,
        "operator/special_days.html",
        room="rules",
        status=status,
        agency=agency,
        agencies=await scopes(viewer),
        year=year,
        list=asked,
        choices=[*SHOWN.items()],
        days=[(row, describe_special(row.absent, row.deadline, row.factor)) for row in shown],
        form=form,
        errors=errors,
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same special days as a file."""
    agency = await scope_of(viewer, query(request, "agency"))
    year = _year(request, viewer)
    rows = await _found(_asked(request, agency, year), viewer, agency, year)
    return as_file(request, f"Hari khusus {year}", HEADS, map(_row, rows))


def _row(one: SpecialDay) -> tuple[str, ...]:
    return (
        *(short_date_of(one.date), DAYS[one.date.weekday()], one.name),
        "" if one.absent is None else percent_words(one.absent),
        (one.deadline or "").replace(":", "."),
        "" if one.factor is None else times(one.factor),
        one.agency.name if one.agency else "Semua OPD",
        one.author.name if one.author else "SIKEREN",
    )


def _asked(request: Request, agency: Agency | None, year: int) -> Listing:
    chosen = {
        "agency": agency.id if agency else None,
        "year": year,
        "q": query(request, "q"),
        "show": query_choice(request, "show", tuple(SHOWN)),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


async def _found(
    asked: Listing, viewer: Employee, agency: Agency | None, year: int
) -> list[SpecialDay]:
    today = local_date(clock.now(), agency.timezone if agency else zone_of(viewer))
    told, show = words(asked.chosen["q"]), asked.chosen["show"]
    found = [
        row
        for row in await special_days.listed(agency, date(year, 1, 1), date(year, 12, 31))
        if all(word in fold(row.name) for word in told)
        and (show == "all" or (show == "past") == (row.date < today))
    ]
    found.sort(key=lambda row: (row.date, name_key(row.agency and row.agency.name)))
    if asked.column.key != "date":
        by_name = asked.column.key == "name"
        found.sort(
            key=lambda row: name_key(row.name if by_name else row.agency and row.agency.name)
        )
    return found[::-1] if asked.falling else found


async def _show(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    day: date,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    found = await special_days.standing(agency, day, day)
    row = found[0] if found else None
    rows = await special_days.history(agency, day)
    return await desk_page(
        request,
        viewer,
        "operator/special_day.html",
        room="rules",
        status=status,
        agency=agency,
        day=day,
        row=row,
        told=describe_special(row.absent, row.deadline, row.factor) if row else [],
        shown=await special_examples.of_day(agency, day, row) if row else None,
        rows=[
            (
                one,
                plain(one.absent, one.deadline, one.factor),
                describe_special(one.absent, one.deadline, one.factor),
            )
            for one in rows
        ],
        form=form or _as_form(row),
        errors=errors,
    )


def _as_form(row: SpecialDay | None) -> dict[str, str]:
    if row is None:
        return {}
    return {
        "name": row.name,
        "absent": "" if row.absent is None else f"{row.absent:g}".replace(".", ","),
        "deadline": (row.deadline or "").replace(":", "."),
        "factor": "" if row.factor is None else f"{row.factor:g}".replace(".", ","),
    }
