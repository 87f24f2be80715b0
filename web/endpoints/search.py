"""Where is a person, an agency or a point? The search that every page of the desks has.

A page of its own, which works without script, and its results alone for the dialog in the head.
"""

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import Paging, desk_page, link_with, operates, zone_of
from web.domain.schedule import local_date
from web.forms import query, query_page
from web.models import Employee
from web.services import event_lists, recap_views, search
from web.services.search import KINDS, LEAST, Group
from web.templating import fragment

HOME = "/desk/search"
FEW = 6  # of each kind, where all kinds are shown
PAGE_SIZE = 50
LABELS = {
    "people": "Pegawai",
    "agencies": "OPD dan unit",
    "points": "Titik absen",
    "events": "Kegiatan",
}
COUNTED = {
    "people": "pegawai",
    "agencies": "OPD atau unit",
    "points": "titik absen",
    "events": "kegiatan",
}


async def index(request: Request, viewer: Employee) -> Response:
    """What matches, a few of each kind; with `kind` all of that one, in pages."""
    kind = query(request, "kind")
    kind = kind if kind in KINDS else ""
    groups, paging = await _found(request, viewer, [kind] if kind else KINDS), Paging(1, 1, 0)
    if kind and groups:
        paging = Paging(query_page(request), PAGE_SIZE, groups[0].total)
        paging = replace(paging, number=min(paging.number, paging.pages))
        groups = await _found(request, viewer, [kind], paging.offset)
    text = query(request, "q")
    return await desk_page(
        request,
        viewer,
        "desk/search.html",
        room="search",
        kind=kind,
        paging=paging,
        page_link=lambda page: link_with(HOME, {"q": text, "kind": kind, "page": page}),
        **await _words(request, viewer, groups),
    )


async def results(request: Request, viewer: Employee) -> Response:
    """A few of each kind, as they stand in the dialog."""
    groups = await _found(request, viewer, KINDS)
    told = {"kind": "", **await _words(request, viewer, groups)}
    return fragment(request, "desk/_search_results.html", viewer=viewer, **told)


async def _found(request: Request, viewer: Employee, kinds: Any, offset: int = 0) -> list[Group]:
    return await search.find(
        viewer,
        query(request, "q"),
        today=local_date(clock.now(), zone_of(viewer)),
        headed=[] if operates(viewer) else await recap_views.headed_by(viewer),
        kinds=kinds,
        limit=FEW if len(kinds) > 1 else PAGE_SIZE,
        offset=offset,
    )


async def _words(request: Request, viewer: Employee, groups: list[Group]) -> dict[str, Any]:
    text = query(request, "q")
    month = local_date(clock.now(), zone_of(viewer)).strftime("%Y-%m")

    def person_link(person: Employee) -> str:
        if viewer.everywhere or person.agency_id in viewer.reached:
            return f"/desk/employees/{person.id}"
        return f"/desk/recap/{person.agency_id}/{month}/{person.id}"

    held = [one for group in groups if group.kind == "events" for one in group.hits]
    return {
        "text": text,
        "places": dict(await event_lists.places([one.point_id for one in held if one.point_id])),
        "short": 0 < len(text) < LEAST,
        "groups": groups,
        "labels": LABELS,
        "told": ", ".join(f"{one.total} {COUNTED[one.kind]}" for one in groups),
        "person_link": person_link,
        "all_link": lambda kind: link_with(HOME, {"q": text, "kind": kind}),
    }
