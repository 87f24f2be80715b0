"""What has the office laid down about duties, their reports, and phones? In words, and entered."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, onward, scope_of, scopes, zone_of
from web.domain.policy import SILENT, parse_policy
from web.domain.policy import Policy as Rules
from web.domain.schedule import local_date
from web.domain.statuses import HALVABLE, STATUSES
from web.errors import Problem
from web.forms import as_date, query, read_form
from web.models import Agency, Employee, Policy
from web.services import agency_tree, phone_policies, policies, policy_entries
from web.services.name_order import by_name
from web.services.policies import Policies

HOME = "/desk/policies"
PHONES = "phones"  # which of the two forms it is


async def index(request: Request, viewer: Employee) -> Response:
    """What holds today, and everything ever laid down."""
    return await _index(request, viewer, await scope_of(viewer, query(request, "agency")), {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Lay something down from a date on."""
    form = await read_form(request)
    agency = await scope_of(viewer, form.get("agency", ""))
    common: dict[str, Any] = {
        "agency": agency,
        "valid_from": as_date(form.get("valid_from", "")),
        "author": viewer,
    }
    try:
        if form.get("about") == PHONES:
            await phone_policies.lay_down(**common, told=_of_phones(form))
        else:
            await policy_entries.lay_down(**common, changes=_changes(form))
    except Problem as problem:
        return await _index(request, viewer, agency, form, problem.fields, problem.status)
    return onward(request, link_with(HOME, {"agency": agency.id if agency else ""}), "policy-set")


def _of_phones(form: dict[str, str]) -> dict[str, Any]:
    """Values as typed; what is left empty is that of the office above."""
    numbers = {
        name: _days(form, name) if form.get(name) else None for name in ("offline_days", "cap")
    }
    return numbers | {name: form.get(name) or None for name in ("binding", "photo")}


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
        **await _laid_down(known, agency, today),
        silent=SILENT,
        halvable=[STATUSES[code] for code in HALVABLE],
        phones=await _phones(viewer, agency, today, form),
        form=form,
        errors=errors,
    )


async def _laid_down(
    known: Policies, agency: Agency | None, today: date
) -> dict[str, list[tuple[Policy, Rules, bool]]]:
    """What was laid down before and what is to come, the next first, and whether it holds here."""
    coming: list[tuple[Policy, Rules, bool]] = []
    rows, own = [], agency.id if agency else None
    for one in await policy_entries.entered(agency):
        begins, told = one.valid_from, parse_policy(one.body)
        if begins and begins > today:
            laid = known.laid(own, begins)
            counts = laid is not None and laid.created_at == one.created_at
            coming.insert(0, (one, told, counts))
        else:
            rows.append((one, told, True))
    return {"rows": rows, "coming": coming}


async def _phones(
    viewer: Employee, agency: Agency | None, today: date, form: dict[str, str]
) -> dict[str, Any]:
    """What holds of phones, whose each value is, what would hold without it, and who differs.

    `then` and `without` are of the date from which the form holds; `coming` and `later` are the
    dates on which something changes, and after the form's what is above it.
    """
    known, own = await phone_policies.load(), agency.id if agency else None
    held, above = known.told(own, today), known.above(own, today)
    earliest = phone_policies.earliest()
    begins = (form.get("about") == PHONES and as_date(form.get("valid_from", ""))) or earliest
    then, without = known.told(own, begins), known.above(own, begins)
    coming, later = known.coming(own, today), known.without(own).coming(own, begins)
    ours = {str(one.id): one.name for one in await by_name(Agency.visible_to(viewer))}
    below = {
        name: known.told(id, today)
        for id, name in ours.items()
        if id != str(own) and (own is None or str(own) in known.tree.chain(id, today))
    }
    told = [*held.values(), *above.values(), *then.values(), *without.values()]
    told += [one for _, changed in (*coming, *later) for one in changed.values()]
    return {
        "held": held,
        "above": above,
        "begins": begins,
        "then": then,
        "without": without,
        "coming": coming,
        "later": later,
        "today": today,
        "names": await agency_tree.names_of({one.agency for one in told if one.agency}),
        "differing": {
            name: laid
            for name, laid in below.items()
            if any(laid[key].value != held[key].value for key in held)
        },
        "rows": await phone_policies.entered(agency),
        "earliest": earliest,
    }


async def _source(agency: Agency | None, office: str | None) -> str | None:
    """Where what holds for an agency was laid down, where that is an office above it."""
    if agency is None or office is None or office == str(agency.id):
        return None
    return (await Agency.get(id=office)).name
