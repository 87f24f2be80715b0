"""How is one agency doing, and at which hours does it work?"""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward
from web.domain.schedule import DAY_NAMES, in_words, local_date, pattern_on
from web.errors import Problem
from web.forms import as_date, read_form
from web.models import Agency, Employee, WorkPattern
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


async def set_hours(request: Request, viewer: Employee) -> Response:
    """Enter hours from a date on."""
    agency, form = await _load(request, viewer), await read_form(request)
    try:
        valid_from, valid_until = _dates(form)
        await roster.set_hours(
            agency=agency,
            days=_hours(form),
            valid_from=valid_from,
            valid_until=valid_until,
            author=viewer,
        )
    except Problem as problem:
        return await _show(request, viewer, agency, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{agency.id}", "hours-set")


def _hours(form: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The ticked days. One without its hours is a slip, not a free day, hence the dash."""
    return {
        str(n): (form.get(f"start{n}") or "-", form.get(f"end{n}") or "-")
        for n in range(1, 8)
        if form.get(f"on{n}")
    }


def _dates(form: dict[str, str]) -> tuple[date, date | None]:
    first, last = as_date(form.get("valid_from", "")), as_date(form.get("valid_until", ""))
    if first is None:
        raise Problem("invalid", fields={"valid_from": "Isi tanggal mulai berlaku."})
    if last is None and form.get("valid_until"):
        raise Problem("invalid", fields={"valid_until": "Tanggal ini tidak ada."})
    return first, last


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
    patterns = (
        await WorkPattern.filter(agency=agency).order_by("-created_at").select_related("author")
    )
    today = local_date(clock.now(), agency.timezone)
    current = pattern_on(patterns, today)
    return await desk_page(
        request,
        viewer,
        "operator/agency.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        patterns=patterns,
        current=current,
        today=today,
        day_names=DAY_NAMES,
        in_words=in_words,
        days=_entered(form, current),
        people=await Employee.filter(agency=agency, active=True).count(),
        form=form,
        errors=errors,
    )


def _entered(form: dict[str, str], current: WorkPattern | None) -> list[dict[str, Any]]:
    """What the form's seven days show: what was typed, else the hours in force."""
    held = current.days if current else {}
    days = []
    for number in range(1, 8):
        start, end = held.get(str(number), ("", ""))
        if form:
            start, end = form.get(f"start{number}", ""), form.get(f"end{number}", "")
        ticked = bool(form.get(f"on{number}")) if form else bool(start)
        days.append({"number": number, "on": ticked, "start": start, "end": end})
    return days
