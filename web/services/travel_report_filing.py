"""How is a travel report handed in, mended, and taken back by whoever travelled?

A part of `travel_reports`. What the report says is a version, never changed. Late is late and
never refused: who decides sees when it was due.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain import approval
from web.domain.approval import TRAVEL_REPORT
from web.domain.schedule import local_date
from web.domain.travel_reports import Content, document
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Employee, TravelReport, TravelReportVersion
from web.services import approvals
from web.services import duty_lists as duties
from web.services.approvals import Standing, Taking
from web.services.assignments import report_id
from web.services.travel_report_lists import Card, cards

DRIFT = timedelta(minutes=5)  # by which a phone's clock may run ahead
TOO_EARLY = "Laporan diajukan paling cepat pada hari terakhir dinas."
NO_DUTY = "Surat tugasnya ditolak atau dibatalkan. Laporan tidak diperlukan."


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a phone hands in about a duty, a word to the supervisor, and when it was written.

    `version` is made by the phone: the same filing sent twice is one version.
    """

    version: UUID
    duty: UUID
    content: Content
    written_at: datetime
    note: str = ""


async def file(*, id: UUID, employee: Employee, filing: Filing, now: datetime) -> bool:
    """Hand in a report of one's own, or another version of it; False when that was done before.

    Args:
        id: of the report, as services/assignments.report_id makes it.
        employee: who travelled, with agency.
        filing: what is handed in.
        now: the time.

    Raises:
        Problem: `not_found` where no such letter names the person; `invalid` with the fields
            concerned; `step_not_now` where it was decided on; `content_differs` where an id
            stands for something else.
    """
    held = await TravelReportVersion.get_or_none(id=filing.version).select_related("report")
    if held:
        return _same(held, id, employee, filing)
    await _check(id, employee, filing, now)
    known = await cards([id])
    event = "resubmit" if known else "submit"
    taking = approvals.by_author(event, employee, filing.note, filing.version)
    approvals.check(TRAVEL_REPORT, known[0].standing if known else Standing(), taking)
    try:
        await _keep(id, employee, filing, taking, known[0] if known else None)
    except IntegrityError:  # sent twice at once
        again = await TravelReportVersion.get_or_none(id=filing.version).select_related("report")
        if again is None:
            raise Problem("step_not_now", "Laporan ini baru saja berubah. Coba lagi.") from None
        return _same(again, id, employee, filing)
    return True


async def _keep(
    id: UUID, employee: Employee, filing: Filing, taking: Taking, known: Card | None
) -> None:
    async with in_transaction() as connection:
        await serialise(connection)
        at = clock.now()
        report = known.report if known else None
        if report is None:
            report = await TravelReport.create(
                id=id, duty_id=filing.duty, employee=employee, created_at=at
            )
        await TravelReportVersion.create(
            id=filing.version,
            report=report,
            ordinal=known.version.ordinal + 1 if known else 1,
            body=document(filing.content),
            written_at=filing.written_at,
            at=at,
        )
        await approvals.take(TRAVEL_REPORT, id, known.standing if known else Standing(), taking)


async def withdraw(*, id: UUID, employee: Employee, reason: str) -> bool:
    """Take back a report of one's own on which nobody has decided; False when done before.

    Raises:
        Problem: `not_found`, `step_not_now`, `invalid` with `words`.
    """
    found = await cards([id])
    if not found or found[0].person.id != employee.id:
        raise Problem("not_found")
    [card] = found
    if card.state == approval.WITHDRAWN:
        return False
    taking = approvals.by_author("withdraw", employee, reason, card.version.id)
    approvals.check(TRAVEL_REPORT, card.standing, taking)
    async with in_transaction() as connection:
        await serialise(connection)
        await approvals.take(TRAVEL_REPORT, id, card.standing, taking)
    return True


async def _check(id: UUID, employee: Employee, filing: Filing, now: datetime) -> None:
    found = await duties.cards([filing.duty])
    if not found or employee.id not in {one.id for one in found[0].people}:
        raise Problem("not_found")
    [duty] = found
    if id != report_id(filing.duty, employee.id):
        raise _invalid("duty", "Nomor laporan bukan untuk surat tugas ini.")
    if duty.state not in duties.LIVE:
        raise _invalid("duty", NO_DUTY)
    zone = employee.agency.timezone if employee.agency else HOME_ZONE
    if local_date(now + DRIFT, zone) < duty.letter.last_day:
        raise _invalid("duty", TOO_EARLY)
    fields = filing.content.faults(duty.letter.first_day, duty.letter.last_day)
    if len(filing.note) > approvals.MAX_WORDS:
        fields["note"] = f"Catatan paling panjang {approvals.MAX_WORDS} huruf."
    if fields:
        raise Problem("invalid", next(iter(fields.values())), fields=fields)


def _invalid(field: str, sentence: str) -> Problem:
    return Problem("invalid", sentence, fields={field: sentence})


def _same(held: TravelReportVersion, id: UUID, employee: Employee, filing: Filing) -> bool:
    kept = (held.report_id, held.report.employee_id, held.report.duty_id, held.body)
    if kept != (id, employee.id, filing.duty, document(filing.content)):
        raise Problem("content_differs")
    return False
