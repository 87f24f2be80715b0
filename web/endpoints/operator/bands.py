"""What do lateness and absence cost? The tables, a new one, and a month under another table."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.bands import DEFAULT_PRESET, PRESETS, describe, parse_table
from web.domain.month import beside, month_at, words_of
from web.domain.schedule import local_date
from web.errors import Problem
from web.forms import as_date, as_number, query, read_form
from web.models import Agency, Employee
from web.services import bands
from web.services.recaps import month_of, recap_of, what_if

HOME, WHAT_IF = "/desk/bands", "/desk/bands/what-if"
LEVELS = 6  # lines of the form; a table may have up to domain/bands.MAX_BANDS
PARTS = ("code", "from", "cut")
PRICES = (("no_in", "TAM"), ("no_out", "TAP"), ("absent", "TK"))


async def index(request: Request, viewer: Employee) -> Response:
    """The tables in force, to come and past, in words; an admin may enter another."""
    agency = await scope_of(viewer, query(request, "agency"))
    return await _show(request, viewer, agency, _prefilled(query(request, "preset")), {})


async def add(request: Request, viewer: Employee) -> Response:
    """Enter a table of the office's own, for everybody or one agency."""
    form = await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    try:
        first, last = _dates(form)
        await bands.add_table(
            name=form.get("name", ""),
            source=form.get("source", ""),
            body=_body(form),
            agency=agency,
            valid_from=first,
            valid_until=last,
            author=viewer,
        )
    except Problem as problem:
        return await _show(request, viewer, agency, form, problem.fields, problem.status)
    return onward(request, link_with(HOME, {"agency": agency.id if agency else ""}), "bands-added")


async def compare(request: Request, viewer: Employee) -> Response:
    """An agency's month as it is, beside what another table would make of it."""
    agency, agencies = await agency_of(viewer, query(request, "agency"))
    month = query(request, "month") or beside(month_at(clock.now(), agency.timezone), -1)
    month_of(month)
    key = query(request, "table") or DEFAULT_PRESET
    return await desk_page(
        request,
        viewer,
        "operator/band_compare.html",
        room="rules",
        agency=agency,
        agencies=agencies,
        key=key,
        presets=PRESETS,
        stored=await bands.tables(agency, local_date(clock.now(), agency.timezone)),
        **await _compared(agency, month, key),
        **_months(agency, month, key),
    )


async def _compared(agency: Agency, month: str, key: str) -> dict[str, Any]:
    """Both months person by person, and what all cuts come to."""
    name, table = await bands.named(key, agency)
    now = clock.now()
    recap = await recap_of(agency, month, now)
    found = bands.compare(recap.rows, await what_if(agency, month, table, now))
    return {
        "other": name,
        "told": describe(table),
        "locked": recap.locked,
        "compared": found,
        "differing": sum(one.difference != 0 for one in found),
        "sums": (sum(one.now for one in found), sum(one.then for one in found)),
        "percent": _comma,
    }


def _months(agency: Agency, month: str, key: str) -> dict[str, Any]:
    def at(by: int) -> str:
        chosen = {"agency": agency.id, "month": beside(month, by), "table": key}
        return link_with(WHAT_IF, chosen)

    return {"month": month, "month_words": words_of(month), "before": at(-1), "after": at(1)}


async def _show(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    zone = agency.timezone if agency else zone_of(viewer)
    today = local_date(clock.now(), zone)
    default = parse_table(PRESETS[DEFAULT_PRESET].body)
    return await desk_page(
        request,
        viewer,
        "operator/bands.html",
        room="rules",
        status=status,
        zone=zone,
        agency=agency,
        agencies=await scopes(viewer),
        tables=await bands.tables(agency, today),
        default=(PRESETS[DEFAULT_PRESET], describe(default), bands.examples(default)),
        presets=PRESETS,
        describe=describe,
        examples=bands.examples,
        levels=range(1, LEVELS + 1),
        prices=PRICES,
        today=today,
        form=form,
        errors=errors,
    )


def _prefilled(key: str) -> dict[str, str]:
    """What the form shows for a preset: figures and source, to be checked and named by the office.

    An unknown key gives the default's figures.
    """
    body = (PRESETS.get(key) or PRESETS[DEFAULT_PRESET]).body
    form = {"source": PRESETS[key].source if key in PRESETS else ""}
    for side in ("late", "early"):
        for number, one in enumerate(body[side], 1):
            form |= {f"{side}{number}_code": one["code"], f"{side}{number}_from": str(one["from"])}
            form[f"{side}{number}_cut"] = _comma(one["cut"])
    for side, _ in PRICES:
        form |= {f"{side}_code": body[side]["code"], f"{side}_cut": _comma(body[side]["cut"])}
    return form | {"most": _comma(body["most"])}


def _comma(value: float) -> str:
    """A number as it is typed and read: "0,5"."""
    return f"{round(value, 4):g}".replace(".", ",")


def _body(form: dict[str, str]) -> dict[str, Any]:
    """The table as typed. What is no number stays text, and domain/bands.py says what to do."""
    return {
        **{side: _levels(form, side) for side in ("late", "early")},
        **{
            side: {"code": form.get(f"{side}_code", ""), "cut": _number(form, f"{side}_cut")}
            for side, _ in PRICES
        },
        "most": _number(form, "most"),
    }


def _levels(form: dict[str, str], side: str) -> list[dict[str, Any]]:
    found = []
    for number in range(1, LEVELS + 1):
        code, start, cut = (form.get(f"{side}{number}_{part}", "") for part in PARTS)
        if code or start or cut:
            minutes = int(start) if start.isascii() and start.isdigit() else None
            cut_ = _number(form, f"{side}{number}_cut")
            found.append({"code": code.upper(), "from": minutes, "cut": cut_})
    return found


def _number(form: dict[str, str], name: str) -> float | None:
    return as_number(form.get(name, ""))


def _dates(form: dict[str, str]) -> tuple[Any, Any]:
    first, last = as_date(form.get("valid_from", "")), as_date(form.get("valid_until", ""))
    if first is None:
        raise Problem("invalid", fields={"valid_from": "Isi tanggal mulai berlaku."})
    if last is None and form.get("valid_until"):
        raise Problem("invalid", fields={"valid_until": "Tanggal ini tidak ada."})
    return first, last
