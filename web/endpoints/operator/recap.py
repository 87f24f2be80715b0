"""What is a month of many people? The grid of an agency, and of a supervisor's team."""

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import clock
from web.desk import chosen_of, desk_page, link_with, nothing_yet, zone_of
from web.domain import closing, seeking
from web.domain.month import beside, month_at, words_of
from web.domain.name_order import name_key
from web.domain.recap_order import CODE, EVENTS, NAME, figure_words, value_of
from web.forms import query
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee
from web.services import reasons, recap_views
from web.services.closing import history
from web.services.folding import span_of
from web.services.recaps import Recap, Row, month_of, recap_of

HOME, TEAM = "/desk/recap", "/desk/team-recap"
PAGE_SIZE = 100
UNITS = {  # of the figures by the key of their column; of codes "kali"
    **{"workdays": "kerja", "present": "hari", "late": "menit", "early": "menit"},
    **{"short": "menit", EVENTS: "hadir/ada", "percent": "%", "cut": "%"},
    **{"reports": "setuju/wajib", "work": "%", "score": "%"},
}


async def index(request: Request, viewer: Employee) -> Response:
    """An agency's month as a grid. Who has no agency is led to their team."""
    agencies = await recap_views.agencies_of(viewer)
    if not agencies:
        if await Employee.supervised_by(viewer).exists():
            return RedirectResponse(TEAM, status_code=303)
        raise nothing_yet(viewer)
    agency = chosen_of(viewer, agencies, query(request, "agency"))
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
    for agency in sorted(agencies, key=lambda one: name_key(one.name)):
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


async def export_team(request: Request, viewer: Employee) -> Response:
    """The same people as a file: the code of each day, and every figure."""
    month = _month(request, zone_of(viewer))
    rows = await recap_views.team_rows(viewer, month, clock.now())
    legend = await recap_views.legend_of(viewer.agency_id, month, rows)
    asked = _asked(request, TEAM, month, None, _columns(_counted(legend), _performing(rows)))
    figures = asked.columns[1:]
    days = range(1, span_of(month)[1].day + 1)
    heads = [f"{one.label} ({UNITS.get(one.key, 'kali')})" for one in figures]
    cells = [
        (
            *(row["nip"], row["name"], *(_code(row, day) for day in days)),
            *(figure_words(value_of(row, one.key)) for one in figures),
        )
        for row in _found(rows, asked)
    ]
    return as_file(request, f"Rekap tim {month}", ("NIP", "Nama", *map(str, days), *heads), cells)


def _code(row: Row, day: int) -> str:
    """What a day of a row says; a bare "-" would be taken for a sum."""
    code = row["days"].get(str(day), {}).get("code") or ""
    return "–" if code == "-" else str(code)


def _counted(legend: list[tuple[str, str]]) -> list[str]:
    return [code for code, _ in legend if code not in recap_views.UNCOUNTED]


def _performing(rows: list[Row]) -> bool:
    return any(row["totals"].get("performance") for row in rows)


def _month(request: Request, zone: str) -> str:
    month = query(request, "month") or month_at(clock.now(), zone)
    month_of(month)
    return month


def _asked(
    request: Request, path: str, month: str, agency: Agency | None, columns: list[Column]
) -> Listing:
    scope = agency.id if agency and path != TEAM else ""
    chosen = {"agency": scope, "month": month, "q": query(request, "q")}
    return listing(request, path, columns, chosen, size=PAGE_SIZE)


def _columns(codes: list[str], performing: bool) -> list[Column]:
    """The heads that sort: the name, and every figure that the month has."""
    heads = {NAME: "Nama", "workdays": "Hari", "present": "Hadir"}
    heads |= {f"{CODE}{code}": code for code in codes}
    heads |= {"late": "Telat", "early": "Cepat", "short": "Kurang", EVENTS: "Acara"}
    heads |= {"percent": "Hadir", "cut": "Potongan"}
    if performing:
        heads |= {"reports": "Laporan", "work": "Kinerja", "score": "Nilai"}
    return [Column(key, label, (key,)) for key, label in heads.items()]


def _months(asked: Listing) -> dict[str, Any]:
    """The month's name, and the same list of those beside it."""
    chosen, month = asked.chosen, asked.chosen["month"]

    def at(by: int) -> str:
        return link_with(asked.path, {**chosen, "month": beside(month, by), "sort": asked.sort})

    return {"month": month, "month_words": words_of(month), "before": at(-1), "after": at(1)}


async def _grid(
    request: Request, rows: list[Row], agency: Agency | None, month: str, path: str
) -> dict[str, Any]:
    """What the grid shows: one page of the rows that match, and the sums of all of them."""
    legend = await recap_views.legend_of(agency.id if agency else None, month, rows)
    codes = _counted(legend)
    performing = _performing(rows)
    asked = _asked(request, path, month, agency, _columns(codes, performing))
    found = _found(rows, asked)
    return {
        **_months(asked),
        "list": asked,
        "rows": found[asked.holds(len(found))],
        "sums": recap_views.sums_of(rows),
        "legend": legend,
        "codes": codes,
        "performing": performing,
        "units": UNITS,
        "columns": await recap_views.columns_of(agency.id if agency else None, month),
        "look_of": recap_views.look_of,
        "agency_of": lambda row: row.get("agency_id") or (str(agency.id) if agency else ""),
    }


def _found(rows: list[Row], asked: Listing) -> list[Row]:
    """The rows that are meant, in order; of equals the one whose name comes first."""
    text, key = asked.chosen["q"], asked.column.key
    found = [row for row in rows if seeking.found(text, row["name"], row["nip"])]
    found.sort(key=lambda row: value_of(row, NAME))
    return sorted(found, key=lambda row: value_of(row, key), reverse=asked.falling)
