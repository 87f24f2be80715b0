"""Which corrections and flexible places wait for their supervisor's word, and what was said?"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward
from web.domain import vocabulary
from web.domain.statuses import STATUSES
from web.errors import Problem
from web.files import files_for
from web.forms import as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, in_parts, listing
from web.models import Correction, DayStatus, Employee
from web.services import correction_lists, corrections, inbox, recap_views, rulings
from web.templating import fragment, short_date_of, time_of

HOME = "/desk/corrections"
PAGE_SIZE = 20
TABS = ("waiting", "decided")
COLUMNS = (Column("at", "Waktu", ("at",), ("Terlama dahulu", "Terbaru dahulu")),)
HEADS = (
    *("NIP", "Nama", "Dari", "Sampai", "Yang diajukan", "Jam"),
    *("Keputusan", "Oleh", "Alasan"),
)
Matter = Correction | DayStatus


async def index(request: Request, viewer: Employee) -> Response:
    """What the viewer's people ask for: what waits, oldest first, or what was decided."""
    asked, how = _asked(request)
    text = asked.chosen["q"]
    part = asked.holds(await correction_lists.count(viewer, text, settled=how["settled"]))
    shown = await correction_lists.find(viewer, text, **how, part=part)
    return await desk_page(
        request,
        viewer,
        "supervisor/corrections.html",
        room="inbox",
        list=asked,
        tab=asked.chosen["tab"],
        cards=await _cards(viewer, await corrections.load(viewer, shown)),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same as a file."""

    async def load(ids: Sequence[UUID]) -> list[Matter]:
        return await corrections.load(viewer, [*ids])

    asked, how = _asked(request)
    found = await correction_lists.find(viewer, asked.chosen["q"], **how)
    matters = await in_parts(load, found)
    standings = await rulings.standings([one.id for one in matters])
    rows = [_row(one, standings[one.id]) for one in matters]
    return as_file(request, "Koreksi", HEADS, rows)


def _row(matter: Matter, standing: rulings.Standing) -> tuple[str, ...]:
    person, (first, last) = matter.employee, rulings.span_of(matter)
    zone = person.agency.timezone if person.agency else vocabulary.HOME_ZONE
    if isinstance(matter, Correction):
        asked = (vocabulary.KINDS[matter.kind], time_of(matter.at, zone))
    else:
        asked = (STATUSES[matter.code].label, "")
    said = standing.last
    days = tuple(map(short_date_of, (first, last)))
    words = (vocabulary.SAID[said.outcome], said.by, said.reason) if said else ("Menunggu", "", "")
    return (person.nip, person.name, *days, *asked, *words)


def _asked(request: Request) -> tuple[Listing, dict[str, bool]]:
    """The list as it is asked for, and how it is read."""
    tab = query_choice(request, "tab", TABS)
    chosen, waits = {"tab": tab, "q": query(request, "q")}, tab == "waiting"
    usual = "at" if waits else "-at"
    asked = listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual=usual)
    return asked, {"settled": not waits, "falling": asked.falling}


async def show(request: Request, viewer: Employee) -> Response:
    """One matter on its own page: where a link leads, and where a form goes without script."""
    return await _answer(request, viewer, await _load(request, viewer), {}, {}, 200)


async def decide(request: Request, viewer: Employee) -> Response:
    """Record a yes or no; the card answers with what now stands, or with what to correct."""
    matter, form = await _load(request, viewer), await read_form(request)
    try:
        await rulings.rule(
            subject_id=matter.id,
            author=viewer,
            seen=form.get("seen"),
            outcome=form.get("outcome", ""),
            reason=form.get("reason", ""),
            id=as_uuid(form.get("ruling", "")),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        return await _answer(request, viewer, matter, form, problem.fields, problem.status)
    if not request.headers.get("HX-Request"):
        return onward(request, f"{HOME}?tab=decided", "decided")
    return await _answer(request, viewer, matter, {}, {}, 200)


async def _answer(
    request: Request,
    viewer: Employee,
    matter: Matter,
    form: dict[str, str],
    errors: dict[str, str],
    status: int,
) -> Response:
    [card] = await _cards(viewer, [matter])
    card |= {"form": form, "errors": errors}
    if request.headers.get("HX-Request"):
        left = await inbox.count(viewer)
        return fragment(
            request,
            "supervisor/_correction.html",
            status=status,
            card=card,
            words=vocabulary,
            left=left,
        )
    return await desk_page(
        request, viewer, "supervisor/correction.html", room="inbox", status=status, card=card
    )


async def _load(request: Request, viewer: Employee) -> Matter:
    found = await corrections.load(viewer, [request.path_params["id"]])
    if not found:
        raise Problem("not_found")
    return found[0]


async def _cards(viewer: Employee, matters: list[Matter]) -> list[dict[str, Any]]:
    """Each matter with the facts of its first day; a month is read once for a page."""
    standings = await rulings.standings([one.id for one in matters])
    days = await _days(viewer, matters)
    cards = [_card(one, standings[one.id], days.get(_key(one))) for one in matters]
    files = await files_for(
        viewer,
        {
            "correction": [one.id for one in matters if isinstance(one, Correction)],
            "day_status": [one.id for one in matters if isinstance(one, DayStatus)],
        },
    )
    return [card | files[card["matter"].id] for card in cards]


def _key(matter: Matter) -> tuple[str, date]:
    return str(matter.employee_id), rulings.span_of(matter)[0]


async def _days(
    viewer: Employee, matters: list[Matter]
) -> dict[tuple[str, date], dict[str, Any] | None]:
    """What stands for the people and days of some matters. As many queries as months."""
    months: dict[str, set[UUID]] = {}
    for one in matters:
        months.setdefault(f"{_key(one)[1]:%Y-%m}", set()).add(one.employee_id)
    rows = {
        (month, row["employee_id"]): row["days"]
        for month, people in months.items()
        for row in await recap_views.team_rows(viewer, month, clock.now(), people)
    }
    keys = {_key(one) for one in matters}
    return {(who, day): rows.get((f"{day:%Y-%m}", who), {}).get(str(day.day)) for who, day in keys}


def _card(
    matter: Matter, standing: rulings.Standing, facts: dict[str, Any] | None
) -> dict[str, Any]:
    person, day = matter.employee, rulings.span_of(matter)[0]
    agency = person.agency
    return {
        "matter": matter,
        "correction": isinstance(matter, Correction),
        "label": None if isinstance(matter, Correction) else STATUSES[matter.code].label,
        "person": person,
        "zone": agency.timezone if agency else vocabulary.HOME_ZONE,
        "day": day,
        "facts": facts,
        "came": _moment(facts, "in"),
        "went": _moment(facts, "out"),
        "standing": standing,
        "new_id": uuid4(),
        "form": {},
        "errors": {},
    }


def _moment(facts: dict[str, Any] | None, kind: str) -> datetime | None:
    text = facts[kind] if facts else None
    return datetime.fromisoformat(text) if text else None
