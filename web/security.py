"""Who is asking, may they, and does the request come from our own pages?

Two sessions share one origin: a phone's (renewed silently by its device key, so it opens only
its owner's own records) and a desk's (made by a passkey or a one-time link). The first never
grants what the second does.
"""

import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from functools import wraps
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import clock
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Delegation, Employee, Revocation, Role, Session
from web.settings import Settings

DEVICE, DESK = "sikeren-device", "sikeren-desk"
MAX_BODY = 4 * 1024 * 1024  # bytes
UPLOADS = "/desk/attachments/"  # where forms bring whole files
FORM = 64 * 1024  # bytes of a form beside its file
PARTS = (".js", ".css", ".png", ".webp")  # of pages; what governs documents says nothing there
OF_PARTS = {"X-Content-Type-Options", "Strict-Transport-Security"}
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
    return (
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
) -> Handler:
    @wraps(handler)
    async def admit(request: Request) -> Response:
        session = await session_of(request, DESK)
        if session is None or not session.employee.active:
            return _to_sign_in(request)
        await _load_principals(session.employee)
        if not await allowed(session.employee):
            raise Problem("forbidden")
        return await handler(request, session.employee)

    return admit


async def _load_principals(viewer: Employee) -> None:
    """Load for whom the viewer acts today (Plt., Plh.); every query of theirs takes that in."""
    zone = viewer.agency.timezone if viewer.agency else HOME_ZONE
    today = local_date(clock.now(), zone)
    held = Delegation.in_force(viewer.id, today).values_list("principal_id", flat=True)
    viewer.principals = frozenset(await held)


def _to_sign_in(request: Request) -> Response:
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers={"HX-Redirect": "/desk/sign-in"})
    if request.method != "GET":
        raise Problem("not_signed_in")
    path = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
    return RedirectResponse(f"/desk/sign-in?next={path}", status_code=303)


def for_staff(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit anybody who is signed in at a desk."""

    async def anybody(_: Employee) -> bool:
        return True

    return _for_desk(handler, anybody)


def for_supervisor(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit people who have subordinates."""

    async def supervises(viewer: Employee) -> bool:
        return await Employee.supervised_by(viewer).exists()

    return _for_desk(handler, supervises)


def for_operator(handler: Callable[[Request, Employee], Awaitable[Response]]) -> Handler:
    """Admit operators and admins; what they see is narrowed by `visible_to`."""

    async def operates(viewer: Employee) -> bool:
        return viewer.role in (Role.OPERATOR, Role.ADMIN)

    return _for_desk(handler, operates)


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


class Guard:
    """ASGI middleware: refuses other sites' unsafe requests and huge bodies, sets the headers.

    The browser names where a request comes from (`Sec-Fetch-Site`, else `Origin`), so no token
    grows stale in a cached page. Clients that are no browsers send neither and hold no cookies.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.origin = settings.origin
        self.most_uploaded = max(MAX_BODY, (settings.upload_mb << 20) + FORM)
        tiles = urlsplit(settings.tiles_url)
        images = "'self' data: blob:" + (
            f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""
        )
        self.headers = {
            "Content-Security-Policy": (
                f"default-src 'self'; img-src {images}; object-src 'none'; base-uri 'none'; "
                "form-action 'self'; frame-ancestors 'none'"
            ),
            "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        if settings.secure:
            self.headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on with headers added to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                part = scope["path"].startswith("/static/") and scope["path"].endswith(PARTS)
                for name in OF_PARTS & {*self.headers} if part else self.headers:
                    headers.setdefault(name, self.headers[name])
            await send(message)

        size = 0
        most = self.most_uploaded if scope["path"].startswith(UPLOADS) else MAX_BODY

        async def receive_within() -> Message:
            """Starlette's own limit answers plain text; this one ends as a problem like any."""
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > most:
                raise Problem("too_large")
            return message

        if self._foreign(scope):
            problem = Problem("cross_origin")
            answer = JSONResponse(
                problem.document(), problem.status, media_type="application/problem+json"
            )
            await answer(scope, receive, send_with_headers)
            return
        await self.app(scope, receive_within, send_with_headers)

    def _foreign(self, scope: MutableMapping[str, Any]) -> bool:
        if scope["method"] in SAFE_METHODS:
            return False
        headers = dict(scope["headers"])
        site = headers.get(b"sec-fetch-site", b"").decode("latin-1")
        if site:
            return site not in ("same-origin", "none")
        origin = headers.get(b"origin", b"").decode("latin-1")
        return bool(origin) and origin != self.origin
