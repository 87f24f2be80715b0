"""What do the phones of an agency have in common? Evidence to ask about, and no verdict."""

from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page
from web.domain.schedule import local_date
from web.forms import as_date, query
from web.models import Agency, Employee
from web.services import phone_patterns

USUAL = timedelta(days=13)


async def show(request: Request, viewer: Employee) -> Response:
    """Equal fixes, pairs that come together, and shared browsers of an agency in some days."""
    agency, agencies = await agency_of(viewer, query(request, "agency"))
    last = as_date(query(request, "last")) or local_date(clock.now(), agency.timezone)
    first = as_date(query(request, "first")) or last - USUAL
    first = min(last, max(first, last - timedelta(days=phone_patterns.LONGEST - 1)))
    found = await phone_patterns.look(agency, first, last)
    people = Employee.visible_to(viewer).filter(id__in=list(found.people))
    return await desk_page(
        request,
        viewer,
        "operator/phone_patterns.html",
        room="employees",
        tab="patterns",
        zone=agency.timezone,
        found=found,
        **_scope(agency, agencies, first, last),
        names={one.id: one for one in await people} if found.people else {},
    )


def _scope(agency: Agency, agencies: list[Agency], first: date, last: date) -> dict[str, Any]:
    return {"agency": agency, "agencies": agencies, "first": first, "last": last}
