"""Which requests for a further phone wait? Searched, filtered, sorted, and as a file."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from web.desk import desk_page
from web.domain.phone_changes import CAUSES, OPEN, STANDINGS
from web.domain.vocabulary import HOME_ZONE
from web.forms import as_uuid, query, query_choice
from web.lists import Column, Listing, as_file, in_parts, listing
from web.models import Agency, Employee, PhoneChange
from web.services import phone_cards, phone_changes, phone_lists
from web.services.name_order import by_name
from web.templating import short_date_of, time_of

HOME = "/desk/phones"
PAGE_SIZE = 50
COLUMNS = (
    Column("name", "Pegawai", ("employee__name", "created_at")),
    Column("cause", "Sebab", ("cause", "created_at")),
    Column("since", "Diajukan", ("created_at",)),
    Column("state", "Keadaan"),
)
HEADS = ("NIP", "Nama", "OPD", "Atasan", "Sebab", "Alasan", "Diajukan", "Oleh", "Keadaan")
ALL = "all"


async def index(request: Request, viewer: Employee) -> Response:
    """The requests of which something may still come, the oldest first, in pages."""
    asked = _asked(request)
    shown = await asked.page(_found(viewer, asked))
    return await desk_page(
        request,
        viewer,
        "operator/phone_requests.html",
        room="employees",
        tab="waiting",
        list=asked,
        found=[
            (one, phone_changes.actors_for(one, viewer, operates=viewer.may_write))
            for one in await _cards(shown)
        ],
        agencies=await by_name(Agency.visible_to(viewer)),
        choices=[(ALL, "Semua yang menunggu"), *((one, STANDINGS[one]) for one in OPEN)],
        causes=CAUSES,
        standings=STANDINGS,
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same requests as a file."""
    asked = _asked(request)
    found = await in_parts(_cards, await asked.all(_found(viewer, asked)))
    return as_file(request, "Ganti HP", HEADS, map(_row, found))


async def _cards(found: Sequence[PhoneChange]) -> list[phone_cards.Card]:
    return await phone_cards.cards([one.id for one in found])


def _row(card: phone_cards.Card) -> tuple[str, ...]:
    person, change = card.person, card.change
    zone = person.agency.timezone if person.agency else HOME_ZONE
    who = (person.nip, person.name, person.agency.name if person.agency else "")
    at = f"{short_date_of(change.created_at, zone)} {time_of(change.created_at, zone)}"
    return (
        *(*who, person.supervisor.name if person.supervisor else ""),
        *(CAUSES[change.cause], change.reason, at),
        *(change.author.name if change.author else "", STANDINGS[card.state]),
    )


def _asked(request: Request) -> Listing:
    chosen: dict[str, Any] = {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "show": query_choice(request, "show", (ALL, *OPEN)),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="since")


def _found(viewer: Employee, asked: Listing) -> QuerySet[PhoneChange]:
    chosen = asked.chosen
    states = OPEN if chosen["show"] == ALL else (chosen["show"],)
    return phone_lists.requests(viewer, chosen["q"], chosen["agency"], states)
