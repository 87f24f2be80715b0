"""Which envelopes were refused, and why? Nothing is thrown away; people look into it here."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from web.desk import desk_page, zone_of
from web.domain.vocabulary import QUARANTINE, VIA
from web.errors import Problem
from web.forms import as_uuid, query
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee, Quarantine
from web.services import audit_views, seeking
from web.services.name_order import by_name
from web.templating import short_date_of, time_of

HOME = "/desk/quarantine"
PAGE_SIZE = 50
RELATED = "device__employee__agency"
COLUMNS = (
    Column("reason", "Alasan", ("reason", "-received_at")),
    Column("at", "Diterima", ("received_at",)),
    Column("via", "Jalan"),
)
HEADS = ("NIP", "Nama", "OPD", "Tanggal", "Jam", "Alasan", "Jalan")
MOST_SHOWN = 20_000  # characters of an envelope on a page


async def index(request: Request, viewer: Employee) -> Response:
    """Refused envelopes from the viewer's people's phones, newest first."""
    asked = _asked(request)
    return await desk_page(
        request,
        viewer,
        "operator/quarantine.html",
        room="today",
        list=asked,
        refused=await asked.page(_found(viewer, asked), RELATED),
        agencies=await by_name(Agency.visible_to(viewer)),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same as a file, without what the envelopes say."""
    asked = _asked(request)
    rows = [_row(one, viewer) for one in await asked.all(_found(viewer, asked), RELATED)]
    return as_file(request, "Kiriman yang ditolak", HEADS, rows)


def _row(one: Quarantine, viewer: Employee) -> tuple[str, ...]:
    person = one.device.employee if one.device else None
    office = person.agency if person else None
    zone = office.timezone if office else zone_of(viewer)
    who = (person.nip, person.name) if person else ("", "")
    at = (short_date_of(one.received_at, zone), time_of(one.received_at, zone))
    told = (QUARANTINE.get(one.reason, one.reason), VIA.get(one.via, one.via))
    return (*who, office.name if office else "", *at, *told)


def _asked(request: Request) -> Listing:
    reason = query(request, "reason")
    chosen = {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "reason": reason if reason in QUARANTINE else "",
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="-at")


def _found(viewer: Employee, asked: Listing) -> QuerySet[Quarantine]:
    found = Quarantine.visible_to(viewer)
    if asked.chosen["reason"]:
        found = found.filter(reason=asked.chosen["reason"])
    if asked.chosen["agency"]:
        found = found.filter(device__employee__agency_id=asked.chosen["agency"])
    if asked.chosen["q"]:
        theirs = seeking.people(Employee.visible_to(viewer), asked.chosen["q"])
        found = found.filter(device__employee_id__in=Subquery(theirs.values("id")))
    return found


async def show(request: Request, viewer: Employee) -> Response:
    """One refused envelope, whole."""
    refused = (
        await Quarantine.visible_to(viewer)
        .select_related("device__employee__agency")
        .get_or_none(id=request.path_params["id"])
    )
    if refused is None:
        raise Problem("not_found")
    people = [refused.device.employee_id] if refused.device else []
    await audit_views.saw(viewer, "refused_content", refused.id, people)
    content = bytes(refused.envelope)
    return await desk_page(
        request,
        viewer,
        "operator/quarantined.html",
        room="today",
        refused=refused,
        size=len(content),
        content=_readable(content),
    )


def _readable(content: bytes) -> str:
    """The envelope as text: indented where it is JSON, with marks where it is not UTF-8."""
    text = content.decode("utf-8", errors="replace")
    try:
        value: Any = json.loads(text)
        text = json.dumps(value, ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        pass
    return text[:MOST_SHOWN]
