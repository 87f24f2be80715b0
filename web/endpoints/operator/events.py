"""Which apel, upacara and senam are held, who was there, and how are they added and taken back?"""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from web import clock
from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.bands import percent_words
from web.domain.event_days import EVENT_KINDS, ORDINALS
from web.domain.month import words_of
from web.domain.name_order import name_key
from web.domain.schedule import DAY_NAMES, local_date
from web.errors import Problem
from web.forms import as_date, as_number, as_shape, as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, in_parts, listing
from web.models import Agency, Employee, JointEvent, Point, PointVersion
from web.services import event_lists, event_places, events
from web.services.event_lists import Entry
from web.services.event_places import Place
from web.services.name_order import by_name
from web.templating import date_of, short_date_of

HOME = "/desk/events"
PAGE_SIZE = 50
COLUMNS = (
    Column("name", "Kegiatan", ("name", "date")),
    Column("date", "Tanggal", ("date", "opens")),
    Column("agency", "Untuk", ("agency__name", "date")),
    Column("state", "Keadaan"),
)
HEADS = (
    *("Tanggal", "Hari", "Dari jam", "Sampai jam", "Jenis", "Kegiatan", "Untuk"),
    *("Yang diharapkan", "Tempat", "Potongan", "Keadaan", "Alasan dibatalkan", "Dicatat oleh"),
)
RELATED = ("agency", "author")
SHOWN = {
    **{"coming": "Akan datang", "past": "Sudah lewat"},
    **{"all": "Semua tanggal", "withdrawn": "Dibatalkan"},
}


async def index(request: Request, viewer: Employee) -> Response:
    """The events that concern an agency, in pages, and the form for another one."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _index(request, viewer, agency, "", {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add an event on one date, or on all that a repetition has between two."""
    form = await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    first = as_date(form.get("first", ""))
    month = f"{first:%Y-%m}" if first else ""
    try:
        await events.add_events(agency=agency, author=viewer, **await _typed(form, viewer, agency))
    except Problem as problem:
        return await _index(request, viewer, agency, month, form, problem.fields, problem.status)
    path = link_with(HOME, {"agency": agency.id if agency else "", "show": month})
    return onward(request, path, "event-added")


async def _typed(form: dict[str, str], viewer: Employee, agency: Agency | None) -> dict[str, Any]:
    """What was typed, as the service takes it."""
    repeated = form.get("repeat") in ("weekly", "monthly", "ordinal")
    first, last = as_date(form.get("first", "")), as_date(form.get("last", ""))
    if repeated and last is None:
        raise Problem("invalid", fields={"last": "Isi tanggal akhir pengulangan."})
    return {
        **{name: form.get(name, "") for name in ("kind", "name", "opens", "closes")},
        **{"first": first, "last": last if repeated else None},
        "weekdays": {n for n in range(1, 8) if form.get(f"on{n}")},
        "monthly": form.get("repeat") == "monthly",
        "series": as_uuid(form.get("series", "")),
        "ordinal": _ordinal(form) if form.get("repeat") == "ordinal" else None,
        "on_holidays": bool(form.get("on_holidays")),
        "place": await _place(form, viewer, agency),
        "agencies": await _invited(form, agency),
        "nips": form.get("nips", "").splitlines() if form.get("expected") == "list" else None,
        "cut": as_number(form.get("cut", "")) if form.get("cut") else 0,
        "counts": form.get("counts", "1") == "1",
    }


def _ordinal(form: dict[str, str]) -> int:
    """Which of a month's such days; 0, which the service refuses, for none of the list."""
    return next((one for one in ORDINALS if str(one) == form.get("ordinal")), 0)


async def _place(form: dict[str, str], viewer: Employee, agency: Agency | None) -> Place | None:
    """Where people must be: a point of the list, a place drawn for the occasion, or anywhere.

    Only the chosen way counts: a form sends the fields of the others too, as they were left.
    """
    way = form.get("place", "")
    if way == "new":
        shape = as_shape({**form, "type": "circle"})
        place, wrong = event_places.drawn(form.get("place_name", ""), shape)
        if wrong:
            raise Problem("invalid", fields=wrong)
        return place
    if not way:
        return None
    wanted = await _wanted(form, agency) if way == "point" else None
    found = Point.visible_to(viewer).filter(id=wanted, series=None)
    point = await (found.filter(agency=agency) if agency else found).first()
    if point is None:
        raise Problem("invalid", fields={"point": "Pilih titik dari daftar."})
    return await event_places.place_of(point)


async def _wanted(form: dict[str, str], agency: Agency | None) -> UUID | None:
    """The point that was chosen: of one agency from a list, of all by what it is called there."""
    typed = " ".join(form.get("point", "").split())
    named = {} if agency else {label: id_ for id_, label in (await _points(None)).items()}
    return named.get(typed) or as_uuid(typed)


