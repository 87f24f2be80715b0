"""Which shifts does an agency have, and at which hours? The list, and a form for another."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, onward
from web.domain.hours import BadHours, clock_words, describe_hours, parse_hours
from web.domain.rosters import SHIFT_PRESETS, night_words
from web.domain.schedule import local_date
from web.domain.seeking import fold, words
from web.domain.week_fields import day_fields, typed_day
from web.domain.weeks import duration_words
from web.errors import Problem
from web.forms import as_date, query, query_choice, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee, Shift
from web.services import shifts
from web.templating import short_date_of, time_of

HOME = "/desk/shifts"
PAGE_SIZE = 50
DAY = 24 * 60  # minutes
COLUMNS = (
    Column("code", "Sif", ("code",)),
    Column("start", "Jam", ("start",)),
    Column("at", "Diisi", ("at",)),
    Column("state", "Keadaan"),
)
HEADS = (
    *("Kode", "Nama sif", "Jam Masuk", "Jam Pulang", "Istirahat, menit", "Absen Masuk paling awal"),
    *("Absen Pulang paling akhir", "Jumlah jam", "Keadaan", "Diisi", "Oleh", "Alasan"),
)
SHOWN = {"used": "Yang dipakai", "all": "Semua, juga jam lama"}


async def index(request: Request, viewer: Employee) -> Response:
    """The shifts of one agency; `code` or `preset` in the address fills the form."""
    form = {name: query(request, name) for name in ("agency", "code", "preset")}
    return await _index(request, viewer, form, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Enter a shift, or other hours for a known code."""
    form = await read_form(request)
    agency, _ = await agency_of(viewer, form.get("agency", ""))
    try:
        valid_from = as_date(form.get("valid_from", ""))
        if form.get("valid_from") and valid_from is None:
            raise Problem("invalid", fields={"valid_from": "Tanggal ini tidak ada."})
        await shifts.define(
            agency=agency,
            code=form.get("code", ""),
            name=form.get("name", ""),
            hours=typed_day(form, "") | _windows(form),
            valid_from=valid_from,
            author=viewer,
            reason=form.get("reason", ""),
        )
    except Problem as problem:
        return await _index(request, viewer, form, problem.fields, problem.status)
    return onward(request, f"{HOME}?agency={agency.id}", "shift-set")


def _windows(form: dict[str, str]) -> dict[str, str]:
    return {name: form[name] for name in ("opens", "closes") if form.get(name)}


async def _index(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agency, agencies = await agency_of(viewer, form.get("agency", ""))
    entries = [_entry(one) for one in await shifts.history(agency)]
    known = {entry["row"].code: entry["row"] for entry in entries}
    asked = _asked(request, agency)
    found = _found(entries, known, asked)
    today = local_date(clock.now(), agency.timezone)
    return await desk_page(
        request,
        viewer,
        "operator/shifts.html",
        room="agencies",
        status=status,
        zone=agency.timezone,
        agency=agency,
        agencies=agencies,
        list=asked,
        choices=[*SHOWN.items()],
        shifts=found[asked.holds(len(found))],
        known=known,
        presets=SHIFT_PRESETS,
        today=today,
        told=_told(form),
        form=form if "name" in form else form | _filled(form, known),
        errors=errors,
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same shifts as a file."""
    agency, _ = await agency_of(viewer, query(request, "agency"))
    entries = [_entry(one) for one in await shifts.history(agency)]
    known = {entry["row"].code: entry["row"] for entry in entries}
    found = _found(entries, known, _asked(request, agency))
    rows = [_row(one, known, agency.timezone) for one in found]
    return as_file(request, f"Sif {agency.name}", HEADS, rows)


def _row(entry: dict[str, Any], known: dict[str, Shift], zone: str) -> tuple[str, ...]:
    row, hours = entry["row"], entry["hours"]
    typed = day_fields(row.hours, "")
    bounds = ("" if one is None else clock_words(one) for one in (hours.opens, hours.closes))
    return (
        *(row.code, row.name, typed["start"], clock_words(hours.spans[-1].end % DAY)),
        *(typed["rest"], *bounds, entry["total"]),
        "Dipakai" if known[row.code] is row else "Jam lama",
        f"{short_date_of(row.created_at, zone)} {time_of(row.created_at, zone)}",
        *(row.author.name if row.author else "SIKEREN", row.reason or ""),
    )


def _asked(request: Request, agency: Agency) -> Listing:
    show = query_choice(request, "show", tuple(SHOWN))
    chosen = {"agency": agency.id, "q": query(request, "q"), "show": show}
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


def _found(
    entries: list[dict[str, Any]], known: dict[str, Shift], asked: Listing
) -> list[dict[str, Any]]:
    """Those meant, in their order; an office has few, so it takes no statement of its own."""
    told, every = words(asked.chosen["q"]), asked.chosen["show"] == "all"
    orders: dict[str, Callable[[dict[str, Any]], Any]] = {
        "code": lambda entry: entry["row"].code,
        "start": lambda entry: entry["hours"].spans[0].start,
        "at": lambda entry: entry["row"].created_at,
    }
    found = [
        entry
        for entry in entries
        if (every or known[entry["row"].code] is entry["row"])
        and all(word in fold(f"{entry['row'].code} {entry['row'].name}") for word in told)
    ]
    return sorted(found, key=orders[asked.column.key], reverse=asked.falling)


def _entry(row: Shift) -> dict[str, Any]:
    hours = parse_hours(row.hours)
    return {
        "row": row,
        "hours": hours,
        "words": describe_hours(hours),
        "total": duration_words(hours.minutes),
        "night": night_words(hours, row.name),
    }


def _told(form: dict[str, str]) -> str:
    """What typed hours mean where they end on the next day."""
    try:
        return night_words(parse_hours(typed_day(form, "")), form.get("name", ""))
    except BadHours:
        return ""


def _filled(form: dict[str, str], known: dict[str, Shift]) -> dict[str, str]:
    """What the empty form shows: a known shift to change, or a preset."""
    held = known.get(form.get("code", ""))
    if held:
        return day_fields(held.hours, "") | {"name": held.name}
    preset = SHIFT_PRESETS.get(form.get("preset", ""))
    if preset:
        start, end = preset.start, preset.end
        return {"code": preset.code, "name": preset.name, "start": start, "end": end}
    return {}
