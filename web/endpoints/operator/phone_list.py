"""What waits on the phones of a viewer's people, which are bound, and how strongly?"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page, link_with, page_of
from web.domain.phone_changes import CAUSES, STANDINGS
from web.domain.vocabulary import BINDING_NAMES
from web.files import download
from web.forms import as_uuid, query, query_page
from web.models import Agency, Employee
from web.services import phone_changes, phone_lists
from web.services.last_heard import last_heard
from web.services.phone_lists import PLATFORMS, Wanted

HOME = "/desk/phones"
PAGE_SIZE = 50
MOST_DAYS = 365


async def waiting(request: Request, viewer: Employee) -> Response:
    """The requests for a further phone of which something may still come."""
    found = await phone_lists.requests(viewer)
    return await desk_page(
        request,
        viewer,
        "operator/phone_requests.html",
        room="employees",
        tab="waiting",
        found=[
            (one, phone_changes.actors_for(one, viewer, operates=viewer.may_write)) for one in found
        ],
        causes=CAUSES,
        standings=STANDINGS,
    )


async def bound(request: Request, viewer: Employee) -> Response:
    """The phones that are bound: searched, filtered, in pages."""
    wanted, chosen = _wanted(request)
    found = phone_lists.bound(viewer, wanted)
    paging, devices = await page_of(found, query_page(request), PAGE_SIZE, "employee__agency")
    return await desk_page(
        request,
        viewer,
        "operator/phones.html",
        room="employees",
        tab="bound",
        devices=devices,
        heard=await last_heard([one.employee_id for one in devices]),
        family_of=phone_lists.family_of,
        paging=paging,
        chosen=chosen,
        platforms=PLATFORMS,
        agencies=await Agency.visible_to(viewer).order_by("name"),
        page_link=lambda number: link_with(f"{HOME}/bound", {**chosen, "page": number}),
        file=link_with(f"{HOME}/bound.csv", chosen),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same phones as CSV."""
    made = await phone_lists.as_csv(viewer, _wanted(request)[0])
    return download(made, "HP pegawai.csv", "text/csv; charset=utf-8")


async def kinds(request: Request, viewer: Employee) -> Response:
    """How strongly the phones of each agency are bound, and what that means."""
    found = await phone_lists.tallies(viewer)
    return await desk_page(
        request,
        viewer,
        "operator/phone_kinds.html",
        room="employees",
        tab="kinds",
        tallies=found,
        sums={key: sum(one.kinds[key] for one in found) for key in BINDING_NAMES},
        without=sum(one.without for one in found),
    )


def _wanted(request: Request) -> tuple[Wanted, dict[str, Any]]:
    binding, platform = query(request, "binding"), query(request, "platform")
    silent = query(request, "silent", 3)
    days = min(int(silent), MOST_DAYS) if silent.isascii() and silent.isdigit() else 0
    wanted = Wanted(
        text=query(request, "q"),
        agency=as_uuid(query(request, "agency")),
        binding=binding if binding in BINDING_NAMES else "",
        platform=platform if platform in PLATFORMS else "",
        silent=days,
    )
    told = {"q": wanted.text, "agency": wanted.agency, "binding": wanted.binding}
    return wanted, told | {"platform": wanted.platform, "silent": wanted.silent or ""}
