"""How is a daily performance report handed in, mended, and taken back by whoever wrote it?

A part of `daily_reports`. What the report says is a version, never changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain import approval
from web.domain.approval import DAILY_REPORT
from web.domain.daily_reports import DRIFT, Line, in_time, window_ends
from web.domain.performance import TRAVEL, source_of
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import DailyReport, DailyReportVersion, Employee
from web.services import approvals, phone_policies, policies
from web.services.approvals import Standing, Taking
from web.services.daily_report_lists import Card, cards
from web.services.daily_reports import check_open, mark
from web.services.month_locks import locked_on
from web.services.stated import stated_of

TRAVELS = "Hari itu mengikuti laporan perjalanan dinas. Tidak perlu laporan harian."
TOO_LATE = "Batas waktu laporan untuk hari itu sudah lewat."
TWO = "Laporan untuk hari itu sudah ada, mungkin dari HP lain. Muat ulang, lalu ubah laporan itu."


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a phone hands in: a workday, its lines, a word to the supervisor, when it was written.

    `version` is made by the phone: the same filing sent twice is one version.
    """

    version: UUID
    workday: date
    lines: Sequence[Line]
    written_at: datetime
    note: str = ""


async def file(*, id: UUID, employee: Employee, filing: Filing, now: datetime) -> bool:
    """Hand in a report of one's own, or another version of it; False when that was done before.

    Args:
        id: made by the phone; of the report.
        employee: whose it is, with agency.
        filing: what is handed in.
        now: the time.

    Raises:
        Problem: `invalid` with `workday`, `deadline_passed`, `month_locked`, `step_not_now` where
            it was decided on, `already_exists` where the day has a report of another id,
            `content_differs` where an id stands for something else.
    """
    held = await DailyReportVersion.get_or_none(id=filing.version).select_related("report")
    if held:
        return _same(held, id, employee, filing)
    known = await cards([id])
    if known and (known[0].person.id, known[0].report.workday) != (employee.id, filing.workday):
        raise Problem("content_differs")
    other = await DailyReport.get_or_none(employee_id=employee.id, workday=filing.workday)
    if other and other.id != id:
        raise Problem("already_exists", TWO)
    stands = known[0].standing if known else Standing()
    await _check_day(employee, filing, stands, now)
    event = "resubmit" if known else "submit"
    taking = approvals.by_author(event, employee, filing.note, filing.version)
    approvals.check(DAILY_REPORT, stands, taking)
    try:
        await _keep(id, employee, filing, taking, known[0] if known else None)
    except IntegrityError:
        raise Problem("already_exists", TWO) from None
    return True


async def _keep(
    id: UUID, employee: Employee, filing: Filing, taking: Taking, known: Card | None
) -> None:
    async with in_transaction() as connection:
        await serialise(connection)
        report = known.report if known else None
        if report is None:
            report = await DailyReport.create(
                id=id, employee=employee, workday=filing.workday, created_at=clock.now()
            )
        await DailyReportVersion.create(
            id=filing.version,
            report=report,
            ordinal=known.version.ordinal + 1 if known else 1,
            lines=[one.to_dict() for one in filing.lines],
            written_at=filing.written_at,
            at=clock.now(),
        )
        await approvals.take(DAILY_REPORT, id, known.standing if known else Standing(), taking)
        await mark(employee.id, filing.workday)


async def withdraw(*, id: UUID, employee: Employee, reason: str) -> bool:
    """Take back a report of one's own on which nobody has decided; False when done before.

    Raises:
        Problem: `not_found`, `step_not_now`, `invalid` with `words`, `month_locked`.
    """
    found = await cards([id])
    if not found or found[0].person.id != employee.id:
        raise Problem("not_found")
    [card] = found
    if card.state == approval.WITHDRAWN:
        return False
    taking = approvals.by_author("withdraw", employee, reason, card.version.id)
    approvals.check(DAILY_REPORT, card.standing, taking)
    await check_open([card])
    async with in_transaction() as connection:
        await serialise(connection)
        await approvals.take(DAILY_REPORT, id, card.standing, taking)
        await mark(employee.id, card.report.workday)
    return True


async def _check_day(employee: Employee, filing: Filing, stands: Standing, now: datetime) -> None:
    zone = employee.agency.timezone if employee.agency else HOME_ZONE
    day = filing.workday
    if day > local_date(now + DRIFT, zone):
        raise _invalid("workday", "Hari itu belum tiba.")
    if await locked_on(employee, day):
        raise Problem("month_locked")
    last = stands.last
    returned = last.at if last and last.event == "return" else None
    laid = (await policies.load()).on(employee.agency_id, day)
    ends = window_ends(day, laid.report_window, zone, returned)
    allowed = (await phone_policies.load()).on(employee.agency_id, day).offline_days
    if not in_time(min(filing.written_at, now), now, ends, allowed):
        raise Problem("deadline_passed", TOO_LATE)
    person = str(employee.id)
    stated = (await stated_of([person], day, day)).get(person, {}).get(day)
    if source_of(stated) == TRAVEL:
        raise _invalid("workday", TRAVELS)


def _invalid(field: str, sentence: str) -> Problem:
    return Problem("invalid", sentence, fields={field: sentence})


def _same(held: DailyReportVersion, id: UUID, employee: Employee, filing: Filing) -> bool:
    kept = (held.report_id, held.report.employee_id, held.report.workday, held.lines)
    if kept != (id, employee.id, filing.workday, [one.to_dict() for one in filing.lines]):
        raise Problem("content_differs")
    return False
