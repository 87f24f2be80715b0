"""Which shifts does an agency have, and at which hours? The list, and a form for another."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, onward
from web.domain.hours import BadHours, describe_hours, parse_hours
from web.domain.rosters import SHIFT_PRESETS, night_words
from web.domain.schedule import local_date
from web.domain.week_fields import day_fields, typed_day
from web.domain.weeks import duration_words
from web.errors import Problem
from web.forms import as_date, query, read_form
from web.models import Employee, Shift
from web.services import shifts

HOME = "/desk/shifts"


async def index(request: Request, viewer: Employee) -> Response:
    """The shifts of one agency; `code` or `preset` in the address fills the form."""
    form = {name: query(request, name) for name in ("agency", "code", "preset")}
    return await _index(request, viewer, form, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Enter a shift, or other hours for a known code."""
    form = await read_form(request)
    agency, _ = await agency_of(viewer, form.get("agency", ""))
    try:
        valid_from = as_date(form.get("valid_from", ""))
        if form.get("valid_from") and valid_from is None:
            raise Problem("invalid", fields={"valid_from": "Tanggal ini tidak ada."})
        await shifts.define(
            agency=agency,
            code=form.get("code", ""),
            name=form.get("name", ""),
            hours=typed_day(form, "") | _windows(form),
            valid_from=valid_from,
            author=viewer,
        )
    except Problem as problem:
        return await _index(request, viewer, form, problem.fields, problem.status)
    return onward(request, f"{HOME}?agency={agency.id}", "shift-set")


def _windows(form: dict[str, str]) -> dict[str, str]:
    return {name: form[name] for name in ("opens", "closes") if form.get(name)}


async def _index(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agency, agencies = await agency_of(viewer, form.get("agency", ""))
    known = await shifts.shifts_of(agency)
    today = local_date(clock.now(), agency.timezone)
    return await desk_page(
        request,
        viewer,
        "operator/shifts.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        agencies=agencies,
        shifts=[_entry(one) for one in known.values()],
        presets=SHIFT_PRESETS,
        today=today,
        told=_told(form),
        form=form if "name" in form else form | _filled(form, known),
        errors=errors,
    )


def _entry(row: Shift) -> dict[str, Any]:
    hours = parse_hours(row.hours)
    return {
        "row": row,
        "words": describe_hours(hours),
        "total": duration_words(hours.minutes),
        "night": night_words(hours, row.name),
    }


def _told(form: dict[str, str]) -> str:
    """What typed hours mean where they end on the next day."""
    try:
        return night_words(parse_hours(typed_day(form, "")), form.get("name", ""))
    except BadHours:
        return ""


def _filled(form: dict[str, str], known: dict[str, Shift]) -> dict[str, str]:
    """What the empty form shows: a known shift to change, or a preset."""
    held = known.get(form.get("code", ""))
    if held:
        return day_fields(held.hours, "") | {"name": held.name}
    preset = SHIFT_PRESETS.get(form.get("preset", ""))
    if preset:
        start, end = preset.start, preset.end
        return {"code": preset.code, "name": preset.name, "start": start, "end": end}
    return {}
