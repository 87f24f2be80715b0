"""What is a month of many people? The grid of an agency, of a supervisor's team, and signals."""

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import clock
from web.desk import Paging, desk_page, link_with, zone_of
from web.domain import closing, discipline
from web.domain.month import beside, month_at, words_of
from web.errors import Problem
from web.forms import as_uuid, query, query_page
from web.models import Agency, Employee
from web.services import reasons, recap_views
from web.services.closing import history
from web.services.recaps import Recap, Row, month_of, people_of, recap_of
from web.services.signals import signals_of

HOME, TEAM, SIGNALS = "/desk/recap", "/desk/team-recap", "/desk/signals"
PAGE_SIZE = 100


async def index(request: Request, viewer: Employee) -> Response:
    """An agency's month as a grid. Who has no agency is led to their team."""
    agencies = await recap_views.agencies_of(viewer)
    if not agencies:
        if await Employee.supervised_by(viewer).exists():
            return RedirectResponse(TEAM, status_code=303)
        raise Problem("forbidden")
    agency = _chosen(request, viewer, agencies)
    recap = await _whole(request, viewer, agency)
    return await desk_page(
        request,
        viewer,
        "operator/recap.html",
        room="recap",
        zone=agency.timezone,
        agency=agency,
        agencies=agencies,
        recap=recap,
        state=await _state(agency, recap.month),
        **await _grid(request, recap.rows, agency, recap.month, HOME),
    )


async def _whole(request: Request, viewer: Employee, agency: Agency) -> Recap:
    recap = await recap_of(agency, _month(request, agency.timezone), clock.now())
    return replace(recap, rows=reasons.rows_for(viewer, agency.id, recap.rows))


async def _state(agency: Agency, month: str) -> str:
    steps = await history(agency.id, month)
    return closing.STATES[closing.state_of(step.step for step in steps)]


async def team(request: Request, viewer: Employee) -> Response:
    """The month of the viewer's own people, and whether it was said to be checked."""
    month = _month(request, zone_of(viewer))
    rows = await recap_views.team_rows(viewer, month, clock.now())
    agencies = await Agency.filter(id__in={row["agency_id"] for row in rows if row["agency_id"]})
    open_, checked = [], []
    for agency in sorted(agencies, key=lambda one: one.name):
        steps = await history(agency.id, month)
        if closing.state_of(step.step for step in steps) == closing.OPEN:
            open_.append(agency.name)
        marks = closing.current_teams((step.step, str(step.author_id)) for step in steps)
        checked += [agency.name] if str(viewer.id) in marks else []
    return await desk_page(
        request,
        viewer,
        "operator/recap_team.html",
        room="recap",
        open_agencies=open_,
        checked=checked,
        **await _grid(request, rows, viewer.agency, month, TEAM),
    )


async def signals(request: Request, viewer: Employee) -> Response:
    """Who of an agency, or of one's team, has reached a threshold of PP 94/2021."""
    agencies = await recap_views.agencies_of(viewer)
    supervises = await Employee.supervised_by(viewer).exists()
    if not agencies and not supervises:
        raise Problem("forbidden")
    own = query(request, "of") == "team" or not agencies
    agency = None if own else _chosen(request, viewer, agencies)
    month = _month(request, agency.timezone if agency else zone_of(viewer))
    return await desk_page(
        request,
        viewer,
        "operator/recap_signals.html",
        room="recap",
        agency=agency,
        agencies=agencies,
        supervises=supervises,
        found=await _signals(viewer, agency, month),
        **_months(request, SIGNALS, month, agency, "team" if own else ""),
    )


async def _signals(viewer: Employee, agency: Agency | None, month: str) -> list[Any]:
    found = people_of(agency.id, month) if agency else Employee.supervised_by(viewer)
    people = await found.select_related("supervisor")
    since = agency.starts_on or agency.created_at.date() if agency else None
    ids = [one.id for one in people]
    told = await signals_of(ids, month, since, clock.now())
    listed = [(one, told[str(one.id)]) for one in people if str(one.id) in told]
    listed.sort(key=lambda pair: (-pair[1].in_a_row if pair[1].near else 0, -pair[1].days))
    return [(one, signal, discipline.for_supervisor(signal)) for one, signal in listed]


def _chosen(request: Request, viewer: Employee, agencies: list[Agency]) -> Agency:
    wanted = as_uuid(query(request, "agency"))
    if wanted is None:
        own = [one for one in agencies if one.id == viewer.agency_id]
        return (own or agencies)[0]
    for agency in agencies:
        if agency.id == wanted:
            return agency
    raise Problem("not_found")


def _month(request: Request, zone: str) -> str:
    month = query(request, "month") or month_at(clock.now(), zone)
    month_of(month)
    return month


def _months(
    request: Request, path: str, month: str, agency: Agency | None, of: str = ""
) -> dict[str, Any]:
    """A month's name, and addresses that keep everything else that is chosen."""
    chosen = {
        "agency": agency.id if agency and path != TEAM else "",
        "month": month,
        "of": of,
        "q": query(request, "q"),
    }

    def here(**other: object) -> str:
        return link_with(path, {**chosen, **other})

    return {
        "month": month,
        "month_words": words_of(month),
        "before": here(month=beside(month, -1)),
        "after": here(month=beside(month, 1)),
        "here": here,
        "q": chosen["q"],
    }


async def _grid(
    request: Request, rows: list[Row], agency: Agency | None, month: str, path: str
) -> dict[str, Any]:
    """What the grid shows: one page of the rows that match, and the sums of all of them."""
    text = query(request, "q").casefold()
    found = [row for row in rows if text in row["name"].casefold() or text in row["nip"]]
    paging = Paging(query_page(request), PAGE_SIZE, len(found))
    legend = await recap_views.legend_of(agency.id if agency else None, month, rows)
    links = _months(request, path, month, agency)
    return links | {
        "rows": found[paging.offset : paging.offset + PAGE_SIZE],
        "paging": paging,
        "page_link": lambda number: links["here"](page=number),
        "sums": recap_views.sums_of(rows),
        "legend": legend,
        "codes": [code for code, _ in legend if code not in recap_views.UNCOUNTED],
        "columns": await recap_views.columns_of(agency.id if agency else None, month),
        "look_of": recap_views.look_of,
        "agency_of": lambda row: row.get("agency_id") or (str(agency.id) if agency else ""),
    }
