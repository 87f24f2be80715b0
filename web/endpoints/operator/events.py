"""Which apel, upacara and senam are held, who was there, and how are they added and taken back?"""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q

from web import clock
from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.event_days import EVENT_KINDS
from web.domain.schedule import DAY_NAMES, local_date
from web.errors import Problem
from web.forms import as_date, as_number, as_uuid, query, read_form
from web.models import Agency, Employee, Point, PointVersion
from web.services import events
from web.services.recaps import month_of
from web.templating import MONTHS

HOME = "/desk/events"


async def index(request: Request, viewer: Employee) -> Response:
    """The events of a month, and the form for another one."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _index(request, viewer, agency, _month(request, viewer), {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add an event on one date, or on every chosen weekday between two."""
    form = await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    first = as_date(form.get("first", ""))
    month = f"{first:%Y-%m}" if first else _month(request, viewer)
    try:
        await events.add_events(agency=agency, author=viewer, **await _typed(form, viewer, agency))
    except Problem as problem:
        return await _index(request, viewer, agency, month, form, problem.fields, problem.status)
    path = link_with(HOME, {"agency": agency.id if agency else "", "month": month})
    return onward(request, path, "event-added")


async def _typed(form: dict[str, str], viewer: Employee, agency: Agency | None) -> dict[str, Any]:
    """What was typed, as the service takes it."""
    repeated = form.get("repeat") == "weekly"
    first, last = as_date(form.get("first", "")), as_date(form.get("last", ""))
    if repeated and last is None:
        raise Problem("invalid", fields={"last": "Isi tanggal akhir pengulangan."})
    point = None
    if form.get("point"):
        found = Point.visible_to(viewer).filter(id=as_uuid(form["point"]))
        point = await (found.filter(agency=agency) if agency else found).first()
        if point is None:
            raise Problem("invalid", fields={"point": "Pilih titik dari daftar."})
    return {
        **{name: form.get(name, "") for name in ("kind", "name", "opens", "closes")},
        "first": first,
        "last": last if repeated else None,
        "weekdays": {n for n in range(1, 8) if form.get(f"on{n}")},
        "on_holidays": bool(form.get("on_holidays")),
        "point": point,
        "nips": form.get("nips", "").splitlines() if form.get("expected") == "list" else None,
        "cut": as_number(form.get("cut", "")) if form.get("cut") else 0,
    }


def _month(request: Request, viewer: Employee) -> str:
    """The month asked for, else this one."""
    asked = query(request, "month", 7)
    try:
        first, _ = month_of(asked)
    except Problem:
        first = local_date(clock.now(), zone_of(viewer))
    return f"{first:%Y-%m}" if 2000 <= first.year <= 2199 else "2026-01"


async def point_names(points: Q) -> dict[Any, str]:
    """The newest names of some points that are still open."""
    names: dict[Any, str] = {}
    now = clock.now()
    versions = PointVersion.filter(points).order_by("created_at")
    for version in await versions:
        names[version.point_id] = version.name
        if version.valid_until and version.valid_until <= now:
            del names[version.point_id]
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


async def _index(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    month: str,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    first, last = month_of(month)
    rows = await events.between(agency, first, last, taken_back=True)
    mine = Q(point__agency_id=agency.id) if agency else Q()
    return await desk_page(
        request,
        viewer,
        "operator/events.html",
        room="rules",
        status=status,
        agency=agency,
        agencies=await scopes(viewer),
        month=month,
        month_words=f"{MONTHS[first.month - 1]} {first.year}",
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{last + timedelta(days=1):%Y-%m}",
        events=rows,
        gone=await events.withdrawn([row.id for row in rows]),
        kinds=EVENT_KINDS,
        day_names=DAY_NAMES,
        points=await point_names(mine),
        form=form,
        errors=errors,
    )
