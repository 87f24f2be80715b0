"""Which phones of a viewer's people are bound, how strongly, and since when are they silent?"""

from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, zone_of
from web.domain.schedule import local_date
from web.domain.vocabulary import BINDING_NAMES, PLATFORMS
from web.forms import as_uuid, query
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee
from web.services import agency_tree, phone_lists, phone_policies
from web.services.last_heard import last_heard
from web.services.name_order import by_name
from web.services.phone_lists import WEAK, WEAK_WORDS, Wanted
from web.templating import short_date_of, time_of

HOME = "/desk/phones/bound"
PAGE_SIZE = 50
MOST_DAYS = 365
RELATED = "employee__agency"
COLUMNS = (
    Column("name", "Pegawai", ("employee__name",)),
    Column("platform", "HP", ("platform", "employee__name")),
    Column("heard", "Terhubung"),
    Column("binding", "Pengikatan", ("binding", "employee__name")),
)


async def bound(request: Request, viewer: Employee) -> Response:
    """The phones that are bound: searched, filtered, sorted, in pages."""
    asked = _asked(request)
    agencies = await by_name(Agency.visible_to(viewer))
    wanted = await _wanted(viewer, asked, agencies)
    devices = await asked.page(phone_lists.bound(viewer, wanted), RELATED)
    return await desk_page(
        request,
        viewer,
        "operator/phones.html",
        room="employees",
        tab="bound",
        list=asked,
        devices=devices,
        heard=await last_heard([one.employee_id for one in devices]),
        platforms=PLATFORMS,
        wanted=wanted,
        bindings={**BINDING_NAMES, WEAK: WEAK_WORDS},
        agencies=agencies,
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same phones as a file."""
    asked = _asked(request)
    wanted = await _wanted(viewer, asked, await Agency.visible_to(viewer))
    found = await asked.all(phone_lists.bound(viewer, wanted), RELATED)
    rows = await phone_lists.file_rows(found, wanted, _moment)
    return as_file(request, "HP pegawai", phone_lists.HEADS, rows)


def _moment(at: datetime, zone: str) -> str:
    return f"{short_date_of(at, zone)} {time_of(at, zone)}"


def _asked(request: Request) -> Listing:
    binding, platform = query(request, "binding"), query(request, "platform")
    silent = query(request, "silent", 3)
    days = min(int(silent), MOST_DAYS) if silent.isascii() and silent.isdigit() else 0
    chosen = {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "units": "1" if query(request, "units", 1) == "1" else "",
        "binding": binding if binding in (*BINDING_NAMES, WEAK) else "",
        "platform": platform if platform in PLATFORMS else "",
        "silent": days or "",
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


async def _wanted(viewer: Employee, asked: Listing, agencies: Sequence[Agency]) -> Wanted:
    chosen, today = asked.chosen, local_date(clock.now(), zone_of(viewer))
    held = None
    if chosen["agency"]:
        held = [one for one in agencies if one.id == chosen["agency"]]
        if held and chosen["units"]:
            held = agency_tree.below(held[0], agencies)
    return Wanted(
        text=chosen["q"],
        agencies=[one.id for one in held] if held is not None else None,
        binding=chosen["binding"],
        platform=chosen["platform"],
        silent=chosen["silent"] or 0,
        asked=await phone_policies.bindings_asked(agencies, today),
    )
