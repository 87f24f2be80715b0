"""How do many people of an agency get their enrolment letters at once? As one PDF, made as a job.

Codes are made when it begins and are kept nowhere: a PDF that was not fetched is made again.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from web import clock
from web.desk import agency_of, desk_page, zone_of
from web.errors import Problem
from web.files import download
from web.forms import as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, in_parts, listing
from web.models import Agency, Device, Employee, EnrolmentCode
from web.services import codes, seeking
from web.services.export_jobs import Exports, Job
from web.services.export_letters import Letter, as_pdf
from web.templating import date_of, fragment, nip, short_date_of, time_of

HOME = "/desk/letters"
MOST = 1000  # at once
PAGE_SIZE = 50
TICK = "person-"
COLUMNS = (
    Column("name", "Pegawai", ("name",)),
    Column("nip", "NIP", ("nip",)),
    Column("code", "Kode"),
)
HEADS = ("NIP", "Nama", "OPD", "Memegang kode sampai")
SHOWN = {"all": "Semua", "new": "Belum memegang kode", "holding": "Memegang kode"}


async def index(request: Request, viewer: Employee) -> Response:
    """Who of an agency never had a phone, and which of them hold a code already."""
    agency, agencies = await agency_of(viewer, query(request, "agency"))
    asked = _asked(request, agency)
    found = _narrowed(viewer, agency, asked.chosen)
    people = await asked.page(found)
    return await desk_page(
        request,
        viewer,
        "operator/letters.html",
        room="employees",
        tab="letters",
        zone=agency.timezone,
        agency=agency,
        offices=[(one.id, one.name) for one in agencies],
        list=asked,
        choices=[*SHOWN.items()],
        people=people,
        holding=dict(await _holding([one.id for one in people])),
        **await _offer(request, viewer, found, agency),
    )


async def _offer(
    request: Request, viewer: Employee, found: QuerySet[Employee], agency: Agency
) -> dict[str, Any]:
    """What the form that makes letters says and sends along, and the files that are still kept."""
    now = clock.now()
    new = await found.exclude(id__in=_holders()).count()
    held = _exports(request).held("letters", viewer.id, now)
    staffed = await Employee.filter(agency=agency, active=True).exists()
    said = {"new": new, "most": MOST, "tick": TICK, "opened": now.timestamp(), "held": held}
    return said | {"staffed": staffed}


async def export(request: Request, viewer: Employee) -> Response:
    """The same people as a file."""
    agency, _ = await agency_of(viewer, query(request, "agency"))
    asked = _asked(request, agency)
    people = await asked.all(_narrowed(viewer, agency, asked.chosen))
    holding = dict(await in_parts(_holding, [one.id for one in people]))
    rows = [(one.nip, one.name, agency.name, _until(holding.get(one.id), agency)) for one in people]
    return as_file(request, "Belum punya HP", HEADS, rows)


def _until(moment: datetime | None, agency: Agency) -> str:
    zone = agency.timezone
    return f"{short_date_of(moment, zone)} {time_of(moment, zone)}" if moment else ""


def _asked(request: Request, agency: Agency) -> Listing:
    show = query_choice(request, "show", tuple(SHOWN))
    chosen = {"agency": agency.id, "q": query(request, "q"), "show": show}
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


async def start(request: Request, viewer: Employee) -> Response:
    """Make the codes and begin to draw; the answer is a fragment that asks how far it is."""
    form = await read_form(request, PAGE_SIZE + 20)
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
    return _file(request, viewer, _begin(request, agency, job, given))


def _file(request: Request, viewer: Employee, job: Job) -> Response:
    return fragment(request, "operator/_letters_file.html", job=job, zone=zone_of(viewer))


def _exports(request: Request) -> Exports:
    exports: Exports = request.app.state.exports
    return exports


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

    at = job.began.astimezone(ZoneInfo(agency.timezone))

    async def work(job: Job) -> bytes:
        job.stage = "Menulis surat"
        return await asyncio.to_thread(as_pdf, letters, origin, job.tell, at)

    return _exports(request).start(job, work, clock.now())


async def show(request: Request, viewer: Employee) -> Response:
    """How far the PDF is, and who was left out."""
    return _file(request, viewer, _held(request, viewer))


async def content(request: Request, viewer: Employee) -> Response:
    """The PDF, once it is ready, for who asked for it."""
    job = _held(request, viewer)
    if job.content is None:
        raise Problem("not_found", "Berkas ini belum siap. Tunggu sebentar.")
    return download(job.content, job.name, "application/pdf")


def _held(request: Request, viewer: Employee) -> Job:
    job = _exports(request).find(request.path_params["id"], viewer.id, clock.now())
    if job.key[0] != "letters":
        raise Problem("not_found")
    return job


def _people(viewer: Employee, agency: Agency) -> QuerySet[Employee]:
    bound = Subquery(Device.all().values("employee_id"))
    return Employee.visible_to(viewer).filter(agency=agency, active=True).exclude(id__in=bound)


def _narrowed(viewer: Employee, agency: Agency, chosen: Mapping[str, Any]) -> QuerySet[Employee]:
    found = seeking.people(_people(viewer, agency), chosen.get("q", ""))
    if chosen.get("show") == "new":
        return found.exclude(id__in=_holders())
    return found.filter(id__in=_holders()) if chosen.get("show") == "holding" else found


def _live() -> QuerySet[EnrolmentCode]:
    unused = {"spent_at": None, "withdrawn_at": None}
    return EnrolmentCode.filter(expires_at__gt=clock.now(), **unused)


def _holders() -> Subquery:
    """Who holds an unused code."""
    return Subquery(_live().values("employee_id"))


async def _holding(ids: Sequence[UUID]) -> list[tuple[UUID, datetime]]:
    """Until when those of some people who hold an unused code may use it."""
    found = _live().filter(employee_id__in=list(ids))
    return [*dict(await found.values_list("employee_id", "expires_at")).items()]


async def _chosen(viewer: Employee, agency: Agency, form: Mapping[str, str]) -> list[Employee]:
    """Of those that the list holds, as it was narrowed: all, the new ones, or the ticked ones."""
    found, who = _narrowed(viewer, agency, form), form.get("who")
    if who == "new":
        found = found.exclude(id__in=_holders())
    elif who == "ticked":
        ticks = (as_uuid(name.removeprefix(TICK)) for name in form if name.startswith(TICK))
        found = found.filter(id__in=[one for one in ticks if one])
    elif who != "all":
        raise Problem("invalid", "Pilih untuk siapa suratnya dibuat.")
    chosen = await found.order_by("name", "id").limit(MOST)
    if not chosen:
        raise Problem("invalid", "Tidak ada pegawai yang dipilih. Centang dahulu.")
    return chosen


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
