"""How does a page get its words, times and assets? `page()`, `fragment()` and the filters."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from web.domain.geofence import degrees
from web.settings import ROOT

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)


def time_of(moment: datetime, zone: str) -> str:
    """An instant as "07.30 WITA" in the given IANA zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H.%M %Z")


def date_of(moment: datetime | date, zone: str | None = None) -> str:
    """A day as "Selasa, 24 November 2026"; an instant's day is that of the given zone."""
    day = moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) and zone else moment
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def precise_time_of(moment: datetime, zone: str) -> str:
    """An instant as "07.30.12 WITA" in the given IANA zone, where seconds matter."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H.%M.%S %Z")


def iso_date_of(moment: datetime, zone: str) -> str:
    """The day of an instant as addresses carry it: "2026-11-24"."""
    return moment.astimezone(ZoneInfo(zone)).date().isoformat()


def short_date_of(moment: datetime | date, zone: str | None = None) -> str:
    """A day for tables: "24/11/2026"."""
    day = moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) and zone else moment
    return day.strftime("%d/%m/%Y")


def metres(value: float) -> str:
    """A distance as "180 m" or "1,2 km" (decimal comma)."""
    if value < 1000:
        return f"{round(value)} m"
    return f"{value / 1000:.1f} km".replace(".", ",")


def bytes_of(count: int) -> str:
    """A size as "340 KB" or "1,2 MB" (decimal comma; 1 KB is 1024 bytes)."""
    if count < 1 << 20:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / (1 << 20):.1f} MB".replace(".", ",")


def nip(value: str) -> str:
    """A NIP grouped 8 6 1 3, as it stands on letters; an internal number as it is."""
    if len(value) != 18:
        return value
    return f"{value[:8]} {value[8:14]} {value[14]} {value[15:]}"


def ended(words: str) -> str:
    """A sentence with its full stop, which the title at its end ("S.T.") may have brought along."""
    return words if words.endswith(".") else f"{words}."


def midway(label: str) -> str:
    """A label within a sentence: "Titik absen" loses its capital, "OPD dan unit" keeps them."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


class Assets:
    """The addresses of built files, read from `build.json`."""

    def __init__(self, build: Path) -> None:
        manifest = json.loads((build / "build.json").read_text("utf-8"))
        self.id: str = manifest["id"]
        self.version: str = f"{manifest.get('version', '0.0.0')}+{self.id}"
        self.files: Mapping[str, str] = manifest["files"]

    def __call__(self, name: str) -> str:
        """The URL path of a built file.

        Raises:
            KeyError: the build made no such file.
        """
        return self.files[name]


def environment(assets: Assets) -> Environment:
    """Jinja with our filters; escaping is on and a missing value is an error."""
    jinja = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals.update(asset=assets, build_id=assets.id)
    jinja.filters["bytes"] = bytes_of
    dates = (time_of, precise_time_of, date_of, short_date_of, iso_date_of)
    for filter_ in (*dates, metres, degrees, nip, ended, midway):
        jinja.filters[filter_.__name__] = filter_
    return jinja


def page(
    request: Request, name: str, *, status: int = 200, headers: Any = None, **context: Any
) -> Response:
    """A whole page, which extends `page.html`. Never kept by a shared or the browser's cache."""
    return _render(request, name, status, {"Cache-Control": "no-store", **(headers or {})}, context)


def fragment(
    request: Request, name: str, *, status: int = 200, headers: Any = None, **context: Any
) -> Response:
    """A part of a page that replaces its own element; its template's name starts with `_`."""
    return _render(request, name, status, {"Cache-Control": "no-store", **(headers or {})}, context)


def unless_shown(request: Request, response: Response) -> Response:
    """A part that renews itself, or 304 where the page shows it just so (htmx's ptag)."""
    tag = sha256(bytes(response.body)).hexdigest()[:16]
    if request.headers.get("HX-PTag") == tag:
        return Response(status_code=304)
    response.headers["HX-PTag"] = tag
    return response


def _render(
    request: Request, name: str, status: int, headers: dict[str, str], context: dict[str, Any]
) -> Response:
    template = request.app.state.jinja.get_template(name)
    settings = request.app.state.settings
    html = template.render(request=request, settings=settings, **context)
    return HTMLResponse(html, status_code=status, headers=headers)
