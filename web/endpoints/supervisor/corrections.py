"""Which corrections and flexible places wait for their supervisor's word, and what was said?"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import Paging, desk_page, onward
from web.domain import vocabulary
from web.domain.discretion import discreet_day
from web.domain.statuses import STATUSES
from web.errors import Problem
from web.files import files_for
from web.forms import as_uuid, query_choice, query_page, read_form
from web.models import Correction, DayStatus, Employee
from web.services import corrections, inbox, rulings
from web.services.recaps import recap_of_person
from web.templating import fragment

HOME = "/desk/corrections"
PAGE_SIZE = 20
TABS = ("waiting", "decided")
Matter = Correction | DayStatus


async def index(request: Request, viewer: Employee) -> Response:
    """What the viewer's people ask for: what waits, oldest first, or what was decided."""
    tab = query_choice(request, "tab", TABS)
    waits = tab == "waiting"
    found = await (corrections.waiting(viewer) if waits else corrections.settled(viewer))
    paging = Paging(query_page(request), PAGE_SIZE, len(found))
    shown = [id_ for _, id_ in found[paging.offset : paging.offset + PAGE_SIZE]]
    return await desk_page(
        request,
        viewer,
        "supervisor/corrections.html",
        room="inbox",
        tab=tab,
        cards=await _cards(viewer, await corrections.load(viewer, shown)),
        paging=paging,
        page_link=lambda number: f"{HOME}?tab={tab}&page={number}",
    )


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
    standings = await rulings.standings([one.id for one in matters])
    rows: dict[tuple[UUID, str], dict[str, Any]] = {}
    now = clock.now()
    cards = [await _card(one, standings[one.id], rows, now) for one in matters]
    files = await files_for(
        viewer,
        {
            "correction": [one.id for one in matters if isinstance(one, Correction)],
            "day_status": [one.id for one in matters if isinstance(one, DayStatus)],
        },
    )
    return [card | files[card["matter"].id] for card in cards]


async def _card(
    matter: Matter,
    standing: rulings.Standing,
    rows: dict[tuple[UUID, str], dict[str, Any]],
    now: datetime,
) -> dict[str, Any]:
    """A matter with the facts of its first day; a person's month is read once for a page."""
    person, day = matter.employee, rulings.span_of(matter)[0]
    key = (person.id, f"{day:%Y-%m}")
    if key not in rows:
        rows[key] = (await recap_of_person(person, key[1], now))["days"]
    agency = person.agency
    facts = rows[key].get(str(day.day))
    facts = discreet_day(facts) if facts else None
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
