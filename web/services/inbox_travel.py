"""How do travel reports come onto a supervisor's desk? A part of `inbox`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain import approval
from web.models import Employee
from web.services import travel_reports
from web.services.inbox_duties import OUTCOMES, taken
from web.services.inbox_kind import Item, Kind, Taken, span_words
from web.services.inbox_lines import Opened
from web.services.travel_report_lists import Card, cards


async def _reports(ids: Sequence[Any]) -> list[Item]:
    return [_report(one) for one in await cards([UUID(str(one)) for one in ids])]


def _report(card: Card) -> Item:
    letter, last = card.letter, card.standing.last
    where = ", ".join(place.name for place in letter.places)
    return Item(
        kind=approval.TRAVEL_REPORT,
        id=str(card.report.id),
        people=[card.person],
        first=letter.first_day,
        last_day=letter.last_day,
        since=last.at if last else card.version.at,
        gist=f"Laporan dinas ke {where}, {span_words(letter.first_day, letter.last_day)}",
        said=card.content.results,
        waits=card.state == approval.SUBMITTED,
        last=str(last.id) if last else "",
        matter=card,
    )


async def _decide(viewer: Employee, item: Item, event: str, words: str, batch: UUID) -> Any:
    return await travel_reports.decide(
        card=item.matter, author=viewer, event=event, words=words, id=item.act(batch)
    )


async def _revoke(viewer: Employee, item: Item, words: str, batch: UUID) -> Any:
    return await _decide(viewer, item, "revoke", words, batch)


async def _taken(author: Employee, since: datetime) -> list[Taken]:
    return await taken(approval.TRAVEL_REPORT, author, since)


OPENED = Opened(
    approval.TRAVEL_REPORT,
    ("v.first_day", "v.last_day"),
    " JOIN travel_report r ON r.id = o.subject JOIN duty_version v ON v.duty_id = r.duty_id"
    " AND v.ordinal = (SELECT MAX(w.ordinal) FROM duty_version w WHERE w.duty_id = r.duty_id)",
)
TRAVEL = Kind(
    key=approval.TRAVEL_REPORT,
    label="Laporan dinas",
    icon="receipt",
    home="/desk/travel-reports",
    card="#travel-",
    ahead=False,
    outcomes=OUTCOMES,
    count=OPENED.count,
    lines=OPENED.lines,
    told=_reports,
    decide=_decide,
    revoke=_revoke,
    taken=_taken,
)
