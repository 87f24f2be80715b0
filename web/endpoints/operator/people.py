"""Who is on the roster? The list with its search, and the search for a supervisor."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web.desk import desk_page
from web.domain.vocabulary import ROLES
from web.forms import as_uuid, query, query_choice
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Device, Employee, Role
from web.services import seeking
from web.services.daily import phones_of
from web.services.name_order import by_name
from web.templating import fragment

PAGE_SIZE = 50
SUGGESTIONS = 8
NOBODY = UUID(int=0)
HOME = "/desk/employees"
COLUMNS = (
    Column("name", "Pegawai", ("name",)),
    Column("agency", "OPD", ("agency__name", "name")),
    Column("supervisor", "Atasan", ("supervisor__name", "name")),
    Column("phone", "HP"),
)
HEADS = (
    *("NIP", "Nama", "OPD", "Jabatan", "Pangkat", "Peran"),
    *("Atasan", "NIP atasan", "HP", "Keadaan"),
)
RELATED = ("agency", "supervisor")
SHOWN = ("active", "no-phone", "no-supervisor", "undecided", "desk", "inactive")


async def index(request: Request, viewer: Employee) -> Response:
    """The employees that the viewer administers: searched, filtered, sorted, in pages."""
    asked = _asked(request)
    people = await asked.page(_found(viewer, asked), *RELATED)
    return await desk_page(
        request,
        viewer,
        "operator/employees.html",
        room="employees",
        list=asked,
        people=people,
        phones=await phones_of([person.id for person in people]),
        agencies=await by_name(Agency.visible_to(viewer)),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same people as a file."""
    asked = _asked(request)
    people = await asked.all(_found(viewer, asked), *RELATED)
    phones = await phones_of([person.id for person in people])
    return as_file(request, "Pegawai", HEADS, [_row(one, one.id in phones) for one in people])


def _row(one: Employee, bound: bool) -> tuple[str | None, ...]:
    return (
        *(one.nip, one.name, one.agency.name if one.agency else "", one.position, one.rank),
        *(ROLES[one.role], *((above.name, above.nip) if (above := one.supervisor) else ("", ""))),
        *("Terdaftar" if bound else "Belum ada", "Aktif" if one.active else "Tidak aktif"),
    )


async def suggest(request: Request, viewer: Employee) -> Response:
    """People who may be chosen as somebody's supervisor, or as a head, as radio buttons."""
    text, head = query(request, "seek"), query(request, "for") == "head"
    chosen = as_uuid(query(request, "person" if head else "supervisor"))
    found = await (
        seeking.people(Employee.visible_to(viewer), text)
        .filter(active=True)
        .exclude(id=as_uuid(query(request, "not")) or NOBODY)
        .order_by("name")
        .limit(SUGGESTIONS)
    )
    current = await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None
    if current and current not in found:
        found.insert(0, current)
    name = "operator/_head_found.html" if head else "operator/_supervisors.html"
    return fragment(request, name, candidates=found, chosen=chosen, text=text)


def _asked(request: Request) -> Listing:
    chosen = {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "show": query_choice(request, "show", SHOWN),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


def _found(viewer: Employee, asked: Listing) -> QuerySet[Employee]:
    chosen = asked.chosen
    found = _shown(seeking.people(Employee.visible_to(viewer), chosen["q"]), chosen["show"])
    return found.filter(agency_id=chosen["agency"]) if chosen["agency"] else found


def _shown(people: QuerySet[Employee], shown: str) -> QuerySet[Employee]:
    bound = Device.filter(revocation__at__isnull=True)
    narrowed: dict[str, Any] = {
        "active": people.filter(active=True),
        "no-phone": people.filter(active=True).exclude(
            id__in=Subquery(bound.values("employee_id"))
        ),
        "no-supervisor": people.filter(Employee.unsupervised(), active=True),
        "undecided": people.filter(
            Q(supervisor_id__isnull=True) | Q(supervisor__active=False), active=True
        ),
        "desk": people.filter(active=True, role__in=[Role.OPERATOR, Role.ADMIN, Role.AUDITOR]),
        "inactive": people.filter(active=False),
    }
    found: QuerySet[Employee] = narrowed[shown]
    return found
