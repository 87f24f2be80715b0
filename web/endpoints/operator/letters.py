"""How do many people of an agency get their enrolment letters at once? As one PDF, made as a job.

Codes are made when it begins and are kept nowhere: a PDF that was not fetched is made again.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Subquery

from web import clock
from web.desk import agency_of, desk_page
from web.errors import Problem
from web.files import download
from web.forms import query, read_form
from web.models import Agency, Device, Employee, EnrolmentCode
from web.services import codes
from web.services.export_jobs import Exports, Job
from web.services.export_letters import Letter, as_pdf
from web.templating import date_of, fragment, nip, time_of

MOST = 1000  # at once
TICK = "person-"


async def index(request: Request, viewer: Employee) -> Response:
    """Who of an agency never had a phone, and which of them hold a code already."""
    agency, agencies = await agency_of(viewer, query(request, "agency"))
    people = await _people(viewer, agency)
    return await desk_page(
        request,
        viewer,
        "operator/letters.html",
        room="employees",
        tab="letters",
        zone=agency.timezone,
        agency=agency,
        agencies=agencies,
        people=people[:MOST],
        more=max(0, len(people) - MOST),
        holding=await _holding(people),
        opened=clock.now().timestamp(),
        tick=TICK,
    )


async def start(request: Request, viewer: Employee) -> Response:
    """Make the codes and begin to draw; the answer is a fragment that asks how far it is."""
    form = await read_form(request, MOST + 20)
    agency, _ = await agency_of(viewer, form.get("agency", ""))
    given, left = await codes.issue_first(
        keys=request.app.state.keys,
        employees=await _chosen(viewer, agency, form),
        author=viewer,
        since=_opened(form),
    )
    if not given:
        raise Problem("invalid", "Tidak ada surat yang dibuat: semua yang dipilih sudah punya.")
    job = _job(viewer, agency, given, left)
    return fragment(request, "operator/_letters_file.html", job=_begin(request, agency, job, given))


def _job(
    viewer: Employee,
    agency: Agency,
    given: Sequence[tuple[Employee, codes.IssuedCode]],
    left: Sequence[tuple[Employee, str]],
) -> Job:
    return Job(
        owner=viewer.id,
        key=("letters", str(agency.id), given[0][1].code),
        name=f"Surat pendaftaran HP {agency.name}.pdf",
        began=clock.now(),
        total=len(given),
        notes=[f"{one.name}: {why}" for one, why in left],
    )


def _begin(
    request: Request,
    agency: Agency,
    job: Job,
    given: Sequence[tuple[Employee, codes.IssuedCode]],
) -> Job:
    letters = [_letter(one, issued, agency) for one, issued in given]
    origin = request.app.state.settings.origin

    async def work(job: Job) -> bytes:
        job.stage = "Menulis surat"
        return await asyncio.to_thread(as_pdf, letters, origin, job.tell)

    exports: Exports = request.app.state.exports
    return exports.start(job, work, clock.now())


async def show(request: Request, viewer: Employee) -> Response:
    """How far the PDF is, and who was left out."""
    return fragment(request, "operator/_letters_file.html", job=_held(request, viewer))


async def content(request: Request, viewer: Employee) -> Response:
    """The PDF, once it is ready, for who asked for it."""
    job = _held(request, viewer)
    if job.content is None:
        raise Problem("not_found", "Berkas ini belum siap. Tunggu sebentar.")
    return download(job.content, job.name, "application/pdf")


def _held(request: Request, viewer: Employee) -> Job:
    exports: Exports = request.app.state.exports
    job = exports.find(request.path_params["id"], viewer.id, clock.now())
    if job.key[0] != "letters":
        raise Problem("not_found")
    return job


async def _people(viewer: Employee, agency: Agency) -> list[Employee]:
    bound = Subquery(Device.all().values("employee_id"))
    found = Employee.visible_to(viewer).filter(agency=agency, active=True).exclude(id__in=bound)
    return await found.order_by("name", "id")


async def _holding(people: Sequence[Employee]) -> dict[Any, datetime]:
    """Until when those of some people who hold an unused code may use it."""
    live = (
        EnrolmentCode.filter(
            employee_id__in=Subquery(Employee.filter(agency_id=people[0].agency_id).values("id")),
            **{"spent_at": None, "withdrawn_at": None, "expires_at__gt": clock.now()},
        )
        if people
        else None
    )
    return dict(await live.values_list("employee_id", "expires_at")) if live else {}


async def _chosen(viewer: Employee, agency: Agency, form: Mapping[str, str]) -> list[Employee]:
    people, who = await _people(viewer, agency), form.get("who")
    if who == "new":
        holding = await _holding(people)
        chosen = [one for one in people if one.id not in holding]
    elif who == "all":
        chosen = people
    elif who == "ticked":
        chosen = [one for one in people if f"{TICK}{one.id}" in form]
    else:
        raise Problem("invalid", "Pilih untuk siapa suratnya dibuat.")
    if not chosen:
        raise Problem("invalid", "Tidak ada pegawai yang dipilih. Centang dahulu.")
    return chosen[:MOST]


def _opened(form: Mapping[str, str]) -> datetime:
    """When the page was opened, by our own clock; now where it does not say."""
    now = clock.now()
    try:
        return min(now, datetime.fromtimestamp(float(form.get("opened", "")), UTC))
    except (ValueError, OverflowError, OSError):
        return now


def _letter(one: Employee, issued: codes.IssuedCode, agency: Agency) -> Letter:
    zone = agency.timezone
    return Letter(
        agency=agency.name,
        name=one.name,
        nip=nip(one.nip),
        code=issued.code,
        issued=date_of(clock.now(), zone),
        until=f"{date_of(issued.expires_at, zone)} pukul {time_of(issued.expires_at, zone)}",
    )
