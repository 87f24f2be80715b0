"""PUT /api/v1/travel-reports/{id}: a phone hands in its owner's report, or takes it back."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import bodies, clock
from web.domain.travel_reports import BadReport, Content, parse_content
from web.errors import Problem
from web.models import Session
from web.services import travel_report_filing
from web.services.approvals import MAX_WORDS, one_line
from web.services.travel_report_filing import Filing


async def file(request: Request, session: Session) -> Response:
    """Keep a report, or another version of it, under the ids that the phone made."""
    id_, document = bodies.path_id(request), await bodies.read_object(request)
    made = await travel_report_filing.file(
        id=id_, employee=session.employee, filing=_filing(document), now=clock.now()
    )
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


async def withdraw(request: Request, session: Session) -> Response:
    """Take back a report on which nobody has decided."""
    id_ = bodies.path_id(request)
    reason = bodies.text(await bodies.read_object(request), "reason", MAX_WORDS)
    made = await travel_report_filing.withdraw(id=id_, employee=session.employee, reason=reason)
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


def _filing(document: dict[str, Any]) -> Filing:
    return Filing(
        version=bodies.identifier(document.get("version"), "version"),
        duty=bodies.identifier(document.get("duty"), "duty"),
        content=_content(document),
        written_at=bodies.instant(document, "written_at"),
        note=one_line(bodies.optional(document, "note")),
    )


def _content(document: dict[str, Any]) -> Content:
    try:
        return parse_content(document)
    except BadReport as error:
        raise Problem("invalid", str(error), fields={error.field: str(error)}) from None
