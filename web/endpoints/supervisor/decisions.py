"""What did a supervisor decide, what was decided on their behalf, and why? One history."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page, zone_of
from web.forms import as_date, query
from web.lists import MOST_ROWS, Column, Listing, as_file, listing
from web.models import Employee
from web.services import inbox_history
from web.services.inbox import KINDS
from web.services.inbox_history import Decided, Wanted
from web.templating import short_date_of, time_of

HOME = "/desk/decisions"
PAGE_SIZE = 40
COLUMNS = (Column("at", "Waktu", ("at",), ("Terlama dahulu", "Terbaru dahulu")),)
HEADS = (
    *("Tanggal", "Jam", "Jenis", "Pegawai", "Tentang", "Keputusan", "Alasan", "Oleh"),
    "Atas nama",
)


async def index(request: Request, viewer: Employee) -> Response:
    """The decisions of the viewer and those on their behalf, the newest first."""
    asked = _asked(request)
    return await desk_page(
        request,
        viewer,
        "supervisor/decisions.html",
        room="inbox",
        list=asked,
        told=await _told(viewer, asked),
        kinds=KINDS,
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same decisions as a file."""
    asked = _asked(request)
    asked.size, asked.number = MOST_ROWS, 1
    rows = [_row(one, zone_of(viewer)) for one in await _told(viewer, asked)]
    return as_file(request, "Riwayat keputusan", HEADS, rows)


def _row(one: Decided, zone: str) -> tuple[str, ...]:
    when = (short_date_of(one.at, zone), time_of(one.at, zone))
    about = (one.item.who, one.item.gist) if one.item else ("", "")
    by = (one.author.name, one.principal.name if one.principal else "")
    return (*when, KINDS[one.kind].label, *about, one.done, one.words, *by)


def _asked(request: Request) -> Listing:
    return listing(request, HOME, COLUMNS, _chosen(request), size=PAGE_SIZE, usual="-at")


async def _told(viewer: Employee, asked: Listing) -> list[Decided]:
    wanted = _wanted(asked.chosen, zone_of(viewer))
    start = asked.holds(await inbox_history.count(viewer, wanted)).start
    page: dict[str, Any] = {"limit": asked.size, "offset": start, "falling": asked.falling}
    return await inbox_history.page(viewer, wanted, **page)


def _chosen(request: Request) -> dict[str, str]:
    """The filters as they stand in the address; what makes no sense is left out."""
    kind = query(request, "kind")
    days = {name: as_date(query(request, name)) for name in ("since", "until")}
    return {
        "kind": kind if kind in KINDS else "",
        "q": query(request, "q"),
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }


def _wanted(chosen: Mapping[str, Any], zone: str) -> Wanted:
    since, until = (as_date(chosen[name]) for name in ("since", "until"))
    midnight = time(tzinfo=ZoneInfo(zone))
    return Wanted(
        chosen["kind"],
        chosen["q"],
        datetime.combine(since, midnight) if since else None,
        datetime.combine(until + timedelta(days=1), midnight) if until else None,
    )
