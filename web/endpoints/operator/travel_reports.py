"""Which travel reports wait, which are late, and which were decided on? One list by state."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import Paging, desk_page, link_with, operates, zone_of
from web.domain import approval
from web.domain.schedule import local_date
from web.errors import Problem
from web.forms import as_uuid, query, query_choice, query_page
from web.models import Agency, Employee
from web.services import travel_report_lists
from web.services.travel_report_lists import Wanted

HOME = "/desk/travel-reports"
PAGE_SIZE = 30
SHOWN = {
    "waiting": "Menunggu keputusan",
    "overdue": "Terlambat",
    "due": "Belum diajukan",
    "returned": "Dikembalikan",
    "decided": "Sudah diputuskan",
    "all": "Semua laporan",
}
STATES = {
    "waiting": (approval.SUBMITTED,),
    "returned": (approval.RETURNED,),
    "decided": (approval.APPROVED, approval.REJECTED),
    "all": tuple(approval.STATES),
}
BACK = timedelta(days=366)  # after which nobody is asked for a report any more


async def index(request: Request, viewer: Employee) -> Response:
    """The reports of the viewer's people, or those that their people owe."""
    if not operates(viewer) and not await Employee.supervised_by(viewer).exists():
        raise Problem("not_found")
    show = query_choice(request, "show", tuple(SHOWN))
    chosen = {"show": show, "q": query(request, "q"), "agency": query(request, "agency")}
    today = local_date(clock.now(), zone_of(viewer))
    found = await _found(viewer, show, chosen["q"], as_uuid(chosen["agency"]), today)
    paging = Paging(query_page(request), PAGE_SIZE, len(found))
    page = found[paging.offset :][:PAGE_SIZE]
    return await desk_page(
        request,
        viewer,
        "operator/travel_reports.html",
        room="travel-reports",
        cards=await travel_report_lists.cards(page) if show in STATES else [],
        owed=page if show not in STATES else [],
        **_words(paging, chosen, today),
        agencies=await Agency.visible_to(viewer).order_by("name"),
    )


def _words(paging: Paging, chosen: dict[str, str], today: date) -> dict[str, Any]:
    return {
        **{"paging": paging, "shown": SHOWN, "wanted": chosen, "today": today},
        "states": approval.STATES,
        "page_link": lambda number: link_with(HOME, {**chosen, "page": number}),
    }


async def _found(
    viewer: Employee, show: str, text: str, agency: UUID | None, today: date
) -> list[Any]:
    """Ids of reports; or, where none was handed in, what is owed."""
    if show in STATES:
        return await travel_report_lists.find(viewer, Wanted(STATES[show], text, agency))
    owed = await travel_report_lists.awaited(viewer, today - BACK, today, agency=agency)
    late, sought = show == "overdue", text.lower()
    return [
        one
        for one in owed
        if (one.due < today) == late
        and any(
            sought in told.lower()
            for told in (one.employee.name, one.employee.nip, one.version.number)
        )
    ]
