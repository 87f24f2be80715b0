"""At which hours do an agency, its groups and single people work: now, to come, and before?"""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, onward
from web.domain.hours import describe_hours, describe_options, parse_hours, parse_options
from web.domain.schedule import DAY_NAMES, in_words, local_date
from web.domain.weeks import duration_words, week_doubt, weekly_minutes
from web.errors import Problem
from web.forms import as_date, query, query_choice, read_form
from web.lists import Column, Listing, as_file, in_parts, listing
from web.models import Agency, Employee, Withdrawal, WorkPattern
from web.services import agency_rules, schedule_lists, schedules
from web.services.schedule_lists import STATES, Line
from web.templating import short_date_of, time_of

HOME = "/desk/schedules"
PAGE_SIZE = 20
COLUMNS = (
    Column("whose", "Untuk", ("whose",)),
    Column("hours", "Jam"),
    Column("from", "Berlaku", ("from",)),
    Column("state", "Keadaan"),
)
HEADS = (
    *("Untuk", "NIP", "Nama jam", *DAY_NAMES, "Jumlah seminggu", "Ketentuan"),
    *("Berlaku dari", "Sampai", "Keadaan", "Diisi", "Oleh", "Alasan"),
)
KINDS = {"office": "Jam kantor", "group": "Kelompok", "person": "Perorangan"}
SHOWN = {"open": "Belum berakhir", "past": "Sudah lewat", "all": "Semua"}


async def index(request: Request, viewer: Employee) -> Response:
    """All hours of one agency, in pages."""
    return await _index(request, viewer, query(request, "agency"), {})


async def end(request: Request, viewer: Employee) -> Response:
    """Let hours hold until a day and no longer."""
    form, pattern = await read_form(request), await _load(request, viewer)
    try:
        last = as_date(form.get("last", ""))
        if last is None:
            raise Problem("invalid", fields={"last": "Isi hari terakhirnya."})
        await schedules.end_pattern(
            pattern=pattern,
            last=last,
            reason=form.get("reason", ""),
            author=viewer,
            certain=form.get("certain", ""),
        )
    except Problem as problem:
        asked, form = str(pattern.agency_id), form | {"pattern": str(pattern.id)}
        return await _index(request, viewer, asked, form, problem)
    return onward(request, f"{HOME}?agency={pattern.agency_id}", "pattern-ended")


async def _load(request: Request, viewer: Employee) -> WorkPattern:
    ids = await Agency.visible_to(viewer).values_list("id", flat=True)
    found = WorkPattern.filter(agency_id__in=list(ids))
    pattern = await found.get_or_none(id=request.path_params["id"])
    if pattern is None:
        raise Problem("not_found")
    return pattern


async def export(request: Request, viewer: Employee) -> Response:
    """The same hours as a file."""
    agency, _ = await agency_of(viewer, query(request, "agency"))
    lines = await _found(agency, _asked(request, agency))
    rows = await in_parts(schedule_lists.whole, [line.id for line, _ in lines])
    told = [_row(*one, row, agency) for one, row in zip(lines, rows, strict=False)]
    return as_file(request, f"Jam kerja {agency.name}", HEADS, told)


def _row(line: Line, state: str, row: WorkPattern, agency: Agency) -> tuple[str, ...]:
    ends = (short_date_of(one) if one else "" for one in (row.valid_from, row.valid_until))
    at, zone = row.created_at, agency.timezone
    return (
        *(line.person or line.group or "Kantor", line.nip or "", row.name or ""),
        *(_day(row.days.get(str(number))) for number in range(1, 8)),
        duration_words(weekly_minutes(row.days)),
        " ".join(describe_options(parse_options(row.options))),
        *(*ends, STATES[state], f"{short_date_of(at, zone)} {time_of(at, zone)}"),
        *(row.author.name if row.author else "SIKEREN", row.reason or ""),
    )


def _day(hours: Any) -> str:
    return describe_hours(parse_hours(hours)) if hours else "libur"


def _asked(request: Request, agency: Agency) -> Listing:
    chosen = {
        "agency": agency.id,
        "q": query(request, "q"),
        "kind": query_choice(request, "kind", ("", *KINDS)),
        "show": query_choice(request, "show", tuple(SHOWN)),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


async def _found(agency: Agency, asked: Listing, only: str = "") -> list[tuple[Line, str]]:
    """Those meant, in their order, and how each stands; or one alone, to mend what was typed."""
    chosen, today = asked.chosen, local_date(clock.now(), agency.timezone)
    lines = await schedule_lists.lines_of(agency, today)
    if only:
        return [(line, state) for line, state in lines if str(line.id) == only]
    found = [
        (line, state)
        for line, state in lines
        if chosen["show"] == "all" or (chosen["show"] == "past") == (state in ("past", "never"))
        if not chosen["kind"] or chosen["kind"] == line.kind
        if schedule_lists.meant(line, chosen["q"])
    ]
    if asked.column.key == "from":
        return sorted(found, key=lambda one: one[0].begins, reverse=asked.falling)
    return found[::-1] if asked.falling else found


async def _index(
    request: Request,
    viewer: Employee,
    asked_agency: str,
    form: dict[str, str],
    problem: Problem | None = None,
) -> Response:
    agency, agencies = await agency_of(viewer, asked_agency)
    today, asked = local_date(clock.now(), agency.timezone), _asked(request, agency)
    found = await _found(agency, asked, form.get("pattern", ""))
    shown = found[asked.holds(len(found))]
    rows = await schedule_lists.whole([line.id for line, _ in shown])
    row, above = await agency_rules.hours_of(agency, today)
    return await desk_page(
        request,
        viewer,
        "operator/schedules.html",
        room="agencies",
        status=problem.status if problem else 200,
        zone=agency.timezone,
        agency=agency,
        agencies=agencies,
        today=today,
        list=asked,
        kinds=KINDS,
        choices=[*SHOWN.items()],
        entries=[
            {"line": line, "state": state, **_told(row)}
            for (line, state), row in zip(shown, rows, strict=True)
        ],
        inherited=_told(row) if above and row else None,
        ended=await _endings([row.id for row in rows]),
        form=form,
        errors=problem.fields if problem else {},
        weighed=getattr(problem, "weighed", None),
    )


async def _endings(ids: list[UUID]) -> dict[UUID, Withdrawal]:
    found = Withdrawal.filter(subject__in=ids).select_related("author")
    return {one.subject: one for one in await found}


def _told(row: WorkPattern) -> dict[str, Any]:
    """Hours in words."""
    return {
        "row": row,
        "week": [(days, span) for days, span in in_words(row.days) if span != "libur"],
        "total": duration_words(weekly_minutes(row.days)),
        "options": describe_options(parse_options(row.options)),
        "doubt": week_doubt(row.days, row.options),
    }
