"""What does every desk page share? Navigation by role, the viewer's zone, and the way on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.domain import vocabulary
from web.errors import Problem
from web.forms import as_uuid
from web.models import Agency, Employee, Role
from web.services import inbox, outages, recap_views
from web.services.name_order import by_name
from web.templating import page

Row = TypeVar("Row", bound=Model)
INBOX = ("inbox", "/desk/inbox", "Meja atasan", "queue")
NO_AGENCY = "Belum ada OPD. Admin menambahkannya di halaman OPD; sesudah itu halaman ini terisi."
OUTAGES = ("outages", "/desk/outages", "Gangguan", "offline")


@dataclass(frozen=True)
class Room:
    """An entry of the navigation; `count` is what waits there, None where nothing can."""

    key: str
    href: str
    label: str
    icon: str
    count: int | None = None


@dataclass(frozen=True)
class Paging:
    """Which page of a list is shown, and whether there are others."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many entries lie before this page."""
        return (self.number - 1) * self.size


async def page_of(
    found: QuerySet[Row], number: int, size: int, *related: str
) -> tuple[Paging, list[Row]]:
    """One page of an ordered query, with what its rows refer to."""
    paging = Paging(number, size, await found.count())
    rows = await found.offset(paging.offset).limit(size).select_related(*related)
    return paging, rows


def zone_of(viewer: Employee) -> str:
    """The IANA zone in which the viewer reads times."""
    return viewer.agency.timezone if viewer.agency else vocabulary.HOME_ZONE


def operates(viewer: Employee) -> bool:
    """Whether the viewer works in the rooms of operators: they, admins, and auditors who read."""
    return viewer.role in (Role.OPERATOR, Role.ADMIN, Role.AUDITOR)


async def scope_of(viewer: Employee, asked: str) -> Agency | None:
    """For whom a rule is read or entered: an agency, or None for everybody.

    None is an admin's to enter and an auditor's to read; an operator gets an agency of theirs.

    Raises:
        Problem: `not_found` for an agency that is not the viewer's.
    """
    if not asked and viewer.everywhere:
        return None
    wanted = as_uuid(asked) if asked else viewer.agency_id
    agency = await Agency.visible_to(viewer).get_or_none(id=wanted) if wanted else None
    if agency is None:
        raise Problem("not_found")
    return agency


async def scopes(viewer: Employee) -> list[Agency]:
    """The agencies among which a viewer chooses; none where there is no choice."""
    agencies = await by_name(Agency.visible_to(viewer))
    return agencies if viewer.everywhere or len(agencies) > 1 else []


def nothing_yet(viewer: Employee) -> Problem:
    """What is said where a page is of agencies and there is none for the viewer."""
    return Problem("not_found", NO_AGENCY) if viewer.everywhere else Problem("forbidden")


async def agency_of(viewer: Employee, asked: str) -> tuple[Agency, list[Agency]]:
    """The agency whose records a page shows, and those that the viewer may choose among.

    Raises:
        Problem: `not_found` for another's agency, or where there is none.
    """
    agencies = await by_name(Agency.visible_to(viewer))
    wanted = as_uuid(asked) if asked else viewer.agency_id or (agencies and agencies[0].id)
    found = next((one for one in agencies if one.id == wanted), None)
    if found is None:
        raise Problem("not_found", None if asked else NO_AGENCY)
    return found, agencies


def chosen_of(viewer: Employee, agencies: Sequence[Agency], asked: str) -> Agency:
    """The one of some agencies that is asked for; where none is, the viewer's own or the first.

    Raises:
        Problem: `not_found` for one that is not among them.
    """
    wanted = as_uuid(asked)
    meant = wanted or viewer.agency_id
    found = next((one for one in agencies if one.id == meant), None)
    if found is None and wanted:
        raise Problem("not_found")
    return found or agencies[0]


async def rooms_of(viewer: Employee) -> list[Room]:
    """The desks that are open to the viewer, the first one being home."""
    rooms = []
    if operates(viewer):
        rooms.append(Room("today", "/desk/today", "Hari ini", "calendar"))
    if await Employee.supervised_by(viewer).exists():
        rooms.append(Room(*INBOX, await inbox.count(viewer)))
        rooms.append(Room("team", "/desk/team-week", "Tim", "people"))
    if operates(viewer):
        rooms.append(Room("duties", "/desk/duties", "Dinas", "send"))
        rooms.append(Room("travel-reports", "/desk/travel-reports", "Laporan dinas", "receipt"))
    heads = not operates(viewer) and await recap_views.headed_by(viewer)
    if operates(viewer) or heads:
        rooms.append(Room("recap", "/desk/recap", "Rekap", "receipt"))
    elif rooms:
        rooms.append(Room("recap", "/desk/team-recap", "Rekap", "receipt"))
    if operates(viewer):
        agencies = "OPD" if viewer.everywhere else "Kantor"
        rooms += [
            Room("employees", "/desk/employees", "Pegawai", "people"),
            Room("points", "/desk/points", "Titik absen", "pin"),
            Room("agencies", "/desk/agencies", agencies, "building"),
            Room(*OUTAGES, await outages.unruled(viewer).count() if viewer.may_write else None),
            Room("rules", "/desk/rules", "Aturan", "note"),
        ]
    if viewer.everywhere:
        rooms.append(Room("audit", "/desk/audit", "Catatan", "shield"))
    return rooms


async def desk_page(
    request: Request,
    viewer: Employee,
    name: str,
    *,
    room: str,
    status: int = 200,
    **context: Any,
) -> Response:
    """A page with navigation. `done` in the address shows a notice after a change."""
    return page(
        request,
        name,
        status=status,
        viewer=viewer,
        rooms=await rooms_of(viewer),
        room=room,
        zone=context.pop("zone", None) or zone_of(viewer),
        words=vocabulary,
        notice=vocabulary.NOTICES.get(request.query_params.get("done", "")),
        **context,
    )


def onward(request: Request, path: str, notice: str | None = None) -> Response:
    """After a change: to a page that says what was done. htmx is told by its own header."""
    joint = "&" if "?" in path else "?"
    target = f"{path}{joint}{urlencode({'done': notice})}" if notice else path
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers={"HX-Redirect": target})
    return RedirectResponse(target, status_code=303)


def link_with(path: str, values: Mapping[str, object]) -> str:
    """An address with the values that are set, in their order."""
    chosen = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(chosen)}" if chosen else path
