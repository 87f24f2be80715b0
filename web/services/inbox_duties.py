"""How do letters of assignment come onto a supervisor's desk? A part of `inbox`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain import approval
from web.models import ApprovalStep, Employee
from web.services import duties
from web.services.duty_lists import Card, cards
from web.services.inbox_kind import Item, Kind, Taken, span_words
from web.services.inbox_lines import Opened

OUTCOMES = {"approve": "Disetujui", "return": "Dikembalikan", "reject": "Ditolak"}


async def _duties(ids: Sequence[Any]) -> list[Item]:
    return [_duty(one) for one in await cards([UUID(str(one)) for one in ids])]


def _duty(card: Card) -> Item:
    letter, last = card.letter, card.standing.last
    where = ", ".join(place.name for place in letter.places)
    return Item(
        kind=approval.DUTY,
        id=str(card.duty.id),
        people=card.people,
        first=letter.first_day,
        last_day=letter.last_day,
        since=last.at if last else card.duty.created_at,
        gist=f"Dinas ke {where}, {span_words(letter.first_day, letter.last_day)}",
        said=letter.purpose,
        waits=card.state == approval.SUBMITTED,
        last=str(last.id) if last else "",
        matter=card,
    )


async def _decide(viewer: Employee, item: Item, event: str, words: str, batch: UUID) -> Any:
    return await duties.decide(
        card=item.matter, author=viewer, event=event, words=words, id=item.act(batch)
    )


async def _revoke(viewer: Employee, item: Item, words: str, batch: UUID) -> Any:
    return await _decide(viewer, item, "revoke", words, batch)


async def taken(kind: str, author: Employee, since: datetime) -> list[Taken]:
    """The decisions of an author since then on matters of domain/approval.py."""
    found = ApprovalStep.filter(
        kind=kind, author_id=author.id, at__gte=since, event__in=list(OUTCOMES)
    )
    return [Taken(one.id, str(one.subject), one.event) for one in await found]


async def _taken(author: Employee, since: datetime) -> list[Taken]:
    return await taken(approval.DUTY, author, since)


OPENED = Opened(
    approval.DUTY,
    ("v.first_day", "v.last_day"),
    " JOIN duty_version v ON v.id = (SELECT s.version FROM approval_step s WHERE"
    " s.subject = o.subject AND s.kind = o.kind ORDER BY s.number DESC LIMIT 1)",
    # Nobody decides on a letter that names them as well.
    only=" AND NOT EXISTS (SELECT 1 FROM open_matter own WHERE own.subject = o.subject"
    " AND own.kind = o.kind AND own.employee_id = ?)",
)
DUTIES = Kind(
    key=approval.DUTY,
    label="Dinas",
    icon="send",
    home="/desk/duties",
    card="#duty-",
    ahead=True,
    outcomes=OUTCOMES,
    count=OPENED.count,
    lines=OPENED.lines,
    told=_duties,
    decide=_decide,
    revoke=_revoke,
    taken=_taken,
)
