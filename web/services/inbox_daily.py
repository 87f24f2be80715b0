"""How do daily performance reports come onto a supervisor's desk? A part of `inbox`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain import approval
from web.models import Employee
from web.services import daily_reports
from web.services.daily_report_lists import Card, cards
from web.services.inbox_duties import taken
from web.services.inbox_kind import Item, Kind, Taken
from web.services.inbox_lines import Opened


async def _reports(ids: Sequence[Any]) -> list[Item]:
    return [_report(one) for one in await cards([UUID(str(one)) for one in ids])]


def _report(card: Card) -> Item:
    day, last = card.report.workday, card.standing.last
    hours, minutes = divmod(card.minutes, 60)
    return Item(
        kind=approval.DAILY_REPORT,
        id=str(card.report.id),
        people=[card.person],
        first=day,
        last_day=day,
        since=last.at if last else card.version.at,
        gist=f"Laporan {day:%d/%m/%Y}: {len(card.lines)} kegiatan, {hours} jam {minutes} menit",
        said="; ".join(line.activity for line in card.lines),
        waits=card.state == approval.SUBMITTED,
        last=str(last.id) if last else "",
        matter=card,
    )


async def _decide(viewer: Employee, item: Item, event: str, words: str, batch: UUID) -> Any:
    return await daily_reports.decide(
        chosen=[item.matter], author=viewer, event=event, words=words, batch=batch
    )


async def _revoke(viewer: Employee, item: Item, words: str, batch: UUID) -> Any:
    return await _decide(viewer, item, "revoke", words, batch)


async def _taken(author: Employee, since: datetime) -> list[Taken]:
    return await taken(approval.DAILY_REPORT, author, since)


OPENED = Opened(approval.DAILY_REPORT, ("r.workday",), " JOIN daily_report r ON r.id = o.subject")
DAILY = Kind(
    key=approval.DAILY_REPORT,
    label="Laporan harian",
    icon="receipt",
    home="/desk/daily-reports",
    card="#daily-",
    ahead=False,
    outcomes={"approve": "Disetujui", "return": "Dikembalikan"},
    count=OPENED.count,
    lines=OPENED.lines,
    told=_reports,
    decide=_decide,
    revoke=_revoke,
    taken=_taken,
)
