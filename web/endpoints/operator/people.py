"""Who is on the roster? The list with its search, and the search for a supervisor."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web.desk import desk_page, link_with, page_of
from web.forms import as_uuid, query, query_choice, query_page
from web.models import Agency, Device, Employee, Role
from web.services.daily import phones_of
from web.templating import fragment

PAGE_SIZE = 50
SUGGESTIONS = 8
NOBODY = UUID(int=0)
SHOWN = ("active", "no-phone", "no-supervisor", "desk", "inactive")


async def index(request: Request, viewer: Employee) -> Response:
    """The employees that the viewer administers: searched, filtered, in pages."""
    wanted = _wanted(request)
    found = _shown(_found(viewer, wanted["q"]), wanted["show"])
    if wanted["agency"]:
        found = found.filter(agency_id=wanted["agency"])
    ordered = found.order_by("name", "id")
    related = ("agency", "supervisor")
    paging, people = await page_of(ordered, query_page(request), PAGE_SIZE, *related)
    return await desk_page(
        request,
        viewer,
        "operator/employees.html",
        room="employees",
        people=people,
        phones=await phones_of([person.id for person in people]),
        paging=paging,
        wanted=wanted,
        agencies=await Agency.visible_to(viewer).order_by("name"),
        page_link=lambda number: link_with("/desk/employees", {**wanted, "page": number}),
    )


async def suggest(request: Request, viewer: Employee) -> Response:
    """People who may be chosen as somebody's supervisor, as radio buttons."""
    text, chosen = query(request, "seek"), as_uuid(query(request, "supervisor"))
    found = await (
        _found(viewer, text)
        .filter(active=True)
        .exclude(id=as_uuid(query(request, "not")) or NOBODY)
        .order_by("name")
        .limit(SUGGESTIONS)
    )
    current = await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None
    if current and current not in found:
        found.insert(0, current)
    return fragment(
        request, "operator/_supervisors.html", candidates=found, chosen=chosen, text=text
    )


def _wanted(request: Request) -> dict[str, Any]:
    return {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "show": query_choice(request, "show", SHOWN),
    }


def _found(viewer: Employee, text: str) -> QuerySet[Employee]:
    people = Employee.visible_to(viewer)
    if not text:
        return people
    number = "".join(text.split())
    return people.filter(Q(name__icontains=text) | Q(nip__icontains=number))


def _shown(people: QuerySet[Employee], shown: str) -> QuerySet[Employee]:
    bound = Device.filter(revocation__at__isnull=True)
    narrowed: dict[str, Any] = {
        "active": people.filter(active=True),
        "no-phone": people.filter(active=True).exclude(
            id__in=Subquery(bound.values("employee_id"))
        ),
        "no-supervisor": people.filter(active=True, supervisor_id__isnull=True),
        "desk": people.filter(active=True, role__in=[Role.OPERATOR, Role.ADMIN, Role.AUDITOR]),
        "inactive": people.filter(active=False),
    }
    found: QuerySet[Employee] = narrowed[shown]
    return found
