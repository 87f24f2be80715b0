"""What is swept, and when? Nothing that stands, and nothing that was just written."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from tests.services.office import Office
from web import clock
from web.models import Attachment, AttachmentRemoval, DayStatus, Employee, Upload
from web.services.attachment_files import Store
from web.services.attachment_sweep import Swept, sweep

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def age(path: Path, at: datetime) -> None:
    """Let a file have been written then."""
    os.utime(path, (at.timestamp(), at.timestamp()))


async def attached(
    store: Store, person: Employee, content: bytes, *, subject: UUID, early: bool = False
) -> Attachment:
    """An attachment of long ago, its file too."""
    sha256 = store.keep(content, b"small" + content)
    for small in (True, False):
        age(store.path(sha256, small=small), NOW - 90 * DAY)
    shape = {"kind": "image", "size": 1, "width": 1, "height": 1, "pages": 0, "sent_size": 1}
    return await Attachment.create(
        id=uuid4(),
        author=person,
        subject_kind="day_status",
        subject_id=subject,
        early=early,
        name="a.jpg",
        sha256=sha256,
        sent_sha256=sha256,
        created_at=NOW - 90 * DAY,
        **shape,
    )


async def leave_of(person: Employee) -> UUID:
    day = date(2026, 11, 24)
    with clock.at(NOW):
        made = await DayStatus.create(
            id=uuid4(),
            employee=person,
            code="CT",
            first_day=day,
            last_day=day,
            number="",
            note="",
            created_at=NOW,
        )
    return made.id


async def removed(one: Attachment, at: datetime) -> None:
    await AttachmentRemoval.create(attachment_id=one.id, author=None, reason="x", at=at)


async def test_what_stands_stays_and_what_was_removed_goes_after_a_month(office: Office) -> None:
    store, person = Store(office.settings.data), await office.hire()
    subject = await leave_of(person)
    stands = await attached(store, person, b"stands", subject=subject)
    shared = await attached(store, person, b"stands", subject=subject)
    lately = await attached(store, person, b"lately", subject=subject)
    old = await attached(store, person, b"old", subject=subject)
    await removed(shared, NOW - 40 * DAY)  # its bytes are another's too
    await removed(lately, NOW - 29 * DAY)
    await removed(old, NOW - 31 * DAY)
    assert await sweep(store, NOW, 90) == Swept(0, 0, 0, 2)
    assert store.path(stands.sha256).exists()
    assert store.path(lately.sha256).exists()
    assert not store.path(old.sha256).exists()
    assert await Attachment.all().count() == 4


async def test_a_file_without_a_row_goes_after_a_day(office: Office) -> None:
    store = Store(office.settings.data)
    fresh, orphan = store.keep(b"fresh", b""), store.keep(b"orphan", b"")
    half = store.path(orphan).with_name(".half.0123")
    half.write_bytes(b"x")
    for path in (store.path(orphan), half):
        age(path, NOW - 2 * DAY)
    age(store.path(fresh), NOW - timedelta(hours=1))
    assert (await sweep(store, NOW, 90)).files == 2
    assert store.path(fresh).exists()
    # Kept again, an old file is young again.
    age(store.path(fresh), NOW - 9 * DAY)
    store.keep(b"fresh", b"")
    assert (await sweep(store, NOW, 90)).files == 0


async def test_an_upload_that_stands_still_goes_after_a_week(office: Office) -> None:
    store, person = Store(office.settings.data), await office.hire()
    ids = {}
    for name, began, touched in (("still", 8, 8), ("slow", 20, 2), ("young", 2, 2)):
        ids[name] = uuid4()
        await Upload.create(
            id=ids[name],
            author=person,
            subject_kind="correction",
            subject_id=uuid4(),
            name="a",
            size=9,
            sha256="0" * 64,
            created_at=NOW - began * DAY,
        )
        store.append(ids[name], 0, b"part")
        age(store.part(ids[name]), NOW - touched * DAY)
    lost = uuid4()
    store.append(lost, 0, b"x")
    age(store.part(lost), NOW - 2 * DAY)
    assert (await sweep(store, NOW, 90)).uploads == 1
    assert {one.id for one in await Upload.all()} == {ids["slow"], ids["young"]}
    assert [store.received(one) for one in (*ids.values(), lost)] == [0, 4, 4, 0]


async def test_a_file_whose_record_never_came_is_removed_with_a_record(office: Office) -> None:
    store, person = Store(office.settings.data), await office.hire()
    alone = await attached(store, person, b"alone", subject=uuid4(), early=True)
    met = await attached(store, person, b"met", subject=await leave_of(person), early=True)
    assert (await sweep(store, NOW, 90)).awaited == 1
    [removal] = await AttachmentRemoval.all()
    assert removal.attachment_id == alone.id
    assert store.path(alone.sha256).exists()  # its month of grace begins now
    assert (await sweep(store, NOW, 90)).awaited == 0
    assert store.path(met.sha256).exists()
