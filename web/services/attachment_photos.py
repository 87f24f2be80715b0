"""Is there a photo with a check-in, was one asked for, and who may look at it?

Authorisation is the query, as for every attachment: services/attachment_subjects.SUBJECTS.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from web.domain import checkin_photo
from web.domain.attachments import CHECKIN
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.models import Agency, Attachment, CheckIn, Employee
from web.services import phone_policies
from web.services.attachment_subjects import SUBJECTS
from web.services.attachments import standing


@dataclass(frozen=True)
class Photo:
    """What is known of the photo of one check-in.

    Attributes:
        asked: whether the office asked for one, by what held on that day.
        file: what was sent, or None.
        opened: whether the viewer may look at it.
        arrival: how long after the check-in it came, in words; "" without one.
    """

    asked: bool
    file: Attachment | None
    opened: bool = False
    arrival: str = ""


async def at_desk(viewer: Employee, checkins: Collection[CheckIn]) -> dict[str, Photo]:
    """The photos of check-ins that the viewer may see, by hash. Five queries at most.

    Args:
        viewer: who looks.
        checkins: with `employee__agency` and `assessment` loaded.
    """
    if not checkins:
        return {}
    agencies = {one.hash: one.employee.agency for one in checkins}
    asked, files = await _asked(checkins, agencies), await _files(checkins)
    readable = SUBJECTS[CHECKIN].opened(viewer).filter(hash__in=list(files))
    opened: set[Any] = set(await readable.values_list("hash", flat=True)) if files else set()
    return {
        one.hash: Photo(
            one.hash in asked, files.get(one.hash), one.hash in opened, _arrival(one, files)
        )
        for one in checkins
    }


async def on_phone(employee: Employee, checkins: Sequence[CheckIn]) -> dict[str, dict[str, Any]]:
    """What a phone is told of the photos of its owner's check-ins, by hash. Three queries.

    Args:
        employee: the owner, with `agency` loaded.
        checkins: theirs, with `assessment` loaded.
    """
    asked = await _asked(checkins, dict.fromkeys((one.hash for one in checkins), employee.agency))
    files = await _files(checkins)
    return {
        one.hash: {
            "asked": one.hash in asked,
            "id": str(files[one.hash].id) if one.hash in files else None,
        }
        for one in checkins
    }


async def _asked(checkins: Collection[CheckIn], agencies: dict[str, Agency | None]) -> set[str]:
    known = await phone_policies.load()
    found = set()
    for one in checkins:
        agency = agencies[one.hash]
        day = local_date(one.claimed_at, agency.timezone if agency else HOME_ZONE)
        policy = known.on(agency.id if agency else None, day)
        if checkin_photo.asked(policy, one.assessment.verdict):
            found.add(one.hash)
    return found


async def _files(checkins: Collection[CheckIn]) -> dict[str, Attachment]:
    """By hash: the photo that the person of the check-in sent, nobody else's. One query."""
    named = {"subject_kind": CHECKIN, "subject_id__in": [UUID(one.jti) for one in checkins]}
    people = list({one.employee_id for one in checkins})
    rows = await standing(**named, author_id__in=people).order_by("created_at")
    sent = {(str(one.subject_id), one.author_id): one for one in rows}
    found = {one.hash: sent.get((one.jti, one.employee_id)) for one in checkins}
    return {hash_: one for hash_, one in found.items() if one}


def _arrival(checkin: CheckIn, files: dict[str, Attachment]) -> str:
    photo = files.get(checkin.hash)
    if photo is None:
        return ""
    return checkin_photo.arrival(checkin.claimed_at, checkin.received_at, photo.created_at)
