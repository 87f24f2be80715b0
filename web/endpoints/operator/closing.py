"""How far is the closing of a month, and who takes the next step?"""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, nothing_yet, onward, zone_of
from web.domain import closing as rules
from web.domain.month import beside, month_at, words_of
from web.domain.recap import CAUSES
from web.domain.seeking import fold, words
from web.errors import Problem
from web.forms import as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee, LockedMonth
from web.services import closing, reasons, recap_views, seeking
from web.services.name_order import by_name
from web.services.recaps import locked_month, month_of, recap_of
from web.services.unsettled import Late, late_arrivals, reviewed_days, runs_until, waiting
from web.templating import short_date_of, time_of

HOME = "/desk/closing"
PAGE_SIZE, SUGGESTIONS = 50, 8
COLUMNS = (
    Column("agency", "OPD", ("agency",)),
    Column("state", "Keadaan", ("state",)),
    Column("step", "Langkah terakhir"),
)
HEADS = ("OPD", "Bulan", "Keadaan", "Langkah terakhir", "Waktu", "Oleh")
SHOWN = {"all": "Semua keadaan", **rules.STATES}


async def index(request: Request, viewer: Employee) -> Response:
    """Where the month of every agency stands that the viewer may see, in pages."""
    asked = _asked(request, viewer)
    found = await _standings(viewer, asked)
    return await desk_page(
        request,
        viewer,
        "operator/closings.html",
        room="recap",
        list=asked,
        standing=found[asked.holds(len(found))],
        states=rules.STATES,
        choices=[*SHOWN.items()],
        steps=rules.STEPS,
        **_month(asked.chosen["month"]),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same months as a file."""
    asked = _asked(request, viewer)
    rows = [_row(asked.chosen["month"], *one) for one in await _standings(viewer, asked)]
    return as_file(request, f"Tutup bulan {asked.chosen['month']}", HEADS, rows)


def _row(month: str, agency: Agency, state: str, newest: list[Any]) -> tuple[str, ...]:
    told = ("Belum ada langkah", "", "")
    for step in newest:
        at = f"{short_date_of(step.at, agency.timezone)} {time_of(step.at, agency.timezone)}"
        told = (rules.STEPS[step.step].done, at, step.author.name)
    return (agency.name, words_of(month), rules.STATES[state], *told)


def _asked(request: Request, viewer: Employee) -> Listing:
    month = query(request, "month") or beside(month_at(clock.now(), zone_of(viewer)), -1)
    month_of(month)
    show = query_choice(request, "show", tuple(SHOWN))
    chosen = {"month": month, "q": query(request, "q"), "show": show}
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE)


async def _standings(viewer: Employee, asked: Listing) -> list[Any]:
    """Each agency that is meant, where it stands, and its newest step if it has one."""
    agencies = await recap_views.agencies_of(viewer)
    if not agencies:
        raise nothing_yet(viewer)
    told, show = words(asked.chosen["q"]), asked.chosen["show"]
    steps = await closing.states_of([one.id for one in agencies], asked.chosen["month"])
    found = [
        (one, rules.state_of(step.step for step in steps[one.id]), steps[one.id][-1:])
        for one in agencies
        if all(word in fold(one.name) for word in told)
    ]
    order = [*rules.STATES]
    if asked.column.key == "state":
        found.sort(key=lambda one: order.index(one[1]), reverse=asked.falling)
    elif asked.falling:
        found.reverse()
    return [one for one in found if show in ("all", one[1])]


async def show(request: Request, viewer: Employee) -> Response:
    """A month of an agency: its steps, who has checked, what waits, and the next step."""
    agency = await recap_views.agency_for(viewer, request.path_params["agency"])
    return await _show(request, viewer, agency, request.path_params["month"], {}, {})


async def take(request: Request, viewer: Employee) -> Response:
    """Take a step; what stands in its way is said on the same page."""
    agency = await recap_views.agency_for(viewer, request.path_params["agency"])
    month, form = request.path_params["month"], await read_form(request)
    month_of(month)
    try:
        await closing.take(
            agency=agency,
            month=month,
            name=form.get("step", ""),
            author=viewer,
            actors=await recap_views.actors_of(viewer, agency),
            reason=form.get("reason", ""),
            seen=form.get("seen", ""),
        )
    except Problem as problem:
        errors = problem.fields or {"step": problem.detail}
        return await _show(request, viewer, agency, month, form, errors, problem.status)
    return onward(request, f"{HOME}/{agency.id}/{month}", "month-stepped")


async def check_team(request: Request, viewer: Employee) -> Response:
    """A supervisor says that the month of their people is checked, in each agency of theirs."""
    month = (await read_form(request)).get("month", "")
    month_of(month)
    team = Employee.supervised_by(viewer).filter(agency_id__isnull=False)
    ids = set(await team.values_list("agency_id", flat=True))
    done = 0
    for agency in await by_name(Agency.filter(id__in=ids)):
        steps = await closing.history(agency.id, month)
        if rules.state_of(step.step for step in steps) == rules.OPEN:
            actors = {rules.SUPERVISOR}
            await closing.take(
                agency=agency, month=month, name="team", author=viewer, actors=actors
            )
            done += 1
    if not done:
        raise Problem("step_not_now", "Bulan ini sudah diajukan, jadi tidak perlu lagi.")
    return onward(request, link_with("/desk/team-recap", {"month": month}), "team-checked")


async def name_head(request: Request, viewer: Employee) -> Response:
    """Say who heads an agency and signs its recap."""
    agency = await Agency.visible_to(viewer).get_or_none(id=request.path_params["id"])
    if agency is None:
        raise Problem("not_found")
    form = await read_form(request)
    month = form.get("month", "")
    month_of(month)
    nip = await _number(viewer, form)
    try:
        await closing.name_head(agency=agency, nip=nip, title=form.get("title", ""), author=viewer)
    except Problem as problem:
        return await _show(request, viewer, agency, month, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{agency.id}/{month}", "head-named")


async def _number(viewer: Employee, form: dict[str, str]) -> str:
    """The NIP of who was chosen; of nobody, what was typed, which may be one."""
    chosen = as_uuid(form.get("person", ""))
    person = await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None
    return person.nip if person else form.get("nip") or form.get("seek", "")


async def _heads(viewer: Employee, form: dict[str, str]) -> list[Employee]:
    """Who may be meant as the head by what was typed so far."""
    seek, chosen = form.get("seek") or form.get("nip", ""), as_uuid(form.get("person", ""))
    people = Employee.visible_to(viewer).filter(active=True)
    found = await seeking.people(people, seek).order_by("name").limit(SUGGESTIONS) if seek else []
    if chosen and chosen not in [one.id for one in found]:
        found += await people.filter(id=chosen)
    return found


def _month(month: str) -> dict[str, Any]:
    return {
        "month": month,
        "month_words": words_of(month),
        "month_before": beside(month, -1),
        "month_after": beside(month, 1),
    }


async def _show(
    request: Request,
    viewer: Employee,
    agency: Agency,
    month: str,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    recap = await recap_of(agency, month, clock.now())
    steps = await closing.history(agency.id, month)
    return await desk_page(
        request,
        viewer,
        "operator/closing.html",
        room="recap",
        status=status,
        zone=agency.timezone,
        agency=agency,
        recap=recap,
        steps=steps,
        seal=closing.SEAL,
        progress=await closing.progress(recap, steps),
        sums=recap_views.sums_of(recap.rows),
        head=await closing.head_of(agency.id),
        candidates=await _heads(viewer, form),
        chosen=as_uuid(form.get("person", "")),
        form=form,
        errors=errors,
        **_month(month),
        **await _standing(viewer, agency, recap, steps),
    )


async def _standing(viewer: Employee, agency: Agency, recap: Any, steps: Any) -> dict[str, Any]:
    """Where the month stands, what the viewer may do, what waits, and what came too late."""
    state = rules.state_of(step.step for step in steps)
    lock = await locked_month(agency.id, recap.month) if recap.locked else None
    ids = [row["employee_id"] for row in recap.rows]
    actors = await recap_views.actors_of(viewer, agency)
    runs = runs_until(agency, recap.month)
    too_early = ("team", *(rules.OVER if runs else ()))
    return {
        "state": state,
        "states": rules.STATES,
        "all_steps": rules.STEPS,
        "mine": [name for name in rules.steps_for(state, actors) if name not in too_early],
        "opens": runs + timedelta(days=1) if runs else None,
        "reviews": {} if lock else reviewed_days(recap),
        "seen": closing.seal_of(recap.rows),
        "sealed": closing.sealed_by(steps),
        "waiting": [] if lock else await waiting(agency.id, recap.month, ids),
        "lock": lock,
        "late": await _late(viewer, agency, lock) if lock else None,
        "causes_of": lambda text: [CAUSES.get(one, one) for one in text.split()],
    }


async def _late(viewer: Employee, agency: Agency, lock: LockedMonth) -> Late:
    """What came after the lock; why somebody was away is told to who keeps the records."""
    late = await late_arrivals(lock, clock.now())
    if viewer.administers(agency.id):
        return late
    return Late(late.checkins, reasons.without_reasons(late.changes))
