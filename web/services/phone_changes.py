"""How does somebody get a further phone? Asked for, prepared, approved by a second person.

Every act is one `ApprovalStep`; only then does `binding` give out a code. Of a person one request
is open at a time, and only the newest moves.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain import approval
from web.domain.approval import OPERATOR, PHONE_CHANGE
from web.domain.phone_changes import BOUND, CAUSES, LEAST_REASON, MAX_REASON, TOO_SHORT, actors_of
from web.errors import Problem
from web.models import ApprovalStep, Device, Employee, EnrolmentCode, PhoneChange
from web.services import approvals
from web.services.approvals import Standing, Taking, one_line
from web.services.binding import end_binding
from web.services.notices import notify
from web.services.phone_cards import Card, cards, newest

TOLD = {
    "prepare": ("Ganti HP atas nama Anda", "Menunggu orang kedua. Bukan Anda? Hubungi operator."),
    "approve": ("Ganti HP Anda disetujui", "Ambil suratnya kepada operator kantor Anda."),
    "return": ("Ganti HP Anda dikembalikan", "Operator memeriksanya lagi."),
    "reject": ("Ganti HP Anda ditolak", "Ketuk untuk membaca alasannya."),
    "revoke": ("Persetujuan ganti HP ditarik", "Permintaan Anda menunggu lagi."),
}


async def file(
    *, employee: Employee, author: Employee, cause: str, reason: str, id: UUID | None = None
) -> bool:
    """Ask for a further phone: the employee on the old one, or an operator on their behalf.

    What an operator files is prepared with it. A phone that is lost is blocked in the same act.

    Args:
        employee: whose phone; the caller has seen to it that the author may.
        author: the employee, or who administers them.
        cause: a key of domain/phone_changes.CAUSES.
        reason: in words, and for an operator how they know who asks.
        id: made by the form or phone, so that the same filing sent twice is one.

    Returns:
        False where it had been filed before.

    Raises:
        Problem: `invalid` with `cause` or `reason`; `inactive`; `step_not_now` for who never had
            a phone; `already_exists` while another request is open; `content_differs`.
    """
    reason = one_line(reason)
    own = author.id == employee.id
    _check(employee, cause, reason, own=own)
    told = (employee.id, author.id, cause, reason)
    async with in_transaction() as connection:
        await serialise(connection)
        known = await PhoneChange.get_or_none(id=id) if id else None
        if known:
            if (known.employee_id, known.author_id, known.cause, known.reason) != told:
                raise Problem("content_differs")
            return False
        change = await _create(employee, author, cause, reason, id or uuid4())
        event, actor = ("ask", approval.AUTHOR) if own else ("prepare", OPERATOR)
        taking = Taking(event=event, author=author, actors={actor}, words=reason)
        step = await approvals.take(PHONE_CHANGE, change.id, Standing(), taking)
        if cause == "lost":
            for device in await Device.filter(employee=employee, revocation__at__isnull=True):
                await end_binding(device, "lost", author, step.at)
        await _tell(change, step)
    return True


async def _create(
    employee: Employee, author: Employee, cause: str, reason: str, id: UUID
) -> PhoneChange:
    if not await Device.exists(employee=employee):
        raise Problem("step_not_now", "Pegawai ini belum pernah punya HP: kode langsung dibuat.")
    before = await newest(employee.id)
    if before and before.open:
        raise Problem("already_exists", "Masih ada permintaan ganti HP yang berjalan.")
    return await PhoneChange.create(
        id=id,
        employee=employee,
        number=before.change.number + 1 if before else 1,
        cause=cause,
        reason=reason,
        author=author,
        created_at=clock.now(),
    )


def _check(employee: Employee, cause: str, reason: str, *, own: bool) -> None:
    fields = {}
    if cause not in CAUSES:
        fields["cause"] = "Pilih apa yang terjadi dengan HP lama."
    if not reason:
        fields["reason"] = "Tulis alasannya."
    elif not own and len(reason) < LEAST_REASON:
        fields["reason"] = TOO_SHORT
    elif len(reason) > MAX_REASON:
        fields["reason"] = f"Alasan paling panjang {MAX_REASON} huruf."
    if fields:
        raise Problem("invalid", " ".join(fields.values()), fields=fields)
    if not employee.active:
        raise Problem("inactive")


async def load(viewer: Employee, id: Any) -> Card:
    """A request of somebody whom the viewer administers or decides on.

    Raises:
        Problem: `not_found`, also for one's own.
    """
    if not await PhoneChange.visible_to(viewer).filter(id=id).exists():
        raise Problem("not_found")
    return (await cards([id]))[0]


async def operated(viewer: Employee, people: Collection[Any]) -> set[Any]:
    """Ids of those of some people whom the viewer administers; an auditor administers nobody."""
    if not viewer.may_write:
        return set()
    found = Employee.visible_to(viewer).filter(id__in=list(people))
    return set(await found.values_list("id", flat=True))


def actors_for(card: Card, viewer: Employee, *, operates: bool) -> set[str]:
    """What the viewer is for a request, of domain/approval.ACTORS."""
    above = card.person.supervisor_id
    return actors_of(
        str(viewer.id),
        employee=str(card.person.id),
        supervisor=str(above) if above else None,
        preparers=card.preparers,
        principals={str(one) for one in viewer.principals},
        operates=operates,
    )


async def act(
    *,
    card: Card,
    author: Employee,
    event: str,
    words: str,
    id: UUID | None = None,
    seen: UUID | None = None,
) -> ApprovalStep:
    """Prepare, approve, return, reject, take back or withdraw a request: whoever may.

    Args:
        card: one that the author may see, or their own.
        author: who acts; with `principals`.
        event: of the rules of domain/approval.PHONE_CHANGE.
        words: why; the employee reads them.
        id: made by the form or phone, so that the same click sent twice is one step.
        seen: the newest step that was shown.

    Raises:
        Problem: `forbidden` for who may not; `step_not_now` where it stands elsewhere, a newer
            request exists, the new phone is bound, or it changed since; `invalid` with `words`.
    """
    if event not in approval.RULES[PHONE_CHANGE]:
        raise Problem("invalid", fields={"words": "Pilih salah satu keputusan."})
    if event == "prepare" and 0 < len(one_line(words)) < LEAST_REASON:
        raise Problem("invalid", fields={"words": TOO_SHORT})
    async with in_transaction() as connection:
        await serialise(connection)
        [fresh] = await cards([card.change.id])
        taking = await _taking(fresh, author, event, one_line(words), id)
        known = approvals.repeated(fresh.standing, taking)
        if known:
            return known
        await _check_current(fresh, seen)
        step = await approvals.take(PHONE_CHANGE, card.change.id, fresh.standing, taking)
        if approval.EVENTS[event].leads != approval.APPROVED:
            codes = EnrolmentCode.filter(change=card.change, spent_at=None, withdrawn_at=None)
            await codes.update(withdrawn_at=step.at)
        await _tell(card.change, step)
    return step


async def _taking(fresh: Card, author: Employee, event: str, words: str, id: UUID | None) -> Taking:
    """A step with what its author is for the request now: who prepared it a moment ago, on
    another page, is not its second person any more.
    """
    person = fresh.person
    operates = person.id in await operated(author, [person.id])
    behalf = None if operates else author.on_behalf_for(person)
    return Taking(
        event=event,
        author=author,
        actors=actors_for(fresh, author, operates=operates),
        words=words,
        on_behalf_of=behalf if event in approval.DECISIONS and author.decides_on(person) else None,
        id=id,
    )


async def _check_current(fresh: Card, seen: UUID | None) -> None:
    last = fresh.standing.last
    if seen and last and last.id != seen:
        raise Problem("step_not_now", "Permintaan ini berubah sejak halaman dibuka. Periksa lagi.")
    if fresh.state == BOUND:
        raise Problem("step_not_now", "HP baru sudah terdaftar atas permintaan ini.")
    if await PhoneChange.exists(employee=fresh.person, number__gt=fresh.change.number):
        raise Problem("step_not_now", "Pegawai ini sudah punya permintaan yang lebih baru.")


async def _tell(change: PhoneChange, step: ApprovalStep) -> None:
    """Tell the old phone: it may be the one that hears of a request its owner never made."""
    if step.event in TOLD:
        title, body = TOLD[step.event]
        tag = str(change.id)
        await notify(
            *(change.employee_id, "decision", str(step.id)),
            **{"title": title, "body": body, "url": "#phone", "tag": tag},
        )
