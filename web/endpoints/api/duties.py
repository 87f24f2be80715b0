"""PUT and GET /api/v1/duties: a phone files its owner's letters of assignment and reads them."""

from datetime import date
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import bodies, clock
from web.domain.duties import (
    BOTH,
    MAX_MEMBERS,
    MAX_NUMBER,
    MAX_PURPOSE,
    Letter,
    Place,
    parse_places,
)
from web.domain.geofence import BadShape
from web.errors import Problem
from web.files import described
from web.forms import as_date
from web.models import Employee, Session
from web.services import attachments, duties, duty_filing, duty_lists, phone_duties
from web.services.approvals import MAX_WORDS, one_line
from web.services.duty_filing import Filing


async def index(request: Request, session: Session) -> Response:
    """The person's duties with their steps and words, or 304 where the phone has them."""
    closing_day = request.app.state.settings.correction_day
    document = await phone_duties.listed(session.employee, closing_day, clock.now())
    files = await attachments.listed("duty", [UUID(one["id"]) for one in document["duties"]])
    reports = [one["report"] for one in document["duties"] if one["report"]]
    own = await attachments.listed("travel_report", [UUID(one["id"]) for one in reports])
    for one in document["duties"]:
        one["files"] = [described(file) for file in files[UUID(one["id"])]]
    for one in reports:
        one["files"] = [described(file) for file in own[UUID(one["id"])]]
    return bodies.tagged(request, document)


async def file(request: Request, session: Session) -> Response:
    """Keep a letter under the id that the phone made for it."""
    id_, document = bodies.path_id(request), await bodies.read_object(request)
    filing = Filing(
        letter=_letter(document),
        people=await _people(session.employee, document.get("members", [])),
        note=one_line(bodies.optional(document, "note")),
    )
    made = await duty_filing.file(
        id=id_,
        author=session.employee,
        filing=filing,
        closing_day=request.app.state.settings.correction_day,
        now=clock.now(),
    )
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


async def withdraw(request: Request, session: Session) -> Response:
    """Take back a duty that the person filed."""
    id_ = bodies.path_id(request)
    reason = bodies.text(await bodies.read_object(request), "reason", MAX_WORDS)
    found = await duty_lists.cards([id_])
    person = session.employee
    if not found or person.id not in {found[0].duty.author_id, *(p.id for p in found[0].people)}:
        raise Problem("not_found")
    made = await duties.withdraw(card=found[0], author=person, words=reason)
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)


def _letter(document: dict[str, Any]) -> Letter:
    return Letter(
        number=one_line(bodies.text(document, "number", MAX_NUMBER)),
        letter_date=_day(document, "letter_date"),
        purpose=one_line(bodies.text(document, "purpose", MAX_PURPOSE)),
        kind=bodies.text(document, "kind", 20),
        covers=bodies.optional(document, "covers") or BOTH,
        first_day=_day(document, "first_day"),
        last_day=_day(document, "last_day"),
        places=_places(document),
    )


def _day(document: dict[str, Any], name: str) -> date:
    day = as_date(bodies.text(document, name, 10))
    if day is None:
        raise bodies.invalid(name, "Tulis tanggal sebagai tahun-bulan-hari.")
    return day


def _places(document: dict[str, Any]) -> tuple[Place, ...]:
    try:
        return parse_places(document.get("places"))
    except BadShape as error:
        raise bodies.invalid("places", str(error)) from None


async def _people(filer: Employee, numbers: Any) -> list[Employee]:
    """The filer, and colleagues of the same agency by NIP."""
    if not isinstance(numbers, list) or len(numbers) > MAX_MEMBERS:
        raise bodies.invalid("members", f"members adalah daftar NIP, paling banyak {MAX_MEMBERS}.")
    wanted = {"".join(one.split()) for one in numbers if isinstance(one, str)} - {filer.nip}
    found = await Employee.filter(
        nip__in=wanted, active=True, agency_id=filer.agency_id
    ).select_related("agency")
    missing = sorted(wanted - {one.nip for one in found})
    if missing or not all(isinstance(one, str) for one in numbers):
        told = ", ".join(missing) or "yang bukan teks"
        raise bodies.invalid("members", f"NIP {told} tidak ditemukan di OPD Anda.")
    return [filer, *found]
