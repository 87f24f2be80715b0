"""Which phones did somebody have, and how is one that is lost blocked at once?

Open to who administers the person and to who decides on them: whoever hears of it first acts.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q, Subquery

from web.desk import desk_page, onward, operates
from web.domain.phone_changes import CAUSES, STANDINGS
from web.errors import Problem
from web.forms import as_uuid, read_form
from web.models import Device, Employee
from web.services import binding, phone_cards, phone_changes

HOME = "/desk/employees"


async def show(request: Request, viewer: Employee) -> Response:
    """The phone of one person, those before, and the request that runs."""
    employee = await _load(request, viewer)
    devices = Device.filter(employee=employee).order_by("-enrolled_at")
    found = await devices.select_related("revocation__author", "loss__author")
    return await desk_page(
        request,
        viewer,
        "supervisor/phone.html",
        room="employees" if operates(viewer) else "team",
        zone=employee.agency.timezone if employee.agency else None,
        employee=employee,
        phone=next((one for one in found if not one.revocation), None),
        past_phones=[one for one in found if one.revocation],
        change=await phone_cards.newest(employee.id),
        causes=CAUSES,
        standings=STANDINGS,
        administers=await _administers(viewer, employee),
    )


async def block(request: Request, viewer: Employee) -> Response:
    """End the binding of a phone that is lost or, for who administers it, no longer used.

    One whose binding has ended already can be said to be lost as well.
    """
    employee, form = await _load(request, viewer), await read_form(request)
    administers = await _administers(viewer, employee)
    if form.get("reason") not in (("lost", "left") if administers else ("lost",)):
        raise Problem("invalid", "Pilih alasan memblokir HP.", fields={"reason": "Pilih alasan."})
    devices = Device.filter(employee=employee).select_related("revocation")
    device = await devices.get_or_none(id=as_uuid(form.get("device", "")))
    if device is None:
        raise Problem("not_found")
    done = "phone-lost" if device.revocation else "phone-blocked"
    await binding.block_device(device=device, reason=form["reason"], author=viewer)
    page = "" if administers else "/phone"
    return onward(request, f"{HOME}/{employee.id}{page}", done)


async def _administers(viewer: Employee, employee: Employee) -> bool:
    return employee.id in await phone_changes.operated(viewer, [employee.id])


async def _load(request: Request, viewer: Employee) -> Employee:
    mine = Employee.visible_to(viewer).values("id")
    theirs = Employee.supervised_by(viewer).values("id")
    scope: Any = Q(id__in=Subquery(mine)) | Q(id__in=Subquery(theirs))
    people = Employee.filter(scope).select_related("agency", "supervisor")
    employee = await people.get_or_none(id=request.path_params["id"])
    if employee is None:
        raise Problem("not_found")
    return employee
