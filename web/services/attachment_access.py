"""Who may open an attachment, and who takes one away?

An attachment is reached through its record. What does not exist and what is not the viewer's are
answered alike. Nothing is gone silently: a removal is a record, the row of what was removed stays.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet

from web import clock
from web.domain.approval import TRAVEL_REPORT
from web.domain.attachments import CHECKIN
from web.errors import Problem
from web.models import Attachment, AttachmentRemoval, Decision, Employee
from web.services.approvals import standing as matter_of
from web.services.attachment_subjects import SUBJECTS, Subject
from web.services.attachments import standing
from web.services.rulings import standings

MAX_REASON = 500


async def opened_by_phone(viewer: Employee, id: UUID) -> Attachment:
    """An attachment of a record of the viewer's own, or one whose record is still to come.

    Raises:
        Problem: `not_found`.
    """
    one = await standing(id=id).get_or_none()
    subject = SUBJECTS.get(one.subject_kind) if one else None
    if one is None or subject is None:
        raise Problem("not_found")
    if not await _counts(subject, one):
        if one.author_id == viewer.id and not await _exists(subject, one):
            return one
        raise Problem("not_found")
    if not await subject.own(viewer).filter(**subject.named_by(one)).exists():
        raise Problem("not_found")
    return one


async def opened_at_desk(viewer: Employee, id: UUID) -> Attachment:
    """An attachment whose content the viewer may read at a desk.

    Raises:
        Problem: `not_found`, the same for what does not exist and for what is not theirs.
    """
    return await _at_desk(viewer, id, lambda subject: subject.opened(viewer))


async def owner_of(one: Attachment) -> UUID:
    """Whose record an attachment belongs to; its author's, where the record is not there."""
    whose = await _owners(SUBJECTS[one.subject_kind], one)
    author: UUID = one.author_id
    return author if author in whose else next(iter(whose), author)


async def kept_at_desk(viewer: Employee, id: UUID) -> Attachment:
    """An attachment of a record that the viewer keeps, and so may take away.

    Raises:
        Problem: `not_found`.
    """
    return await _at_desk(viewer, id, lambda subject: subject.kept(viewer))


async def remove_own(*, id: UUID, author: Employee, reason: str) -> bool:
    """Take back what one sent oneself, from a phone; False when it had been taken back.

    Raises:
        Problem: `not_found`, `decided` (somebody decided with it before them), `invalid`.
    """
    one = await Attachment.get_or_none(id=id, author_id=author.id)
    if one is None:
        raise Problem("not_found")
    if await _decided(one):
        raise Problem("decided")
    return await remove(one, author, reason)


async def _decided(one: Attachment) -> bool:
    """Whether somebody has decided on its record, with it before them."""
    if one.subject_kind == CHECKIN:
        mine = {"checkin__jti": str(one.subject_id), "checkin__employee_id": one.author_id}
        return await Decision.filter(**mine).exists()
    if (await standings([one.subject_id]))[one.subject_id].last:
        return True
    if one.subject_kind != TRAVEL_REPORT:
        return False
    return (await matter_of(TRAVEL_REPORT, one.subject_id)).approved is not None


async def remove(one: Attachment, author: Employee, reason: str) -> bool:
    """Take an attachment away; False when it had been. The caller has seen to whether they may.

    Raises:
        Problem: `invalid` with `reason`.
    """
    reason = " ".join(reason.split())
    if not 1 <= len(reason) <= MAX_REASON:
        sentence = f"Tulis alasannya, paling panjang {MAX_REASON} huruf."
        raise Problem("invalid", sentence, fields={"reason": sentence})
    try:
        await AttachmentRemoval.create(
            attachment_id=one.id, author=author, reason=reason, at=clock.now()
        )
    except IntegrityError:
        return False
    return True


async def _at_desk(
    viewer: Employee, id: UUID, allowed: Callable[[Subject], QuerySet[Any]]
) -> Attachment:
    one = await standing(id=id).get_or_none()
    subject = SUBJECTS.get(one.subject_kind) if one else None
    if one is None or subject is None or not await _counts(subject, one):
        raise Problem("not_found")
    if not await allowed(subject).filter(**subject.named_by(one)).exists():
        raise Problem("not_found")
    return one


async def _owners(subject: Subject, one: Attachment) -> set[UUID]:
    return (await subject.owners([one.subject_id])).get(one.subject_id, set())


async def _exists(subject: Subject, one: Attachment) -> bool:
    return bool(await _owners(subject, one))


async def _counts(subject: Subject, one: Attachment) -> bool:
    return subject.counts(one, await _owners(subject, one))
