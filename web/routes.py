"""Which URLs does the product have, and for whom? Every one of them, by audience."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route

from web.endpoints.api import checkins, enrolments, phone, session
from web.endpoints.employee import app
from web.endpoints.employee.app import BuiltFiles
from web.security import for_device
from web.settings import Settings

COMPRESSED = [Middleware(GZipMiddleware)]

# For phones, and for any client of docs/protocol.md.
API = [
    Route("/enrolments", enrolments.start, methods=["POST"]),
    Route("/enrolments/{id}/device", enrolments.finish, methods=["POST"]),
    Route("/session/challenge", session.challenge, methods=["POST"]),
    Route("/session", session.renew, methods=["POST"]),
    Route("/session", for_device(session.end), methods=["DELETE"]),
    Route("/anchor", for_device(phone.anchor), methods=["POST"]),
    Route("/state", for_device(phone.state), methods=["GET"]),
    Route("/history", for_device(phone.history), methods=["GET"]),
    Route("/explanations/{id}", for_device(phone.explanation), methods=["PUT"]),
    Route("/checkins", checkins.hand_in, methods=["POST"]),
    Route("/checkins/{id}/receipt", checkins.receipt, methods=["GET"]),
]

# For everybody with a phone.
PHONE_APP = [
    Route("/", app.shell, middleware=COMPRESSED),
    Route("/sw.js", app.worker, middleware=COMPRESSED),
    Route("/manifest.webmanifest", app.manifest),
    Route("/.well-known/jwks.json", checkins.jwks),
]

# For people at a desk: operators, supervisors, admins.
DESK: list[BaseRoute] = []


def routes(settings: Settings) -> list[BaseRoute]:
    """The whole table; what is built is served under names that change with its content."""
    return [
        *PHONE_APP,
        Mount("/api/v1", routes=API),
        *DESK,
        Mount("/static", BuiltFiles(directory=settings.build), middleware=COMPRESSED),
    ]
