"""Who decides for whom (Plt., Plh.)? The list, a new one, and ending one."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web import clock
from web.desk import desk_page, onward, zone_of
from web.domain.delegation import KINDS, SHORT
from web.domain.schedule import local_date
from web.errors import Problem
from web.forms import as_date, as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Delegation, Employee
from web.services import delegations, seeking, statuses
from web.services.name_order import by_name
from web.templating import short_date_of

HOME = "/desk/delegations"
PAGE_SIZE, SUGGESTIONS = 30, 8
COLUMNS = (
    Column("delegate", "Pengganti", ("delegate__name", "-first_day")),
    Column("number", "Surat", ("number",)),
    Column("days", "Tanggal", ("first_day",)),
    Column("standing", "Keadaan"),
)
HEADS = (
    *("Sebagai", "NIP pengganti", "Pengganti", "OPD pengganti"),
    *(
        "NIP pejabat",
        "Pejabat yang digantikan",
        "OPD pejabat",
        "Nomor surat",
        "Dari",
        "Sampai",
        "Keadaan",
    ),
)
RELATED = ("principal__agency", "delegate__agency", "author")
SHOWN = {
    **{"all": "Semua", "current": "Berlaku hari ini", "coming": "Akan datang"},
    "past": "Sudah lewat",
}
SIDES = ("principal", "delegate")


async def index(request: Request, viewer: Employee) -> Response:
    """The delegations of the viewer's people, the latest first."""
    asked = _asked(request)
    rows = await asked.page(_found(viewer, asked), *RELATED)
    return await desk_page(
        request,
        viewer,
        "operator/delegations.html",
        room="duties",
        list=asked,
        rows=rows,
        endings=await delegations.endings([one.id for one in rows]),
        today=_today(viewer),
        short=SHORT,
        choices=[*SHOWN.items()],
        agencies=await by_name(Agency.visible_to(viewer)),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same delegations as a file."""
    asked, today = _asked(request), _today(viewer)
    rows = await asked.all(_found(viewer, asked), *RELATED)
    ended = await delegations.endings([one.id for one in rows])
    told = [_row(one, one.id in ended, today) for one in rows]
    return as_file(request, "Plt. dan Plh.", HEADS, told)


def _row(one: Delegation, ended: bool, today: date) -> tuple[str, ...]:
    over, coming = one.last_day < today, one.first_day > today
    state = "Diakhiri" if ended else "Selesai" if over else "Akan datang" if coming else "Berlaku"
    days = map(short_date_of, (one.first_day, one.last_day))
    return (SHORT[one.kind], *_who(one.delegate), *_who(one.principal), one.number, *days, state)


def _who(person: Employee) -> tuple[str, ...]:
    return (person.nip, person.name, person.agency.name if person.agency else "")


def _today(viewer: Employee) -> date:
    return local_date(clock.now(), zone_of(viewer))


def _asked(request: Request) -> Listing:
    chosen = {
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
        "show": query_choice(request, "show", tuple(SHOWN)),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="-days")


def _found(viewer: Employee, asked: Listing) -> QuerySet[Delegation]:
    today = _today(viewer)
    spans = {
        "current": {"first_day__lte": today, "last_day__gte": today},
        "coming": {"first_day__gt": today},
        "past": {"last_day__lt": today},
    }
    found = delegations.visible_to(viewer).filter(**spans.get(asked.chosen["show"], {}))
    if agency := asked.chosen["agency"]:
        found = found.filter(Q(principal__agency_id=agency) | Q(delegate__agency_id=agency))
    if asked.chosen["q"]:
        meant = Subquery(seeking.people(Employee.all(), asked.chosen["q"]).values("id"))
        found = found.filter(Q(principal_id__in=meant) | Q(delegate_id__in=meant))
    return found


async def new(request: Request, viewer: Employee) -> Response:
    """An empty form; `seek-principal` and `seek-delegate` in the address find people."""
    names = (*SIDES, *(f"seek-{side}" for side in SIDES))
    return await _new(request, viewer, {name: query(request, name) for name in names}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Enter a delegation."""
    form = await read_form(request)
    try:
        people = {side: await _person(viewer, form, side) for side in SIDES}
        await delegations.add(
            principal=people["principal"],
            delegate=people["delegate"],
            kind=form.get("kind", ""),
            first_day=as_date(form.get("first_day", "")),
            last_day=as_date(form.get("last_day", "")),
            number=form.get("number", ""),
            author=viewer,
        )
    except Problem as problem:
        return await _new(request, viewer, form, problem.fields, problem.status)
    return onward(request, HOME, "delegation-added")


async def show(request: Request, viewer: Employee) -> Response:
    """One delegation, and the form that ends it."""
    return await _show(request, viewer, await _load(request, viewer), {}, {})


async def end(request: Request, viewer: Employee) -> Response:
    """End a delegation now."""
    held, form = await _load(request, viewer), await read_form(request)
    try:
        await delegations.end(delegation=held, reason=form.get("reason", ""), author=viewer)
    except Problem as problem:
        if not problem.fields:
            raise
        return await _show(request, viewer, held, form, problem.fields, problem.status)
    return onward(request, f"{HOME}/{held.id}", "delegation-ended")


async def _person(viewer: Employee, form: dict[str, str], side: str) -> Employee:
    chosen = as_uuid(form.get(side, ""))
    person = await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None
    if person is None:
        raise Problem("invalid", fields={side: "Cari, lalu pilih pegawainya."})
    return person


async def _load(request: Request, viewer: Employee) -> Delegation:
    held = (
        await delegations.visible_to(viewer)
        .select_related("principal", "delegate", "author")
        .get_or_none(id=request.path_params["id"])
    )
    if held is None:
        raise Problem("not_found")
    return held


async def _show(
    request: Request,
    viewer: Employee,
    held: Delegation,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    return await desk_page(
        request,
        viewer,
        "operator/delegation.html",
        room="duties",
        status=status,
        held=held,
        ended=(await delegations.endings([held.id])).get(held.id),
        today=local_date(clock.now(), zone_of(viewer)),
        kinds=KINDS,
        form=form,
        errors=errors,
    )


async def _new(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    return await desk_page(
        request,
        viewer,
        "operator/delegation_new.html",
        room="duties",
        status=status,
        sides={side: await _side(viewer, form, side) for side in SIDES},
        kinds=KINDS,
        form=form,
        errors=errors,
    )


async def _side(viewer: Employee, form: dict[str, str], side: str) -> dict[str, Any]:
    """Who can be chosen on one side: those found, and the one chosen before."""
    people = Employee.visible_to(viewer).filter(active=True)
    if side == "principal":
        people = people.filter(Employee.heads())
    seek, chosen = form.get(f"seek-{side}", ""), as_uuid(form.get(side, ""))
    found = await statuses.matching(people, seek).limit(SUGGESTIONS) if seek else []
    person = await Employee.visible_to(viewer).get_or_none(id=chosen) if chosen else None
    if person and person.id not in {one.id for one in found}:
        found.insert(0, person)
    return {"candidates": found, "chosen": chosen, "seek": seek}
