"""How are new hours entered? A form with presets that tells what the rule will do."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, onward
from web.domain.hours import describe_options, parse_options
from web.domain.schedule import DAY_NAMES, in_words, local_date, pattern_on
from web.domain.week_fields import SESSIONS, WEEKDAYS, fields_of, typed_week
from web.domain.weeks import (
    PRESETS,
    BadWeek,
    duration_words,
    example,
    parse_week,
    week_doubt,
    weekly_minutes,
)
from web.errors import Problem
from web.forms import as_date, as_uuid, query, read_form
from web.models import Agency, Employee, WorkGroup, WorkPattern
from web.services import agency_rules, rulebook, schedules

HOME = "/desk/schedules"
MOST = 140  # fields: seven days of four sessions, and what holds for all
SCOPES = ("agency", "group", "employee")


async def new(request: Request, viewer: Employee) -> Response:
    """A form filled with the hours in force, or with a preset."""
    asked = {name: query(request, name) for name in (*SCOPES, "preset")}
    agency, group, person = await _scope(viewer, asked)
    today = local_date(clock.now(), agency.timezone)
    form = asked | {"valid_from": today.isoformat()}
    preset = PRESETS.get(asked["preset"])
    if preset:
        form |= fields_of(preset.days, {}) | {"name": preset.name}
    else:
        held = await WorkPattern.filter(agency=agency, group=group, employee=person)
        current = pattern_on(held, today) or (await agency_rules.hours_of(agency, today))[0]
        form |= fields_of(current.days, current.options) if current else {}
    return await _show(request, viewer, form)


async def preview(request: Request, viewer: Employee) -> Response:
    """The form as typed, with what it would do; nothing is stored."""
    form = await read_form(request, MOST)
    try:
        parse_week(*typed_week(form))
    except BadWeek as error:
        return await _show(request, viewer, form, Problem("invalid", fields=error.fields))
    return await _show(request, viewer, form)


async def add(request: Request, viewer: Employee) -> Response:
    """Enter hours from a date on."""
    form = await read_form(request, MOST)
    agency, group, person = await _scope(viewer, form)
    days, options = typed_week(form)
    try:
        typed = _typed(form)
        await schedules.add_pattern(
            agency=agency,
            group=group,
            employee=person,
            days=days,
            options=options,
            **typed,
            author=viewer,
        )
    except Problem as problem:
        return await _show(request, viewer, form, problem)
    return onward(request, f"{HOME}?agency={agency.id}", "hours-set")


def _typed(form: dict[str, str]) -> dict[str, Any]:
    """What is said of hours beside their week, as the service takes it."""
    first, last = as_date(form.get("valid_from", "")), as_date(form.get("valid_until", ""))
    if first is None:
        raise Problem("invalid", fields={"valid_from": "Isi tanggal mulai berlaku."})
    if last is None and form.get("valid_until"):
        raise Problem("invalid", fields={"valid_until": "Tanggal ini tidak ada."})
    said = {name: form.get(name, "") for name in ("name", "reason", "certain")}
    return said | {"valid_from": first, "valid_until": last}


async def _scope(
    viewer: Employee, form: dict[str, str]
) -> tuple[Agency, WorkGroup | None, Employee | None]:
    """For whom: an agency, one of its groups, or one of its people; a stranger's is not found."""
    group = person = None
    asked = form.get("agency", "")
    if form.get("group"):
        group = await WorkGroup.get_or_none(id=as_uuid(form["group"]))
        asked = str(group.agency_id) if group else "-"
    elif form.get("employee"):
        chosen = as_uuid(form["employee"])
        person = await Employee.visible_to(viewer).get_or_none(id=chosen)
        asked = str(person.agency_id) if person else "-"
    agency, _ = await agency_of(viewer, asked)
    return agency, group, person


async def _show(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    problem: Problem | None = None,
) -> Response:
    agency, group, person = await _scope(viewer, form)
    return await desk_page(
        request,
        viewer,
        "operator/schedule_new.html",
        room="agencies",
        status=problem.status if problem else 200,
        zone=agency.timezone,
        **{"agency": agency, "group": group, "person": person},
        presets=PRESETS,
        day_names=DAY_NAMES,
        weekdays=WEEKDAYS,
        sessions=SESSIONS,
        told=await _told(agency, form),
        form=form,
        errors=problem.fields if problem else {},
        weighed=getattr(problem, "weighed", None),
    )


async def _told(agency: Agency, form: dict[str, str]) -> dict[str, Any] | None:
    """What the typed hours will do, in words; None while they cannot be read."""
    try:
        days, options = parse_week(*typed_week(form))
    except BadWeek:
        return None
    today = local_date(clock.now(), agency.timezone)
    day = as_date(form.get("valid_from", "")) or today
    table = (await rulebook.load([], day, day)).table_on(str(agency.id), day)
    return {
        "week": in_words(days),
        "total": duration_words(weekly_minutes(days)),
        "doubt": week_doubt(days, options),
        "options": describe_options(parse_options(options)),
        "examples": example(days, options, agency.timezone, table, day),
    }
