"""Which check-ins were made on a duty? Those on its days, and those that name it around them."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from web.domain.claims import read_claims
from web.domain.duties import MARGIN
from web.domain.jws import parse_compact
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.models import CheckIn, Employee
from web.services.duty_lists import Card

MOST = 400


@dataclass(frozen=True)
class Made:
    """A check-in on a duty, and whether the phone named the duty in it."""

    checkin: CheckIn
    named: bool


async def made_on(card: Card, viewer: Employee) -> list[Made]:
    """The check-ins on a duty that the viewer may see, oldest first."""
    letter = card.letter
    since = datetime.combine(letter.first_day - 2 * MARGIN, time(), UTC)
    until = datetime.combine(letter.last_day + 3 * MARGIN, time(), UTC)
    found: dict[str, CheckIn] = {}
    for query in (CheckIn.visible_to(viewer), CheckIn.supervised_by(viewer)):
        theirs = query.filter(
            employee_id__in=[one.id for one in card.people],
            claimed_at__gte=since,
            claimed_at__lt=until,
        )
        shown = theirs.order_by("claimed_at").limit(MOST)
        for one in await shown.select_related("employee__agency", "assessment").prefetch_related(
            "decisions"
        ):
            found[one.hash] = one
    made = [Made(one, _names(one, card)) for one in found.values()]
    return sorted(
        (one for one in made if _runs(one, card)),
        key=lambda one: (one.checkin.claimed_at, one.checkin.hash),
    )


def _names(checkin: CheckIn, card: Card) -> bool:
    return read_claims(parse_compact(checkin.jws)).duty == str(card.duty.id)


def _runs(made: Made, card: Card) -> bool:
    agency = made.checkin.employee.agency
    day = local_date(made.checkin.claimed_at, agency.timezone if agency else HOME_ZONE)
    margin = MARGIN if made.named else timedelta()
    return card.letter.first_day - margin <= day <= card.letter.last_day + margin
