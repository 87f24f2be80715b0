"""What would a file change, is that meant, and what came of it?"""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import clock
from web.desk import Paging, desk_page, link_with, onward
from web.domain.import_columns import offered, unneeded
from web.domain.import_plan import CHANGED, NEW, SAME, WRONG, Entry, Plan
from web.errors import Problem
from web.files import download
from web.forms import as_date, query_choice, query_page, read_form
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
SHOWN = (NEW, CHANGED, "doubtful", WRONG, SAME)
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
        await import_drafts.choose_columns(request.app.state.imports, draft, places)
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
    plan = draft.report.plan if draft.content == DONE else draft.plan
    made = import_workbooks.wrong_rows(draft.matter.kind, draft.table, draft.places, plan)
    return download(made, f"Perlu diperbaiki {draft.name.rpartition('.')[0]}.xlsx", XLSX)


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


def _entries(plan: Plan, shown: str) -> list[Entry]:
    return plan.doubtful if shown == "doubtful" else plan.of(shown)


async def _show(
    request: Request, viewer: Employee, draft: Draft, errors: dict[str, str], status: int = 200
) -> Response:
    plan = draft.report.plan if draft.content == DONE else draft.plan
    counts = plan.counts
    order = (WRONG, *SHOWN) if draft.content == DONE else SHOWN
    first = next((one for one in order if counts[one]), SAME)
    shown = query_choice(request, "show", (first, *SHOWN))
    entries = _entries(plan, shown)
    paging = Paging(query_page(request), PAGE_SIZE, len(entries))
    more: dict[str, Any] = {
        "draft": draft,
        "running": draft.running,  # as of now: it may end while the page is drawn
        "kind": draft.matter.kind,
        "plan": plan,
        "counts": counts,
        "shown": shown,
        "entries": entries[paging.offset : paging.offset + PAGE_SIZE],
        "paging": paging,
        "page_link": lambda number: link_with(
            f"{HOME}/{draft.id}", {"show": shown, "page": number}
        ),
        "offered": offered(draft.table.headings),
        "unneeded": unneeded(draft.table.headings, draft.places),
        "sample": next(iter(draft.table.rows), None),
        "most_leaving": MOST_LEAVING,
        "errors": errors or draft.errors,
    }
    name = PAGES.get(draft.content or "", "draft")
    template = f"operator/import_{name}.html"
    return await desk_page(request, viewer, template, room="employees", status=status, **more)
