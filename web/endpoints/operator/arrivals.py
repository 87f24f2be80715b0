"""What is arriving today? The live list of check-ins, its counts, and the map of their fixes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import clock
from web.desk import desk_page, link_with, zone_of
from web.domain import vocabulary
from web.domain.case import PlacedPoint
from web.domain.schedule import local_date
from web.domain.vocabulary import DOUBTS, FLAGS
from web.errors import Problem
from web.forms import as_date, as_uuid, query, query_choice
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, CheckIn, Employee, Quarantine
from web.services import audit_views, daily
from web.services.name_order import by_name
from web.services.point_scope import points_of
from web.services.reviews import state_in, state_of
from web.templating import fragment, short_date_of, time_of, unless_shown

HOME = "/desk/arrivals"
PAGE_SIZE = 60
COLUMNS = (
    Column("claimed", "Jam", ("claimed_at", "employee__name")),
    Column("name", "Pegawai", ("employee__name", "claimed_at")),
    Column("place", "Tempat"),
    Column("received", "Diterima", ("received_at", "-claimed_at")),
    Column("state", "Keadaan"),
)
ABSENT = (
    Column("name", "Pegawai", ("name",)),
    Column("agency", "OPD", ("agency__name", "name")),
    Column("phone", "HP"),
)
WHO = ("NIP", "Nama", "OPD")
HEADS = (
    *(*WHO, "Absen", "Tanggal", "Jam", "Diterima", "Lewat", "Titik absen", "Keadaan", "Tanda"),
)


async def index(request: Request, viewer: Employee) -> Response:
    """The day as it stands, in pages; the list then keeps itself fresh."""
    wanted = await _wanted(request, viewer)
    view = query_choice(request, "view", ("list", "map"))
    asked = _asked(request, wanted)
    return await desk_page(
        request,
        viewer,
        "operator/arrivals.html",
        room="today",
        view=view,
        agencies=await by_name(Agency.visible_to(viewer)),
        quarantined=await Quarantine.visible_to(viewer)
        .filter(received_at__gte=wanted.span[0], received_at__lt=wanted.span[1])
        .count(),
        **await _day(viewer, wanted, asked),
        **_links(wanted, asked, view),
    )


async def rows(request: Request, viewer: Employee) -> Response:
    """The part that renews itself; 304 while nothing in it has changed (htmx's ptag)."""
    wanted = await _wanted(request, viewer)
    if query(request, "opened") not in ("", wanted.day.isoformat()):
        # Midnight has passed on a page that shows today: its date and links are yesterday's.
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    asked = _asked(request, wanted)
    response = fragment(
        request,
        "operator/_arrivals.html",
        words=vocabulary,
        zone=wanted.zone,
        **await _day(viewer, wanted, asked),
        **_links(wanted, asked, "list"),
    )
    return unless_shown(request, response)


async def export(request: Request, viewer: Employee) -> Response:
    """The same as a file, without where anybody was but the point that they were at."""
    wanted = await _wanted(request, viewer)
    asked, day = _asked(request, wanted), wanted.day.isoformat()
    if wanted.state in daily.PEOPLE:
        told = await daily.attendance_of(viewer, wanted)
        people = await asked.all(daily.absent_people(viewer, wanted, told), "agency")
        phones = await daily.phones_of([one.id for one in people])
        rows = [(*_who(one), "Terdaftar" if one.id in phones else "Belum ada") for one in people]
        return as_file(request, f"{vocabulary.NOT_IN[wanted.state]} {day}", (*WHO, "HP"), rows)
    found = daily.arrivals(viewer, wanted).order_by(*asked.order, "hash")
    taps = [_row(one, wanted.zone) for one in await daily.lines(found)]
    return as_file(request, f"Absen {day}", HEADS, taps)


def _who(person: Employee) -> tuple[str, ...]:
    return (person.nip, person.name, person.agency.name if person.agency else "")


def _row(one: daily.Line, zone: str) -> tuple[str | None, ...]:
    local = one.zone or zone
    flags = "; ".join(FLAGS[flag["code"]].label for flag in one.flags if flag["code"] in DOUBTS)
    state = vocabulary.STATES[state_in(one.verdict, one.stands)]
    claimed = (short_date_of(one.claimed_at, local), time_of(one.claimed_at, local))
    received = f"{short_date_of(one.received_at, local)} {time_of(one.received_at, local)}"
    return (
        *(one.nip, one.name, one.agency, vocabulary.KINDS[one.kind], *claimed, received),
        *(vocabulary.VIA.get(one.via), one.point, state, flags),
    )


def _asked(request: Request, wanted: daily.Wanted) -> Listing:
    is_today = wanted.day == local_date(clock.now(), wanted.zone)
    chosen = {
        "day": "" if is_today else wanted.day.isoformat(),
        **{"agency": wanted.agency, "state": wanted.state, "q": wanted.text},
    }
    if wanted.state in daily.PEOPLE:
        return listing(request, HOME, ABSENT, chosen, size=PAGE_SIZE)
    usual = "claimed" if wanted.state == daily.OPEN else "-received"
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual=usual)


