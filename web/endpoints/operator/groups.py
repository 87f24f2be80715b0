"""Who belongs to a group with hours of its own, from when until when?"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward
from web.domain.schedule import local_date
from web.errors import Problem
from web.forms import as_date, as_uuid, read_form
from web.models import Agency, Employee, GroupMember, Withdrawal, WorkGroup
from web.services import schedules

MOST = 800  # one field for each person ticked
PERSON = "person-"


async def show(request: Request, viewer: Employee) -> Response:
    """A group's people: now, to come and before."""
    return await _show(request, viewer, await _load(request, viewer), {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Put the ticked people into the group."""
    group, form = await _load(request, viewer), await read_form(request, MOST)
    typed = (as_uuid(name.removeprefix(PERSON)) for name in form if name.startswith(PERSON))
    try:
        if form.get("valid_until") and as_date(form["valid_until"]) is None:
            raise Problem("invalid", fields={"valid_until": "Tanggal ini tidak ada."})
        await schedules.add_members(
            group=group,
            employees=await Employee.visible_to(viewer).filter(
                id__in=[one for one in typed if one]
            ),
            valid_from=as_date(form.get("valid_from", "")),
            valid_until=as_date(form.get("valid_until", "")),
            author=viewer,
        )
    except Problem as problem:
        return await _show(request, viewer, group, form, problem.fields, problem.status)
    return onward(request, f"/desk/groups/{group.id}", "member-added")


async def end(request: Request, viewer: Employee) -> Response:
    """Let a person belong to the group until a day and no longer."""
    group, form = await _load(request, viewer), await read_form(request)
    member = await GroupMember.get_or_none(id=as_uuid(form.get("member", "")), group=group)
    if member is None:
        raise Problem("not_found")
    try:
        last = as_date(form.get("last", ""))
        if last is None:
            raise Problem("invalid", fields={"last": "Isi hari terakhirnya."})
        reason = form.get("reason", "")
        await schedules.end_member(member=member, last=last, reason=reason, author=viewer)
    except Problem as problem:
        return await _show(request, viewer, group, form, problem.fields, problem.status)
    return onward(request, f"/desk/groups/{group.id}", "member-ended")


async def _load(request: Request, viewer: Employee) -> WorkGroup:
    agencies = await Agency.visible_to(viewer).values_list("id", flat=True)
    group = await WorkGroup.filter(agency_id__in=agencies).get_or_none(id=request.path_params["id"])
    if group is None:
        raise Problem("not_found")
    return group


async def _show(
    request: Request,
    viewer: Employee,
    group: WorkGroup,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agency = await Agency.get(id=group.agency_id)
    today = local_date(clock.now(), agency.timezone)
    rows = await GroupMember.filter(group=group).select_related("employee", "author")
    rows.sort(key=lambda one: one.employee.name)
    past = [one for one in rows if one.valid_until and one.valid_until < today]
    endings = Withdrawal.filter(subject__in=[one.id for one in rows]).select_related("author")
    return await desk_page(
        request,
        viewer,
        "operator/schedule_group.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        group=group,
        today=today,
        members=[one for one in rows if one not in past],
        past=past,
        endings={one.subject: one for one in await endings},
        candidates=await _candidates(group, [one for one in rows if one not in past]),
        person_field=PERSON,
        form=form,
        errors=errors,
    )


async def _candidates(group: WorkGroup, members: list[GroupMember]) -> list[Any]:
    held = [one.employee_id for one in members if one.valid_until is None]
    people = Employee.filter(agency_id=group.agency_id, active=True)
    return list(await people.exclude(id__in=held or [group.id]).order_by("name"))
