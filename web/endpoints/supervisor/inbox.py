"""What waits for a supervisor, the most urgent first; and how are many decided at once?

Whoever chooses sees a summary before anything is done, and can undo it afterwards.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import Paging, desk_page, link_with, onward, zone_of
from web.domain import approval, discipline
from web.domain.month import month_at
from web.errors import Problem
from web.forms import as_uuid, query, query_page, read_form
from web.models import Employee
from web.services import inbox, inbox_acts
from web.services.folding import span_of
from web.services.inbox import KINDS, OWN, Desk, Wanted
from web.services.signals import signals_of

HOME = "/desk/inbox"
PAGE_SIZE = 30
MOST_FIELDS = 2 * inbox_acts.MOST + 20
PLACE = ("kind", "q", "agency", "behalf", "page")  # what the address of the desk may hold
EVENTS = ("approve", "return", "reject")
NOTHING = "Belum ada yang dipilih. Centang dahulu, lalu pilih keputusannya."


async def index(request: Request, viewer: Employee) -> Response:
    """What waits for the viewer and for those for whom they act, by urgency."""
    return await _list(request, viewer)


async def _list(
    request: Request, viewer: Employee, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    chosen = _chosen(request)
    batch = as_uuid(query(request, "batch"))
    desk, paging = await _waiting(request, viewer, chosen)
    return await desk_page(
        request,
        viewer,
        "supervisor/inbox.html",
        room="inbox",
        status=status,
        errors=errors,
        desk=desk,
        entries=desk.entries,
        paging=paging,
        chosen=chosen,
        kept={**chosen, "page": str(paging.number)},
        batch=batch,
        undoable=await inbox_acts.of_batch(viewer, batch) if batch else None,
        **await _beside(viewer),
        page_link=lambda number: link_with(HOME, {**chosen, "batch": batch, "page": number}),
        here=lambda **other: link_with(HOME, {**chosen, "batch": batch, **other}),
    )


async def _waiting(
    request: Request, viewer: Employee, chosen: Mapping[str, str]
) -> tuple[Desk, Paging]:
    """One page of what waits; beyond the last it is the last."""
    wanted = Wanted(chosen["kind"], chosen["q"], as_uuid(chosen["agency"]), chosen["behalf"])
    paging = Paging(query_page(request), PAGE_SIZE, 0)

    def page(total: int) -> slice:
        nonlocal paging
        last = Paging(1, PAGE_SIZE, total).pages
        paging = Paging(min(paging.number, last), PAGE_SIZE, total)
        return slice(paging.offset, paging.offset + PAGE_SIZE)

    days = request.app.state.settings.correction_day
    return await inbox.waiting(viewer, wanted, days, clock.now(), page), paging


async def _beside(viewer: Employee) -> dict[str, Any]:
    """What the list needs beside its entries."""
    told = {"principals": await _principals(viewer), "warnings": await _warnings(viewer)}
    return {"kinds": KINDS, "own": OWN, **told}


def _chosen(request: Request) -> dict[str, str]:
    kind = query(request, "kind")
    return {
        "kind": kind if kind in KINDS else "",
        **{name: query(request, name) for name in PLACE[1:-1]},
    }


def _kept(form: Mapping[str, str]) -> dict[str, str]:
    """Where on the desk somebody was when they ticked, to come back there."""
    return {name: form[name][:100] for name in PLACE if form.get(name)}


async def _principals(viewer: Employee) -> dict[Any, Employee]:
    """Those for whom the viewer acts now, by id."""
    found = Employee.filter(id__in=list(viewer.principals)) if viewer.principals else None
    return {one.id: one for one in await found.order_by("name")} if found else {}


async def _warnings(viewer: Employee) -> list[tuple[Employee, Any, list[str]]]:
    """Who of the viewer's people has reached a threshold of PP 94/2021, from stored months.

    Only the month that runs is brought up to date; the page of signals does so for the year.
    """
    people = await Employee.supervised_by(viewer).filter(active=True).order_by("name")
    month, now = month_at(clock.now(), zone_of(viewer)), clock.now()
    told = await signals_of([one.id for one in people], month, span_of(month)[0], now)
    found = [(one, told[str(one.id)]) for one in people if str(one.id) in told]
    found.sort(key=lambda pair: (-pair[1].in_a_row if pair[1].near else 0, -pair[1].days))
    return [(one, signal, discipline.for_supervisor(signal)) for one, signal in found]


async def sum_up(request: Request, viewer: Employee) -> Response:
    """What was ticked, before anything is decided: what, whose, and what cannot be done."""
    form = await read_form(request, MOST_FIELDS)
    if not _ticked(form) or form.get("event") not in EVENTS:
        return await _list(request, viewer, {"chosen": NOTHING}, 422)
    return await _summary(request, viewer, form, {})


async def decide(request: Request, viewer: Employee) -> Response:
    """Decide on all that was summed up, or on none of it."""
    form = await read_form(request, MOST_FIELDS)
    batch = as_uuid(form.get("batch", "")) or uuid4()
    try:
        await inbox_acts.decide(
            viewer=viewer,
            ticked=_ticked(form),
            event=form.get("event", ""),
            words=form.get("words", ""),
            batch=batch,
        )
    except Problem as problem:
        if problem.status == 404 or form.get("event") not in EVENTS:
            raise
        errors = problem.fields or {"form": problem.detail}
        return await _summary(request, viewer, form, errors, problem.status)
    return onward(request, link_with(HOME, {"batch": batch, **_kept(form)}), "inbox-decided")


async def undo(request: Request, viewer: Employee) -> Response:
    """Take back what was decided in one act, all of it or none."""
    form = await read_form(request)
    batch = as_uuid(form.get("batch", ""))
    if batch is None:
        raise Problem("not_found")
    await inbox_acts.undo(viewer=viewer, batch=batch)
    return onward(request, link_with(HOME, _kept(form)), "inbox-undone")


def _ticked(form: Mapping[str, str]) -> dict[str, str]:
    """The items that were ticked, or all of the page, each with what was seen of it."""
    prefix = "row-" if form.get("all") else "item-"
    return {
        name.removeprefix(prefix): value for name, value in form.items() if name.startswith(prefix)
    }


async def _summary(
    request: Request,
    viewer: Employee,
    form: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> Response:
    ticked, event = _ticked(form), form["event"]
    found = await inbox_acts.choose(viewer, ticked, event)
    days = request.app.state.settings.correction_day
    return await desk_page(
        request,
        viewer,
        "supervisor/inbox_summary.html",
        room="inbox",
        status=status,
        entries=await inbox.entries_of(viewer, found.items, days, clock.now()),
        refused=found.refused,
        gone=found.gone,
        principals=await _principals(viewer),
        event=event,
        label=approval.EVENTS[event].label,
        kinds=KINDS,
        batch=as_uuid(form.get("batch", "")) or uuid4(),
        form=form,
        kept=_kept(form),
        back=link_with(HOME, _kept(form)),
        errors=errors,
    )
