"""Which records do the tests attach files to, and how?"""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from httpx2 import Response
from starlette.testclient import TestClient

from tests import samples
from tests.endpoints.conftest import Cast
from web import clock
from web.models import Attachment, Correction, DayStatus

HTMX = {"HX-Request": "true"}
DAY = date(2026, 11, 24)
PHOTO, LETTER = samples.photo(), samples.letter(2)


async def entered(cast: Cast, code: str, who: str = "employee") -> UUID:
    made = await DayStatus.create(
        id=uuid4(),
        employee=cast.people[who],
        code=code,
        first_day=DAY,
        last_day=DAY,
        number="",
        note="",
        author=cast.people["operator"],
        created_at=clock.now(),
    )
    return made.id


async def asked(cast: Cast, id: UUID, who: str = "employee") -> None:
    at = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
    words = {"kind": "out", "at": at, "reason": "HP mati.", "evidence": "", "filed_at": at}
    await Correction.create(id=id, employee=cast.people[who], date=DAY, **words)


def status_of(cast: Cast, code: str, who: str = "employee") -> UUID:
    """A leave of somebody."""
    found: UUID = cast.run(entered, cast, code, who)
    return found


def attach(
    desk: TestClient, subject: UUID, content: bytes, name: str = "surat.pdf", **headers: str
) -> Response:
    """Post the form of a leave."""
    files = {"file": (name, content, "application/octet-stream")}
    return desk.post(f"/desk/attachments/day_status/{subject}", files=files, headers=headers)


def the_one(cast: Cast) -> Attachment:
    """The only attachment there is."""

    async def look() -> Attachment:
        [one] = await Attachment.all()
        return one

    found: Attachment = cast.run(look)
    return found


def opens(cast: Cast, who: str, id: UUID) -> int:
    """The status with which a desk gets the content."""
    desk = cast.at_desk(who)
    small = desk.get(f"/desk/attachments/{id}/small")
    whole = desk.get(f"/desk/attachments/{id}")
    assert small.status_code in (whole.status_code, 404)
    return whole.status_code
