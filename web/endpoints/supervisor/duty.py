"""One letter of assignment: what it says, who travels, what was said, and the decision on it."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from web.deciding import answer, said
from web.desk import desk_page, operates
from web.domain import approval
from web.domain import duties as rules
from web.domain.discretion import LABEL, PERSONAL
from web.domain.statuses import STATUSES
from web.files import files_of
from web.forms import read_form
from web.models import Employee
from web.services import duties, duty_checkins, duty_lists, reasons, report_dues, reviews, statuses
from web.services.assignments import report_state
from web.services.duty_lists import Card, Wanted

HOME = "/desk/duties"


async def show(request: Request, viewer: Employee) -> Response:
    """A letter of the viewer's people; else 404."""
    card = await duties.load(viewer, request.path_params["id"])
    return await _show(request, viewer, card, {}, {})


async def decide(request: Request, viewer: Employee) -> Response:
    """Approve, return or reject a letter, or take such a decision back."""
    card, form = await duties.load(viewer, request.path_params["id"]), await read_form(request)
    act = duties.decide(card=card, author=viewer, **said(form))
    return await answer(
        request,
        act,
        refused=partial(_show, request, viewer, card, form),
        show=partial(show, request, viewer),
        home=f"{HOME}/{card.duty.id}",
    )


async def withdraw(request: Request, viewer: Employee) -> Response:
    """Take a letter back for the people whom the viewer administers."""
    card, form = await duties.load(viewer, request.path_params["id"]), await read_form(request)
    words, operating = form.get("words", ""), _operates(viewer, card)
    return await answer(
        request,
        duties.withdraw(card=card, author=viewer, words=words, operates=operating),
        refused=partial(_show, request, viewer, card, form),
        show=partial(show, request, viewer),
        home=f"{HOME}/{card.duty.id}",
        notice="duty-withdrawn",
    )


def _operates(viewer: Employee, card: Card) -> bool:
    """Whether the viewer administers all of these people."""
    return all(viewer.administers(one.agency_id) for one in card.people)


async def _show(
    request: Request,
    viewer: Employee,
    card: Card,
    form: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> Response:
    actors = duties.actors_of(card, viewer, operates=_operates(viewer, card))
    agency = card.people[0].agency
    made = await duty_checkins.made_on(card, viewer)
    same = await duty_lists.find(viewer, Wanted(text=card.version.number))
    return await desk_page(
        request,
        viewer,
        "supervisor/duty.html",
        room="duties" if operates(viewer) else "inbox",
        status=status,
        zone=agency.timezone if agency else None,
        card=card,
        events=approval.events_for(approval.DUTY, card.state, actors),
        names=approval.EVENTS,
        made=made,
        files=await files_of(viewer, "duty", card.duty.id),
        state_of=reviews.state_of,
        held=await _held(card, viewer),
        travellers=await _travellers(card),
        siblings=[one for one in await duty_lists.cards(same) if _sibling(one, card)],
        **{"kinds": rules.KINDS, "covers": rules.COVERS, "states": approval.STATES},
        **{"form": form, "errors": errors, "new_id": uuid4()},
    )


def _sibling(one: Card, card: Card) -> bool:
    return one.version.number == card.version.number and one.duty.id != card.duty.id


async def _held(card: Card, viewer: Employee) -> list[Any]:
    """What else is recorded of the travellers for these days: the person, its words, the entry."""
    letter = card.letter
    found = []
    for person in card.people:
        told = reasons.told_of(viewer, person, person.agency_id)
        for one in await statuses.overlapping(person, letter.first_day, letter.last_day):
            hidden = one.code in PERSONAL and not told
            words = STATUSES[one.code].label + (f" (surat {one.number})" if one.number else "")
            found.append((person, LABEL if hidden else words, one))
    return found


async def _travellers(card: Card) -> list[dict[str, Any]]:
    """The people with their travel reports: where each stands, and when it is due."""
    found = []
    for person in card.people:
        [due] = await report_dues.due_dates(person, [card.letter])
        state = await report_state(card.duty.id, person.id)
        found.append({"person": person, "due": due, "report": state})
    return found
