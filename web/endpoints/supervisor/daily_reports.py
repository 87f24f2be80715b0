"""Which daily reports wait for the supervisor, and what is decided on many of them at once?

A pile is chosen, summed up on a page of its own, and approved as a whole; so it can be undone.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page, link_with, onward
from web.domain import approval, performance
from web.errors import Problem
from web.files import files_for
from web.forms import as_uuid, query, query_choice, read_form
from web.lists import MOST_ROWS, Column, Listing, as_file, in_parts, listing
from web.models import Employee
from web.services import daily_report_lists, daily_reports
from web.services.daily_report_lists import Card
from web.services.daily_reports import MOST_AT_ONCE
from web.templating import short_date_of

HOME = "/desk/daily-reports"
TABS = ("waiting", "decided")
PAGE_SIZE = 40
COLUMNS = (
    Column("day", "Tanggal", ("workday",), ("Tanggal terlama dahulu", "Tanggal terbaru dahulu")),
    Column("name", "Nama", ("name",), ("Nama A–Z", "Nama Z–A")),
    Column("at", "Keputusan", ("at",), ("Keputusan terlama dahulu", "Keputusan terbaru dahulu")),
)
HEADS = ("NIP", "Nama", "Tanggal", "Kegiatan", "Menit", "Keadaan", "Oleh", "Alasan")
STATES = approval.STATES | performance.STATES
MOST_FIELDS = MOST_AT_ONCE + 20
NOTHING = "Belum ada laporan yang dipilih. Centang dahulu, lalu tekan lagi."
UNDONE = "Persetujuan sekaligus diurungkan."


async def index(request: Request, viewer: Employee) -> Response:
    """What waits, by person and day, or what was decided; with what was just approved."""
    return await _list(request, viewer)


async def _list(
    request: Request, viewer: Employee, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    asked = _asked(request)
    waits = asked.chosen["tab"] == "waiting"
    cards = await daily_report_lists.cards(await _page(viewer, asked), records=True)
    return await desk_page(
        request,
        viewer,
        "supervisor/daily_reports.html",
        room="inbox",
        status=status,
        errors=errors or {},
        list=asked,
        tab=asked.chosen["tab"],
        cards=cards,
        people=_by_person(cards) if waits else [],
        **await _undoable(request, viewer),
        **await _parts(viewer, cards),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same as a file."""
    asked = _asked(request)
    asked.size, asked.number = MOST_ROWS, 1
    cards = await in_parts(daily_report_lists.cards, await _page(viewer, asked))
    return as_file(request, "Laporan harian", HEADS, [_row(one) for one in cards])


def _row(card: Card) -> tuple[str, ...]:
    said = card.standing.decision
    lines = "; ".join(one.activity for one in card.lines)
    told = (short_date_of(card.report.workday), lines, str(card.minutes))
    words = (said.by, said.words) if said else ("", "")
    return (card.person.nip, card.person.name, *told, STATES[card.state], *words)


def _asked(request: Request) -> Listing:
    tab = query_choice(request, "tab", TABS)
    chosen = {"tab": tab, "q": query(request, "q")}
    columns, usual = (COLUMNS[:2], "day") if tab == "waiting" else (COLUMNS, "-at")
    return listing(request, HOME, columns, chosen, size=PAGE_SIZE, usual=usual)


async def _page(viewer: Employee, asked: Listing) -> list[UUID]:
    """The ids of one page of what waits, or of what was decided."""
    text, waits = asked.chosen["q"], asked.chosen["tab"] == "waiting"
    part = asked.holds(await daily_report_lists.count(viewer, text, waits=waits))
    how: dict[str, Any] = {"by": asked.column.key, "falling": asked.falling, "part": part}
    return await daily_report_lists.find(viewer, text, waits=waits, **how)


async def _undoable(request: Request, viewer: Employee) -> dict[str, Any]:
    batch = as_uuid(query(request, "batch"))
    return {
        "batch": batch,
        "undoable": await daily_reports.of_batch(viewer, batch) if batch else [],
    }


async def sum_up(request: Request, viewer: Employee) -> Response:
    """What was chosen, added up, before it is approved."""
    form = await read_form(request, MOST_FIELDS)
    chosen = await _chosen(viewer, form)
    if not chosen:
        return await _list(request, viewer, {"chosen": NOTHING}, 422)
    return await _summary(request, viewer, chosen, form, {})


async def approve(request: Request, viewer: Employee) -> Response:
    """Approve all that was summed up, or none of it."""
    form = await read_form(request, MOST_FIELDS)
    chosen, batch = await _chosen(viewer, form), as_uuid(form.get("batch", "")) or uuid4()
    try:
        await daily_reports.decide(
            chosen=chosen,
            author=viewer,
            event="approve",
            words=form.get("words", ""),
            batch=batch,
            seen=list(_ticked(form).values()),
        )
    except Problem as problem:
        if problem.status == 404:
            raise
        errors = problem.fields or {"form": problem.detail}
        return await _summary(request, viewer, chosen, form, errors, problem.status)
    return onward(request, link_with(HOME, {"batch": batch}), "approved-at-once")


async def undo(request: Request, viewer: Employee) -> Response:
    """Take back what was approved in one act, all of it or none."""
    form = await read_form(request)
    batch = as_uuid(form.get("batch", ""))
    chosen = await daily_reports.of_batch(viewer, batch) if batch else []
    if not chosen:
        raise Problem("not_found")
    await daily_reports.decide(
        chosen=chosen, author=viewer, event="revoke", words=UNDONE, batch=uuid4()
    )
    return onward(request, HOME, "undone-at-once")


def _ticked(form: Mapping[str, str]) -> dict[UUID, UUID]:
    """The reports that were ticked, each with the version that was shown."""
    pairs = [
        (as_uuid(name.removeprefix("report-")), as_uuid(value))
        for name, value in form.items()
        if name.startswith("report-")
    ]
    return {id_: version for id_, version in pairs if id_ and version}


async def _chosen(viewer: Employee, form: Mapping[str, str]) -> list[Card]:
    """The reports that were ticked; a stranger's is not there.

    Raises:
        Problem: `not_found`.
    """
    cards = await daily_report_lists.cards(list(_ticked(form)), records=True)
    strange = [one for one in cards if not viewer.decides_on(one.person)]
    if strange or len(cards) != len(_ticked(form)):
        raise Problem("not_found")
    return cards


async def _summary(
    request: Request,
    viewer: Employee,
    chosen: list[Card],
    form: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> Response:
    return await desk_page(
        request,
        viewer,
        "supervisor/daily_summary.html",
        room="inbox",
        status=status,
        people=_by_person(chosen),
        chosen=chosen,
        shown=_ticked(form),
        batch=as_uuid(form.get("batch", "")) or uuid4(),
        form=form,
        errors=errors,
    )


def _by_person(cards: list[Card]) -> list[tuple[Employee, list[Card]]]:
    """Cards of each person together, by name; each by workday."""
    groups: dict[UUID, list[Card]] = {}
    for one in sorted(cards, key=lambda card: (card.person.name, card.report.workday)):
        groups.setdefault(one.person.id, []).append(one)
    return [(group[0].person, group) for group in groups.values()]


async def _parts(viewer: Employee, cards: list[Card]) -> dict[str, Any]:
    """What `_daily_card.html` needs beside the card."""
    return {
        "states": STATES,
        "files": await files_for(viewer, {"daily_report": [one.report.id for one in cards]}),
    }
