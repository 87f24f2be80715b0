"""Who is on leave, ill or works elsewhere? The list, a new entry, and taking one back."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from web import clock
from web.desk import desk_page, link_with, onward, page_of, zone_of
from web.domain.identity import of_contract
from web.domain.schedule import local_date
from web.domain.statuses import PNS_ONLY, STATUSES, WFA_DAYS_A_WEEK
from web.errors import Problem
from web.files import files_of
from web.forms import as_date, as_uuid, query, query_choice, query_page, read_form
from web.models import Agency, DayStatus, Employee
from web.services import statuses
from web.services.duty_lists import LIVE, Card, Wanted, cards, find
from web.services.status_length import length_of

HOME = "/desk/statuses"
PAGE_SIZE = 50
SHOWN = ("current", "coming", "past", "all")
SUGGESTIONS = 8


async def index(request: Request, viewer: Employee) -> Response:
    """The statuses of the viewer's people: in force, to come, past."""
    wanted = _wanted(request)
    found = _found(viewer, wanted).order_by("-first_day", "employee__name")
    paging, rows = await page_of(found, query_page(request), PAGE_SIZE, "employee")
    return await desk_page(
        request,
        viewer,
        "operator/statuses.html",
        room="employees",
        rows=rows,
        paging=paging,
        standings=await statuses.standings(rows),
        wanted=wanted,
        agencies=await Agency.visible_to(viewer).order_by("name"),
        kinds=STATUSES,
        page_link=lambda number: link_with(HOME, {**wanted, "page": number}),
    )


def _wanted(request: Request) -> dict[str, Any]:
    return {
        "q": query(request, "q"),
        "show": query_choice(request, "show", SHOWN),
        "agency": as_uuid(query(request, "agency")),
        "code": query(request, "code"),
    }


def _found(viewer: Employee, wanted: dict[str, Any]) -> QuerySet[DayStatus]:
    today = local_date(clock.now(), zone_of(viewer))
    spans = {
        "current": {"first_day__lte": today, "last_day__gte": today},
        "coming": {"first_day__gt": today},
        "past": {"last_day__lt": today},
    }
    found = statuses.visible_to(viewer).filter(**spans.get(wanted["show"], {}))
    if wanted["q"]:
        found = statuses.search(found, wanted["q"])
    if wanted["agency"]:
        found = found.filter(employee__agency_id=wanted["agency"])
    return found.filter(code=wanted["code"]) if wanted["code"] in STATUSES else found


async def new(request: Request, viewer: Employee) -> Response:
    """An empty form; `employee` in the address chooses the person, `seek` finds some."""
    form = {name: query(request, name) for name in ("employee", "seek")}
    return await _new(request, viewer, form, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Enter a status. An overlap is asked about once; ticking the box keeps it."""
    form = await read_form(request)
    try:
        status = await statuses.add_status(
            employee=await _person(viewer, form),
            code=form.get("code", ""),
            first_day=as_date(form.get("first_day", "")),
            last_day=as_date(form.get("last_day", "") or form.get("first_day", "")),
            number=form.get("number", ""),
            note=form.get("note", ""),
            sure=bool(form.get("sure")),
            author=viewer,
        )
    except Problem as problem:
        return await _new(request, viewer, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{status.id}", "status-added")


async def show(request: Request, viewer: Employee) -> Response:
    """One status: what was entered, whose word it has, and what else the person has."""
    return await _show(request, viewer, await _load(request, viewer), {}, {})


async def withdraw(request: Request, viewer: Employee) -> Response:
    """Take a status back."""
    status, form = await _load(request, viewer), await read_form(request)
    try:
        await statuses.withdraw(status=status, reason=form.get("reason", ""), author=viewer)
    except Problem as problem:
        if not problem.fields:
            raise
        return await _show(request, viewer, status, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{status.id}", "status-withdrawn")


async def _person(viewer: Employee, form: dict[str, str]) -> Employee:
    chosen = as_uuid(form.get("employee", ""))
    person = await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None
    if person is None:
        raise Problem("invalid", fields={"employee": "Cari, lalu pilih pegawainya."})
    return person


async def _load(request: Request, viewer: Employee) -> DayStatus:
    status = (
        await statuses.visible_to(viewer)
        .select_related("employee__agency", "employee__supervisor", "author")
        .get_or_none(id=request.path_params["id"])
    )
    if status is None:
        raise Problem("not_found")
    return status


async def _show(
    request: Request,
    viewer: Employee,
    status: DayStatus,
    form: dict[str, str],
    errors: dict[str, str],
    code: int = 200,
) -> Response:
    others = await statuses.overlapping(status.employee, status.first_day, status.last_day)
    agency = status.employee.agency
    return await desk_page(
        request,
        viewer,
        "operator/status.html",
        room="employees",
        status=code,
        zone=agency.timezone if agency else None,
        entry=status,
        kind=STATUSES[status.code],
        length=await length_of(status.employee, status.first_day, status.last_day),
        unusual=status.code in PNS_ONLY and of_contract(status.employee.nip),
        standing=(await statuses.standings([status]))[status.id],
        readable=statuses.may_read_note(viewer, status),
        others=[one for one in others if one.id != status.id],
        duties=await _duties(status),
        kinds=STATUSES,
        form=form,
        errors=errors,
        files=await files_of(viewer, "day_status", status.id),
    )


async def _duties(status: DayStatus) -> list[Card]:
    """The letters of assignment that stand for the same days."""
    span = (status.first_day, status.last_day)
    return await cards(await find(None, Wanted(LIVE, *span, employees=[status.employee_id])))


async def _new(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    code: int = 200,
) -> Response:
    seek, chosen = form.get("seek", ""), as_uuid(form.get("employee", ""))
    found = Employee.visible_to(viewer).filter(active=True)
    candidates = await statuses.matching(found, seek).limit(SUGGESTIONS) if seek else []
    person = await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None
    if person and person not in candidates:
        candidates.insert(0, person)
    return await desk_page(
        request,
        viewer,
        "operator/status_new.html",
        room="employees",
        status=code,
        candidates=candidates,
        chosen=chosen,
        kinds=STATUSES,
        most=WFA_DAYS_A_WEEK,
        form=form,
        errors=errors,
    )
