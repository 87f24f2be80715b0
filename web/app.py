"""How is the server put together? Assembly only: settings in, an ASGI application out."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match
from tortoise.contrib.starlette import RegisterTortoise

from web import clock, errors
from web.acting import Requests
from web.db import keep_statistics
from web.errors import Problem
from web.guard import Guard
from web.quotas import Quotas
from web.routes import routes
from web.services import import_drafts
from web.services.attachment_files import Store
from web.services.attachment_sweep import sweep
from web.services.export_jobs import Exports
from web.services.intake import Intake
from web.services.keys import KeyRing
from web.services.push_keys import PushKeys
from web.services.reminder_clock import Reminders
from web.settings import Settings, check_origin
from web.templating import Assets, environment, fragment, page
from web.troubles import Troubles

HTTP_PROBLEMS = {401: "not_signed_in", 403: "forbidden", 404: "not_found"} | {
    400: "bad_request",
    405: "method_not_allowed",
    413: "too_large",
}

HOUR, DAY = 60 * 60, 24 * 60 * 60  # seconds
DELIVERIES = "/api/v1/checkins"

log = logging.getLogger("sikeren")


def create_app(settings: Settings) -> Starlette:
    """The server as an ASGI application.

    Raises:
        SettingsError: the origin is missing or unusable.
        KeysMissing: the data folder was not made by `sikeren init`.
    """
    check_origin(settings.origin)
    keys = KeyRing.load(settings.data / "keys")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with RegisterTortoise(app, config=settings.recording):
            await app.state.intake.start()
            sweeping = partial(_sweep, app.state.files, settings)
            chores = [
                asyncio.create_task(_again(DAY, "sweep files", sweeping)),
                asyncio.create_task(_again(HOUR, "renew statistics", keep_statistics)),
            ]
            if app.state.reminders:
                await app.state.reminders.start()
            try:
                yield
            finally:
                for chore in chores:
                    chore.cancel()
                if app.state.reminders:
                    await app.state.reminders.stop()
                await app.state.exports.stop()
                await app.state.imports.stop()
                await app.state.intake.stop()

    app = Starlette(
        routes=routes(settings),
        lifespan=lifespan,
        middleware=[Middleware(Requests), Middleware(Guard, settings=settings)],
        exception_handlers={
            Problem: _problem,
            ClientDisconnect: _hung_up,
            HTTPException: _http_problem,
            Exception: _failure,
        },
    )
    app.state.settings = settings
    app.state.keys = keys
    app.state.quotas = Quotas()
    app.state.troubles = Troubles(clock.now())
    app.state.exports = Exports()
    app.state.imports = import_drafts.drafts()
    app.state.files = Store(settings.data)
    app.state.intake = Intake(settings, keys)
    app.state.reminders = _reminders(settings)
    app.state.assets = Assets(settings.build)
    app.state.jinja = environment(app.state.assets)
    return app


async def _again(seconds: float, what: str, chore: Callable[[], Awaitable[Any]]) -> None:
    """Do a chore at the start and each time that passed. A failure is told, and tried again."""
    while True:
        try:
            await chore()
        except Exception as error:
            log.error("could not %s", what, exc_info=error)
        await asyncio.sleep(seconds)


async def _sweep(files: Store, settings: Settings) -> None:
    await sweep(files, clock.now(), settings.photo_days)


def _reminders(settings: Settings) -> Reminders | None:
    """What sends reminders; None where they are switched off, or have no key: check-ins go on."""
    if not settings.push_services.strip():
        return None
    try:
        return Reminders(settings, PushKeys.open(settings.data / "keys"))
    except (OSError, ValueError) as error:
        log.error("no reminders are sent: their key cannot be used", exc_info=error)
        return None


async def _problem(request: Request, error: Exception) -> Response:
    problem = error if isinstance(error, Problem) else Problem("internal")
    delivery = request.method == "POST" and request.url.path == DELIVERIES
    request.app.state.troubles.note(problem.code, delivery, clock.now())
    if not request.url.path.startswith("/desk") and not request.url.path.startswith("/sign-in"):
        return JSONResponse(
            problem.document(),
            status_code=problem.status,
            headers=problem.headers,
            media_type="application/problem+json",
        )
    if problem.code == "internal":
        problem = Problem("internal", errors.READ if request.method == "GET" else errors.SENT)
    render = fragment if request.headers.get("HX-Request-Type") == "partial" else page
    name = "_problem.html" if render is fragment else "problem.html"
    return render(request, name, status=problem.status, headers=problem.headers, problem=problem)


async def _http_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 405 and request.method == "GET" and (page := page_above(request)):
        return RedirectResponse(page, status_code=303)
    headers = getattr(error, "headers", None)
    return await _problem(request, Problem(HTTP_PROBLEMS.get(status, "internal"), headers=headers))


def page_above(request: Request) -> str | None:
    """The desk's page to which an address belongs that takes forms only; None: there is none.

    Such an address stays in the browser's bar over a form that came back with an error.
    """
    path = request.url.path
    while path.startswith("/desk/"):
        path = path.rpartition("/")[0]
        scope = {**request.scope, "path": path, "method": "GET"}
        if any(route.matches(scope)[0] == Match.FULL for route in request.app.routes):
            return path
    return None


async def _hung_up(_: Request, __: Exception) -> Response:
    """The network went while the request was coming in: a phone's everyday, no failure of ours."""
    return Response(status_code=400)


async def _failure(request: Request, error: Exception) -> Response:
    log.error("unexpected failure at %s", request.url.path, exc_info=error)
    return await _problem(request, Problem("internal"))
