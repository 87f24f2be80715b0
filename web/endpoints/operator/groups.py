"""Who belongs to a group with hours of its own, from when until when?"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web import clock
from web.desk import desk_page, onward
from web.domain.schedule import local_date
from web.errors import Problem
from web.forms import as_date, as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, in_parts, listing
from web.models import Agency, Employee, GroupMember, Withdrawal, WorkGroup
from web.services import schedules, seeking
from web.templating import short_date_of

HOME = "/desk/groups"
MOST = 800  # one field for each person ticked
PAGE_SIZE = 50
PERSON = "person-"
COLUMNS = (
    Column("name", "Pegawai", ("employee__name", "-valid_from")),
    Column("from", "Mulai", ("valid_from", "employee__name")),
    Column("until", "Sampai", ("valid_until", "employee__name")),
    Column("state", "Keadaan"),
)
HEADS = (
    *("Kelompok", "NIP", "Nama", "Mulai", "Sampai", "Keadaan", "Dicatat oleh"),
    *("Alasan", "Alasan diakhiri"),
)
RELATED = ("employee", "author")
SHOWN = {"open": "Belum berakhir", "past": "Sudah lewat", "all": "Semua"}
STATES = {
    **{"current": "Anggota", "coming": "Akan datang", "past": "Dahulu anggota"},
    "never": "Tidak pernah berlaku",
}


async def show(request: Request, viewer: Employee) -> Response:
    """A group's people: now, to come and before."""
    return await _show(request, viewer, await _load(request, viewer), {})


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
            reason=form.get("reason", ""),
            certain=form.get("certain", ""),
        )
    except Problem as problem:
        return await _show(request, viewer, group, form, problem)
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
        await schedules.end_member(
            member=member,
            last=last,
            reason=form.get("reason", ""),
            author=viewer,
            certain=form.get("certain", ""),
        )
    except Problem as problem:
        return await _show(request, viewer, group, form, problem)
    return onward(request, f"/desk/groups/{group.id}", "member-ended")


async def _load(request: Request, viewer: Employee) -> WorkGroup:
    agencies = await Agency.visible_to(viewer).values_list("id", flat=True)
    group = await WorkGroup.filter(agency_id__in=agencies).get_or_none(id=request.path_params["id"])
    if group is None:
        raise Problem("not_found")
    return group


async def export(request: Request, viewer: Employee) -> Response:
    """The same people as a file."""
    group = await _load(request, viewer)
    today = local_date(clock.now(), (await Agency.get(id=group.agency_id)).timezone)
    asked = _asked(request, group)
    rows = await asked.all(_found(group, asked, today), *RELATED)
    endings = dict(await in_parts(_endings, [row.id for row in rows]))
    told = [_row(group, one, today, endings.get(one.id)) for one in rows]
    return as_file(request, f"Anggota {group.name}", HEADS, told)


def _row(
    group: WorkGroup, one: GroupMember, today: date, end: Withdrawal | None
) -> tuple[str, ...]:
    ends = (short_date_of(day) if day else "" for day in (one.valid_from, one.valid_until))
    return (
        *(group.name, one.employee.nip, one.employee.name, *ends, STATES[_state(one, today)]),
        *(one.author.name if one.author else "SIKEREN", one.reason or ""),
        end.reason if end else "",
    )


def _state(one: GroupMember, today: date) -> str:
    """Whether somebody belongs to the group on a date, will, did, or was taken back before."""
    if one.valid_from and one.valid_until and one.valid_until < one.valid_from:
        return "never"
    if one.valid_until and one.valid_until < today:
        return "past"
    return "coming" if one.valid_from and one.valid_from > today else "current"


def _asked(request: Request, group: WorkGroup) -> Listing:
    show = query_choice(request, "show", tuple(SHOWN))
    chosen = {"q": query(request, "q"), "show": show}
    return listing(request, f"{HOME}/{group.id}", COLUMNS, chosen, size=PAGE_SIZE)


def _found(group: WorkGroup, asked: Listing, today: date, only: str = "") -> QuerySet[GroupMember]:
    """The members meant; or one alone, to mend what was typed."""
    found = GroupMember.filter(group=group)
    if only:
        return found.filter(id=as_uuid(only))
    if asked.chosen["q"]:
        people = seeking.people(Employee.all(), asked.chosen["q"])
        found = found.filter(employee_id__in=Subquery(people.values("id")))
    ended = Q(valid_until__lt=today)
    spans = {"open": Q(valid_until=None) | Q(valid_until__gte=today), "past": ended}
    return found.filter(spans.get(asked.chosen["show"], Q()))


async def _endings(ids: Sequence[UUID]) -> list[tuple[UUID, Withdrawal]]:
    found = Withdrawal.filter(subject__in=list(ids)).select_related("author")
    return [(one.subject, one) for one in await found]


async def _show(
    request: Request,
    viewer: Employee,
    group: WorkGroup,
    form: dict[str, str],
    problem: Problem | None = None,
) -> Response:
    agency = await Agency.get(id=group.agency_id)
    today, asked = local_date(clock.now(), agency.timezone), _asked(request, group)
    rows = await asked.page(_found(group, asked, today, form.get("member", "")), *RELATED)
    return await desk_page(
        request,
        viewer,
        "operator/schedule_group.html",
        room="agencies",
        status=problem.status if problem else 200,
        zone=agency.timezone,
        agency=agency,
        group=group,
        today=today,
        list=asked,
        choices=[*SHOWN.items()],
        members=[(one, _state(one, today)) for one in rows],
        states=STATES,
        endings=dict(await _endings([one.id for one in rows])),
        candidates=await _candidates(group),
        person_field=PERSON,
        form=form,
        errors=problem.fields if problem else {},
        weighed=getattr(problem, "weighed", None),
    )


async def _candidates(group: WorkGroup) -> list[Employee]:
    """The agency's people but for those who belong to the group without an end."""
    held = GroupMember.filter(group=group, valid_until=None).values("employee_id")
    people = Employee.filter(agency_id=group.agency_id, active=True)
    return await people.exclude(id__in=Subquery(held)).order_by("name").only("id", "name", "nip")
