"""What did a client send, and how is it answered? JSON, read strictly at the edge."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web.domain import times
from web.domain.jws import Malformed, loads_object
from web.errors import Problem

MAX_SMALL = 64 * 1024  # bytes; only the hand-in of check-ins is larger


async def read_object(request: Request) -> dict[str, Any]:
    """The request's JSON object.

    Raises:
        Problem: `bad_request` or `too_large`.
    """
    body = await request.body()
    if len(body) > MAX_SMALL:
        raise Problem("too_large", "Isi permintaan melebihi 64 KiB.")
    try:
        return loads_object(body)
    except Malformed as error:
        raise Problem("bad_request") from error


def text(document: dict[str, Any], name: str, limit: int) -> str:
    """A member that is text of 1 to `limit` characters.

    Raises:
        Problem: `invalid`.
    """
    value = document.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > limit:
        raise invalid(name, f"Isi {name} dengan 1 sampai {limit} huruf.")
    return value


def optional(document: dict[str, Any], name: str) -> str:
    """A member that is text, or "" where it is missing.

    Raises:
        Problem: `invalid`.
    """
    value = document.get(name, "")
    if not isinstance(value, str):
        raise invalid(name, f"{name} harus berupa teks.")
    return value


def members(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A member that is an object.

    Raises:
        Problem: `invalid`.
    """
    value = document.get(name)
    if not isinstance(value, dict):
        raise invalid(name, f"{name} harus berupa objek.")
    return value


def identifier(value: Any, name: str) -> UUID:
    """A UUID from a body.

    Raises:
        Problem: `invalid`.
    """
    try:
        return UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise invalid(name, f"{name} bukan nomor yang sah.") from None


def instant(document: dict[str, Any], name: str) -> datetime:
    """A member that is a time as protocol.md writes them.

    Raises:
        Problem: `invalid`.
    """
    try:
        return times.read(document.get(name))
    except Malformed:
        raise invalid(name, "Jam tidak terbaca.") from None


def path_id(request: Request, name: str = "id") -> UUID:
    """A UUID from the address; what is none leads nowhere.

    Raises:
        Problem: `not_found`.
    """
    try:
        return UUID(request.path_params[name])
    except ValueError:
        raise Problem("not_found") from None


def invalid(name: str, message: str) -> Problem:
    """The problem of one member."""
    return Problem("invalid", fields={name: message})


def tagged(request: Request, document: dict[str, Any]) -> Response:
    """An answer with a strong ETag, or 304 where the phone has it (RFC 9110, section 13.1.2)."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = request.headers.get("If-None-Match", "").split(",")
    asked = {one.strip().removeprefix("W/") for one in known}
    if tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
