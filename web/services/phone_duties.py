"""What does a phone know of its owner's duties? What runs or comes, and the list with its words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from web.domain import approval, times
from web.domain.duties import COVERS, KINDS, filing_ends
from web.domain.schedule import local_date
from web.domain.travel_reports import document as report_document
from web.models import Employee
from web.services import policies
from web.services.approvals import Standing, standings
from web.services.assignments import report_id
from web.services.duty_lists import LIVE, Card, Clash, Wanted, cards, find
from web.services.report_dues import due_dates
from web.services.surroundings import DEFAULT_ZONE
from web.services.travel_report_lists import Card as Report
from web.services.travel_report_lists import cards as reports_of

BACK, REPORTING = timedelta(days=366), timedelta(days=92)


async def near(employee: Employee, today: date, until: date) -> list[dict[str, Any]]:
    """The duties that run, come before a date, or still want a report; for `state`."""
    wanted = Wanted(LIVE, today - REPORTING, until, employees=[employee.id])
    shown = await cards(await find(None, wanted))
    found = await _documents(employee, shown)
    return [one for one, card in zip(found, shown, strict=True) if _concerns(one, card, today)]


def _concerns(document: dict[str, Any], card: Card, today: date) -> bool:
    report = document["report"]
    if card.version.last_day >= today - timedelta(days=1):
        return True
    awaited = report is not None and report["state"] != approval.APPROVED
    return awaited and card.state == approval.APPROVED


async def listed(employee: Employee, closing_day: int, now: datetime) -> dict[str, Any]:
    """Somebody's duties of the last year with their steps and words, and what may be filed."""
    zone = employee.agency.timezone if employee.agency else DEFAULT_ZONE
    today = local_date(now, zone)
    wanted = Wanted(since=today - BACK, employees=[employee.id])
    shown = await cards(await find(None, wanted), clashes=True)
    found = await _documents(employee, shown)
    for one, card in zip(found, shown, strict=True):
        one |= _told(card, employee)
    await _add_reports(found)
    return {
        "duties": found,
        "kinds": KINDS,
        "covers": COVERS,
        "filing": {"since": await _since(employee, today, closing_day, zone, now)},
    }


async def _since(
    employee: Employee, today: date, closing_day: int, zone: str, now: datetime
) -> str:
    """The earliest last day of a duty that may still be filed."""
    laid = (await policies.load()).on(employee.agency_id, today)
    days = (today - timedelta(days=back) for back in range(BACK.days))
    open_ = [day for day in days if now < filing_ends(day, laid.filing_days, closing_day, zone)]
    return min(open_, default=today).isoformat()


async def _documents(employee: Employee, shown: Sequence[Card]) -> list[dict[str, Any]]:
    dues = await due_dates(employee, [card.letter for card in shown]) if shown else []
    ids = {card.duty.id: report_id(card.duty.id, employee.id) for card in shown}
    reports = await standings(approval.TRAVEL_REPORT, list(ids.values()))
    return [
        {
            "id": str(card.duty.id),
            "number": card.letter.number,
            "kind": card.letter.kind,
            "covers": card.letter.covers,
            "first_day": card.letter.first_day.isoformat(),
            "last_day": card.letter.last_day.isoformat(),
            "places": [place.to_dict() for place in card.letter.places],
            "state": card.state,
            "report": None
            if due is None
            else {
                "id": str(ids[card.duty.id]),
                "state": reports[ids[card.duty.id]].state,
                "due": due.isoformat(),
            },
        }
        for card, due in zip(shown, dues, strict=True)
    ]


def _told(card: Card, employee: Employee) -> dict[str, Any]:
    actors = {approval.AUTHOR} if card.duty.author_id == employee.id else set()
    return {
        "letter_date": card.letter.letter_date.isoformat(),
        "purpose": card.letter.purpose,
        "members": [{"nip": one.nip, "name": one.name} for one in card.people],
        "filed_by": card.duty.author.name,
        "filed_at": times.write(card.duty.created_at),
        "may": approval.events_for(approval.DUTY, card.state, actors),
        "steps": steps_of(card.standing),
        "clashes": [_clash(one) for one in card.clashes],
    }


async def _add_reports(documents: Sequence[dict[str, Any]]) -> None:
    """What the person's reports say, what was said of them, and what may be done with them."""
    asked = [one["report"] for one in documents if one["report"]]
    held = {str(one.report.id): one for one in await reports_of([UUID(one["id"]) for one in asked])}
    for report in asked:
        events = approval.events_for(approval.TRAVEL_REPORT, report["state"], {approval.AUTHOR})
        report |= {"may": events, "steps": [], "content": None, "files": []}
        if report["id"] in held:
            report |= _reported(held[report["id"]])


def _reported(card: Report) -> dict[str, Any]:
    steps = zip(steps_of(card.standing), card.standing.steps, strict=True)
    return {
        "content": report_document(card.content)
        | {"written_at": times.write(card.version.written_at)},
        "steps": [told | {"notes": card.notes.get(step.id, {})} for told, step in steps],
    }


def steps_of(standing: Standing) -> list[dict[str, Any]]:
    """The steps of a duty or report as a phone reads them, oldest first."""
    return [
        {"event": one.event, "words": one.words, "by": one.by, "at": times.write(one.at)}
        for one in standing.steps
    ]


def _clash(one: Clash) -> dict[str, Any]:
    return {
        "name": one.employee.name,
        "number": one.version.number,
        "first_day": one.version.first_day.isoformat(),
        "last_day": one.version.last_day.isoformat(),
        "state": one.state,
    }
