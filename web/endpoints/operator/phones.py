"""How does a person get the code for a phone, and a way in to the desks?"""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward, operates, zone_of
from web.domain import letter_words
from web.errors import Problem
from web.models import Employee
from web.services import access, codes
from web.services.export_letters import qr_of
from web.templating import date_of, time_of

HOME = "/desk/employees"
COOKIE = "enrolment-code"
LINK_COOKIE = "sign-in-link"
SHOWN_FOR = timedelta(minutes=10)  # as long as a printer may jam


async def issue_code(request: Request, viewer: Employee) -> Response:
    """Make a code, and lead to its letter, which may be loaded again without making another one.

    The code itself goes along in a cookie of that one address: it stays in the browser of who made
    it, for some minutes, and nowhere on the server.
    """
    employee, state = await _load(request, viewer), request.app.state
    issued = await codes.issue_code(keys=state.keys, employee=employee, author=viewer)
    home = f"{HOME}/{employee.id}/code"
    return _onward_with(request, home, COOKIE, issued.code)


def _onward_with(request: Request, home: str, cookie: str, secret: str) -> Response:
    response = onward(request, home)
    response.set_cookie(
        cookie,
        secret,
        max_age=int(SHOWN_FOR.total_seconds()),
        path=home,
        secure=request.app.state.settings.secure,
        httponly=True,
        samesite="strict",
    )
    return response


async def show_code(request: Request, viewer: Employee) -> Response:
    """The letter of a code that was just made; elsewhere, or later, the way back."""
    employee, state = await _load(request, viewer), request.app.state
    code = request.cookies.get(COOKIE, "")
    issued = await codes.just_issued(
        keys=state.keys, employee=employee, author=viewer, code=code, since=clock.now() - SHOWN_FOR
    )
    if issued is None:
        return onward(request, f"{HOME}/{employee.id}", "code-shown")
    zone = employee.agency.timezone if employee.agency else zone_of(viewer)
    return await desk_page(
        request,
        viewer,
        "operator/letter.html",
        room="employees",
        zone=zone,
        employee=employee,
        until=f"{date_of(issued.expires_at, zone)} pukul {time_of(issued.expires_at, zone)}",
        issued_at=issued.created_at,
        **_words(state.settings.origin, code),
    )


def _words(origin: str, code: str) -> dict[str, Any]:
    """What the letter is made of beside the person: its words, and the picture of the code."""
    drawn = qr_of(origin, code)
    return {
        "code": code,
        "letter": letter_words,
        "runs": letter_words.runs,
        "address": letter_words.bare(origin),
        "qr": drawn.svg_inline(border=2, omitsize=True, svgclass="letter-qr", lineclass=None),
    }


async def issue_link(request: Request, viewer: Employee) -> Response:
    """Make a one-time link to the desks for a person, and lead to it, as `issue_code` does.

    Admins only: who holds it is that person.
    """
    employee = await _load(request, viewer)
    if not employee.active:
        raise Problem("inactive", "Pegawai ini tidak aktif. Aktifkan dahulu.")
    issued = await access.issue_link(settings=request.app.state.settings, employee=employee)
    token = issued.url.rpartition("/")[2]
    return _onward_with(request, f"{HOME}/{employee.id}/link", LINK_COOKIE, token)


async def show_link(request: Request, viewer: Employee) -> Response:
    """The link that was just made; elsewhere, later, or once it was used, the way back."""
    employee, settings = await _load(request, viewer), request.app.state.settings
    issued = await access.just_issued(
        settings=settings,
        employee=employee,
        token=request.cookies.get(LINK_COOKIE, ""),
        since=clock.now() - SHOWN_FOR,
    )
    if issued is None:
        return onward(request, f"{HOME}/{employee.id}", "link-shown")
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
