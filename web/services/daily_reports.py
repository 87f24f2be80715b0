"""Who decides on daily performance reports, one by one and by the dozen?

One act, one transaction: a pile is approved whole or not at all. Nothing is overwritten: a mended
report is another version, an undone approval a step of its own.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain import approval
from web.domain.approval import DAILY_REPORT
from web.errors import Problem
from web.models import ApprovalStep, DailyReport, Employee
from web.services import approvals
from web.services.approvals import Taking, one_line
from web.services.daily_report_lists import Card, cards
from web.services.month_locks import locked_on
from web.services.months import touch
from web.services.notices import notify

TOLD = {
    "approve": "Laporan harian Anda disetujui",
    "return": "Laporan harian Anda dikembalikan",
    "reject": "Laporan harian Anda ditolak",
    "revoke": "Keputusan atas laporan harian Anda ditarik",
}
MOST_AT_ONCE = 200
UNDO = timedelta(days=1)


async def load(viewer: Employee, id: UUID) -> Card:
    """A report that the viewer administers or decides on.

    Raises:
        Problem: `not_found`.
    """
    if not await DailyReport.visible_to(viewer).filter(id=id).exists():
        raise Problem("not_found")
    return (await cards([id], records=True))[0]


async def decide(
    *,
    chosen: Sequence[Card],
    author: Employee,
    event: str,
    words: str,
    batch: UUID,
    seen: Sequence[UUID] = (),
) -> list[ApprovalStep]:
    """Approve, return or reject some reports, or take such decisions back: all of them or none.

    Args:
        chosen: reports that the author may see.
        author: who decides; with `principals`.
        event: one of domain/approval.DECISIONS.
        words: why; the employees read them.
        batch: made by the form, so that the same click sent twice is one act; `undo` names it.
        seen: the versions that were shown.

    Raises:
        Problem: `not_found` for who does not decide on them; `step_not_now`, also where one
            changed since; `invalid` with `words` or `event`; `month_locked`. Nothing is kept then.
    """
    if any(approval.SUPERVISOR not in approvals.oversees(card.person, author) for card in chosen):
        raise Problem("not_found")
    if event not in approval.DECISIONS or not 1 <= len(chosen) <= MOST_AT_ONCE:
        raise Problem("invalid", fields={"event": f"Pilih 1 sampai {MOST_AT_ONCE} laporan."})
    takings = [(card, _taking(card, author, event, words, batch)) for card in chosen]
    again = [approvals.repeated(card.standing, taking) for card, taking in takings]
    if all(again):
        return [one for one in again if one]
    for card, taking in takings:
        if seen and card.version.id not in seen:
            raise _about(card, "berubah sejak halaman ini dibuka")
        if taking.event not in approval.events_for(DAILY_REPORT, card.state, taking.actors):
            raise _about(card, f"sudah lain keadaannya ({approval.STATES[card.state].lower()})")
        approvals.check(DAILY_REPORT, card.standing, taking)
    await check_open(chosen)
    async with in_transaction() as connection:
        await serialise(connection)
        return [await _take(card, taking) for card, taking in takings]


def _taking(card: Card, author: Employee, event: str, words: str, batch: UUID) -> Taking:
    return Taking(
        event=event,
        author=author,
        actors={approval.SUPERVISOR},
        words=one_line(words),
        on_behalf_of=author.on_behalf_for(card.person),
        version=card.version.id,
        id=uuid5(batch, str(card.report.id)),
    )


async def _take(card: Card, taking: Taking) -> ApprovalStep:
    step = await approvals.take(DAILY_REPORT, card.report.id, card.standing, taking)
    await mark(card.person.id, card.report.workday)
    await notify(
        card.person.id,
        "returned" if step.event == "return" else "decision",
        str(step.id),
        title=TOLD[step.event],
        body=f"Laporan {card.report.workday:%d/%m/%Y}. Ketuk untuk membacanya.",
        url=f"#report/{card.report.workday}",
        tag=str(card.report.id),
    )
    return step


def _about(card: Card, what: str) -> Problem:
    named = f"Laporan {card.person.name} tanggal {card.report.workday:%d/%m/%Y}"
    return Problem("step_not_now", f"{named} {what}. Tidak satu pun yang diputuskan. Periksa lagi.")


async def of_batch(author: Employee, batch: UUID, event: str = "approve") -> list[Card]:
    """The reports that somebody decided on in one act of the last day and that still stand so."""
    recent = await ApprovalStep.filter(
        author_id=author.id, kind=DAILY_REPORT, event=event, at__gte=clock.now() - UNDO
    )
    ids = [one.subject for one in recent if one.id == uuid5(batch, str(one.subject))]
    found = await cards(ids)
    return [one for one in found if one.standing.last and one.standing.last.event == event]


async def mark(employee: UUID, day: date) -> None:
    """Have somebody's month folded again. Call it in the transaction of the change."""
    await touch("report", employees=[employee], first=day, last=day)


async def check_open(chosen: Sequence[Card]) -> None:
    """Refuse where a day lies in a locked month.

    Raises:
        Problem: `month_locked`.
    """
    for card in chosen:
        if await locked_on(card.person, card.report.workday):
            raise Problem("month_locked")
