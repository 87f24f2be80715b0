"""Which photos and letters does a record have, and how is one added?

Every way in ends here: `take` examines what was sent, keeps what was made of it, then writes the
row.
"""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from tortoise.exceptions import IntegrityError
from tortoise.functions import Sum
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from web import clock
from web.domain.attachments import IMAGE, REFUSALS, shown_name
from web.errors import Problem
from web.models import Attachment, Employee, Upload
from web.services.attachment_check import examine
from web.services.attachment_files import Store, hash_of
from web.services.attachment_subjects import SUBJECTS, Subject

DAY = timedelta(hours=24)


def subject_of(kind: str) -> Subject:
    """The kind of record.

    Raises:
        Problem: `not_found` where there is no such kind.
    """
    try:
        return SUBJECTS[kind]
    except KeyError:
        raise Problem("not_found") from None


async def take(
    store: Store, path: Path, *, upload: Upload, early: bool, settled: bool = True
) -> Attachment:
    """Examine a file that has arrived whole and keep what was made of it, under the upload's id.

    Args:
        store: the files.
        path: what arrived; the caller has compared its size and hash.
        upload: what was said of it.
        early: whether its record does not exist yet.
        settled: whether the upload has a row, which then goes.

    Raises:
        Problem: `file_refused`, `content_differs`.
    """
    subject = subject_of(upload.subject_kind)
    found = await examine(path, subject.side)
    if found.kind != IMAGE and subject.pictures:
        raise Problem("file_refused", REFUSALS["no_image"])
    sha256 = await asyncio.to_thread(store.keep, found.content, found.small)
    try:
        async with in_transaction():
            if settled and not await Upload.filter(id=upload.id).delete():
                raise Problem("not_found")  # it gave way meanwhile to another, or was given up
            return await Attachment.create(
                id=upload.id,
                author_id=upload.author_id,
                subject_kind=upload.subject_kind,
                subject_id=upload.subject_id,
                early=early,
                name=shown_name(upload.name, found.kind),
                kind=found.kind,
                size=len(found.content),
                sha256=sha256,
                sent_size=upload.size,
                sent_sha256=upload.sha256,
                width=found.width,
                height=found.height,
                pages=found.pages,
                created_at=clock.now(),
            )
    except IntegrityError:
        return same(await Attachment.get(id=upload.id), upload)


def same(known: Attachment, upload: Upload) -> Attachment:
    """What is kept under the upload's id.

    Raises:
        Problem: `content_differs` where that is another file.
    """
    kept = (known.author_id, known.subject_kind, known.subject_id, known.sent_sha256)
    told = (upload.author_id, upload.subject_kind, upload.subject_id, upload.sha256)
    if kept != told:
        raise Problem("content_differs")
    return known


async def add(
    store: Store,
    content: bytes,
    *,
    kind: str,
    subject_id: UUID,
    name: str,
    author: Employee,
    most_bytes: int,
    quota_bytes: int,
) -> Attachment:
    """Attach a file that came whole, at a desk, to a record which the author must be keeping.

    Raises:
        Problem: `not_found`, and as `add_whole`.
    """
    subject = subject_of(kind)
    if not await subject.kept(author).filter(**{subject.key: str(subject_id)}).exists():
        raise Problem("not_found")
    return await add_whole(
        store,
        content,
        kind=kind,
        subject_id=subject_id,
        name=name,
        author=author,
        most_bytes=most_bytes,
        quota_bytes=quota_bytes,
    )


async def add_whole(
    store: Store,
    content: bytes,
    *,
    kind: str,
    subject_id: UUID,
    name: str,
    author: Employee,
    most_bytes: int,
    quota_bytes: int,
) -> Attachment:
    """Attach a file that came whole; the caller has seen to whose record it is.

    Args:
        store: the files.
        content: the file.
        kind: of the record.
        subject_id: the record.
        name: as the browser gave it.
        author: who attaches.
        most_bytes: the largest file that is taken.
        quota_bytes: what one person may send within 24 hours.

    Raises:
        Problem: `invalid` with `file`, `upload_quota`.
    """
    if len(content) > most_bytes:
        sentence = f"Berkas ini lebih dari {most_bytes >> 20} MB. Perkecil atau bagi dahulu."
        raise Problem("invalid", fields={"file": sentence})
    await check_room(author, kind, subject_id, len(content), quota_bytes, clock.now())
    id_ = uuid4()
    part = store.part(id_)
    try:
        await asyncio.to_thread(store.append, id_, 0, content)
        sent = Upload(
            id=id_,
            author_id=author.id,
            subject_kind=kind,
            subject_id=subject_id,
            name=name,
            size=len(content),
            sha256=await asyncio.to_thread(hash_of, part),
            created_at=clock.now(),
        )
        return await take(store, part, upload=sent, early=False, settled=False)
    except Problem as problem:
        raise Problem("invalid", problem.detail, fields={"file": problem.detail}) from problem
    finally:
        store.drop(id_)


async def check_room(
    author: Employee, kind: str, subject_id: UUID, size: int, quota_bytes: int, now: datetime
) -> None:
    """Whether the record and the author's day have room for one more file.

    Raises:
        Problem: `invalid` with `file`, `upload_quota`.
    """
    of_record: dict[str, Any] = {"subject_kind": kind, "subject_id": subject_id}
    mine = {"author_id": author.id} if subject_of(kind).personal else {}
    there = (
        await standing(**of_record, **mine).count()
        + await Upload.filter(author_id=author.id, refusal=None, **of_record).count()
    )
    most = subject_of(kind).most
    if there >= most:
        sentence = f"Paling banyak {most} berkas untuk satu catatan."
        if most == 1:
            sentence = "Swafoto untuk absen ini sudah diterima."
        raise Problem("invalid", sentence, fields={"file": sentence})
    spent = size
    for found in (Attachment, Upload):
        recent = found.filter(author_id=author.id, created_at__gt=now - DAY)
        [row] = await recent.annotate(bytes=Sum("size")).values("bytes")
        spent += int(row["bytes"] or 0)
    if spent > quota_bytes:
        raise Problem("upload_quota")


def standing(**where: object) -> QuerySet[Attachment]:
    """Attachments that were not removed."""
    return Attachment.filter(removal__at__isnull=True, **where)


async def listed(kind: str, subjects: Collection[UUID]) -> dict[UUID, list[Attachment]]:
    """What some records have attached, oldest first; the caller has seen to who sees them.

    Two queries. Not for a kind whose ids may be several people's (`personal`).
    """
    ids, subject = list(subjects), subject_of(kind)
    found: dict[UUID, list[Attachment]] = {one: [] for one in ids}
    owners = await subject.owners(ids)
    rows = standing(subject_kind=kind, subject_id__in=ids).order_by("created_at")
    for one in await rows.select_related("author"):
        if subject.counts(one, owners.get(one.subject_id, ())):
            found[one.subject_id].append(one)
    return found
