"""What is a person's month of daily reports, day by day? For their phone, and as a table to export.

A part of `daily_reports`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from web.domain import approval, performance, times
from web.domain.daily_reports import Line, window_ends
from web.domain.performance import TRAVEL, source_of
from web.domain.schedule import local_date
from web.domain.stated import Stated
from web.domain.vocabulary import HOME_ZONE
from web.domain.workday import plan
from web.models import DailyReport, Employee
from web.services import policies, rulebook
from web.services.daily_report_lists import Card, cards, times_of
from web.services.daily_report_travel import lines_from_travel
from web.services.recaps import locked_month, month_of, recap_of_person
from web.services.stated import stated_of


@dataclass(frozen=True)
class ReportDay:
    """A day of a month: what it asks for, and what was reported of it.

    `source` is as domain/performance.source_of says; `asked`: whether the office counts it.
    """

    day: date
    source: str | None
    asked: bool
    due: datetime
    card: Card | None
    lines: tuple[Line, ...]
    reported: bool | None  # of travel: whether its report is approved

    @property
    def state(self) -> str:
        """A key of `STATES`."""
        if self.source == TRAVEL:
            return approval.APPROVED if self.reported else TRAVEL
        return self.card.state if self.card else performance.MISSING


STATES = approval.STATES | performance.STATES


async def days_of(employee: Employee, month: str, now: datetime) -> list[ReportDay]:
    """The workdays of a month up to today, and other days that were reported of.

    Args:
        employee: with agency.
        month: "2026-11".
        now: the time.

    Raises:
        Problem: `invalid` with `month`.
    """
    first, end = month_of(month)
    zone = zone_of(employee)
    last = min(end, local_date(now, zone))
    ids = await DailyReport.filter(
        employee_id=employee.id, workday__gte=first, workday__lte=end
    ).values_list("id", flat=True)
    held = {one.report.workday: one for one in await cards([UUID(str(id)) for id in ids])}
    book = await rulebook.load([str(employee.id)], first, end)
    person = book.people[str(employee.id)]
    stated = (await stated_of([str(employee.id)], first, end)).get(str(employee.id), {})
    rules = await policies.load()
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        laid = rules.on(employee.agency_id, day)
        works = bool(plan(book.planning, person, day).spans)
        source = source_of(stated.get(day)) if works else None
        if source or day in held:
            due = window_ends(day, laid.report_window, zone, _returned(held.get(day)))
            found.append(
                await _day(
                    employee, day, source, held.get(day), stated.get(day), laid.daily_reports, due
                )
            )
    return found


async def _day(
    employee: Employee,
    day: date,
    source: str | None,
    card: Card | None,
    stated: Stated | None,
    asked: bool,
    due: datetime,
) -> ReportDay:
    travels = source == TRAVEL
    lines = await lines_from_travel(employee.id, day) if travels else card.lines if card else ()
    reported = stated.duty.reported if travels and stated and stated.duty else None
    return ReportDay(day, source, asked and source is not None, due, card, tuple(lines), reported)


def _returned(card: Card | None) -> datetime | None:
    last = card.standing.last if card else None
    return last.at if last and last.event == "return" else None


def zone_of(employee: Employee) -> str:
    """The IANA zone of somebody's office."""
    return employee.agency.timezone if employee.agency else HOME_ZONE


async def document(employee: Employee, month: str, now: datetime) -> dict[str, Any]:
    """A person's month of reports as docs/api-daily-reports.md describes it.

    Raises:
        Problem: `invalid` with `month`.
    """
    days = await days_of(employee, month, now)
    recap = (await recap_of_person(employee, month, now))["days"]
    lock = await locked_month(employee.agency_id, month) if employee.agency_id else None
    laid = (await policies.load()).on(employee.agency_id, month_of(month)[1])
    return {
        "month": month,
        "timezone": zone_of(employee),
        "locked": lock is not None,
        "asked": laid.daily_reports,
        "window_days": laid.report_window,
        "states": STATES,
        "days": [_told(one, recap) for one in reversed(days)],
    }


def _told(one: ReportDay, recap: Mapping[str, Any]) -> dict[str, Any]:
    came, went = times_of(dict(recap), one.day.day)
    return {
        "date": one.day.isoformat(),
        "source": one.source,
        "asked": one.asked,
        "state": one.state,
        "due": times.write(one.due),
        "in": times.write(came) if came else None,
        "out": times.write(went) if went else None,
        "lines": [line.to_dict() for line in one.lines],
        "report": one.card and _report(one.card),
    }


def _report(card: Card) -> dict[str, Any]:
    return {
        "id": str(card.report.id),
        "version": str(card.version.id),
        "written_at": times.write(card.version.written_at),
        "may": approval.events_for(approval.DAILY_REPORT, card.state, {approval.AUTHOR}),
        "steps": [
            {"event": one.event, "words": one.words, "by": one.by, "at": times.write(one.at)}
            for one in card.standing.steps
        ],
    }
