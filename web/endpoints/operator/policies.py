"""What has the office laid down about duties and their reports? Shown in words, and entered."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.policy import SILENT, parse_policy
from web.domain.schedule import local_date
from web.domain.statuses import HALVABLE, STATUSES
from web.errors import Problem
from web.forms import as_date, query, read_form
from web.models import Agency, Employee
from web.services import policies, policy_entries

HOME = "/desk/policies"


async def index(request: Request, viewer: Employee) -> Response:
    """What holds today, and everything ever laid down."""
    return await _index(request, viewer, await scope_of(viewer, query(request, "agency")), {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Lay something down from a date on."""
    form = await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    try:
        await policy_entries.lay_down(
            agency=agency,
            valid_from=as_date(form.get("valid_from", "")),
            changes=_changes(form),
            author=viewer,
        )
    except Problem as problem:
        return await _index(request, viewer, agency, form, problem.fields, problem.status)
    return onward(request, link_with(HOME, {"agency": agency.id if agency else ""}), "policy-set")


def _changes(form: dict[str, str]) -> dict[str, Any]:
    return (
        {
            "filing_days": _days(form, "filing_days") if form.get("filing_days") else None,
            "report_days": _days(form, "report_days"),
            "report_short": bool(form.get("report_short")),
            "silent": form.get("silent", ""),
        }
        | _of_daily_reports(form)
        | _of_halves(form)
    )


def _of_halves(form: dict[str, str]) -> dict[str, Any]:
    if "halves" not in form:
        return {}
    return {"halves": [code for code in HALVABLE if form.get(f"half-{code}")]}


def _of_daily_reports(form: dict[str, str]) -> dict[str, Any]:
    if "report_window" not in form:
        return {}
    return {
        "daily_reports": bool(form.get("daily_reports")),
        "report_window": _days(form, "report_window"),
        "attendance_weight": _days(form, "attendance_weight"),
    }


def _days(form: dict[str, str], name: str) -> int:
    text = form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


async def _index(
    request: Request,
    viewer: Employee,
    agency: Agency | None,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    zone = agency.timezone if agency else zone_of(viewer)
    today = local_date(clock.now(), zone)
    known, own = await policies.load(), agency.id if agency else None
    held, laid = known.on(own, today), known.laid(own, today)
    return await desk_page(
        request,
        viewer,
        "operator/policies.html",
        room="rules",
        status=status,
        zone=zone,
        agency=agency,
        agencies=await scopes(viewer),
        held=held,
        source=await _source(agency, laid.agency if laid else None),
        rows=[(one, parse_policy(one.body)) for one in await policy_entries.entered(agency)],
        silent=SILENT,
        halvable=[STATUSES[code] for code in HALVABLE],
        form=form,
        errors=errors,
    )


async def _source(agency: Agency | None, office: str | None) -> str | None:
    """Where what holds for an agency was laid down, where that is an office above it."""
    if agency is None or office is None or office == str(agency.id):
        return None
    return (await Agency.get(id=office)).name