async def _invited(form: dict[str, str], agency: Agency | None) -> list[Agency]:
    """The agencies that an event of several is for."""
    if agency or form.get("expected") != "agencies":
        return []
    ids = [as_uuid(one.removeprefix("opd-")) for one in form if one.startswith("opd-")]
    found = await by_name(Agency.filter(id__in=[one for one in ids if one]))
    if not found:
        raise Problem("invalid", fields={"agencies": "Pilih sedikitnya satu OPD."})
    return list(found)


async def _points(agency: Agency | None) -> dict[UUID, str]:
    """What the points that are still open are called, but for those of other events.

    Of all agencies by agency, which stands behind the name; no two are called the same.
    """
    names: dict[UUID, tuple[str, str]] = {}
    now = clock.now()
    of = Q(point__agency_id=agency.id) if agency else Q()
    versions = PointVersion.filter(of, point__series=None).select_related("point__agency")
    for version in await versions.order_by("created_at", "id"):
        names[version.point_id] = (
            "" if agency else version.point.agency.name,
            " ".join(version.name.split()),
        )
        if version.valid_until and version.valid_until <= now:
            del names[version.point_id]
    told: dict[str, UUID] = {}
    for id_, (office, name) in sorted(
        names.items(), key=lambda one: (*map(name_key, one[1]), str(one[0]))
    ):
        label = f"{name} · {office}" if office else name
        same = sum(1 for one in told if one == label or one.startswith(f"{label} ("))
        told[f"{label} ({same + 1})" if same else label] = id_
    return {id_: label for label, id_ in told.items()}


async def _index(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    show: str,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    asked = _asked(request, agency, show)
    all_of_it = await event_lists.concerning(agency)
    rows = await asked.page(_found(all_of_it, asked, viewer, agency), *RELATED)
    return await desk_page(
        request,
        viewer,
        "operator/events.html",
        room="rules",
        status=status,
        agency=agency,
        agencies=await scopes(viewer),
        list=asked,
        choices=[*SHOWN.items(), *await _months(all_of_it, asked)],
        entries=await event_lists.entries(rows, joined=agency is None),
        kinds=EVENT_KINDS,
        ordinals=ORDINALS,
        day_names=DAY_NAMES,
        points=await _points(agency),
        series=form.get("series") or uuid4(),
        all_agencies=[] if agency else await by_name(Agency.all()),
        form=form,
        errors=errors,
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same events as a file."""
    agency = await scope_of(viewer, query(request, "agency"))
    asked = _asked(request, agency)
    found = _found(await event_lists.concerning(agency), asked, viewer, agency)
    rows = await asked.all(found, *RELATED)
    held = dict.fromkeys(row.point_id for row in rows if row.point_id)
    places = dict(await in_parts(event_lists.places, [*held]))
    read = partial(event_lists.entries, joined=agency is None)
    told = [_row(one, places.get(one.event.point_id, "")) for one in await in_parts(read, rows)]
    return as_file(request, "Kegiatan bersama", HEADS, told)


def _row(entry: Entry, place: str) -> tuple[str, ...]:
    one = entry.event
    day, _, _ = date_of(one.date).partition(",")
    times = (one.opens.replace(":", "."), one.closes.replace(":", "."))
    expected = "semua pegawai" if one.expected is None else f"{len(one.expected)} orang"
    return (
        *(short_date_of(one.date), day, *times, EVENT_KINDS[one.kind], one.name),
        *(", ".join(entry.agencies) or "Semua OPD", expected, place, percent_words(one.cut)),
        *(entry.state, "; ".join(dict.fromkeys(entry.gone))),
        one.author.name if one.author else "SIKEREN",
    )


def _asked(request: Request, agency: Agency | None, show: str = "") -> Listing:
    """The newest come first unless what is to come is shown."""
    show = show or query(request, "show")
    if show not in SHOWN and not event_lists.is_month(show):
        show = "coming"
    chosen = {
        "agency": agency.id if agency else None,
        "q": query(request, "q"),
        "show": show,
        "kind": query_choice(request, "kind", ("", *EVENT_KINDS)),
    }
    usual = "-date" if show in ("past", "all", "withdrawn") else "date"
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual=usual)


def _found(
    among: QuerySet[JointEvent], asked: Listing, viewer: Employee, agency: Agency | None
) -> QuerySet[JointEvent]:
    chosen, zone = asked.chosen, agency.timezone if agency else zone_of(viewer)
    today = local_date(clock.now(), zone)
    if agency is None:
        gone = chosen["show"] == "withdrawn"
        among = event_lists.one_each(among, *([event_lists.TAKEN_BACK] if gone else ()))
    return event_lists.narrowed(among, chosen["q"], chosen["kind"], chosen["show"], today)


async def _months(among: QuerySet[JointEvent], asked: Listing) -> list[tuple[str, str]]:
    """Those that have an event, and the one that is shown."""
    held = {*await event_lists.months(among)} | {asked.chosen["show"]} - {*SHOWN}
    return [(month, words_of(month)) for month in sorted(held, reverse=True)]
