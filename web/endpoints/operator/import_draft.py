"""What would a file change, is that meant, and what came of it?"""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import clock
from web.desk import desk_page, onward
from web.domain.import_headings import offered
from web.domain.import_plan import CHANGED, NEW, SAME, WRONG, Entry, Plan
from web.domain.import_table import Table
from web.domain.name_order import name_key
from web.errors import Problem
from web.files import download
from web.forms import as_date, query, query_choice, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import Employee
from web.services import import_drafts, import_workbooks
from web.services.export_jobs import Exports
from web.services.import_drafts import COLUMNS, DONE, PREVIEW, Draft
from web.services.import_matter import Choice
from web.services.import_people import MOST_LEAVING
from web.templating import fragment

HOME = "/desk/imports"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_SIZE = 50
MOST_FIELDS = 3000  # boxes for people who left and for new agencies
TABS = {
    NEW: "Baru",
    CHANGED: "Berubah",
    "doubtful": "Meragukan",
    WRONG: "Salah",
    SAME: "Sudah sama",
}
SHOWN = tuple(TABS)
ROWS = (
    Column("row", "Baris", ("number",), ("Baris pertama dahulu", "Baris terakhir dahulu")),
    Column("name", "Nama", ("title",), ("Nama A ke Z", "Nama Z ke A")),
)
HEADS = ("Baris", "Nomor", "Nama", "Hasil", "Keterangan")
PAGES = {COLUMNS: "columns", PREVIEW: "preview", DONE: "done"}


async def show(request: Request, viewer: Employee) -> Response:
    """Where a file stands: at work, columns to be chosen, shown, or applied."""
    return await _show(request, viewer, _held(request, viewer), {})


async def progress(request: Request, viewer: Employee) -> Response:
    """How far it is; when it is over, htmx is led to the page of what came of it."""
    draft = _held(request, viewer)
    if draft.running:
        return fragment(request, "operator/_import_progress.html", draft=draft)
    return Response(status_code=204, headers={"HX-Redirect": f"{HOME}/{draft.id}"})


async def columns(request: Request, viewer: Employee) -> Response:
    """Take the columns as they were chosen."""
    draft, form = _held(request, viewer), await read_form(request)
    if draft.content not in (COLUMNS, PREVIEW):
        return _back(draft)
    known = dict(offered(draft.table.headings))
    places = {
        one.key: int(form[one.key])
        for one in draft.matter.kind.columns
        if form.get(one.key, "").isdecimal() and int(form[one.key]) in known
    }
    draft.viewer = viewer
    try:
        import_drafts.choose_columns(request.app.state.imports, draft, places)
    except Problem as problem:
        return await _show(request, viewer, draft, problem.fields, problem.status)
    return _back(draft)


async def apply(request: Request, viewer: Employee) -> Response:
    """Begin to write what was shown."""
    draft, form = _held(request, viewer), await read_form(request, MOST_FIELDS)
    if draft.content != PREVIEW:
        return _back(draft)
    if draft.plan.doubtful and form.get("doubtful") not in ("apply", "skip"):
        wrong = {"doubtful": "Pilih: terapkan atau lewati baris yang meragukan."}
        return await _show(request, viewer, draft, wrong, 422)
    draft.viewer = viewer
    import_drafts.apply(request.app.state.imports, draft, _choice(draft.plan, form))
    return _back(draft)


async def discard(request: Request, viewer: Employee) -> Response:
    """Forget a file before its time."""
    held: Exports = request.app.state.imports
    held.drop(_held(request, viewer))
    return onward(request, HOME, "import-discarded")


async def errors(request: Request, viewer: Employee) -> Response:
    """The rows that cannot be applied or are doubtful, with the reason beside each."""
    draft = _held(request, viewer)
    if draft.content not in (PREVIEW, DONE):
        raise Problem("not_found")
    made = import_workbooks.wrong_rows(draft.matter.kind, draft.table, draft.places, _plan(draft))
    return download(made, f"Perlu diperbaiki {draft.name.rpartition('.')[0]}.xlsx", XLSX)


async def export(request: Request, viewer: Employee) -> Response:
    """The rows of the preview as they are filtered, with what becomes of each."""
    draft = _held(request, viewer)
    if draft.content not in (PREVIEW, DONE):
        raise Problem("not_found")
    asked, entries = _rows(request, draft)
    hasil = TABS[asked.chosen["show"]]
    told = [(str(one.number), one.key, one.title, hasil, one.told) for one in entries]
    return as_file(request, f"Pratinjau {draft.name.rpartition('.')[0]}", HEADS, told)


def _held(request: Request, viewer: Employee) -> Draft:
    held: Exports = request.app.state.imports
    draft = held.find(request.path_params["id"], viewer.id, clock.now())
    assert isinstance(draft, Draft)  # noqa: S101 -- for mypy: nothing else is kept there
    return draft


def _back(draft: Draft) -> Response:
    return RedirectResponse(f"{HOME}/{draft.id}", status_code=303)


def _choice(plan: Plan, form: dict[str, str]) -> Choice:
    return Choice(
        doubtful=form.get("doubtful") == "apply",
        agencies=frozenset(
            name for at, (name, _, _) in enumerate(plan.agencies) if form.get(f"agency-{at}")
        ),
        leaving=frozenset(one.key for one in plan.absent if form.get(f"leave-{one.key}")),
        last_day=as_date(form.get("last_day", "")),
    )


def _samples(table: Table) -> dict[int, str]:
    """What stands in each column, of the first rows in which something does."""
    found: dict[int, str] = {}
    for row in table.rows[:PAGE_SIZE]:
        for at, text in enumerate(row.cells):
            if text:
                found.setdefault(at, text)
    return found


def _plan(draft: Draft) -> Plan:
    return draft.report.plan if draft.content == DONE else draft.plan


def _rows(request: Request, draft: Draft) -> tuple[Listing, list[Entry]]:
    """The rows of a file as the address asks for them; first those that want a look."""
    plan, counts = _plan(draft), _plan(draft).counts
    order = (WRONG, *SHOWN) if draft.content == DONE else SHOWN
    first = next((one for one in order if counts[one]), SAME)
    chosen = {"q": query(request, "q"), "show": query_choice(request, "show", (first, *SHOWN))}
    asked = listing(request, f"{HOME}/{draft.id}", ROWS, chosen, size=PAGE_SIZE)
    shown = plan.doubtful if chosen["show"] == "doubtful" else plan.of(chosen["show"])
    found = [one for one in shown if one.found_by(chosen["q"])]
    if asked.column.key == "name":
        found.sort(key=lambda one: (name_key(one.title), one.number))
    return asked, found[::-1] if asked.falling else found


async def _show(
    request: Request, viewer: Employee, draft: Draft, errors: dict[str, str], status: int = 200
) -> Response:
    plan, (asked, entries) = _plan(draft), _rows(request, draft)
    counts = plan.counts
    more: dict[str, Any] = {
        "draft": draft,
        "running": draft.running,  # as of now: it may end while the page is drawn
        "kind": draft.matter.kind,
        "plan": plan,
        "counts": counts,
        "list": asked,
        "entries": entries[asked.holds(len(entries))],
        "choices": [(key, f"{label} ({counts[key]})") for key, label in TABS.items()],
        "offered": offered(draft.table.headings),
        "samples": _samples(draft.table),
        "most_leaving": MOST_LEAVING,
        "errors": errors or draft.errors,
    }
    name = PAGES.get(draft.content or "", "draft")
    template = f"operator/import_{name}.html"
    return await desk_page(request, viewer, template, room="employees", status=status, **more)
