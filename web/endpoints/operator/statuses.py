"""How is it entered who is on leave, ill or works elsewhere, and taken back?"""

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, onward, zone_of
from web.domain.duties import BOTH
from web.domain.schedule import local_date
from web.domain.stated import COVERS
from web.domain.status_fields import MAX_DAYS
from web.domain.statuses import STATUSES, STUDY, WFA_DAYS_A_WEEK
from web.errors import Problem
from web.files import files_of
from web.forms import as_date, as_uuid, query, read_form
from web.models import DayStatus, Employee
from web.services import policies, statuses
from web.services.status_length import Advice, advise
from web.templating import fragment

HOME = "/desk/statuses"
SUGGESTIONS = 8
FIELDS = (
    *("employee", "seek", "code", "first_day", "last_day", "covers", "working"),
    *("number", "letter_date", "note"),
)


async def new(request: Request, viewer: Employee) -> Response:
    """A form with what the address holds: `employee` chooses the person, `seek` finds some."""
    return await _new(request, viewer, {name: query(request, name) for name in FIELDS}, {})


async def length(request: Request, viewer: Employee) -> Response:
    """How long what is typed so far is, and what is to be looked at: a fragment of the form."""
    form = {name: query(request, name) for name in FIELDS}
    person = await _chosen(viewer, form)
    return fragment(
        request, "operator/_status_length.html", advice=await _advice(person, form), kinds=STATUSES
    )


async def add(request: Request, viewer: Employee) -> Response:
    """Enter a status. An overlap is asked about once; ticking the box keeps it."""
    form = await read_form(request)
    try:
        status = await statuses.add_status(
            employee=await _person(viewer, form),
            code=form.get("code", ""),
            first_day=as_date(form.get("first_day", "")),
            last_day=as_date(form.get("last_day", "") or form.get("first_day", "")),
            covers=form.get("covers") or BOTH,
            working=form.get("code") == STUDY and form.get("working") == "1",
            number=form.get("number", ""),
            letter_date=as_date(form.get("letter_date", "")),
            note=form.get("note", ""),
            sure=bool(form.get("sure")),
            author=viewer,
        )
    except Problem as problem:
        return await _new(request, viewer, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{status.id}", "status-added")


async def show(request: Request, viewer: Employee) -> Response:
    """One status: what was entered, whose word it has, and what else the person has."""
    return await _show(request, viewer, await _load(request, viewer), {}, {})


async def withdraw(request: Request, viewer: Employee) -> Response:
    """Take a status back."""
    status, form = await _load(request, viewer), await read_form(request)
    try:
        await statuses.withdraw(status=status, reason=form.get("reason", ""), author=viewer)
    except Problem as problem:
        if not problem.fields:
            raise
        return await _show(request, viewer, status, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{status.id}", "status-withdrawn")


async def _person(viewer: Employee, form: dict[str, str]) -> Employee:
    person = await _chosen(viewer, form)
    if person is None:
        raise Problem("invalid", fields={"employee": "Cari, lalu pilih pegawainya."})
    return person


async def _load(request: Request, viewer: Employee) -> DayStatus:
    status = (
        await statuses.visible_to(viewer)
        .select_related("employee__agency", "employee__supervisor", "author")
        .get_or_none(id=request.path_params["id"])
    )
    if status is None:
        raise Problem("not_found")
    return status


async def _show(
    request: Request,
    viewer: Employee,
    status: DayStatus,
    form: dict[str, str],
    errors: dict[str, str],
    code: int = 200,
) -> Response:
    agency = status.employee.agency
    return await desk_page(
        request,
        viewer,
        "operator/status.html",
        room="employees",
        status=code,
        zone=agency.timezone if agency else None,
        entry=status,
        kind=STATUSES[status.code],
        advice=await advise(status.employee, status),
        covers=COVERS,
        standing=(await statuses.standings([status]))[status.id],
        kinds=STATUSES,
        form=form,
        errors=errors,
        files=await files_of(viewer, "day_status", status.id),
    )


async def _advice(person: Employee | None, form: dict[str, str]) -> Advice | None:
    """What is to be said of a form, once it names a person, a kind and dates in order."""
    first = as_date(form.get("first_day", ""))
    last = as_date(form.get("last_day", "") or form.get("first_day", ""))
    if not (person and first and last and form.get("code") in STATUSES):
        return None
    if not 0 <= (last - first).days < MAX_DAYS:
        return None
    covers = form.get("covers") if form.get("covers") in COVERS else BOTH
    typed = DayStatus(code=form["code"], first_day=first, last_day=last, covers=covers)
    typed.working = form["code"] == STUDY and form.get("working") == "1"
    return await advise(person, typed)


async def _chosen(viewer: Employee, form: dict[str, str]) -> Employee | None:
    chosen = as_uuid(form.get("employee", ""))
    return await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None


async def _new(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    code: int = 200,
) -> Response:
    seek, person = form.get("seek", ""), await _chosen(viewer, form)
    found = Employee.visible_to(viewer).filter(active=True)
    candidates = await statuses.matching(found, seek).limit(SUGGESTIONS) if seek else []
    if person and person not in candidates:
        candidates.insert(0, person)
    return await desk_page(
        request,
        viewer,
        "operator/status_new.html",
        room="employees",
        status=code,
        candidates=candidates,
        chosen=person.id if person else None,
        advice=await _advice(person, form),
        kinds=STATUSES,
        covers=COVERS,
        study=STUDY,
        halves=await _halves(viewer, person),
        most=WFA_DAYS_A_WEEK,
        form=form,
        errors=errors,
    )


async def _halves(viewer: Employee, person: Employee | None) -> list[str]:
    """The kinds that the office of the person, or of the viewer, grants for half a day."""
    agency = person.agency_id if person else viewer.agency_id
    laid = (await policies.load()).on(agency, local_date(clock.now(), zone_of(viewer)))
    return [STATUSES[code].label.lower() for code in laid.halves]
