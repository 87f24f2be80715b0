"""Who is acting, and by which way did they come? Kept beside a piece of work, for the record.

Whoever lets somebody in says so here; the database client writes it beside every change
(services/audit_chain.py). Where nobody said anything it is the server's own work.
"""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from starlette.types import ASGIApp, Receive, Scope, Send

from web.models import Session

SECRET_PATHS = ("/sign-in/",)  # what follows opens something


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Somebody at work. `via` is a key of domain/audit.VIAS; ids are texts."""

    via: str = "server"
    author: str | None = None  # the employee's id
    role: str | None = None
    session: str | None = None  # the beginning of the session's hash: tells sessions apart
    device: str | None = None  # of a phone
    route: str | None = None  # "POST /desk/points", or the command
    system_user: str | None = None  # who ran a command


_actor: ContextVar[Actor] = ContextVar("actor", default=Actor())  # noqa: B039 (frozen)


def now() -> Actor:
    """Who acts in this task."""
    return _actor.get()


def signed_in(session: Session | None) -> Session | None:
    """Say whose session the request has, and give it back; its employee is loaded."""
    if session is not None:
        person, device = session.employee, session.device_id
        _actor.set(
            replace(
                now(),
                author=str(person.id),
                role=person.role,
                session=session.token_hash[:12],
                device=str(device) if device else None,
            )
        )
    return session


@contextmanager
def command(name: str) -> Iterator[None]:
    """Let a command of this machine's user be at work."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        user = "?"
    token = _actor.set(Actor(via="command", route=name, system_user=user))
    try:
        yield
    finally:
        _actor.reset(token)


class Requests:
    """ASGI middleware: each request begins with nobody known, and its own route."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forget whoever acted before in this task, and pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        via = "phone" if path.startswith("/api/") else "desk"
        for secret in SECRET_PATHS:
            path = f"{secret}…" if path.startswith(secret) else path
        token = _actor.set(Actor(via=via, route=f"{scope['method']} {path}"[:200]))
        try:
            await self.app(scope, receive, send)
        finally:
            _actor.reset(token)
