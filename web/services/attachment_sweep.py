"""What of files is no longer of use? Uploads that stand still, bytes of what was removed.

Rows of attachments stay. A file goes when no attachment that stands, or was removed lately, has
its hash; one that no row names only after a day, since a file is written before its row. The photo
of a check-in has no time of grace: it is gone when it was said to be.
"""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from tortoise.expressions import Q

from web.domain.attachments import AWAITED_DAYS, CHECKIN, PART_DAYS, REMOVED_DAYS
from web.models import Attachment, AttachmentRemoval, Upload
from web.services.attachment_expiry import expire
from web.services.attachment_files import Store, changed
from web.services.attachment_subjects import SUBJECTS

YOUNG = timedelta(days=1)


class Swept(NamedTuple):
    """How many of each were swept."""

    uploads: int
    awaited: int
    photos: int
    files: int


async def sweep(store: Store, now: datetime, photo_days: int) -> Swept:
    """Sweep once; what another takes meanwhile is young, and left alone.

    Args:
        store: the files.
        now: the time.
        photo_days: the setting of that name.
    """
    uploads = await _uploads(store, now)
    awaited = await _awaited(now)
    photos = await expire(now, photo_days)
    return Swept(uploads, awaited, photos, await _files(store, now))


async def _uploads(store: Store, now: datetime) -> int:
    oldest, count = now - timedelta(days=PART_DAYS), 0
    for one in await Upload.filter(created_at__lt=oldest):
        if not store.received(one.id) or changed(store.part(one.id)) < oldest:
            await one.delete()
            store.drop(one.id)
            count += 1
    for part in list(store.parts()):
        if changed(part) < now - YOUNG and not await _is_upload(part):
            part.unlink(missing_ok=True)
    return count


async def _is_upload(part: Path) -> bool:
    try:
        return await Upload.exists(id=UUID(part.stem))
    except ValueError:
        return False


async def _awaited(now: datetime) -> int:
    """Files whose record never came are taken away, with a record of it."""
    oldest, count = now - timedelta(days=AWAITED_DAYS), 0
    for kind, subject in SUBJECTS.items():
        early = await Attachment.filter(
            subject_kind=kind, early=True, created_at__lt=oldest, removal__at__isnull=True
        )
        known = await subject.owners([one.subject_id for one in early])
        for one in early:
            if not subject.counts(one, known.get(one.subject_id, ())):
                reason = f"Catatannya tidak pernah datang dalam {AWAITED_DAYS} hari."
                await AttachmentRemoval.create(
                    attachment_id=one.id, author=None, reason=reason, at=now
                )
                count += 1
    return count


async def _files(store: Store, now: datetime) -> int:
    lately = now - timedelta(days=REMOVED_DAYS)
    named: set[str] = set()
    graced = Q(removal__at__gt=lately) & ~Q(subject_kind=CHECKIN)
    for where in (Q(removal__at__isnull=True), graced):
        named |= {
            str(one) for one in await Attachment.filter(where).values_list("sha256", flat=True)
        }
    return await asyncio.to_thread(store.drop_others, named, now - YOUNG)
