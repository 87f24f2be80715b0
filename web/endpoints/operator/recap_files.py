"""How does a month leave as a file? At once, or as a job that says how far it is.

What is signed and passed on says that somebody was away, not why: the PDF for everybody, all of
them for whoever does not keep the records (services/reasons.py).
"""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.domain.recap_data import as_csv, as_json
from web.domain.recap_sheet import Sheet
from web.errors import Problem
from web.files import download as download_of
from web.forms import read_form
from web.models import Agency, Employee
from web.services.export_jobs import Exports, Job
from web.services.export_pdf import as_pdf
from web.services.export_sheet import sheet_of
from web.services.export_xlsx import as_xlsx
from web.services.recap_views import agency_for
from web.services.recaps import month_of, people_of, recap_of
from web.templating import fragment

Writer = Callable[[Sheet, Callable[[int], None]], bytes]
FORMATS: dict[str, tuple[Writer, str]] = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (as_pdf, "application/pdf"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}


async def download(request: Request, viewer: Employee) -> Response:
    """An agency's month as a file, made while the browser waits."""
    month, format_ = request.path_params["month"], request.path_params["format"]
    agency = await _agency(request, viewer, month, format_)
    job = await _job(agency, month, format_, viewer)
    discreet = _discreet(viewer, agency, format_)
    return _file(job, await _make(agency, month, format_, job, discreet))


async def start(request: Request, viewer: Employee) -> Response:
    """Begin to make a file; the answer is a fragment that asks how far it is."""
    month, format_ = request.path_params["month"], (await read_form(request)).get("format", "")
    agency = await _agency(request, viewer, month, format_)
    exports: Exports = request.app.state.exports
    discreet = _discreet(viewer, agency, format_)

    async def work(job: Job) -> bytes:
        return await _make(agency, month, format_, job, discreet)

    job = await _job(agency, month, format_, viewer)
    return _told(request, exports.start(job, work, clock.now()))


async def show(request: Request, viewer: Employee) -> Response:
    """How far a file is."""
    return _told(request, _held(request, viewer))


async def content(request: Request, viewer: Employee) -> Response:
    """The file, once it is ready."""
    job = _held(request, viewer)
    if job.content is None:
        raise Problem("not_found", "Berkas ini belum siap. Tunggu sebentar.")
    return _file(job, job.content)


def _held(request: Request, viewer: Employee) -> Job:
    exports: Exports = request.app.state.exports
    return exports.find(request.path_params["id"], viewer.id, clock.now())


def _told(request: Request, job: Job) -> Response:
    return fragment(request, "operator/_recap_file.html", job=job)


async def _agency(request: Request, viewer: Employee, month: str, format_: str) -> Agency:
    agency = await agency_for(viewer, request.path_params["agency"])
    if format_ not in FORMATS:
        raise Problem("not_found")
    month_of(month)
    return agency


async def _job(agency: Agency, month: str, format_: str, viewer: Employee) -> Job:
    return Job(
        owner=viewer.id,
        key=(str(agency.id), month, format_),
        name=f"Rekap {agency.name} {month}.{format_}",
        began=clock.now(),
        total=await people_of(agency.id, month).count(),
    )


def _discreet(viewer: Employee, agency: Agency, format_: str) -> bool:
    return format_ == "pdf" or not viewer.administers(agency.id)


async def _make(agency: Agency, month: str, format_: str, job: Job, discreet: bool) -> bytes:
    async def folded(done: int) -> None:
        job.tell(done)

    job.stage = "Menghitung bulan"
    recap = await recap_of(agency, month, clock.now(), progress=folded)
    sheet = await sheet_of(recap, discreet=discreet)
    job.stage, job.done, job.total = "Menulis berkas", 0, len(sheet.rows)
    return await asyncio.to_thread(FORMATS[format_][0], sheet, job.tell)


def _file(job: Job, made: bytes) -> Response:
    return download_of(made, job.name, FORMATS[job.key[2]][1])
