"""One request for a further phone: what was asked, who agreed, and what may be done now?"""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from web.deciding import answer, said
from web.desk import desk_page, onward, operates
from web.domain import approval
from web.domain.phone_changes import CAUSES, STANDINGS
from web.errors import Problem
from web.forms import as_uuid, read_form
from web.models import Device, Employee
from web.services import phone_changes
from web.services.phone_cards import Card

HOME = "/desk/phone-changes"
# Who says not what they saw may decide on what has changed meanwhile; who gives no id, twice.
UNSEEN = "Formulir itu tidak lengkap, jadi belum ada yang diputuskan. Kirim lagi dari halaman ini."


async def file(request: Request, viewer: Employee) -> Response:
    """File and prepare a request on somebody's behalf, for who cannot ask on the old phone."""
    employee = await Employee.visible_to(viewer).get_or_none(id=request.path_params["id"])
    if employee is None:
        raise Problem("not_found")
    if employee.id == viewer.id:
        raise Problem("forbidden", "Untuk HP Anda sendiri, minta operator lain atau admin.")
    form, id_ = await read_form(request), uuid4()
    id_ = as_uuid(form.get("change", "")) or id_
    await phone_changes.file(
        employee=employee,
        author=viewer,
        cause=form.get("cause", ""),
        reason=form.get("reason", ""),
        id=id_,
    )
    return onward(request, f"{HOME}/{id_}", "phone-asked")


async def show(request: Request, viewer: Employee) -> Response:
    """A request of the viewer's people; else 404."""
    card = await phone_changes.load(viewer, request.path_params["id"])
    return await _show(request, viewer, card, {}, {})


async def act(request: Request, viewer: Employee) -> Response:
    """Prepare, approve, return, reject, take back or withdraw it, as the page shows it."""
    card, form = (
        await phone_changes.load(viewer, request.path_params["id"]),
        await read_form(request),
    )
    told, refused = said(form), partial(_show, request, viewer, card, form)
    if not (told["seen"] and told["id"]):
        return await refused({"form": UNSEEN}, 422)
    return await answer(
        request,
        phone_changes.act(card=card, author=viewer, **told),
        refused=refused,
        show=partial(show, request, viewer),
        home=f"{HOME}/{card.change.id}",
        notice="phone-acted",
    )


async def _show(
    request: Request,
    viewer: Employee,
    card: Card,
    form: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> Response:
    person = card.person
    administers = person.id in await phone_changes.operated(viewer, [person.id])
    actors = phone_changes.actors_for(card, viewer, operates=administers)
    state = card.standing.state
    events = approval.events_for(approval.PHONE_CHANGE, state, actors)
    told: dict[str, Any] = {"names": approval.EVENTS, "standings": STANDINGS, "causes": CAUSES}
    return await desk_page(
        request,
        viewer,
        "supervisor/phone_change.html",
        room="employees" if operates(viewer) else "inbox",
        status=status,
        zone=person.agency.timezone if person.agency else None,
        card=card,
        standing=card.standing,
        administers=administers,
        prepared=str(viewer.id) in card.preparers,
        events=[] if card.state in ("bound", "server", "expired") else events,
        devices=await Device.filter(employee=person)
        .order_by("-enrolled_at")
        .select_related("revocation__author", "loss__author"),
        **{"form": form, "errors": errors, "new_id": uuid4()},
        **told,
    )
