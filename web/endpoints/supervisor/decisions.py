"""What did a supervisor decide, what was decided on their behalf, and why? One history."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from web.desk import Paging, desk_page, link_with, zone_of
from web.forms import as_date, query, query_page
from web.models import Employee
from web.services import inbox_history
from web.services.inbox import KINDS
from web.services.inbox_history import Wanted

HOME = "/desk/decisions"
PAGE_SIZE = 40


async def index(request: Request, viewer: Employee) -> Response:
    """The decisions of the viewer and those on their behalf, the newest first."""
    chosen = _chosen(request)
    wanted = _wanted(chosen, zone_of(viewer))
    paging = Paging(query_page(request), PAGE_SIZE, await inbox_history.count(viewer, wanted))
    return await desk_page(
        request,
        viewer,
        "supervisor/decisions.html",
        room="inbox",
        told=await inbox_history.page(viewer, wanted, limit=PAGE_SIZE, offset=paging.offset),
        paging=paging,
        chosen=chosen,
        kinds=KINDS,
        page_link=lambda number: link_with(HOME, {**chosen, "page": number}),
    )


def _chosen(request: Request) -> dict[str, str]:
    """The filters as they stand in the address; what makes no sense is left out."""
    kind = query(request, "kind")
    days = {name: as_date(query(request, name)) for name in ("since", "until")}
    return {
        "kind": kind if kind in KINDS else "",
        "q": query(request, "q"),
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }


def _wanted(chosen: dict[str, str], zone: str) -> Wanted:
    since, until = (as_date(chosen[name]) for name in ("since", "until"))
    midnight = time(tzinfo=ZoneInfo(zone))
    return Wanted(
        chosen["kind"],
        chosen["q"],
        datetime.combine(since, midnight) if since else None,
        datetime.combine(until + timedelta(days=1), midnight) if until else None,
    )
