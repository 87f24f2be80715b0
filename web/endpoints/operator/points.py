"""Where may an agency's people check in? Its points in a list and on the map."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page
from web.domain.name_order import name_key
from web.errors import Problem
from web.forms import as_uuid, query
from web.models import Agency, Employee
from web.services import point_lists, point_pages
from web.services.name_order import by_name


async def index(request: Request, viewer: Employee) -> Response:
    """The points of one agency: in force, to come, and closed."""
    agencies = await by_name(Agency.visible_to(viewer))
    agency = _chosen(viewer, agencies, query(request, "agency"))
    entries = await _entries(agency, viewer) if agency else []
    return await desk_page(
        request,
        viewer,
        "operator/points.html",
        room="points",
        zone=agency.timezone if agency else None,
        agency=agency,
        agencies=agencies,
        borrowed=await point_pages.borrowed(agency, clock.now()) if agency else [],
        entries=[entry for entry in entries if entry["state"] != "closed"],
        closed=[entry for entry in entries if entry["state"] == "closed"],
    )


def _chosen(viewer: Employee, agencies: list[Agency], asked: str) -> Agency | None:
    """The agency asked for, else the viewer's own, else the first; another's is not found."""
    wanted = as_uuid(asked) or viewer.agency_id
    found = next((agency for agency in agencies if agency.id == wanted), None)
    if found is None and asked:
        raise Problem("not_found")
    if found is None and not agencies and not viewer.everywhere:
        raise Problem("not_found", "Anda belum terdaftar pada OPD mana pun.")
    return found or (agencies[0] if agencies else None)


async def _entries(agency: Agency, viewer: Employee) -> list[dict[str, Any]]:
    """Each point as it stands now, or will, by name."""
    now = clock.now()
    found = point_lists.found(viewer, "", agency.id, "all", now)
    told = found.select_related(*point_lists.RELATED).prefetch_related("shares__agency")
    entries = await point_lists.entries_of(await told, now)
    return sorted(entries, key=lambda entry: name_key(entry["version"].name))
