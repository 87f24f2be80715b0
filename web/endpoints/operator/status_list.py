"""Who is on leave, ill or works elsewhere? The list, and the same as a file."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from web import clock
from web.desk import desk_page, zone_of
from web.domain.schedule import local_date
from web.domain.statuses import STATUSES
from web.forms import as_uuid, query, query_choice
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, DayStatus, Employee
from web.services import statuses
from web.services.name_order import by_name
from web.templating import short_date_of

HOME = "/desk/statuses"
PAGE_SIZE = 50
SHOWN = ("current", "coming", "past", "all")
COLUMNS = (
    Column("name", "Pegawai", ("employee__name", "-first_day")),
    Column("code", "Jenis", ("code", "-first_day")),
    Column("days", "Tanggal", ("first_day", "employee__name")),
    Column("standing", "Keadaan"),
)
HEADS = ("NIP", "Nama", "OPD", "Kode", "Jenis", "Dari", "Sampai", "Nomor surat", "Keadaan")
STANDINGS = {
    **{"counts": "Berlaku", "waiting": "Menunggu atasan"},
    **{"rejected": "Ditolak", "withdrawn": "Dibatalkan"},
}


async def index(request: Request, viewer: Employee) -> Response:
    """The statuses of the viewer's people: in force, to come, past."""
    asked = _asked(request)
    rows = await asked.page(_found(viewer, asked.chosen), "employee")
    return await desk_page(
        request,
        viewer,
        "operator/statuses.html",
        room="employees",
        list=asked,
        rows=rows,
        standings=await statuses.standings(rows),
        agencies=await by_name(Agency.visible_to(viewer)),
        kinds=STATUSES,
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same statuses as a file, without what is noted of an illness."""
    asked = _asked(request)
    rows = await asked.all(_found(viewer, asked.chosen), "employee__agency")
    stand = await statuses.standings(rows)
    told = [_row(one, STANDINGS[stand[one.id].code]) for one in rows]
    return as_file(request, "Cuti dan status", HEADS, told)


def _row(one: DayStatus, standing: str) -> tuple[str, ...]:
    person, days = one.employee, (one.first_day, one.last_day)
    who = (person.nip, person.name, person.agency.name if person.agency else "")
    return (
        *who,
        one.code,
        STATUSES[one.code].label,
        *map(short_date_of, days),
        one.number,
        standing,
    )


def _asked(request: Request) -> Listing:
    chosen = {
        "q": query(request, "q"),
        "show": query_choice(request, "show", SHOWN),
        "agency": as_uuid(query(request, "agency")),
        "code": query(request, "code"),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="-days")


def _found(viewer: Employee, wanted: Mapping[str, Any]) -> QuerySet[DayStatus]:
    today = local_date(clock.now(), zone_of(viewer))
    spans = {
        "current": {"first_day__lte": today, "last_day__gte": today},
        "coming": {"first_day__gt": today},
        "past": {"last_day__lt": today},
    }
    found = statuses.visible_to(viewer).filter(**spans.get(wanted["show"], {}))
    if wanted["q"]:
        found = statuses.search(found, wanted["q"])
    if wanted["agency"]:
        found = found.filter(employee__agency_id=wanted["agency"])
    return found.filter(code=wanted["code"]) if wanted["code"] in STATUSES else found
