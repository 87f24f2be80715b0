"""Who decides on a travel report, and what becomes of the days? One act, one transaction.

An approval names the version that it saw. A report may well come after its month was locked: it is
decided on all the same, and the locked month does not move.
"""

from collections.abc import Mapping
from uuid import UUID

from tortoise.transactions import in_transaction

from web.db import serialise
from web.domain import approval
from web.domain.approval import APPROVED, DUTY, TRAVEL_REPORT
from web.domain.travel_reports import BadReport, tidy_notes
from web.errors import Problem
from web.models import ApprovalStep, Employee, StepNote, TravelReport
from web.services import approvals
from web.services.approvals import Taking, one_line
from web.services.months import touch
from web.services.notices import notify
from web.services.travel_report_lists import Card, cards

TOLD = {
    "approve": "Laporan perjalanan Anda disetujui",
    "return": "Laporan perjalanan Anda dikembalikan",
    "reject": "Laporan perjalanan Anda ditolak",
    "revoke": "Keputusan atas laporan perjalanan Anda ditarik",
}
BESIDE = "Lihat catatan pada bagian laporan."
DUTY_FIRST = "Surat tugasnya belum disetujui. Putuskan surat tugas itu dahulu."


async def load(viewer: Employee, id: UUID) -> Card:
    """A report that the viewer administers or decides on.

    Raises:
        Problem: `not_found`.
    """
    if not await TravelReport.visible_to(viewer).filter(id=id).exists():
        raise Problem("not_found")
    return (await cards([id]))[0]


async def decide(
    *,
    card: Card,
    author: Employee,
    event: str,
    words: str,
    notes: Mapping[str, str] | None = None,
    id: UUID | None = None,
    seen: UUID | None = None,
) -> ApprovalStep:
    """Approve, return or reject a report, or take such a decision back.

    Args:
        card: one that the author may see.
        author: who decides; with `principals`.
        event: one of domain/approval.DECISIONS.
        words: why; the employee reads them. May be empty where there are `notes`.
        notes: words beside parts of the report, by a key of `Content.parts`.
        id: made by the form, so that the same click sent twice is one decision.
        seen: the version that was shown.

    Raises:
        Problem: `not_found` for who does not decide on this person; `step_not_now`, also where
            the content changed since or the duty itself is not approved; `invalid` with
            `words`, `event`, `notes` or `note-PART`.
    """
    if approval.SUPERVISOR not in approvals.oversees(card.person, author):
        raise Problem("not_found")
    if event not in approval.DECISIONS:
        raise Problem("invalid", fields={"event": "Pilih setujui, kembalikan, atau tolak."})
    told = _tidy(card, notes or {}) if event != "revoke" else {}
    taking = Taking(
        event=event,
        author=author,
        actors={approval.SUPERVISOR},
        words=one_line(words) or (BESIDE if told else ""),
        on_behalf_of=author.on_behalf_for(card.person),
        version=card.version.id,
        id=id,
    )
    known = approvals.repeated(card.standing, taking)
    if known:
        return known
    if seen and seen != card.version.id:
        raise Problem("step_not_now", "Isi laporan berubah sejak dibuka. Periksa lagi.")
    approvals.check(TRAVEL_REPORT, card.standing, taking)
    if event == "approve":
        await _check_duty(card)
    return await _take(card, taking, told)


async def _take(card: Card, taking: Taking, told: Mapping[str, str]) -> ApprovalStep:
    async with in_transaction() as connection:
        await serialise(connection)
        step = await approvals.take(TRAVEL_REPORT, card.report.id, card.standing, taking)
        await StepNote.bulk_create(
            [StepNote(step_id=step.id, part=part, words=words) for part, words in told.items()]
        )
        if APPROVED in (card.state, approval.EVENTS[taking.event].leads):
            await mark(card)
        await notify(
            card.person.id,
            "returned" if step.event == "return" else "decision",
            str(step.id),
            title=TOLD[step.event],
            body=f"Perjalanan {card.letter.first_day:%d/%m/%Y}. Ketuk untuk membacanya.",
            url=f"#travel/{card.report.duty_id}",
            tag=str(card.report.id),
        )
    return step


async def mark(card: Card) -> None:
    """Have the days of a duty folded again: what they read depends on the report.

    Call it in the transaction of the change.
    """
    first, last = card.letter.first_day, card.letter.last_day
    await touch("travel", employees=[card.person.id], first=first, last=last)


async def _check_duty(card: Card) -> None:
    if not await approvals.in_state(DUTY, [card.report.duty_id], APPROVED):
        raise Problem("step_not_now", DUTY_FIRST)


def _tidy(card: Card, notes: Mapping[str, str]) -> dict[str, str]:
    try:
        return tidy_notes(notes, card.content.parts)
    except BadReport as error:
        raise Problem("invalid", str(error), fields={error.field: str(error)}) from None
