"""How is a person put on the roster, and how is what it says of them corrected?"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward, zone_of
from web.domain import identity
from web.domain.phone_changes import CAUSES, STANDINGS
from web.domain.schedule import local_date
from web.errors import Problem
from web.forms import as_date, as_uuid, read_form
from web.models import Agency, Device, Employee, EnrolmentCode, Role
from web.services import person_changes, phone_cards, roster, today_person
from web.services.name_order import by_name
from web.services.roster import Service

HOME = "/desk/employees"
USUAL_SUPERVISORS = 8


async def new(request: Request, viewer: Employee) -> Response:
    """An empty form."""
    today = local_date(clock.now(), zone_of(viewer))
    return await _new(request, viewer, {"starts_on": today.isoformat()})


async def add(request: Request, viewer: Employee) -> Response:
    """Add a person. A doubtful NIP is asked about once; ticking the box keeps it."""
    form = await read_form(request)
    doubts = identity.doubts(identity.normalise(form.get("nip", "")))
    if doubts and not form.get("sure"):
        return await _new(request, viewer, form, Problem("invalid"), doubts)
    try:
        employee = await roster.add_employee(
            nip=form.get("nip", ""),
            name=form.get("name", ""),
            author=viewer,
            service=_service(form),
            certain=form.get("certain", ""),
            **await _place(viewer, form, None),
        )
    except Problem as problem:
        return await _new(request, viewer, form, problem, doubts)
    return onward(request, f"{HOME}/{employee.id}", "employee-added")


async def show(request: Request, viewer: Employee) -> Response:
    """One person: what the roster says, their phone, and their codes."""
    return await _show(request, viewer, await _load(request, viewer), {})


async def change(request: Request, viewer: Employee) -> Response:
    """Correct what the roster says of a person."""
    employee, form = await _load(request, viewer), await read_form(request)
    try:
        if not _may_change(viewer, employee):
            raise Problem("forbidden", "Data operator dan admin hanya diubah oleh admin.")
        await roster.change_employee(
            employee=employee,
            name=form.get("name", ""),
            active=bool(form.get("active")),
            author=viewer,
            service=_service(form) if "rank" in form else None,
            certain=form.get("certain", ""),
            seen=form.get("seen"),
            **await _place(viewer, form, employee),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        return await _show(request, viewer, await _load(request, viewer), form, problem)
    return onward(request, f"{HOME}/{employee.id}", "employee-changed")


def _service(form: dict[str, str]) -> Service:
    """Rank, position and dates as typed."""
    dates = {name: as_date(form.get(name, "")) for name in ("starts_on", "ends_on")}
    for name, day in dates.items():
        if form.get(name) and day is None:
            raise Problem("invalid", fields={name: "Tanggal ini tidak ada."})
    return Service(form.get("rank", ""), form.get("position", ""), **dates)


def _may_change(viewer: Employee, employee: Employee) -> bool:
    """Operators keep the roster of plain employees; who holds a desk is the admins' matter."""
    plain = employee.role == Role.EMPLOYEE or employee.id == viewer.id
    return viewer.role == Role.ADMIN or (viewer.may_write and plain)


async def _place(
    viewer: Employee, form: dict[str, str], employee: Employee | None
) -> dict[str, Any]:
    """Agency, supervisor and role as chosen; for an operator, only what is theirs to choose."""
    agency, role = viewer.agency, str(Role.EMPLOYEE)
    if employee:
        agency, role = employee.agency, employee.role
    if viewer.role == Role.ADMIN:
        role = form.get("role", role)
    if viewer.role == Role.ADMIN or (len(viewer.reached) > 1 and "agency" in form):
        chosen = as_uuid(form.get("agency", ""))
        agency = await Agency.visible_to(viewer).get_or_none(id=chosen) if chosen else None
        if agency is None and role not in (Role.ADMIN, Role.AUDITOR):
            raise Problem("invalid", fields={"agency": "Pilih OPD."})
    chosen = as_uuid(form.get("supervisor", ""))
    if employee and chosen == employee.supervisor_id:
        supervisor = employee.supervisor
    else:
        supervisor = await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None
        if form.get("supervisor") and supervisor is None:
            raise Problem("invalid", fields={"supervisor": "Pilih atasan dari daftar."})
    return {"agency": agency, "role": role, "supervisor": supervisor}


async def _load(request: Request, viewer: Employee) -> Employee:
    employee = (
        await Employee.visible_to(viewer)
        .select_related("agency", "supervisor")
        .get_or_none(id=request.path_params["id"])
    )
    if employee is None:
        raise Problem("not_found")
    return employee


async def _candidates(
    viewer: Employee, chosen: object, besides: Employee | None = None
) -> list[Employee]:
    """People who supervise somebody already, and the chosen one: the likely answers."""
    found = (
        await Employee.visible_to(viewer)
        .filter(Employee.heads(), active=True)
        .order_by("name")
        .limit(USUAL_SUPERVISORS)
    )
    current = await Employee.get_or_none(id=chosen) if chosen else None
    if current and current not in found:
        found.insert(0, current)
    return [person for person in found if person != besides]


async def _new(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    problem: Problem | None = None,
    doubts: Sequence[str] = (),
) -> Response:
    chosen = as_uuid(form.get("supervisor", ""))
    return await desk_page(
        request,
        viewer,
        "operator/employee_new.html",
        room="employees",
        status=problem.status if problem else 200,
        agencies=await by_name(Agency.visible_to(viewer)),
        candidates=await _candidates(viewer, chosen),
        chosen=chosen,
        doubts=doubts,
        weighed=getattr(problem, "weighed", None),
        form=form,
        errors=problem.fields if problem else {},
    )


async def _show(
    request: Request,
    viewer: Employee,
    employee: Employee,
    form: dict[str, str],
    problem: Problem | None = None,
) -> Response:
    chosen = as_uuid(form["supervisor"]) if form.get("supervisor") else employee.supervisor_id
    devices = (
        await Device.filter(employee=employee)
        .order_by("-enrolled_at")
        .select_related("revocation__author", "loss__author")
    )
    zone = employee.agency.timezone if employee.agency else zone_of(viewer)
    code = await EnrolmentCode.filter(employee=employee).order_by("-created_at").first()
    return await desk_page(
        request,
        viewer,
        "operator/employee.html",
        room="employees",
        status=problem.status if problem else 200,
        zone=zone,
        seen=form.get("seen") or person_changes.seal_of(employee),
        glance=await today_person.glance(employee, zone, clock.now()),
        employee=employee,
        may_change=_may_change(viewer, employee),
        doubts=identity.doubts(employee.nip),
        agencies=await by_name(Agency.visible_to(viewer)),
        candidates=await _candidates(viewer, chosen, employee),
        chosen=chosen,
        phone=next((device for device in devices if not device.revocation), None),
        past_phones=[device for device in devices if device.revocation],
        code=code,
        administers=viewer.may_write,
        change=await phone_cards.newest(employee.id),
        change_id=uuid4(),
        **{"causes": CAUSES, "standings": STANDINGS, "now": clock.now()},
        subordinates=await Employee.filter(supervisor=employee, active=True).count(),
        weighed=getattr(problem, "weighed", None),
        form=form,
        errors=problem.fields if problem else {},
    )
