"""What is known of one check-in? All its facts, for the operator and for the supervisor."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page
from web.domain.approval import STATES
from web.domain.claims import CheckInFacts, read_claims
from web.domain.duties import MARGIN
from web.domain.jws import parse_compact
from web.domain.picture import draw
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.forms import as_hash
from web.models import CheckIn, Employee
from web.services import audit_views
from web.services.attachment_photos import at_desk
from web.services.duty_lists import LIVE, Card, Wanted, cards, find
from web.services.reviews import state_of


async def show(request: Request, viewer: Employee) -> Response:
    """A check-in of the viewer's people, whichever way they are theirs; else 404."""
    checkin, supervised = await _load(request, viewer)
    facts = read_claims(parse_compact(checkin.jws))
    return await desk_page(
        request,
        viewer,
        "operator/checkin.html",
        room="reviews" if supervised else "today",
        zone=_zone(checkin),
        checkin=checkin,
        facts=facts,
        counted=facts.fix,
        picture=_picture(checkin),
        photo=(await at_desk(viewer, [checkin]))[checkin.hash],
        state=state_of(checkin),
        **_said(checkin),
        supervised=supervised,
        clock_error=_clock_error(checkin, facts),
        duties={"list": await _duties(checkin, facts), "states": STATES},
    )


def _said(checkin: CheckIn) -> dict[str, Any]:
    """What people said of it, oldest first."""
    told = {"decisions": checkin.decisions, "explanations": checkin.explanations}
    return {name: sorted(rows, key=lambda one: one.at) for name, rows in told.items()}


def _zone(checkin: CheckIn) -> str:
    agency = checkin.employee.agency
    return agency.timezone if agency else HOME_ZONE


async def _duties(checkin: CheckIn, facts: CheckInFacts) -> list[Card]:
    """The letters of assignment that run, or that the check-in names."""
    day = local_date(checkin.claimed_at, _zone(checkin))
    around = Wanted(LIVE, day - MARGIN, day + MARGIN, employees=[checkin.employee_id])
    return [
        card
        for card in await cards(await find(None, around))
        if str(card.duty.id) == facts.duty or card.version.first_day <= day <= card.version.last_day
    ]


def _picture(checkin: CheckIn) -> Any:
    if checkin.lat is None or checkin.lng is None:
        return None
    return draw(checkin.assessment.nearest, checkin.lat, checkin.lng, checkin.accuracy or 0)


def _clock_error(checkin: CheckIn, facts: CheckInFacts) -> int:
    """Seconds by which the phone's clock was ahead of the time that counts."""
    return round((facts.device_time - checkin.claimed_at).total_seconds())


async def _load(request: Request, viewer: Employee) -> tuple[CheckIn, bool]:
    name = as_hash(request.path_params["hash"])
    for found, supervised in (
        (CheckIn.supervised_by(viewer), True),
        (CheckIn.visible_to(viewer), False),
    ):
        checkin = (
            await found.filter(hash=name)
            .select_related("employee__agency", "assessment", "device", "frozen_receipt")
            .prefetch_related("decisions__author", "decisions__on_behalf_of", "explanations")
            .first()
        )
        if checkin:
            whose = [checkin.employee_id]
            await audit_views.saw(viewer, "checkin_location", checkin.hash, whose)
            return checkin, supervised
    raise Problem("not_found")
