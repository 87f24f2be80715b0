"""What was changed or looked at, by whom, and what was there before? For admins and auditors."""

import csv
import io
import json
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from web import clock
from web.desk import desk_page, link_with, zone_of
from web.domain import times
from web.errors import Problem
from web.forms import as_date, as_uuid, query
from web.models import Agency, AuditEntry, Employee
from web.services import audit_lists, audit_pages, audit_views, seeking
from web.services.audit_lists import Wanted
from web.services.name_order import by_name

HOME = "/desk/audit"
TEXTS = ("person", "author", "kind", "subject", "via", "agency", "since", "until", "q")
MOST_NAMED = 50  # people whom a name may mean
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon with
HEADERS = ("nomor", "waktu", "jenis", "catatan", "kunci", "oleh", "cara", "isi", "sidik")


async def index(request: Request, viewer: Employee) -> Response:
    """The record, newest first, narrowed by what is asked for."""
    _admit(viewer)
    chosen = _chosen(request)
    wanted = await _wanted(request, viewer, chosen)
    found = await audit_lists.page(viewer, wanted)
    return await desk_page(
        request,
        viewer,
        "operator/audit.html",
        room="audit",
        entries=await audit_pages.shown(viewer, found.entries),
        found=found,
        chosen=chosen,
        begun=wanted.below is not None,
        agencies=await by_name(Agency.all()),
        choices=audit_pages.CHOICES,
        here=lambda **other: link_with(HOME, {**chosen, **other}),
        files={one: link_with(f"{HOME}.{one}", chosen) for one in ("csv", "jsonl")},
    )


async def seal(request: Request, viewer: Employee) -> Response:
    """A sheet with the head, to be printed and kept elsewhere."""
    _admit(viewer)
    newest = await AuditEntry.visible_to(viewer).order_by("-seq").first()
    if newest is None:
        raise Problem("not_found", "Belum ada catatan.")
    groups = [newest.hash[start : start + 8] for start in range(0, 64, 8)]
    return await desk_page(
        request,
        viewer,
        "operator/audit_seal.html",
        room="audit",
        newest=newest,
        groups=groups,
        now=clock.now(),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """What is asked for as CSV, or as JSON lines; that it was taken is an entry too."""
    _admit(viewer)
    chosen, format_ = _chosen(request), request.path_params["format"]
    if format_ not in ("csv", "jsonl"):
        raise Problem("not_found")
    wanted = await _wanted(request, viewer, chosen)
    await audit_views.took_away(viewer, request.url.query)
    lines = _csv(viewer, wanted) if format_ == "csv" else _json_lines(viewer, wanted)
    kind = "text/csv" if format_ == "csv" else "application/jsonl"
    name = f"catatan-perubahan-{clock.now():%Y%m%d-%H%M}.{format_}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(lines, media_type=f"{kind}; charset=utf-8", headers=headers)


def _admit(viewer: Employee) -> None:
    """Whoever reads the records of everybody; others have no such page."""
    if not viewer.everywhere:
        raise Problem("not_found")


def _chosen(request: Request) -> dict[str, str]:
    return {name: query(request, name) for name in TEXTS}


async def _wanted(request: Request, viewer: Employee, chosen: dict[str, str]) -> Wanted:
    below = query(request, "below", 18)
    since, until = as_date(chosen["since"]), as_date(chosen["until"])
    return Wanted(
        kind=chosen["kind"],
        subject=chosen["subject"],
        via=chosen["via"],
        agency=as_uuid(chosen["agency"]),
        people=await _named(chosen["person"]),
        authors=await _named(chosen["author"]),
        since=_midnight(since, viewer) if since else None,
        until=_midnight(until + timedelta(days=1), viewer) if until else None,
        below=int(below) if below.isascii() and below.isdigit() else None,
        text=chosen["q"],
    )


async def _named(text: str) -> tuple[Any, ...] | None:
    """The people whom a name, a NIP or an id means; None where nothing was typed."""
    if not text:
        return None
    id_ = as_uuid(text)
    if id_:
        return (id_,)
    found = seeking.people(Employee.all(), text).order_by("name").limit(MOST_NAMED)
    return tuple([one.id for one in await found.only("id")])


def _midnight(day: date, viewer: Employee) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone_of(viewer))).astimezone(UTC)


async def _json_lines(viewer: Employee, wanted: Wanted) -> AsyncIterator[str]:
    """Each entry as it is kept, with its hash; masked where the viewer may not read all of it."""
    async for part in audit_lists.everything(viewer, wanted):
        lines = []
        for entry in part:
            kept = json.loads(entry["body"])
            told = audit_pages.mask(viewer, kept)
            whole = {"entry": told, "hash": entry["hash"], "masked": told != kept}
            lines.append(json.dumps(whole, ensure_ascii=False, sort_keys=True) + "\n")
        yield "".join(lines)


async def _csv(viewer: Employee, wanted: Wanted) -> AsyncIterator[str]:
    yield "\ufeff" + _lines([HEADERS])  # without the mark Excel guesses the letters wrong
    names: dict[str, str] = {}
    async for part in audit_lists.everything(viewer, wanted):
        shown = await audit_pages.shown(viewer, part, names)
        yield _lines([_cells(*one) for one in zip(shown, part, strict=True)])


def _cells(entry: audit_pages.Shown, raw: dict[str, Any]) -> tuple[Any, ...]:
    told = "; ".join(f"{one.name}: {one.before} → {one.after}" for one in entry.changed)
    kind = audit_pages.CHOICES["kinds"][entry.kind]
    what = " ".join((entry.what, ", ".join(entry.people))).strip()
    where = (kind, what, raw["record"], entry.who, entry.via)
    return (entry.seq, times.write(entry.at), *where, told, entry.hash)


def _lines(rows: Iterable[tuple[Any, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [f"'{one}" if str(one).startswith(FORMULA) else one for one in row] for row in rows
    )
    return out.getvalue()
