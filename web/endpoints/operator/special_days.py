"""Which days cost more, what does that do to a day, and how is it entered or taken back?"""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.day import Special
from web.domain.hours import clock as minutes_of
from web.domain.schedule import local_date
from web.domain.special_days import describe_special, example, plain
from web.errors import Problem
from web.forms import as_date, as_number, query, query_year, read_form
from web.models import Agency, Employee, SpecialDay
from web.services import rulebook, special_days

HOME = "/desk/special-days"


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
    rows = await special_days.standing(agency, date(year, 1, 1), date(year, 12, 31))
    return await desk_page(
        request,
        viewer,
        "operator/special_days.html",
        room="rules",
        status=status,
        agency=agency,
        agencies=await scopes(viewer),
        year=year,
        days=[(row, describe_special(row.absent, row.deadline, row.factor)) for row in rows],
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
        shown=await _example(agency, day, row) if row else None,
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


async def _example(agency: Agency | None, day: date, row: SpecialDay) -> dict[str, Any]:
    """The example of an agency's date: its cases, or why there are none.

    For everybody the first agency that works on the date is the example.
    """
    offices = [agency] if agency else await Agency.all().order_by("name").limit(10)
    plans = await rulebook.plans_on([one.id for one in offices], day)
    rules = await rulebook.load([], day, day)
    deadline = minutes_of(row.deadline) if row.deadline else None
    special = Special(row.name, row.absent, deadline, 1.0 if row.factor is None else row.factor)
    for one in offices:
        plan = plans[str(one.id)]
        if plan.spans:
            table = rules.table_on(str(one.id), day)
            return {"office": one, "cases": example(plan, table, special), "hours": plan.hours}
    reasons = [plans[str(one.id)].reason for one in offices]
    return {"cases": [], "reason": reasons[0] if reasons else "Belum ada OPD."}


def _as_form(row: SpecialDay | None) -> dict[str, str]:
    if row is None:
        return {}
    return {
        "name": row.name,
        "absent": "" if row.absent is None else f"{row.absent:g}".replace(".", ","),
        "deadline": (row.deadline or "").replace(":", "."),
        "factor": "" if row.factor is None else f"{row.factor:g}".replace(".", ","),
    }
