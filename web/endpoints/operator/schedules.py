"""At which hours do an agency, its groups and single people work: now, to come, and before?"""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, onward
from web.domain.hours import describe_options, parse_options
from web.domain.schedule import in_words, local_date, pattern_on
from web.domain.weeks import duration_words, week_doubt, weekly_minutes
from web.errors import Problem
from web.forms import as_date, query, read_form
from web.models import Agency, Employee, GroupMember, Withdrawal, WorkGroup, WorkPattern
from web.services import agency_rules, schedules

HOME = "/desk/schedules"
Entry = dict[str, Any]


async def index(request: Request, viewer: Employee) -> Response:
    """All hours of one agency."""
    return await _index(request, viewer, query(request, "agency"), {}, {})


async def add_group(request: Request, viewer: Employee) -> Response:
    """Add a group; its people and hours come after."""
    form = await read_form(request)
    agency, _ = await agency_of(viewer, form.get("agency", ""))
    try:
        group = await schedules.add_group(agency=agency, name=form.get("name", ""), author=viewer)
    except Problem as problem:
        asked = str(agency.id)
        return await _index(request, viewer, asked, form, problem.fields, problem.status)
    return onward(request, f"/desk/groups/{group.id}", "group-added")


async def end(request: Request, viewer: Employee) -> Response:
    """Let hours hold until a day and no longer."""
    form = await read_form(request)
    pattern = await WorkPattern.get_or_none(
        id=request.path_params["id"], agency_id__in=await _ids(viewer)
    )
    if pattern is None:
        raise Problem("not_found")
    try:
        last = as_date(form.get("last", ""))
        if last is None:
            raise Problem("invalid", fields={"last": "Isi hari terakhirnya."})
        reason = form.get("reason", "")
        await schedules.end_pattern(pattern=pattern, last=last, reason=reason, author=viewer)
    except Problem as problem:
        asked, form = str(pattern.agency_id), form | {"pattern": str(pattern.id)}
        return await _index(request, viewer, asked, form, problem.fields, problem.status)
    return onward(request, f"{HOME}?agency={pattern.agency_id}", "pattern-ended")


async def _ids(viewer: Employee) -> list[Any]:
    return list(await Agency.visible_to(viewer).values_list("id", flat=True))


async def _index(
    request: Request,
    viewer: Employee,
    asked: str,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agency, agencies = await agency_of(viewer, asked)
    today = local_date(clock.now(), agency.timezone)
    rows = await WorkPattern.filter(agency=agency).select_related("author", "employee", "group")
    groups = await WorkGroup.filter(agency=agency).order_by("name")
    people = {row.employee_id: row.employee for row in rows if row.employee}
    usual = [row for row in rows if not row.group_id and not row.employee_id]
    row, above = await agency_rules.hours_of(agency, today)
    ended = {one.subject: one for one in await _endings(rows)}
    return await desk_page(
        request,
        viewer,
        "operator/schedules.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        agencies=agencies,
        today=today,
        usual=_told(usual, today),
        inherited=[] if above is None or row is None else _told([row], today),
        groups=[
            (one, _told([row for row in rows if row.group_id == one.id], today)) for one in groups
        ],
        members=await _members(groups, today),
        people=[
            (one, _told([row for row in rows if row.employee_id == one.id], today))
            for one in sorted(people.values(), key=lambda one: one.name)
        ],
        ended=ended,
        form=form,
        errors=errors,
    )


async def _endings(rows: list[WorkPattern]) -> list[Withdrawal]:
    return await Withdrawal.filter(subject__in=[row.id for row in rows]).select_related("author")


async def _members(groups: list[WorkGroup], today: date) -> dict[Any, int]:
    """How many people belong to each group today."""
    counts: dict[Any, set[Any]] = {}
    for one in await GroupMember.filter(group_id__in=[group.id for group in groups]):
        if (one.valid_from or today) <= today <= (one.valid_until or today):
            counts.setdefault(one.group_id, set()).add(one.employee_id)
    return {group: len(found) for group, found in counts.items()}


def _told(rows: list[WorkPattern], today: date) -> list[Entry]:
    """Hours in words, the newest beginning first; `state` is current, coming, covered or past."""
    current = pattern_on(rows, today)
    ordered = sorted(rows, key=lambda one: (one.valid_from or date.min, one.created_at))
    return [_entry(row, current, today) for row in reversed(ordered)]


def _entry(row: WorkPattern, current: WorkPattern | None, today: date) -> Entry:
    state = "covered"
    if row is current:
        state = "current"
    elif row.valid_from and row.valid_from > today:
        state = "coming"
    elif row.valid_until and row.valid_until < today:
        state = "past"
    return {
        "row": row,
        "state": state,
        "week": [(days, span) for days, span in in_words(row.days) if span != "libur"],
        "total": duration_words(weekly_minutes(row.days)),
        "options": describe_options(parse_options(row.options)),
        "doubt": week_doubt(row.days, row.options),
    }
