"""Who is asking, and may they?

Two sessions share one origin: a phone's (renewed silently by its device key, so it opens only
its owner's own records) and a desk's (made by a passkey or a one-time link). The first never
grants what the second does.
"""

import hashlib
from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import acting, clock
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Agency, Delegation, Employee, Revocation, Role, Session
from web.settings import Settings

DEVICE, DESK = "sikeren-device", "sikeren-desk"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

Handler = Callable[[Request], Awaitable[Response]]


def cookie_name(settings: Settings, kind: str) -> str:
    """The cookie's name: `__Host-` (RFC 6265bis 4.1.3.2) wherever the origin is https."""
    return f"__Host-{kind}" if settings.secure else kind


def set_cookie(response: Response, settings: Settings, kind: str, token: str, days: int) -> None:
    """Give the browser its session; script cannot read it, other sites cannot make use of it."""
    response.set_cookie(
        cookie_name(settings, kind),
        token,
        max_age=days * 86400,
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def clear_cookie(response: Response, settings: Settings, kind: str) -> None:
    """Take the session's cookie away."""
    response.delete_cookie(
        cookie_name(settings, kind), secure=settings.secure, httponly=True, samesite="lax"
    )


def token_hash(token: str) -> str:
    """SHA-256 in hex: tokens have 256 random bits, so a plain hash keeps them secret at rest."""
    return hashlib.sha256(token.encode()).hexdigest()


async def session_of(request: Request, kind: str) -> Session | None:
    """The live session of the given kind, or None; a dead cookie counts as none."""
    token = request.cookies.get(cookie_name(request.app.state.settings, kind))
    if not token:
        return None
    now = clock.now()
    # Whoever holds a phone could move its token into the desk's cookie.
    of_kind = Session.filter(device_id__isnull=kind == DESK)
    return acting.signed_in(
        await of_kind.filter(token_hash=token_hash(token), ended_at=None, expires_at__gt=now)
        .select_related("employee__agency", "device")
        .first()
    )


async def _device_session(request: Request) -> Session:
    session = await session_of(request, DEVICE)
    if session is None or session.device is None:
        raise Problem("not_signed_in")
    if await Revocation.exists(device_id=session.device_id):
        raise Problem("device_revoked")
    if not session.employee.active:
        raise Problem("inactive")
    return session


def for_device(handler: Callable[[Request, Session], Awaitable[Response]]) -> Handler:
    """Admit a bound phone; the handler gets its session with employee, agency and device."""

    @wraps(handler)
    async def admit(request: Request) -> Response:
        return await handler(request, await _device_session(request))

    return admit


def _for_desk(
    handler: Callable[[Request, Employee], Awaitable[Response]],
    allowed: Callable[[Employee], Awaitable[bool]],
    reads: frozenset[str] = SAFE_METHODS,
) -> Handler:
    """Admit whom `allowed` lets in; an auditor by the methods of `reads` only."""

    @wraps(handler)
    async def admit(request: Request) -> Response:
        viewer = await _at_desk(request)
        if viewer and viewer.may_write and request.method not in SAFE_METHODS:
            await request.body()  # it may take hours, in which a role is taken or a desk closed
            viewer = await _at_desk(request)
        if viewer is None:
            return _to_sign_in(request)
        if not viewer.may_write and request.method not in reads:
            raise Problem("read_only")
        await load_scope(viewer)
        if not await allowed(viewer):
            raise Problem("forbidden")
        return await handler(request, viewer)

    return admit


async def _at_desk(request: Request) -> Employee | None:
    """Who is signed in at a desk now, as the roster has them now."""
    session = await session_of(request, DESK)
    return session.employee if session and session.employee.active else None


async def load_scope(viewer: Employee) -> None:
    """Load for whom the viewer acts today (Plt., Plh.) and which agencies an operator reaches.

    Every query of theirs takes both in; whose are not loaded acts for nobody and reaches none.
    """
    zone = viewer.agency.timezone if viewer.agency else HOME_ZONE
    today = local_date(clock.now(), zone)
    held = Delegation.in_force(today, viewer.id).values_list("principal_id", flat=True)
    viewer.principals = frozenset(await held)
    if viewer.role == Role.OPERATOR and viewer.agency_id:
        viewer.agencies = await Agency.below(viewer.agency_id)


def _to_sign_in(request: Request) -> Response:
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers={"HX-Redirect": "/desk/sign-in"})
    if request.method != "GET":
        raise Problem("not_signed_in")
    path = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
    return RedirectResponse(f"/desk/sign-in?next={path}", status_code=303)


async def _anybody(_: Employee) -> bool:
    return True


async def _operates(viewer: Employee) -> bool:
    return viewer.role in (Role.OPERATOR, Role.ADMIN, Role.AUDITOR)


def for_staff(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit anybody who is signed in at a desk; auditors change nothing there."""
    return _for_desk(handler, _anybody)


def for_oneself(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit anybody to what concerns their own way in; auditors keep their passkeys too."""
    return _for_desk(handler, _anybody, SAFE_METHODS | {"POST"})


def for_supervisor(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit people who have subordinates."""

    async def supervises(viewer: Employee) -> bool:
        return await Employee.supervised_by(viewer).exists()

    return _for_desk(handler, supervises)


def for_operator(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit operators and admins, and auditors to read; `visible_to` narrows what is seen."""
    return _for_desk(handler, _operates)


def for_entry(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit operators and admins to a page that is nothing but a form."""
    return _for_desk(handler, _operates, frozenset())


def for_admin(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit the personnel office's admins."""

    async def administers(viewer: Employee) -> bool:
        return viewer.role == Role.ADMIN

    return _for_desk(handler, administers)


def safe_next(target: str | None) -> str:
    """Where to go after signing in: a path of ours, never another site."""
    if not target or not target.startswith("/desk") or urlsplit(target).netloc or "\\" in target:
        return "/desk"
    return target
