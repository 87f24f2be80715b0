"""One daily report: what it says and said, that day's check-ins, and the decision on it."""

from collections.abc import Mapping
from functools import partial
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.deciding import answer, said
from web.desk import desk_page
from web.domain import approval
from web.domain.daily_reports import parse_lines
from web.errors import Problem
from web.files import download, files_of
from web.forms import read_form
from web.models import DailyReportVersion, Employee
from web.services import approvals, daily_report_files, daily_report_months, daily_reports
from web.services.daily_report_lists import Card
from web.services.recap_views import person_for
from web.services.recaps import month_of

HOME = "/desk/daily-reports"


async def show(request: Request, viewer: Employee) -> Response:
    """A report of the viewer's people; else 404."""
    card = await daily_reports.load(viewer, request.path_params["id"])
    return await _show(request, viewer, card, {}, {})


async def decide(request: Request, viewer: Employee) -> Response:
    """Approve or return a report, or take such a decision back."""
    card = await daily_reports.load(viewer, request.path_params["id"])
    form = await read_form(request)
    told = said(form)
    batch, seen = told.pop("id") or uuid4(), told.pop("seen")
    told |= {"batch": batch, "seen": [seen] if seen else []}
    return await answer(
        request,
        daily_reports.decide(chosen=[card], author=viewer, **told),
        refused=partial(_show, request, viewer, card, form),
        show=partial(show, request, viewer),
        home=f"{HOME}/{card.report.id}",
    )


async def export(request: Request, viewer: Employee) -> Response:
    """A person's month of reports as a file, to whoever may see that month."""
    params = request.path_params
    month, format_ = params["month"], params["format"]
    if format_ not in daily_report_files.FORMATS:
        raise Problem("not_found")
    month_of(month)
    person = await person_for(viewer, params["agency"], month, params["employee"])
    await person.fetch_related("agency")
    days = await daily_report_months.days_of(person, month, clock.now())
    made = daily_report_files.written(person, month, days, format_)
    name = f"Laporan kinerja {person.name} {month}.{format_}"
    return download(made, name, daily_report_files.FORMATS[format_])


async def _show(
    request: Request,
    viewer: Employee,
    card: Card,
    form: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> Response:
    actors = approvals.oversees(card.person, viewer)
    versions = await DailyReportVersion.filter(report_id=card.report.id).order_by("-ordinal")
    return await desk_page(
        request,
        viewer,
        "supervisor/daily_report.html",
        room="inbox",
        status=status,
        zone=card.zone,
        card=card,
        earlier=[(one, parse_lines(one.lines)) for one in versions[1:]],
        events=approval.events_for(approval.DAILY_REPORT, card.state, actors),
        names=approval.EVENTS,
        states=approval.STATES,
        files=await files_of(viewer, "daily_report", card.report.id),
        form=form,
        errors=errors,
        new_id=uuid4(),
    )
