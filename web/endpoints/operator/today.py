"""Is everything well today? The state of a day in figures, which keeps itself fresh."""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, zone_of
from web.domain import vocabulary
from web.domain.discretion import LABEL, discreet_code
from web.domain.schedule import local_date
from web.domain.statuses import meaning
from web.domain.today import SILENT_DAYS
from web.forms import as_date, as_uuid, query
from web.models import Employee
from web.services import outages, phone_lists, today, today_people, today_scope
from web.services.today_people import Standing
from web.services.today_scope import Scope
from web.templating import fragment

HOME, LIVE, ARRIVALS = "/desk/today", "/desk/today/state", "/desk/arrivals"
MOST_PEOPLE = 100


async def index(request: Request, viewer: Employee) -> Response:
    """The day as it stands, from the whole down to an agency's people."""
    scope = await _scope(request, viewer)
    return await desk_page(
        request, viewer, "operator/today.html", room="today", **await _told(request, viewer, scope)
    )


async def state(request: Request, viewer: Employee) -> Response:
    """The part that renews itself; after midnight the page itself is loaded anew."""
    scope = await _scope(request, viewer)
    if query(request, "opened") not in ("", scope.day.isoformat()):
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    told = await _told(request, viewer, scope)
    return fragment(request, "operator/_today.html", words=vocabulary, viewer=viewer, **told)


async def _scope(request: Request, viewer: Employee) -> Scope:
    agency, day = as_uuid(query(request, "agency")), as_date(query(request, "day"))
    return await today_scope.scope_of(viewer, agency, day, zone_of(viewer))


async def _told(request: Request, viewer: Employee, scope: Scope) -> dict[str, Any]:
    now, troubles = clock.now(), request.app.state.troubles
    told = await today.state(scope, now)
    waiting, asked = await outages.unruled(viewer).count(), await phone_lists.undecided(viewer)
    failures = troubles.failures(now) if viewer.everywhere else 0
    people = await today_people.named(scope.chosen, scope.day, now) if scope.chosen else []
    return {
        "told": told,
        "scope": scope,
        "zone": scope.zone,
        "now": now,
        "concerns": told.concerns(outages=waiting, phones=asked, failures=failures, now=now),
        "troubles": troubles if viewer.everywhere else None,
        "people": people[:MOST_PEOPLE],
        "more": len(people) > MOST_PEOPLE,
        "why": why,
        "silent_days": SILENT_DAYS,
        **_links(scope, now),
    }


def why(held: Standing) -> str:
    """Why somebody is away, as far as it is anybody's business (domain/discretion.py)."""
    codes = [discreet_code(code) for code in held.codes]
    return ", ".join(meaning(code) or LABEL for code in codes)


def _links(scope: Scope, now: Any) -> dict[str, Any]:
    """Addresses that keep the day and the agency but for what the caller names."""
    today_ = local_date(now, scope.zone)
    chosen = {
        "agency": scope.chosen.id if scope.chosen else None,
        "day": "" if scope.day == today_ else scope.day.isoformat(),
    }

    def here(path: str = HOME, **other: object) -> str:
        return link_with(path, {**chosen, **other})

    is_today = scope.day == today_
    return {
        "here": here,
        "is_today": is_today,
        "live": here(LIVE, opened=scope.day.isoformat() if is_today else ""),
        "day_before": here(day=scope.day - timedelta(days=1)),
        "day_after": here(day=scope.day + timedelta(days=1)),
        "places": _places(scope, here),
    }


def _places(scope: Scope, here: Any) -> dict[str, str]:
    """Where one acts on what needs a look."""
    told = {"silent": SILENT_DAYS, "agency": scope.chosen.id if scope.chosen else None}
    if scope.chosen and scope.units:
        told["units"] = 1
    return {
        "errors": "#errors",
        "arrivals": here(ARRIVALS),
        "delays": "#delays",
        "shares": "#shares",
        "outages": "/desk/outages?show=waiting",
        "phones": "/desk/phones",
        "heads": "/desk/employees?show=undecided",
        "refused": "/desk/quarantine",
        "reviews": "#reviews",
        "silent": link_with("/desk/phones/bound", told),
    }
