"""What do the phones of an agency have in common? Evidence to ask about, and no verdict."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page
from web.domain import seeking
from web.domain.schedule import local_date
from web.domain.vocabulary import KINDS
from web.forms import as_date, query, query_choice
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee
from web.services import phone_patterns
from web.services.phone_patterns import BROWSER, FIX, PAIR, Pattern, Row
from web.templating import precise_time_of, short_date_of

HOME = "/desk/phones/patterns"
PAGE_SIZE = 20
USUAL = timedelta(days=13)
COLUMNS = (
    Column("at", "Waktu", ("at",), ("Terlama dahulu", "Terbaru dahulu")),
    Column("weight", "Banyaknya", ("weight",), ("Paling sedikit dahulu", "Paling sering dahulu")),
)
HEADS = ("Pola", "Nama", "NIP", "Orang atau hari", "Terakhir", "Rincian")
SHOWN = {
    "all": "Semua pola",
    FIX: "Lokasi sama sampai angka terakhir",
    PAIR: "Dua orang yang selalu berurutan",
    BROWSER: "Satu peramban, beberapa orang",
}
HOW = {"session": "Sesi di peramban yang sama", "push": "Alamat pengingat yang sama"}
FOREIGN = "pegawai OPD lain"
Names = Mapping[UUID, Employee]


async def show(request: Request, viewer: Employee) -> Response:
    """Equal fixes, pairs that come together, and shared browsers of an agency in some days."""
    agency, agencies = await agency_of(viewer, query(request, "agency"))
    asked = _asked(request, agency)
    found, names, count = await _found(viewer, agency, asked)
    return await desk_page(
        request,
        viewer,
        "operator/phone_patterns.html",
        room="employees",
        tab="patterns",
        zone=agency.timezone,
        list=asked,
        found=found[asked.holds(len(found))],
        names=names,
        count=count,
        **_choices(agency, agencies),
        kinds=SHOWN,
        how=HOW,
        foreign=FOREIGN,
    )


def _choices(agency: Agency, agencies: list[Agency]) -> dict[str, Any]:
    return {"agency": agency, "agencies": agencies, "choices": [*SHOWN.items()]}


async def export(request: Request, viewer: Employee) -> Response:
    """The same as a file, with every check-in that a pattern is made of."""
    agency, _agencies = await agency_of(viewer, query(request, "agency"))
    found, names, _count = await _found(viewer, agency, _asked(request, agency))
    rows = [_row(one, names, agency.timezone) for one in found]
    return as_file(request, "Pola perangkat", HEADS, rows)


def _row(one: Pattern, names: Names, zone: str) -> tuple[str, ...]:
    known = [names[id_] for id_ in one.people if id_ in names]
    called = [_name(id_, names) for id_ in one.people]
    return (
        *(SHOWN[one.kind], ", ".join(called), ", ".join(person.nip for person in known)),
        *(str(one.weight), _at(one.at, zone), "; ".join(_told(one, names, zone))),
    )


def _name(id_: UUID, names: Names) -> str:
    return names[id_].name if id_ in names else FOREIGN


def _at(moment: datetime, zone: str) -> str:
    return f"{short_date_of(moment, zone)} {precise_time_of(moment, zone)}"


def _told(one: Pattern, names: Names, zone: str) -> list[str]:
    """What a pattern is made of, in words."""

    def tap(row: Row) -> str:
        return f"{_name(row.person, names)}: {KINDS[row.kind]} {_at(row.at, zone)}"

    if one.kind == FIX:
        return [tap(row) for row in one.what.rows]
    if one.kind == PAIR:
        days = f"{one.what.days} dari {one.what.shared} hari"
        return [days, *(f"{tap(before)}, lalu {tap(after)}" for before, after in one.what.rows)]
    bound = [f"{_name(id_, names)}: terdaftar {_at(at, zone)}" for id_, at in one.what.people]
    return [HOW[one.what.how], *bound]


def _asked(request: Request, agency: Agency) -> Listing:
    last = as_date(query(request, "last")) or local_date(clock.now(), agency.timezone)
    first = as_date(query(request, "first")) or last - USUAL
    first = min(last, max(first, last - timedelta(days=phone_patterns.LONGEST - 1)))
    chosen = {
        **{"agency": agency.id, "first": first.isoformat(), "last": last.isoformat()},
        **{"q": query(request, "q"), "show": query_choice(request, "show", tuple(SHOWN))},
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="-at")


async def _found(
    viewer: Employee, agency: Agency, asked: Listing
) -> tuple[Sequence[Pattern], Names, int]:
    """What is meant, in order, whose names may be read, and how many check-ins were compared."""
    days = [date.fromisoformat(asked.chosen[one]) for one in ("first", "last")]
    looked = await phone_patterns.look(agency, *days)
    show, text = asked.chosen["show"], asked.chosen["q"]
    found = [one for one in looked.patterns if show in ("all", one.kind)]
    ids = {id_ for one in found for id_ in one.people}
    people = Employee.visible_to(viewer).filter(id__in=list(ids))
    names = {one.id: one for one in await people} if ids else {}
    meant = {id_ for id_, one in names.items() if seeking.found(text, one.name, one.nip)}
    kept = [one for one in found if not text or meant & {*one.people}]
    key = asked.column.key  # which is what a Pattern has too
    kept.sort(key=lambda one: getattr(one, key), reverse=asked.falling)
    return kept, names, looked.count
