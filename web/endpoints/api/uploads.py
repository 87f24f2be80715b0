"""/api/v1/uploads: a file in parts, by tus 1.0 (tus.io: core, creation, expiration, termination).

tus, and not the IETF's "Resumable Uploads for HTTP": the draft still changes its numbers and leans
on informational answers (104), which proxies and fetch() do not pass on. tus is finished, and any
of its clients can be used.
"""

import binascii
from base64 import b64decode
from collections.abc import Awaitable, Callable
from datetime import timedelta
from email.utils import format_datetime
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from web import bodies, clock
from web.domain.attachments import PART_DAYS
from web.errors import Problem
from web.models import Session
from web.services import attachment_uploads as uploads

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PART = "application/offset+octet-stream"
MAX_DIGITS = 12

Handler = Callable[[Request, Session], Awaitable[Response]]


def tus(handler: Handler) -> Handler:
    """Every request names the version and every answer does (tus 1.0, Tus-Resumable)."""

    @wraps(handler)
    async def speak(request: Request, session: Session) -> Response:
        try:
            if request.headers.get("Tus-Resumable") != VERSION:
                raise Problem("unknown_version", headers={"Tus-Version": VERSION})
            answer = await handler(request, session)
        except Problem as problem:
            problem.headers.setdefault("Tus-Resumable", VERSION)
            raise
        answer.headers["Tus-Resumable"] = VERSION
        return answer

    return speak


async def options(request: Request) -> Response:
    """What this server can do."""
    most = request.app.state.settings.upload_mb << 20
    told = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(most)}
    return Response(status_code=204, headers={"Tus-Resumable": VERSION, **told})


@tus
async def create(request: Request, session: Session) -> Response:
    """Announce a file; asked again, it says how far the same file is."""
    settings, told = request.app.state.settings, _announced(request)
    offset = await uploads.begin(
        request.app.state.files,
        told,
        author=session.employee,
        most_bytes=settings.upload_mb << 20,
        quota_bytes=settings.upload_quota_mb << 20,
    )
    where = {"Location": f"/api/v1/uploads/{told.id}", "Upload-Offset": str(offset)}
    return Response(status_code=201, headers=where | _expiry())


@tus
async def ask(request: Request, session: Session) -> Response:
    """How far a file is."""
    files, id_ = request.app.state.files, bodies.path_id(request)
    offset, size = await uploads.received(files, id_, session.employee)
    told = {"Upload-Offset": str(offset), "Upload-Length": str(size)}
    return Response(status_code=200, headers=told | {"Cache-Control": "no-store"} | _expiry())


@tus
async def append(request: Request, session: Session) -> Response:
    """Take the next part."""
    if request.headers.get("Content-Type") != PART:
        raise Problem("unsupported_media")
    offset = await uploads.append(
        request.app.state.files,
        bodies.path_id(request),
        session.employee,
        _number(request, "Upload-Offset"),
        request.stream(),
    )
    return Response(status_code=204, headers={"Upload-Offset": str(offset)} | _expiry())


@tus
async def end(request: Request, session: Session) -> Response:
    """Give a file up that is on its way."""
    await uploads.give_up(request.app.state.files, bodies.path_id(request), session.employee)
    return Response(status_code=204)


def _expiry() -> dict[str, str]:
    """When a file that stands still is forgotten, at the earliest."""
    at = clock.now() + timedelta(days=PART_DAYS)
    return {"Upload-Expires": format_datetime(at, usegmt=True)}


def _number(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS:
        raise bodies.invalid(name, f"{name} harus berupa bilangan.")
    return int(text)


def _announced(request: Request) -> uploads.Announced:
    """The headers of a creation: Upload-Length, and what Upload-Metadata must say."""
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    for name in ("id", "subject_kind", "subject_id", "filename", "sha256"):
        if name not in told:
            raise bodies.invalid("Upload-Metadata", f"Upload-Metadata tanpa {name}.")
    return uploads.Announced(
        id=bodies.identifier(told["id"], "id"),
        subject_kind=told["subject_kind"],
        subject_id=bodies.identifier(told["subject_id"], "subject_id"),
        name=told["filename"],
        size=_number(request, "Upload-Length"),
        sha256=told["sha256"],
    )


def _metadata(text: str) -> dict[str, str]:
    """Pairs of a key and its value in base64, after commas (tus 1.0, Upload-Metadata)."""
    told: dict[str, str] = {}
    for pair in text.split(",") if text else []:
        key, _, value = pair.strip().partition(" ")
        try:
            told[key] = b64decode(value, validate=True).decode().replace("\x00", "")
        except (binascii.Error, UnicodeDecodeError):
            raise bodies.invalid("Upload-Metadata", f"{key} bukan base64 dari UTF-8.") from None
    return told
