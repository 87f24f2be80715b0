"""Which agencies are there, under whom, and how far is each of them set up?"""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import clock
from web.desk import desk_page, onward
from web.domain.name_order import name_key
from web.domain.seeking import fold, words
from web.domain.vocabulary import TIMEZONES
from web.errors import Problem
from web.forms import as_uuid, query, read_form
from web.lists import Column, Listing, as_file, in_parts, listing
from web.models import Agency, Employee
from web.services import agency_overview, agency_tree, roster

HOME = "/desk/agencies"
PAGE_SIZE = 50
COLUMNS = (Column("tree", "Susunan", ("tree",)), Column("name", "Nama", ("name",)))
HEADS = (
    *("OPD", "Berada di bawah", "Zona waktu", "Kepala", "Jabatan kepala", "Operator"),
    *("Pegawai", "HP terdaftar", "Titik absen"),
)


async def index(request: Request, viewer: Employee) -> Response:
    """The tree of the agencies that the viewer reads; who has one goes straight to it."""
    if not viewer.everywhere:
        if viewer.agency_id is None:
            raise Problem("not_found", "Anda belum terdaftar pada OPD mana pun.")
        if len(viewer.reached) == 1:
            return RedirectResponse(f"{HOME}/{viewer.agency_id}", status_code=303)
    return await _index(request, viewer, {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add an agency; what is wrong is said beside its field."""
    form = await read_form(request)
    try:
        agency = await roster.add_agency(
            name=form.get("name", ""),
            timezone=form.get("timezone", ""),
            parent=await _parent(form),
            author=viewer,
        )
    except Problem as problem:
        return await _index(request, viewer, form, problem.fields, problem.status)
    return onward(
        request, f"{HOME}/{agency.id}", "unit-added" if agency.parent_id else "agency-added"
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same agencies as a file."""
    asked, now = _asked(request), clock.now()
    found = _found(await Agency.visible_to(viewer), asked)
    cards = await in_parts(lambda part: agency_overview.cards(part, now), found)
    return as_file(request, "OPD dan unit", HEADS, map(_row, cards))


def _row(card: agency_overview.Card) -> tuple[str | int, ...]:
    head = (card.head.employee.name, card.head.title) if card.head else ("", "")
    return (
        *(card.agency.name, card.above or "", TIMEZONES[card.agency.timezone], *head),
        *(", ".join(card.operators), card.people, card.phones, card.points),
    )


def _asked(request: Request) -> Listing:
    return listing(request, HOME, COLUMNS, {"q": query(request, "q")}, size=PAGE_SIZE)


def _found(agencies: Sequence[Agency], asked: Listing) -> list[tuple[int, Agency]]:
    """Those meant, with their depth: 0 for all where they do not stand in their tree."""
    told, by_name = words(asked.chosen["q"]), asked.column.key == "name"
    if not told and not by_name:
        return agency_tree.in_order(agencies)
    found = [one for one in agencies if all(word in fold(one.name) for word in told)]
    found.sort(key=lambda one: name_key(one.name), reverse=by_name and asked.falling)
    return [(0, one) for one in found]


async def _parent(form: dict[str, str]) -> Agency | None:
    """The office chosen to stand above; none where none was."""
    if not form.get("parent"):
        return None
    chosen = as_uuid(form["parent"])
    parent = await Agency.get_or_none(id=chosen) if chosen else None
    if parent is None:
        raise Problem("invalid", fields={"parent": "Pilih OPD dari daftar."})
    return parent


async def _index(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agencies, asked = await Agency.visible_to(viewer), _asked(request)
    found = _found(agencies, asked)
    return await desk_page(
        request,
        viewer,
        "operator/agencies.html",
        room="agencies",
        status=status,
        list=asked,
        cards=await agency_overview.cards(found[asked.holds(len(found))], clock.now()),
        offices=agency_tree.in_order(agencies),
        form=form,
        errors=errors,
    )
