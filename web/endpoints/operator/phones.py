"""How does a person get the code for a phone, and a way in to the desks?"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, operates, zone_of
from web.domain import letter_words
from web.errors import Problem
from web.models import Employee
from web.services import access, codes
from web.services.export_letters import qr_of
from web.templating import date_of, time_of


async def issue_code(request: Request, viewer: Employee) -> Response:
    """Make a code and answer with its letter: the code is shown here and never again."""
    employee = await _load(request, viewer)
    issued = await codes.issue_code(keys=request.app.state.keys, employee=employee, author=viewer)
    zone = employee.agency.timezone if employee.agency else zone_of(viewer)
    return await desk_page(
        request,
        viewer,
        "operator/letter.html",
        room="employees",
        zone=zone,
        employee=employee,
        until=f"{date_of(issued.expires_at, zone)} pukul {time_of(issued.expires_at, zone)}",
        code=issued.code,
        issued_at=clock.now(),
        **_words(request.app.state.settings.origin, issued.code),
    )


def _words(origin: str, code: str) -> dict[str, Any]:
    """What the letter is made of beside the person: its words, and the picture of the code."""
    drawn = qr_of(origin, code)
    return {
        "letter": letter_words,
        "runs": letter_words.runs,
        "address": letter_words.bare(origin),
        "qr": drawn.svg_inline(border=2, omitsize=True, svgclass="letter-qr", lineclass=None),
    }


async def issue_link(request: Request, viewer: Employee) -> Response:
    """Make a one-time link to the desks for a person. Admins only: who holds it is that person."""
    employee = await _load(request, viewer)
    if not employee.active:
        raise Problem("inactive", "Pegawai ini tidak aktif. Aktifkan dahulu.")
    issued = await access.issue_link(settings=request.app.state.settings, employee=employee)
    return await desk_page(
        request,
        viewer,
        "operator/issued_link.html",
        room="employees",
        employee=employee,
        link=issued,
        supervises=await Employee.supervised_by(employee).exists(),
        operates=operates(employee),
    )


async def _load(request: Request, viewer: Employee) -> Employee:
    employee = (
        await Employee.visible_to(viewer)
        .select_related("agency")
        .get_or_none(id=request.path_params["id"])
    )
    if employee is None:
        raise Problem("not_found")
    return employee