async def fixes(request: Request, viewer: Employee) -> Response:
    """The day's fixes and the points in force, for the map."""
    wanted = await _wanted(request, viewer)
    if wanted.state == daily.OPEN:  # a map is that of one day
        wanted = replace(wanted, state="waiting")
    found = (
        await daily.arrivals(viewer, wanted)
        .filter(lat__isnull=False)
        .order_by("-received_at")
        .limit(daily.MOST_FIXES)
        .select_related("employee__agency", "assessment")
        .prefetch_related("decisions")
    )
    await _saw(viewer, wanted, [checkin.employee_id for checkin in found])
    points = await _points(viewer, wanted)
    document = {
        "fixes": [_fix(checkin, wanted.zone) for checkin in found],
        "points": [{"name": one.name, "shape": one.shape.to_dict()} for one in points],
        "truncated": len(found) == daily.MOST_FIXES,
    }
    return JSONResponse(document, headers={"Cache-Control": "no-store"})


async def _saw(viewer: Employee, wanted: daily.Wanted, people: list[Any]) -> None:
    day = wanted.day.isoformat()
    await audit_views.saw(viewer, "day_locations", day, people, wanted.agency)


def _fix(checkin: Any, zone: str) -> dict[str, Any]:
    agency = checkin.employee.agency
    state = state_of(checkin)
    return {
        "href": f"/desk/checkins/{checkin.hash}",
        "name": checkin.employee.name,
        "kind": vocabulary.KINDS[checkin.kind],
        "time": time_of(checkin.claimed_at, agency.timezone if agency else zone),
        "state": state,
        "label": vocabulary.STATES[state],
        "lat": checkin.lat,
        "lng": checkin.lng,
        "accuracy": checkin.accuracy,
    }


async def _points(viewer: Employee, wanted: daily.Wanted) -> list[PlacedPoint]:
    """All that the people on the map may use: their office's, those above it, and shared ones."""
    agencies = Agency.visible_to(viewer)
    if wanted.agency:
        agencies = agencies.filter(id__in=list(wanted.within))
    ids = [str(one) for one in await agencies.values_list("id", flat=True)]
    return await points_of(ids, wanted.span, wanted.day)


async def _wanted(request: Request, viewer: Employee) -> daily.Wanted:
    chosen = as_uuid(query(request, "agency"))
    agency = await Agency.visible_to(viewer).get_or_none(id=chosen) if chosen else None
    if chosen and agency is None:
        raise Problem("not_found")
    zone = agency.timezone if agency else zone_of(viewer)
    today = local_date(clock.now(), zone)
    return daily.Wanted(
        day=as_date(query(request, "day")) or today,
        zone=zone,
        agency=agency.id if agency else None,
        within=await Agency.below(agency.id) if agency else frozenset(),
        state=query_choice(request, "state", daily.STATES),
        text=query(request, "q"),
    )


async def _day(viewer: Employee, wanted: daily.Wanted, asked: Listing) -> dict[str, Any]:
    people: list[Employee] = []
    checkins: list[CheckIn] = []
    told = await daily.attendance_of(viewer, wanted)
    if wanted.state in daily.PEOPLE:
        people = await asked.page(daily.absent_people(viewer, wanted, told), "agency")
    else:
        found = daily.arrivals(viewer, wanted).prefetch_related("decisions")
        checkins = await asked.page(found, *daily.RELATED)
    return {
        "list": asked,
        "wanted": wanted,
        "figures": await daily.figures(viewer, wanted, told),
        "people": people,
        "phones": await daily.phones_of([person.id for person in people]),
        "checkins": checkins,
        "several": viewer.everywhere or len(viewer.reached) > 1,
        "state_of": state_of,
    }


def _links(wanted: daily.Wanted, asked: Listing, view: str) -> dict[str, Any]:
    """Addresses that keep everything chosen but for what the caller names."""
    chosen = {**asked.chosen, "sort": asked.sort, "view": view if view != "list" else ""}
    is_today, page = not asked.chosen["day"], asked.number if asked.number > 1 else ""

    def here(path: str = HOME, **other: object) -> str:
        return link_with(path, {**chosen, **other})

    opened = wanted.day.isoformat() if is_today else ""
    return {
        "here": here,
        "is_today": is_today,
        "live": here(f"{HOME}/rows", opened=opened, page=page),
        "day_before": here(day=wanted.day - timedelta(days=1)),
        "day_after": here(day=wanted.day + timedelta(days=1)),
    }
