"""Who brought which file when, and what came of it? The list, and the same as a file."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, zone_of
from web.errors import Problem
from web.forms import as_uuid, query, query_choice
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee, ImportRun
from web.services import import_runs
from web.services.export_jobs import Exports
from web.services.import_matters import MATTERS
from web.services.name_order import by_name
from web.templating import iso_date_of, short_date_of, time_of

HOME = "/desk/imports/history"
PAGE_SIZE = 50
COLUMNS = (
    Column("file", "Berkas", ("file_name", "-at")),
    Column("at", "Waktu", ("at",)),
    Column("author", "Oleh", ("author__name", "-at")),
    Column("result", "Hasil"),
)
HEADS = (
    *("Waktu", "Berkas", "Isi", "OPD", "NIP", "Oleh"),
    *("Baru", "Berubah", "Keluar", "Dilewati"),
)
KINDS = {key: one.kind.label for key, one in MATTERS.items()}
RELATED = ("author", "agency")


async def index(request: Request, viewer: Employee) -> Response:
    """The files that were applied, newest first."""
    asked = _asked(request)
    rows = await asked.page(_found(viewer, asked), *RELATED)
    acts, zone = await import_runs.acts_of(viewer, rows), zone_of(viewer)
    return await desk_page(
        request,
        viewer,
        "operator/import_history.html",
        room="employees",
        list=asked,
        rows=rows,
        zone=zone,
        kinds=KINDS,
        records={one.id: _record(one, acts.get(str(one.id)), zone) for one in rows},
        kept={one.id for one in rows if one.count_refused and _kept(request, viewer, one)},
        agencies=await by_name(Agency.visible_to(viewer)),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same as a file."""
    asked, zone = _asked(request), zone_of(viewer)
    rows = await asked.all(_found(viewer, asked), *RELATED)
    return as_file(request, "Riwayat impor", HEADS, [_row(one, zone) for one in rows])


def _row(one: ImportRun, zone: str) -> tuple[str | int, ...]:
    counts = (one.count_new, one.count_changed, one.count_left, one.count_refused)
    return (
        f"{short_date_of(one.at, zone)} {time_of(one.at, zone)}",
        *(one.file_name, KINDS[one.kind], one.agency.name if one.agency else ""),
        *(one.author.nip, one.author.name, *counts),
    )


def _record(one: ImportRun, act: str | None, zone: str) -> str | None:
    """Where in the record its changes stand, for whom that is open."""
    day = iso_date_of(one.at, zone)
    wanted = {"author": one.author_id, "since": day, "until": day, "q": act}
    return link_with("/desk/audit", wanted) if act else None


def _kept(request: Request, viewer: Employee, one: ImportRun) -> bool:
    """Whether who brought it can still fetch the rows that were passed over."""
    held: Exports = request.app.state.imports
    try:
        held.find(one.id, viewer.id, clock.now())
    except Problem:
        return False
    return True


def _asked(request: Request) -> Listing:
    chosen: dict[str, Any] = {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "kind": query_choice(request, "kind", ("", *KINDS)),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="-at")


def _found(viewer: Employee, asked: Listing) -> Any:
    chosen = asked.chosen
    return import_runs.found(viewer, chosen["q"], chosen["agency"], chosen["kind"])
