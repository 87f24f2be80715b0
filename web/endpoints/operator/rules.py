"""Which rules hold today, in words, and where is each of them edited?"""

from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, scope_of, scopes, zone_of
from web.domain.bands import Table, describe
from web.domain.calendar import KINDS
from web.domain.hours import describe_hours, describe_options, parse_hours, parse_options
from web.domain.schedule import DAY_NAMES, local_date
from web.domain.special_days import describe_special
from web.domain.weeks import example
from web.forms import query
from web.models import Agency, Employee, WorkPattern
from web.services import agency_rules, calendar, event_lists, rulebook, special_days

AHEAD = 120  # days looked ahead for what comes


async def index(request: Request, viewer: Employee) -> Response:
    """Every kind of rule, as it stands today for everybody or an agency."""
    agency = await scope_of(viewer, query(request, "agency"))
    zone = agency.timezone if agency else zone_of(viewer)
    today = local_date(clock.now(), zone)
    rules = await rulebook.load([], today, today)
    table = rules.table_on(str(agency.id) if agency else None, today)
    return await desk_page(
        request,
        viewer,
        "operator/rules.html",
        room="rules",
        zone=zone,
        agency=agency,
        agencies=await scopes(viewer),
        today=today,
        hours=await _hours(agency, today, table) if agency else None,
        table=describe(table),
        **await _coming(agency, today),
    )


async def _coming(agency: Agency | None, today: date) -> dict[str, Any]:
    """What the calendar and the lists of special days and events say of the next months."""
    last = today + timedelta(days=AHEAD)
    days = [line for line in await calendar.lines(agency, today, last) if line.free]
    specials = await special_days.standing(agency, today, last)
    held = await event_lists.between(agency, today, last, 4)
    return {
        "kinds": KINDS,
        "days": days[:4],
        "specials": [
            (row, describe_special(row.absent, row.deadline, row.factor)) for row in specials[:3]
        ],
        "events": await event_lists.entries(held, joined=agency is None),
    }


async def _hours(agency: Agency, today: date, table: Table) -> dict[str, Any]:
    """The agency's week in words, what comes after it, and who has hours of their own."""
    rows = await WorkPattern.filter(agency=agency)
    usual = [row for row in rows if row.group_id is None and row.employee_id is None]
    current, above = await agency_rules.hours_of(agency, today)
    coming = [row for row in usual if row.valid_from and row.valid_from > today]
    found: dict[str, Any] = {
        "coming": sorted(coming, key=lambda row: row.valid_from or today),
        "others": len({row.group_id or row.employee_id for row in rows} - {None}),
        "above": above,
        "days": [],
        "options": [],
        "examples": [],
    }
    if current:
        found["days"] = [
            (DAY_NAMES[number - 1], _words(current.days.get(str(number)))) for number in range(1, 8)
        ]
        found["options"] = describe_options(parse_options(current.options))
        found["examples"] = example(current.days, current.options, agency.timezone, table, today)
    return found


def _words(hours: Any) -> str:
    return describe_hours(parse_hours(hours)) if hours else "libur"
