"""Which apel, upacara and senam are held, who was there, and how are they added and taken back?"""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q

from web import clock
from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.event_days import EVENT_KINDS, ORDINALS
from web.domain.schedule import DAY_NAMES, local_date
from web.errors import Problem
from web.forms import as_date, as_number, as_uuid, query, read_form
from web.models import Agency, Employee, Point, PointVersion
from web.services import event_places, events
from web.services.event_places import Place
from web.services.recaps import month_of
from web.templating import MONTHS

HOME = "/desk/events"


async def index(request: Request, viewer: Employee) -> Response:
    """The events of a month, and the form for another one."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _index(request, viewer, agency, _month(request, viewer), {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add an event on one date, or on all that a repetition has between two."""
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
    repeated = form.get("repeat") in ("weekly", "monthly", "ordinal")
    first, last = as_date(form.get("first", "")), as_date(form.get("last", ""))
    if repeated and last is None:
        raise Problem("invalid", fields={"last": "Isi tanggal akhir pengulangan."})
    return {
        **{name: form.get(name, "") for name in ("kind", "name", "opens", "closes")},
        "first": first,
        "last": last if repeated else None,
        "weekdays": {n for n in range(1, 8) if form.get(f"on{n}")},
        "monthly": form.get("repeat") == "monthly",
        "ordinal": _ordinal(form) if form.get("repeat") == "ordinal" else None,
        "on_holidays": bool(form.get("on_holidays")),
        "place": await _place(form, viewer, agency),
        "agencies": await _asked(form, agency),
        "nips": form.get("nips", "").splitlines() if form.get("expected") == "list" else None,
        "cut": as_number(form.get("cut", "")) if form.get("cut") else 0,
        "counts": form.get("counts", "1") == "1",
    }


def _ordinal(form: dict[str, str]) -> int:
    """Which of a month's such days; 0, which the service refuses, for none of the list."""
    return next((one for one in ORDINALS if str(one) == form.get("ordinal")), 0)


async def _place(form: dict[str, str], viewer: Employee, agency: Agency | None) -> Place | None:
    """Where people must be: a point of the list, a place drawn for the occasion, or anywhere."""
    if form.get("place") == "new":
        numbers = {name: as_number(form.get(name, "")) for name in ("lat", "lng", "radius")}
        place, wrong = event_places.drawn(form.get("place_name", ""), {"type": "circle", **numbers})
        if wrong:
            raise Problem("invalid", fields=wrong)
        return place
    if not form.get("point"):
        return None
    found = Point.visible_to(viewer).filter(id=as_uuid(form["point"]), series=None)
    point = await (found.filter(agency=agency) if agency else found).first()
    if point is None:
        raise Problem("invalid", fields={"point": "Pilih titik dari daftar."})
    return await event_places.place_of(point)


async def _asked(form: dict[str, str], agency: Agency | None) -> list[Agency]:
    """The agencies that an event of several is for."""
    if agency or form.get("expected") != "agencies":
        return []
    ids = [as_uuid(one.removeprefix("opd-")) for one in form if one.startswith("opd-")]
    found = await Agency.filter(id__in=[one for one in ids if one]).order_by("name")
    if not found:
        raise Problem("invalid", fields={"agencies": "Pilih sedikitnya satu OPD."})
    return list(found)


def _month(request: Request, viewer: Employee) -> str:
    """The month asked for, else this one."""
    asked = query(request, "month", 7)
    try:
        first, _ = month_of(asked)
    except Problem:
        first = local_date(clock.now(), zone_of(viewer))
    return f"{first:%Y-%m}" if 2000 <= first.year <= 2199 else "2026-01"


async def _points(points: Q) -> dict[Any, str]:
    """The newest names of some points that are still open, but for those of other events."""
    names: dict[Any, str] = {}
    now = clock.now()
    versions = PointVersion.filter(points, point__series=None).order_by("created_at")
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
        ordinals=ORDINALS,
        day_names=DAY_NAMES,
        points=await _points(mine),
        all_agencies=[] if agency else await Agency.all().order_by("name"),
        form=form,
        errors=errors,
    )
