"""Which groups with hours of their own does an agency have? The list, and a form for another."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import agency_of, desk_page, onward
from web.domain.schedule import in_words, local_date
from web.domain.seeking import fold, words
from web.errors import Problem
from web.forms import query, query_choice, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee
from web.services import schedule_lists, schedules

HOME = "/desk/groups"
PAGE_SIZE = 50
COLUMNS = (
    Column("name", "Kelompok", ("name",)),
    Column("members", "Anggota hari ini", ("members",)),
    Column("hours", "Jam kelompok"),
)
HEADS = ("Kelompok", "OPD", "Anggota hari ini", "Jam kelompok")
SHOWN = {"all": "Semua", "own": "Punya jam sendiri", "office": "Mengikuti jam kantor"}


async def index(request: Request, viewer: Employee) -> Response:
    """The groups of one agency, in pages."""
    return await _index(request, viewer, query(request, "agency"), {}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Add a group; its people and hours come after."""
    form = await read_form(request)
    agency, _ = await agency_of(viewer, form.get("agency", ""))
    try:
        group = await schedules.add_group(agency=agency, name=form.get("name", ""), author=viewer)
    except Problem as problem:
        asked = str(agency.id)
        return await _index(request, viewer, asked, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{group.id}", "group-added")


async def export(request: Request, viewer: Employee) -> Response:
    """The same groups as a file."""
    agency, _ = await agency_of(viewer, query(request, "agency"))
    found = await _found(agency, _asked(request, agency))
    rows = [
        (one["group"].name, agency.name, str(one["members"]), "; ".join(one["week"]))
        for one in found
    ]
    return as_file(request, f"Kelompok {agency.name}", HEADS, rows)


def _asked(request: Request, agency: Agency) -> Listing:
    show = query_choice(request, "show", tuple(SHOWN))
    chosen = {"agency": agency.id, "q": query(request, "q"), "show": show}
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


async def _found(agency: Agency, asked: Listing) -> list[dict[str, Any]]:
    """The groups meant, with how many belong to them today and their week in words."""
    told, show = words(asked.chosen["q"]), asked.chosen["show"]
    today = local_date(clock.now(), agency.timezone)
    held = [
        (group, hours)
        for group, hours in await schedule_lists.hours_of_groups(agency, today)
        if all(word in fold(group.name) for word in told)
        and (show == "all" or (show == "own") == (hours is not None))
    ]
    counts = await schedule_lists.members([group.id for group, _ in held], today)
    found = [
        {
            "group": group,
            "members": counts.get(group.id, 0),
            "week": [f"{days}: {span}" for days, span in in_words(hours.days)] if hours else [],
        }
        for group, hours in held
    ]
    if asked.column.key == "members":
        return sorted(found, key=lambda one: one["members"], reverse=asked.falling)
    return found[::-1] if asked.falling else found


async def _index(
    request: Request,
    viewer: Employee,
    asked_agency: str,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agency, agencies = await agency_of(viewer, asked_agency)
    asked = _asked(request, agency)
    found = await _found(agency, asked)
    return await desk_page(
        request,
        viewer,
        "operator/groups.html",
        room="agencies",
        status=status,
        agency=agency,
        agencies=agencies,
        list=asked,
        choices=[*SHOWN.items()],
        groups=found[asked.holds(len(found))],
        form=form,
        errors=errors,
    )
