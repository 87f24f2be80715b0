"""How does a person get in to the desks, and out? Links, passkeys, and the way home by role."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from web import bodies, security
from web.desk import desk_page, link_with, onward, rooms_of
from web.domain.vocabulary import NOTICES
from web.forms import query, read_form
from web.models import DeskPasskey, Employee, Role
from web.services import access, desk_passkeys, set_up
from web.templating import page


async def home(request: Request, viewer: Employee) -> Response:
    """To the viewer's first desk; who has none is told where checking in happens.

    Until somebody has checked in, an admin begins at the steps of the set-up.
    """
    rooms, done = await rooms_of(viewer), query(request, "done")
    if viewer.role == Role.ADMIN and not await set_up.begun():
        return RedirectResponse(link_with("/desk/set-up", {"done": done}), status_code=303)
    if rooms:
        return RedirectResponse(link_with(rooms[0].href, {"done": done}), status_code=303)
    return await desk_page(request, viewer, "desk/no_desk.html", room="")


async def sign_in(request: Request) -> Response:
    """The page with the one button that asks for a passkey."""
    onto = security.safe_next(query(request, "next", 500))
    session = await security.session_of(request, security.DESK)
    if session and session.employee.active:
        return RedirectResponse(onto, status_code=303)
    notice = NOTICES.get(query(request, "done"))
    return page(request, "desk/sign_in.html", onto=onto, notice=notice)


async def start_sign_in(request: Request) -> Response:
    """WebAuthn options as JSON, for whichever passkey the browser holds."""
    state = request.app.state
    options = desk_passkeys.start_sign_in(settings=state.settings, keys=state.keys)
    return JSONResponse(options, headers={"Cache-Control": "no-store"})


async def finish_sign_in(request: Request) -> Response:
    """A passkey's answer: 204 and the session, or a problem."""
    state = request.app.state
    employee = await desk_passkeys.finish_sign_in(
        settings=state.settings, keys=state.keys, credential=await bodies.read_object(request)
    )
    return await _admit(request, employee, Response(status_code=204))


async def show_link(request: Request) -> Response:
    """Who is about to sign in. Showing it uses nothing up, so a preview cannot burn the link."""
    employee = await access.find_link(request.path_params["token"])
    return page(request, "desk/link.html", employee=employee)


async def use_link(request: Request) -> Response:
    """Spend the link and go on to the offer of a passkey."""
    employee = await access.use_link(request.path_params["token"])
    return await _admit(request, employee, RedirectResponse("/desk/welcome", status_code=303))


async def welcome(request: Request, viewer: Employee) -> Response:
    """After a link: offer a passkey for next time."""
    known = await DeskPasskey.filter(employee=viewer, removed_at=None).count()
    return await desk_page(request, viewer, "desk/welcome.html", room="", known=known)


async def account(request: Request, viewer: Employee) -> Response:
    """The viewer's own passkeys."""
    passkeys = await DeskPasskey.filter(employee=viewer, removed_at=None).order_by("created_at")
    return await desk_page(request, viewer, "desk/account.html", room="account", passkeys=passkeys)


async def start_passkey(request: Request, viewer: Employee) -> Response:
    """WebAuthn options as JSON, to make a passkey for the viewer."""
    state = request.app.state
    options = desk_passkeys.start_registration(
        settings=state.settings, keys=state.keys, employee=viewer
    )
    return JSONResponse(options, headers={"Cache-Control": "no-store"})


async def finish_passkey(request: Request, viewer: Employee) -> Response:
    """Keep the passkey that the browser made."""
    state = request.app.state
    await desk_passkeys.finish_registration(
        settings=state.settings,
        keys=state.keys,
        employee=viewer,
        credential=await bodies.read_object(request),
    )
    return Response(status_code=201)


async def remove_passkey(request: Request, viewer: Employee) -> Response:
    """Take one of the viewer's passkeys out of use."""
    form = await read_form(request)
    await desk_passkeys.remove(employee=viewer, credential_id=form.get("passkey", ""))
    return onward(request, "/desk/account", "passkey-removed")


async def sign_out(request: Request) -> Response:
    """End the session, wherever it stands; a second time is no error."""
    settings = request.app.state.settings
    token = request.cookies.get(security.cookie_name(settings, security.DESK))
    if token:
        await access.end_session(token)
    response = onward(request, "/desk/sign-in", "signed-out")
    security.clear_cookie(response, settings, security.DESK)
    return response


async def _admit(request: Request, employee: Employee, response: Response) -> Response:
    token = await access.open_session(employee=employee)
    settings = request.app.state.settings
    security.set_cookie(response, settings, security.DESK, token, access.DESK_DAYS)
    return response
