"""Who reports of which duty? Reports handed in and decided on through the real services."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.services.month import moment
from web import clock
from web.domain.travel_reports import Activity, Content
from web.models import ApprovalStep, Employee
from web.services import travel_report_filing, travel_reports
from web.services.assignments import report_id
from web.services.travel_report_filing import Filing

BACK = moment(27, "09:00")  # the day after the duty of duty_acts.letter


def content(**other: Any) -> Content:
    """What is told of a duty from 24 to 26 November 2026."""
    told: dict[str, Any] = {
        "results": "Data kepegawaian disepakati.",
        "transport": "Kendaraan dinas",
        "activities": (
            Activity(date(2026, 11, 24), "08:00", "12:00", "Rapat pembukaan."),
            Activity(date(2026, 11, 24), "13:00", "", "Rapat komisi."),
            Activity(date(2026, 11, 25), "", "", "Kunjungan lapangan."),
        ),
    }
    return Content(**(told | other))


async def report(person: Employee, duty: UUID, *, at: Any = BACK, **other: Any) -> UUID:
    """Hand in a person's report of a duty, or a further version of it; the report's id."""
    id_ = other.pop("id", None) or report_id(duty, person.id)
    version, note = other.pop("version", None) or uuid4(), other.pop("note", "")
    filing = Filing(version=version, duty=duty, content=content(**other), written_at=at, note=note)
    with clock.at(at):
        await travel_report_filing.file(id=id_, employee=person, filing=filing, now=at)
    return id_


async def judge(
    viewer: Employee, id: UUID, event: str = "approve", /, *, at: Any = BACK, **other: Any
) -> ApprovalStep:
    """Decide as somebody who may see the report."""
    with clock.at(at):
        card = await travel_reports.load(viewer, id)
        told: dict[str, Any] = {"words": "Lengkap."} | other
        return await travel_reports.decide(card=card, author=viewer, event=event, **told)
