"""How is what a person typed taken in? Text from a form or an address, as typed values."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.datastructures import UploadFile
from starlette.requests import Request

from web.errors import Problem

MAX_FIELDS = 60
MAX_TEXT = 20000  # characters in one field; rules of their own are narrower

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Controls but for tabs and ends of lines, and marks that turn what follows around on a screen or a
# letter (Unicode UAX 9: embeddings, overrides, isolates): "gpj.exe" reads as a picture.
_UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HASH = re.compile(r"[A-Za-z0-9_-]{43}")
_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,18})?", re.ASCII)


async def read_form(request: Request, most: int = MAX_FIELDS) -> dict[str, str]:
    """The fields of a posted form, `most` at most, trimmed. Of a name given twice the last counts.

    Raises:
        Problem: `invalid` for files, oversized text, letters that nobody sees or no database keeps.
    """
    async with request.form(max_files=0, max_fields=most) as form:
        return {name: _clean(name, value) for name, value in form.items()}


async def read_upload(request: Request, name: str) -> tuple[dict[str, str], str, bytes]:
    """The text fields of a posted form, and the name and bytes of its one file ("" for none).

    Raises:
        Problem: `invalid` as in `read_form`; the size is limited for the whole request.
    """
    async with request.form(max_files=1, max_fields=MAX_FIELDS) as form:
        file = form.get(name)
        texts = {key: _clean(key, value) for key, value in form.items() if key != name}
        if not isinstance(file, UploadFile):
            return texts, "", b""
        return texts, _UNSTORABLE.sub("", file.filename or "")[:100], await file.read()


def query(request: Request, name: str, limit: int = 100) -> str:
    """A parameter of the address, trimmed and cut to `limit` characters; "" when missing."""
    return _UNSTORABLE.sub("", request.query_params.get(name, "")).strip()[:limit]


def query_choice(request: Request, name: str, choices: tuple[str, ...]) -> str:
    """A parameter that is one of some words; the first of them when it is anything else."""
    value = query(request, name)
    return value if value in choices else choices[0]


def query_page(request: Request) -> int:
    """The page asked for, from 1 to 9999."""
    text = query(request, "page", 4)
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1


def query_year(request: Request, otherwise: int) -> int:
    """The year asked for, from 2000 to 2199."""
    asked = query(request, "year", 4)
    if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= 2199:
        return int(asked)
    return otherwise


def as_uuid(text: str) -> UUID | None:
    """An id as typed into a form or an address, or None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def as_hash(text: str) -> str:
    """A check-in's hash from an address; what cannot be one leads nowhere.

    Raises:
        Problem: `not_found`.
    """
    if not _HASH.fullmatch(text):
        raise Problem("not_found")
    return text


def as_number(text: str) -> float | None:
    """A decimal number with a full stop or a comma, or None."""
    text = text.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def as_shape(form: Mapping[str, str]) -> dict[str, Any]:
    """A circle or polygon as a form has it, unchecked: `type`, and those of `lat`, `lng`, `radius`
    that are filled in, or `ring` with a corner a line.
    """
    if form.get("type") != "polygon":
        typed = {name: form.get(name, "").strip() for name in ("lat", "lng", "radius")}
        return {"type": "circle", **{name: as_number(text) for name, text in typed.items() if text}}
    lines = [line for line in form.get("ring", "").splitlines() if line.strip()]
    return {"type": "polygon", "ring": [[as_number(one) for one in _pair(line)] for line in lines]}


def _pair(line: str) -> list[str]:
    """The parts of a corner. A comma is a decimal one where something else parts the numbers."""
    line = line.strip()
    if ";" in line:
        return line.split(";")
    apart = [one.strip(",") for one in line.split() if one.strip(",")]
    return apart if len(apart) > 1 else line.split(",")


def shape_fields(shape: Mapping[str, Any]) -> dict[str, str]:
    """What a form shows for a shape as it is stored."""
    form = {"type": shape["type"]}
    if shape["type"] == "circle":
        return form | {name: f"{shape[name]:.12g}" for name in ("lat", "lng", "radius")}
    return form | {"ring": "\n".join(f"{lat:.12g}, {lng:.12g}" for lat, lng in shape["ring"])}


def as_date(text: str) -> date | None:
    """A date as a date field sends it (2026-11-24), from 2000 to 2199, or None."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day and 2000 <= day.year <= 2199 else None


def as_moment(text: str, zone: str) -> datetime | None:
    """An instant in UTC from a local date and time (2026-11-24T07:30) of an IANA zone."""
    day, _, clock_text = text.partition("T")
    if as_date(day) is None or not re.fullmatch(r"\d\d:\d\d(:\d\d)?", clock_text, re.ASCII):
        return None
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        return None
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_input(moment: datetime | None, zone: str) -> str:
    """What a local date and time field shows for an instant; "" for none."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") if moment else ""


def _clean(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise Problem("invalid", fields={name: "Berkas tidak diterima di sini."})
    if len(value) > MAX_TEXT:
        raise Problem("invalid", fields={name: "Terlalu panjang."})
    if _UNSTORABLE.search(value):
        raise Problem("invalid", fields={name: "Ada huruf yang tidak dapat disimpan."})
    if _UNSEEN.search(value):
        raise Problem("invalid", fields={name: "Ada huruf yang tidak terlihat. Ketik lagi isinya."})
    return value.strip()
