"""How do changes of phone come onto a supervisor's desk? A part of `inbox`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain import approval
from web.domain.approval import SECOND
from web.domain.phone_changes import CAUSES
from web.models import Employee
from web.services import phone_changes
from web.services.inbox_duties import OUTCOMES, taken
from web.services.inbox_kind import Item, Kind, Taken, day_in, zone_of
from web.services.inbox_lines import Opened
from web.services.phone_cards import Card, cards


async def _changes(ids: Sequence[Any]) -> list[Item]:
    return [_change(one) for one in await cards(ids)]


def _mine(viewer: Employee, item: Item) -> bool:
    """Not whoever prepared it."""
    return SECOND in phone_changes.actors_for(item.matter, viewer, operates=False)


def _change(card: Card) -> Item:
    last = card.standing.last
    day = day_in(card.change.created_at, zone_of(card.person))
    return Item(
        kind=approval.PHONE_CHANGE,
        id=str(card.change.id),
        people=[card.person],
        first=day,
        last_day=day,
        since=last.at if last else card.change.created_at,
        gist=CAUSES[card.change.cause],
        said=card.change.reason,
        waits=card.state == approval.SUBMITTED,
        last=str(last.id) if last else "",
        matter=card,
    )


async def _decide(viewer: Employee, item: Item, event: str, words: str, batch: UUID) -> Any:
    return await phone_changes.act(
        card=item.matter, author=viewer, event=event, words=words, id=item.act(batch)
    )


async def _revoke(viewer: Employee, item: Item, words: str, batch: UUID) -> Any:
    return await _decide(viewer, item, "revoke", words, batch)


async def _taken(author: Employee, since: datetime) -> list[Taken]:
    return await taken(approval.PHONE_CHANGE, author, since)


OPENED = Opened(
    approval.PHONE_CHANGE,
    ("p.created_at",),
    " JOIN phone_change p ON p.id = o.subject",
    # As `actors_of` of domain/phone_changes.py: neither who prepared it, nor on their behalf.
    only=" AND NOT EXISTS (SELECT 1 FROM approval_step s WHERE s.subject = o.subject AND"
    " s.kind = o.kind AND s.event = 'prepare' AND s.author_id IN (?, e.supervisor_id))",
)
PHONES = Kind(
    key=approval.PHONE_CHANGE,
    label="Ganti HP",
    icon="phone",
    home="/desk/phone-changes",
    card="#phone-",
    ahead=False,
    outcomes=OUTCOMES,
    count=OPENED.count,
    lines=OPENED.lines,
    told=_changes,
    decide=_decide,
    revoke=_revoke,
    taken=_taken,
    mine=_mine,
)
