"""GET /api/v1/recap; PUT /corrections, their withdrawals and /recap-checks: one's own month."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import bodies, clock
from web.domain import times
from web.domain.corrections import MAX_EVIDENCE, MAX_REASON, deadline
from web.domain.discipline import for_employee
from web.domain.jws import Malformed
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.files import described
from web.forms import as_date
from web.models import Attachment, Correction, Employee, Session
from web.services import (
    app_support,
    attachments,
    corrections,
    recap_checks,
    recap_views,
    rulings,
    signals,
)
from web.services.folding import span_of
from web.services.recaps import locked_month, month_of, recap_of_person

BACK = 24  # months that may be asked for before this one


async def show(request: Request, session: Session) -> Response:
    """The person's month as it stands now, or 304 where the phone has it."""
    settings, now = request.app.state.settings, clock.now()
    app_support.refuse_nameless(request.headers.get("Sikeren-App"), settings=settings, now=now)
    month = request.query_params.get("month") or _month_at(session.employee, now)
    document = await _document(session.employee, month, settings.correction_day, now)
    return bodies.tagged(request, document)


async def correct(request: Request, session: Session) -> Response:
    """Keep a correction under the id that the phone made for it."""
    id_ = bodies.path_id(request)
    made = await corrections.file(
        id=id_,
        employee=session.employee,
        filing=_filing(await bodies.read_object(request)),
        closing_day=request.app.state.settings.correction_day,
        now=clock.now(),
    )
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


async def withdraw(request: Request, session: Session) -> Response:
    """Take back a correction that nobody has decided on."""
    id_ = bodies.path_id(request)
    reason = bodies.text(await bodies.read_object(request), "reason", MAX_REASON)
    made = await corrections.withdraw(id=id_, employee=session.employee, reason=reason)
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


async def check(request: Request, session: Session) -> Response:
    """Keep what the person says of their month."""
    id_, document = bodies.path_id(request), await bodies.read_object(request)
    made = await recap_checks.check(
        id=id_,
        employee=session.employee,
        month=bodies.text(document, "month", 7),
        outcome=bodies.text(document, "outcome", 9),
        note=bodies.optional(document, "note"),
        now=clock.now(),
    )
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


def _filing(document: dict[str, Any]) -> corrections.Filing:
    day = as_date(bodies.text(document, "date", 10))
    if day is None:
        raise bodies.invalid("date", "Tulis tanggal sebagai tahun-bulan-hari.")
    try:
        at = times.read(document.get("at"))
    except Malformed:
        raise bodies.invalid("at", "Jam tidak terbaca.") from None
    return corrections.Filing(
        date=day,
        kind=bodies.text(document, "kind", 3),
        at=at,
        reason=bodies.text(document, "reason", MAX_REASON),
        evidence=bodies.optional(document, "evidence")[: MAX_EVIDENCE + 1],
    )


def _zone_of(employee: Employee) -> str:
    """The IANA zone of somebody's office."""
    return employee.agency.timezone if employee.agency else HOME_ZONE


def _month_at(employee: Employee, now: datetime) -> str:
    """The month that it is for somebody."""
    return f"{now.astimezone(ZoneInfo(_zone_of(employee))):%Y-%m}"


async def _document(
    employee: Employee, month: str, closing_day: int, now: datetime
) -> dict[str, Any]:
    """Somebody's month as docs/api-recap.md describes it.

    Args:
        employee: with agency.
        month: "2026-11", of the last two years.
        closing_day: the setting `correction_day`.
        now: the time. The answer changes only when something in it does, for its ETag.

    Raises:
        Problem: `invalid` with `month`.
    """
    month_of(month)
    current = _month_at(employee, now)
    if _months_between(month, current) not in range(BACK + 1):
        sentence = "Rekap tersedia sampai bulan ini dan dua tahun ke belakang."
        raise Problem("invalid", sentence, fields={"month": sentence})
    first, last = span_of(month)
    row = await recap_of_person(employee, month, now)
    lock = await locked_month(employee.agency_id, month) if employee.agency_id else None
    until = deadline(first, closing_day, _zone_of(employee))
    filed = await corrections.listed(employee, first, last)
    files = await attachments.listed("correction", [one.id for one, _ in filed])
    legend = await recap_views.legend_of(employee.agency_id, month, [row])
    check = await recap_checks.newest_of(employee, month)
    return {
        "month": month,
        "timezone": _zone_of(employee),
        "state": "locked" if lock else "open",
        "correct_until": times.write(until),
        "may_correct": lock is None and now < until,
        "days": {
            number: day | {"look": recap_views.look_of(day)} for number, day in row["days"].items()
        },
        "totals": row["totals"],
        "legend": dict(legend),
        "corrections": [_correction(one, standing, files[one.id]) for one, standing in filed],
        "check": check
        and {"outcome": check.outcome, "note": check.note, "at": times.write(check.at)},
        "signal": await _signal(employee, month, now),
    }


def _months_between(month: str, current: str) -> int:
    year, number = (int(part) for part in month.split("-"))
    this_year, this_number = (int(part) for part in current.split("-"))
    return (this_year - year) * 12 + this_number - number


def _correction(
    one: Correction, standing: rulings.Standing, files: list[Attachment]
) -> dict[str, Any]:
    said = standing.last
    return {
        "id": str(one.id),
        "date": one.date.isoformat(),
        "kind": one.kind,
        "at": times.write(one.at),
        "reason": one.reason,
        "evidence": one.evidence,
        "filed_at": times.write(one.filed_at),
        "state": standing.state,
        "files": [described(file) for file in files],
        "ruling": said
        and {
            "outcome": said.outcome,
            "reason": said.reason,
            "by": said.by,
            "at": times.write(said.at),
        },
    }


async def _signal(employee: Employee, month: str, now: datetime) -> list[str]:
    """The sentences of PP 94/2021's counter, in words only; mostly none."""
    agency = employee.agency
    since: date | None = employee.starts_on or (agency.starts_on if agency else None)
    found = (await signals.signals_of([employee.id], month, since, now)).get(str(employee.id))
    return for_employee(found) if found else []
