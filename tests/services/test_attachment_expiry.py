"""Do the photos of check-ins go when they were said to go, and no other?"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.services.month import MONTH
from tests.services.office import DAY, MORNING, Office
from tests.services.test_attachment_sweep import age
from web import clock
from web.models import (
    Agency,
    Attachment,
    AttachmentRemoval,
    CheckIn,
    ClosingStep,
    Employee,
    LockedMonth,
)
from web.services import attachment_expiry, roster
from web.services.attachment_files import Store
from web.services.attachment_sweep import sweep

LOCKED = datetime(2026, 12, 5, 2, tzinfo=UTC)
DUE = LOCKED + 90 * DAY
SHAPE = {"kind": "image", "size": 1, "width": 1, "height": 1, "pages": 0, "sent_size": 1}


async def photographed(
    office: Office, at: datetime = MORNING, agency: Agency | None = None
) -> Attachment:
    """A check-in with a photo, of somebody new."""
    person = await office.hire()
    if agency:
        person.agency = agency
        await person.save(update_fields=["agency_id"])
    phone = await office.phone(person, at=at - DAY)
    await office.one(office.press(phone, at), at=at + timedelta(seconds=2))
    checkin = await CheckIn.get(employee=person)
    return await attached(office, checkin.employee_id, "checkin", UUID(checkin.jti), at)


async def attached(
    office: Office, person: UUID, kind: str, subject: UUID, at: datetime
) -> Attachment:
    sha256 = Store(office.settings.data).keep(uuid4().bytes, b"small")
    age(path_of(office, sha256), MORNING)
    return await Attachment.create(
        id=uuid4(),
        author_id=person,
        subject_kind=kind,
        subject_id=subject,
        early=False,
        name="a.jpg",
        sha256=sha256,
        sent_sha256=sha256,
        created_at=at,
        **SHAPE,
    )


def path_of(office: Office, sha256: str) -> Path:
    return Store(office.settings.data).path(sha256)


async def step(agency: Agency, name: str, at: datetime) -> None:
    """A step of closing the month, taken by whoever."""
    usual = {"id": uuid4(), "name": "Admin", "created_at": MORNING}
    admin, _ = await Employee.get_or_create(nip="X-ADMIN", defaults=usual)
    told = {"agency": agency, "month": MONTH}
    made = await ClosingStep.create(id=uuid4(), **told, step=name, author=admin, reason="", at=at)
    if name == "lock":
        await LockedMonth.create(id=uuid4(), **told, step=made, digest="x" * 43, rows=[])


async def gone(office: Office, now: datetime) -> set[UUID]:
    """Which are taken away by then."""
    await sweep(Store(office.settings.data), now, 90)
    removals = await AttachmentRemoval.all()
    assert {one.author_id for one in removals} <= {None}
    return {one.attachment_id for one in removals}


async def test_a_photo_goes_with_its_bytes_so_many_days_after_its_month_was_locked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachment_expiry, "PART", 2)
    with clock.at(MORNING - 90 * DAY):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Jayapura")
    photos = [await photographed(office) for _ in range(3)]
    # Locked in one agency and not in the other; the last minutes of the month, the first of the
    # next; and what is no photo.
    open_ = await photographed(office, agency=other)
    last = await photographed(office, datetime(2026, 11, 30, 15, 59, tzinfo=UTC))
    next_ = await photographed(office, datetime(2026, 11, 30, 16, 1, tzinfo=UTC))
    letter = await attached(office, photos[0].author_id, "day_status", uuid4(), MORNING)
    await step(office.agency, "lock", LOCKED)

    assert await gone(office, DUE - DAY) == set()
    expected = {one.id for one in (*photos, last)}
    assert await gone(office, DUE + DAY) == expected
    assert await gone(office, DUE + 2 * DAY) == expected  # once
    for one in (*photos, last):
        assert not path_of(office, one.sha256).exists()
    for one in (open_, next_, letter):
        assert path_of(office, one.sha256).exists()
    [reason] = {one.reason for one in await AttachmentRemoval.all()}
    assert reason == "Masa simpan berakhir: 90 hari sesudah bulannya dikunci."


async def test_a_month_that_was_opened_again_counts_from_its_next_lock(office: Office) -> None:
    photo = await photographed(office)
    await step(office.agency, "lock", LOCKED)
    await step(office.agency, "reopen", LOCKED + DAY)
    assert await gone(office, DUE + 10 * DAY) == set()
    await step(office.agency, "lock", LOCKED + 20 * DAY)
    assert await gone(office, DUE + 19 * DAY) == set()
    assert await gone(office, DUE + 21 * DAY) == {photo.id}


async def test_where_a_month_is_never_locked_it_goes_after_a_year(office: Office) -> None:
    photo = await photographed(office)
    assert await gone(office, MORNING + 360 * DAY) == set()
    assert await gone(office, MORNING + 367 * DAY) == {photo.id}
