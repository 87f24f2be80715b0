"""Who decides on a duty, and how is it decided on or taken back? One act, one transaction.

An approval names the version that it saw. What follows from it is `duty_effects`; how a letter
comes in is `duty_filing`.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from tortoise.transactions import in_transaction

from web.db import serialise
from web.domain import approval
from web.domain.approval import APPROVED, DUTY
from web.errors import Problem
from web.models import ApprovalStep, Duty, Employee
from web.services import approvals
from web.services.approvals import Taking, one_line
from web.services.duty_effects import carry_out
from web.services.duty_lists import Card, cards
from web.services.month_locks import locked_on
from web.services.notices import notify

TOLD = {
    "approve": "Surat tugas Anda disetujui",
    "return": "Surat tugas Anda dikembalikan",
    "reject": "Surat tugas Anda ditolak",
    "revoke": "Keputusan atas surat tugas Anda ditarik",
}


async def load(viewer: Employee, id: UUID) -> Card:
    """A duty that the viewer administers or decides on.

    Raises:
        Problem: `not_found`.
    """
    if not await Duty.visible_to(viewer).filter(id=id).exists():
        raise Problem("not_found")
    return (await cards([id], clashes=True))[0]


def actors_of(card: Card, viewer: Employee, *, operates: bool = False) -> set[str]:
    """What the viewer is for a duty, of domain/approval.ACTORS."""
    return approval.actors_of(
        str(viewer.id),
        author=str(card.duty.author_id),
        people=[(str(one.id), str(one.supervisor_id)) for one in card.people],
        principals={str(one) for one in viewer.principals},
        operates=operates,
    )


async def decide(
    *,
    card: Card,
    author: Employee,
    event: str,
    words: str,
    id: UUID | None = None,
    seen: UUID | None = None,
) -> ApprovalStep:
    """Approve, return or reject a duty, or take such a decision back.

    Args:
        card: one that the author may see.
        author: who decides; with `principals`.
        event: one of domain/approval.DECISIONS.
        words: why; the employee reads them.
        id: made by the form, so that the same click sent twice is one decision.
        seen: the version that was shown.

    Raises:
        Problem: `not_found` for who does not decide on these people; `step_not_now`, also where
            the content changed since; `invalid` with `words` or `event`; `month_locked`.
    """
    actors = actors_of(card, author)
    if approval.SUPERVISOR not in actors:
        raise Problem("not_found")
    if event not in approval.DECISIONS:
        raise Problem("invalid", fields={"event": "Pilih setujui, kembalikan, atau tolak."})
    if seen and seen != card.version.id:
        raise Problem("step_not_now", "Isi surat berubah sejak halaman ini dibuka. Periksa lagi.")
    behalf = {author.on_behalf_for(one) for one in card.people if author.decides_on(one)}
    return await _take(
        card,
        Taking(
            event=event,
            author=author,
            actors=actors & {approval.SUPERVISOR},
            words=one_line(words),
            on_behalf_of=None if None in behalf else next(iter(behalf)),
            version=card.version.id,
            id=id,
        ),
    )


async def withdraw(
    *, card: Card, author: Employee, words: str, operates: bool = False, id: UUID | None = None
) -> bool:
    """Take a duty back, also an approved one; False when it had been taken back already.

    Raises:
        Problem: `forbidden` for who did not file it; `invalid` with `words`; `step_not_now`;
            `month_locked`.
    """
    if card.state == approval.WITHDRAWN:
        return False
    actors = actors_of(card, author, operates=operates)
    taking = Taking(event="withdraw", author=author, actors=actors, words=one_line(words), id=id)
    await _take(card, taking)
    return True


async def _take(card: Card, taking: Taking) -> ApprovalStep:
    known = approvals.repeated(card.standing, taking)
    if known:
        return known
    leads = approvals.check(DUTY, card.standing, taking)
    moves = APPROVED in (leads, card.state)
    if moves:
        await check_open(card.people, card.version.last_day)
    async with in_transaction() as connection:
        await serialise(connection)
        full = taking if taking.version else Taking(**(vars(taking) | {"version": card.version.id}))
        step = await approvals.take(DUTY, card.duty.id, card.standing, full)
        if moves:
            people = [str(one.id) for one in card.people]
            first, last = card.version.first_day, card.version.last_day
            await carry_out(connection, people, first, last)
        await _tell(card, step)
    return step


async def _tell(card: Card, step: ApprovalStep) -> None:
    """Tell the travellers, and who filed it where that is one of them, of a decision."""
    if step.event not in approval.DECISIONS:
        return
    letter = card.letter
    span = f"{letter.first_day:%d/%m/%Y}"
    if letter.last_day != letter.first_day:
        span += f"–{letter.last_day:%d/%m/%Y}"
    for person in card.people:
        await notify(
            person.id,
            "returned" if step.event == "return" else "decision",
            str(step.id),
            title=TOLD[step.event],
            body=f"Untuk {span}. Ketuk untuk membaca alasannya.",
            url=f"#duty/{card.duty.id}",
            tag=str(card.duty.id),
        )


async def check_open(people: Collection[Employee], day: date) -> None:
    """Refuse where the last day of a duty lies in a locked month: nothing could come of it.

    Raises:
        Problem: `month_locked`.
    """
    for one in people:
        if await locked_on(one, day):
            raise Problem("month_locked")
