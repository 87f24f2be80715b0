"""Which travel reports wait, which are late, and which were decided on? One list by state."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, operates, zone_of
from web.domain import approval
from web.domain.duties import Letter
from web.domain.schedule import local_date
from web.domain.seeking import fold, number, words
from web.errors import Problem
from web.forms import as_uuid, query, query_choice
from web.lists import MOST_ROWS, Column, Listing, as_file, in_parts, listing
from web.models import Agency, Employee
from web.services import travel_report_lists
from web.services.duty_lists import letter_of
from web.services.name_order import by_name
from web.services.travel_report_lists import Awaited, Wanted
from web.templating import short_date_of

HOME = "/desk/travel-reports"
PAGE_SIZE = 30
SHOWN = {
    "waiting": "Menunggu keputusan",
    "overdue": "Terlambat",
    "due": "Belum diajukan",
    "returned": "Dikembalikan",
    "decided": "Sudah diputuskan",
    "all": "Semua laporan",
}
STATES = {
    "waiting": (approval.SUBMITTED,),
    "returned": (approval.RETURNED,),
    "decided": (approval.APPROVED, approval.REJECTED),
    "all": tuple(approval.STATES),
}
COLUMNS = (
    Column("name", "Pegawai", ("name",)),
    Column("days", "Perjalanan", ("first_day",)),
    Column("filed", "Diajukan, batas", ("at",)),
    Column("standing", "Keadaan"),
)
HEADS = (
    *("NIP", "Nama", "OPD", "Nomor surat", "Dari", "Sampai", "Tujuan", "Diajukan", "Batas"),
    "Keadaan",
)
BACK = timedelta(days=366)  # after which nobody is asked for a report any more


async def index(request: Request, viewer: Employee) -> Response:
    """The reports of the viewer's people, or those that their people owe."""
    asked, today = await _asked(request, viewer)
    filed, owed = await _page(viewer, asked, today)
    return await desk_page(
        request,
        viewer,
        "operator/travel_reports.html",
        room="travel-reports" if operates(viewer) else "inbox",
        list=asked,
        cards=await travel_report_lists.cards(filed),
        owed=owed,
        shown=SHOWN,
        today=today,
        states=approval.STATES,
        agencies=await by_name(Agency.visible_to(viewer)),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same reports as a file."""
    asked, today = await _asked(request, viewer)
    told: list[tuple[str, ...]] = []
    if asked.chosen["show"] in STATES:
        for one in await in_parts(travel_report_lists.cards, await _filed(viewer, asked)):
            filed = short_date_of(one.version.at, one.zone)
            told.append((*_who(one.person, one.letter), filed, *_ends(one.due, one.state)))
    else:
        for owed in (await _owed(viewer, asked, today))[:MOST_ROWS]:
            who = _who(owed.employee, letter_of(owed.version))
            told.append((*who, "", *_ends(owed.due, owed.state)))
    return as_file(request, "Laporan perjalanan dinas", HEADS, told)


def _who(person: Employee, letter: Letter) -> tuple[str, ...]:
    days = map(short_date_of, (letter.first_day, letter.last_day))
    office = person.agency.name if person.agency else ""
    places = "; ".join(one.name for one in letter.places)
    return (person.nip, person.name, office, letter.number, *days, places)


def _ends(due: date | None, state: str | None) -> tuple[str, str]:
    words = approval.STATES[state] if state else "Belum diajukan"
    return (short_date_of(due) if due else "", words)


async def _asked(request: Request, viewer: Employee) -> tuple[Listing, date]:
    """The list as it is asked for, and the date."""
    if not operates(viewer) and not await Employee.supervised_by(viewer).exists():
        raise Problem("not_found")
    show = query_choice(request, "show", tuple(SHOWN))
    agency = as_uuid(query(request, "agency"))
    chosen: dict[str, Any] = {"show": show, "q": query(request, "q"), "agency": agency}
    usual = "-filed" if show in STATES else "filed"
    asked = listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual=usual)
    return asked, local_date(clock.now(), zone_of(viewer))


async def _page(viewer: Employee, asked: Listing, today: date) -> tuple[list[UUID], list[Awaited]]:
    """One page: the ids of reports, or else what is owed."""
    if asked.chosen["show"] in STATES:
        part = asked.holds(await travel_report_lists.count(viewer, _wanted(asked)))
        return await _filed(viewer, asked, part), []
    owed = await _owed(viewer, asked, today)
    return [], owed[asked.holds(len(owed))]


def _wanted(asked: Listing) -> Wanted:
    chosen = asked.chosen
    return Wanted(STATES[chosen["show"]], chosen["q"], chosen["agency"])


async def _filed(viewer: Employee, asked: Listing, part: slice | None = None) -> list[UUID]:
    """The ids of the reports that were handed in."""
    how: dict[str, Any] = {"by": asked.column.key, "falling": asked.falling, "part": part}
    return await travel_report_lists.find(viewer, _wanted(asked), **how)


async def _owed(viewer: Employee, asked: Listing, today: date) -> list[Awaited]:
    """What is owed and was not handed in, or what is late by now, in the order asked for."""
    chosen = asked.chosen
    owed = await travel_report_lists.awaited(viewer, today - BACK, today, agency=chosen["agency"])
    late = chosen["show"] == "overdue"
    sought, digits = words(chosen["q"]), number(chosen["q"])
    fitting = [
        one
        for one in owed
        if (one.due < today) == late
        and (
            all(word in fold(f"{one.employee.name} {one.version.number}") for word in sought)
            or digits in one.employee.nip
        )
    ]
    keys = {
        "name": lambda one: one.employee.name,
        "days": lambda one: one.version.first_day,
        "filed": lambda one: one.due,
    }
    return sorted(fitting, key=keys[asked.column.key], reverse=asked.falling)
