"""PUT and GET /api/v1/daily-reports: a phone hands in its owner's reports and reads them."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import bodies, clock
from web.domain.daily_reports import MAX_NOTE, BadLine, Line, parse_lines
from web.errors import Problem
from web.files import described, download
from web.forms import as_date
from web.models import Session
from web.services import attachments, daily_report_files, daily_report_filing, daily_report_months
from web.services.approvals import MAX_WORDS, one_line
from web.services.daily_report_filing import Filing


async def index(request: Request, session: Session) -> Response:
    """A month of the person's reports with steps and words, or 304 where the phone has it."""
    month = _month(request, session)
    document = await daily_report_months.document(session.employee, month, clock.now())
    ids = [UUID(one["report"]["id"]) for one in document["days"] if one["report"]]
    files = await attachments.listed("daily_report", ids)
    for one in document["days"]:
        if one["report"]:
            found = files[UUID(one["report"]["id"])]
            one["report"]["files"] = [described(file) for file in found]
    return bodies.tagged(request, document)


async def export(request: Request, session: Session) -> Response:
    """A month of the person's reports as a file for E-Kinerja."""
    format_, month = request.path_params["format"], _month(request, session)
    if format_ not in daily_report_files.FORMATS:
        raise Problem("not_found")
    person = session.employee
    days = await daily_report_months.days_of(person, month, clock.now())
    made = daily_report_files.written(person, month, days, format_)
    name = f"Laporan kinerja {person.name} {month}.{format_}"
    return download(made, name, daily_report_files.FORMATS[format_])


async def file(request: Request, session: Session) -> Response:
    """Keep a report, or another version of it, under the ids that the phone made."""
    id_, document = bodies.path_id(request), await bodies.read_object(request)
    made = await daily_report_filing.file(
        id=id_, employee=session.employee, filing=_filing(document), now=clock.now()
    )
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


async def withdraw(request: Request, session: Session) -> Response:
    """Take back a report on which nobody has decided."""
    id_ = bodies.path_id(request)
    reason = bodies.text(await bodies.read_object(request), "reason", MAX_WORDS)
    made = await daily_report_filing.withdraw(id=id_, employee=session.employee, reason=reason)
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


def _filing(document: dict[str, Any]) -> Filing:
    note = one_line(bodies.optional(document, "note"))
    if len(note) > MAX_NOTE:
        raise bodies.invalid("note", f"Catatan paling panjang {MAX_NOTE} huruf.")
    return Filing(
        version=bodies.identifier(document.get("version"), "version"),
        workday=_day(document),
        lines=_lines(document),
        written_at=bodies.instant(document, "written_at"),
        note=note,
    )


def _day(document: dict[str, Any]) -> date:
    day = as_date(bodies.text(document, "date", 10))
    if day is None:
        raise bodies.invalid("date", "Tulis tanggal sebagai tahun-bulan-hari.")
    return day


def _lines(document: dict[str, Any]) -> tuple[Line, ...]:
    try:
        return parse_lines(document.get("lines"))
    except BadLine as error:
        raise Problem("invalid", str(error), fields={error.field: str(error)}) from None


def _month(request: Request, session: Session) -> str:
    zone = ZoneInfo(daily_report_months.zone_of(session.employee))
    return request.query_params.get("month") or f"{clock.now().astimezone(zone):%Y-%m}"
