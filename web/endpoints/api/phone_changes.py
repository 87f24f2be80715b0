"""How does the owner of a phone ask for a further one? GET and PUT /api/v1/phone-changes."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import bodies
from web.domain import times
from web.domain.phone_changes import MAX_REASON, STANDINGS
from web.errors import Problem
from web.models import Session
from web.services import phone_cards, phone_changes


async def show(request: Request, session: Session) -> Response:
    """The person's newest request, or none."""
    card = await phone_cards.newest(session.employee_id)
    last = card.standing.last if card else None
    told = card and {
        "id": str(card.change.id),
        "state": card.state,
        "words": STANDINGS[card.state],
        "open": card.open,
        "at": times.write(last.at if last else card.change.created_at),
        "said": last.words if last else "",
    }
    return bodies.tagged(request, {"change": told})


async def file(request: Request, session: Session) -> Response:
    """Ask for a further phone under the id that the phone made."""
    id_, document = bodies.path_id(request), await bodies.read_object(request)
    made = await phone_changes.file(
        employee=session.employee,
        author=session.employee,
        cause=bodies.optional(document, "cause") or "change",
        reason=bodies.text(document, "reason", MAX_REASON),
        id=id_,
    )
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


async def withdraw(request: Request, session: Session) -> Response:
    """Take one's own request back."""
    card = await _own(bodies.path_id(request), session)
    words = bodies.text(await bodies.read_object(request), "reason", MAX_REASON)
    await phone_changes.act(card=card, author=session.employee, event="withdraw", words=words)
    return JSONResponse({"id": str(card.change.id)})


async def _own(id_: UUID, session: Session) -> phone_cards.Card:
    found = await phone_cards.cards([id_])
    if not found or found[0].person.id != session.employee_id:
        raise Problem("not_found")
    return found[0]
