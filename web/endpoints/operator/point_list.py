"""Which points do all of the viewer's agencies have? Searched, filtered, sorted, and as a file."""

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from web import clock
from web.desk import desk_page, zone_of
from web.domain.geofence import parse_shape
from web.domain.schedule import local_date
from web.forms import as_uuid, query, query_choice
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee, PointVersion
from web.services import event_search, point_lists
from web.services.name_order import by_name
from web.services.point_pages import shape_words
from web.templating import short_date_of, time_of

HOME = "/desk/points/all"
PAGE_SIZE = 50
COLUMNS = (
    Column("name", "Titik", ("name", "point__agency__name")),
    Column("agency", "OPD", ("point__agency__name", "name")),
    Column("changed", "Diubah", ("-created_at",)),
    Column("state", "Keadaan"),
)
HEADS = (
    *("OPD", "Titik", "Bentuk", "Titik tengah", "Jam buka", "Dipakai bersama"),
    *("Berlaku dari", "Sampai", "Keadaan", "Berubah mulai", "Diubah", "Oleh"),
)
SHOWN = {
    **{"open": "Belum ditutup", "standing": "Berlaku", "temporary": "Sementara"},
    **{"coming": "Akan datang", "closed": "Ditutup", "all": "Semua, juga yang ditutup"},
}


async def index(request: Request, viewer: Employee) -> Response:
    """The points of all agencies that the viewer reads, in pages."""
    asked, now = _asked(request), clock.now()
    shown = await asked.page(_found(viewer, asked, now), *point_lists.RELATED)
    return await desk_page(
        request,
        viewer,
        "operator/point_list.html",
        room="points",
        list=asked,
        entries=await point_lists.entries_of(shown, now),
        agencies=await by_name(Agency.visible_to(viewer)),
        choices=[*SHOWN.items()],
        places=await _places(viewer, asked),
    )


async def _places(viewer: Employee, asked: Listing) -> list[event_search.Place]:
    """The places of joint events, which no office keeps: below the list where they are meant."""
    if asked.chosen["show"] not in ("open", "temporary", "all"):
        return []
    today = local_date(clock.now(), zone_of(viewer))
    return await event_search.places(viewer, asked.chosen["q"], asked.chosen["agency"], today)


async def export(request: Request, viewer: Employee) -> Response:
    """The same points as a file."""
    asked, now = _asked(request), clock.now()
    found = await asked.all(_found(viewer, asked, now), *point_lists.RELATED)
    rows = map(_row, await point_lists.entries_of(found, now))
    return as_file(request, "Titik absen", HEADS, rows)


def _row(entry: dict[str, Any]) -> tuple[str, ...]:
    one, plan = entry["version"], entry["plan"]

    def at(moment: datetime | None) -> str:
        zone = entry["zone"]
        return f"{short_date_of(moment, zone)} {time_of(moment, zone)}" if moment else ""

    return (
        *(one.point.agency.name, one.name, shape_words(one.shape)),
        *(_place(*parse_shape(one.shape).centre), entry["opening"], ", ".join(entry["shared"])),
        *(at(one.valid_from), at(entry["ends"]), SHOWN[entry["state"]]),
        *(at(plan and plan.valid_from), at(one.created_at), one.author.name if one.author else ""),
    )


def _place(latitude: float, longitude: float) -> str:
    """As a person writes it, which a spreadsheet does not take for a sum."""
    north, east = "LU" if latitude > 0 else "LS", "BT" if longitude > 0 else "BB"
    return f"{abs(latitude):.6f} {north} {abs(longitude):.6f} {east}"


def _asked(request: Request) -> Listing:
    chosen: dict[str, Any] = {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "show": query_choice(request, "show", tuple(SHOWN)),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


def _found(viewer: Employee, asked: Listing, now: datetime) -> QuerySet[PointVersion]:
    chosen = asked.chosen
    found = point_lists.found(viewer, chosen["q"], chosen["agency"], chosen["show"], now)
    return found.prefetch_related("shares__agency")
