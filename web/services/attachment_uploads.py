"""How does a file get through where the network does not hold? In parts, by tus 1.0.

The phone makes the id, says size and hash before, and asks again where it stands after every break.
The id is the attachment's, so finishing twice is finishing once. A file may come before the record
that it belongs to: an offline phone sends both in any order.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from tortoise.exceptions import IntegrityError

from web import clock
from web.errors import Problem
from web.models import Attachment, Employee, Upload
from web.services.attachment_files import Store, hash_of
from web.services.attachments import check_room, same, subject_of, take

_SHA256 = re.compile(r"[0-9a-f]{64}")
MAX_NAME = 255


@dataclass(frozen=True, kw_only=True)
class Announced:
    """What a phone says of a file before it comes. `sha256` in hex; `size` in bytes."""

    id: UUID
    subject_kind: str
    subject_id: UUID
    name: str
    size: int
    sha256: str


async def begin(
    store: Store, told: Announced, *, author: Employee, most_bytes: int, quota_bytes: int
) -> int:
    """Make room for a file, or find the one that was begun; how many bytes of it are here.

    Args:
        store: the files.
        told: what the phone says of it.
        author: who sends it.
        most_bytes: the largest file that is taken.
        quota_bytes: what one person may send within 24 hours.

    Raises:
        Problem: `not_found` for a kind or record that is not the author's, `too_large`, `invalid`,
            `upload_quota`, `content_differs`, or `file_refused` where it was refused before.
    """
    made = _checked(told, author, most_bytes)
    if known := await Attachment.get_or_none(id=told.id):
        same(known, made)
        return told.size
    if begun := await Upload.get_or_none(id=told.id):
        return _begun(store, begun, made)
    await _check_subject(made, author)
    await _give_way(store, made)
    await check_room(
        author, made.subject_kind, made.subject_id, made.size, quota_bytes, made.created_at
    )
    try:
        await made.save(force_create=True)
    except IntegrityError:
        return _begun(store, await Upload.get(id=told.id), made)
    return 0


async def received(store: Store, id: UUID, author: Employee) -> tuple[int, int]:
    """How many bytes of a file are here, and of how many. One that is whole is finished first.

    Raises:
        Problem: `not_found`, `file_refused`, `hash_differs`.
    """
    if size := await _done(id, author):
        return size, size
    upload = await _load(id, author)
    if store.received(id) == upload.size:  # the server ended between the last part and the check
        await _finish(store, upload)
        return upload.size, upload.size
    return store.received(id), upload.size


async def append(
    store: Store, id: UUID, author: Employee, offset: int, pieces: AsyncIterator[bytes]
) -> int:
    """Take a part of a file; how many bytes are here now. The last part finishes it.

    What has arrived of a part that breaks off is kept.

    Args:
        store: the files.
        id: of the upload.
        author: who sends it.
        offset: where the part begins, in bytes.
        pieces: the part, as it arrives.

    Raises:
        Problem: `not_found`; `offset_differs` where it does not join on; `too_large` where more
            comes than was announced; `hash_differs` (it begins anew); `file_refused`.
    """
    if size := await _done(id, author):
        if offset != size:
            raise Problem("offset_differs")
        return size
    upload = await _load(id, author)
    async for piece in pieces:
        if offset + len(piece) > upload.size:
            raise Problem("too_large", "Yang dikirim lebih besar daripada yang diumumkan.")
        async with store.lock(id):
            if not await asyncio.to_thread(store.append, id, offset, piece):
                raise Problem("offset_differs")
        offset += len(piece)
    if offset != store.received(id):
        raise Problem("offset_differs")
    if offset == upload.size:
        await _finish(store, upload)
    return offset


async def give_up(store: Store, id: UUID, author: Employee) -> None:
    """Forget a file that is on its way.

    Raises:
        Problem: `not_found`.
    """
    if not await Upload.filter(id=id, author_id=author.id).delete():
        raise Problem("not_found")
    store.drop(id)


async def _finish(store: Store, upload: Upload) -> None:
    async with store.lock(upload.id):
        if known := await Attachment.get_or_none(id=upload.id):
            same(known, upload)
            return
        part = store.part(upload.id)
        if await asyncio.to_thread(hash_of, part) != upload.sha256:
            part.unlink(missing_ok=True)
            raise Problem("hash_differs")
        subject = subject_of(upload.subject_kind)
        early = not await subject.owners([upload.subject_id])
        try:
            await take(store, part, upload=upload, early=early)
        except Problem as problem:
            await Upload.filter(id=upload.id).update(refusal=problem.detail)
            raise
        finally:
            part.unlink(missing_ok=True)
    store.drop(upload.id)


def _checked(told: Announced, author: Employee, most_bytes: int) -> Upload:
    """The upload as a row that is not written yet."""
    if told.size > most_bytes:
        raise Problem("too_large", f"Berkas ini lebih dari {most_bytes >> 20} MB. Perkecil dahulu.")
    fields = {}
    if told.size < 1:
        fields["size"] = "Berkas ini kosong. Pilih berkas lain."
    if not _SHA256.fullmatch(told.sha256):
        fields["sha256"] = "sha256 harus 64 angka heksadesimal."
    if fields:
        raise Problem("invalid", next(iter(fields.values())), fields=fields)
    return Upload(
        id=told.id,
        author_id=author.id,
        subject_kind=told.subject_kind,
        subject_id=told.subject_id,
        name=told.name[:MAX_NAME],
        size=told.size,
        sha256=told.sha256,
        created_at=clock.now(),
    )


async def _check_subject(made: Upload, author: Employee) -> None:
    """A record that exists must be the author's own; one that does not may still come."""
    subject = subject_of(made.subject_kind)
    if not await subject.owners([made.subject_id]):
        return
    if not await subject.own(author).filter(**{subject.key: str(made.subject_id)}).exists():
        raise Problem("not_found")


async def _give_way(store: Store, made: Upload) -> None:
    """Where a record has one file only, one that is still on its way gives way to the newer."""
    if subject_of(made.subject_kind).most > 1:
        return
    of_record = {"subject_kind": made.subject_kind, "subject_id": made.subject_id}
    for older in await Upload.filter(author_id=made.author_id, refusal=None, **of_record):
        await older.delete()
        store.drop(older.id)


def _begun(store: Store, begun: Upload, made: Upload) -> int:
    for name in ("author_id", "subject_kind", "subject_id", "size", "sha256"):
        if getattr(begun, name) != getattr(made, name):
            raise Problem("content_differs")
    if begun.refusal:
        raise Problem("file_refused", begun.refusal)
    return store.received(begun.id)


async def _done(id: UUID, author: Employee) -> int | None:
    """The announced size of a file that has become an attachment."""
    known = await Attachment.get_or_none(id=id, author_id=author.id)
    return known.sent_size if known else None


async def _load(id: UUID, author: Employee) -> Upload:
    upload = await Upload.get_or_none(id=id, author_id=author.id)
    if upload is None:
        raise Problem("not_found")
    if upload.refusal:
        raise Problem("file_refused", upload.refusal)
    return upload
