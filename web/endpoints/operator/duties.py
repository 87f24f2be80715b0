"""Who travels by which letter? The list, and filing a letter for others."""

from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, onward, operates, zone_of
from web.domain import approval
from web.domain import duties as rules
from web.domain.duty_fields import CHOSEN, ROWS, chosen_in, form_of, typed_letter
from web.domain.schedule import local_date
from web.errors import Problem
from web.forms import as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, in_parts, listing
from web.models import Agency, Employee
from web.services import duties, duty_filing, duty_lists, statuses
from web.services.duty_filing import Filing
from web.services.duty_lists import LIVE, Wanted
from web.services.name_order import by_name
from web.templating import short_date_of

HOME = "/desk/duties"
PAGE_SIZE = 30
SHOWN = {
    "live": "Berjalan dan akan datang",
    "waiting": "Menunggu keputusan",
    "returned": "Dikembalikan",
    "past": "Sudah lewat",
    "all": "Semua",
}
COLUMNS = (
    Column("number", "Surat tugas", ("number",)),
    Column("place", "Tujuan"),
    Column("days", "Tanggal", ("first_day",)),
    Column("standing", "Keadaan"),
)
HEADS = (
    *("NIP", "Nama", "OPD", "Nomor surat", "Tanggal surat", "Dari", "Sampai", "Tujuan"),
    *("Maksud", "Keadaan"),
)
SUGGESTIONS, MOST_FIELDS = 8, 120


async def index(request: Request, viewer: Employee) -> Response:
    """The letters of the viewer's people, by state and time."""
    asked, wanted = await _asked(request, viewer)
    part = asked.holds(await duty_lists.count(viewer, wanted))
    shown = await _found(viewer, asked, wanted, part)
    return await desk_page(
        request,
        viewer,
        "operator/duties.html",
        room="duties" if operates(viewer) else "inbox",
        list=asked,
        cards=await duty_lists.cards(shown, clashes=True),
        **{"shown": SHOWN, **_words()},
        operates=operates(viewer),
        agencies=await by_name(Agency.visible_to(viewer)),
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same letters as a file, a row for each traveller."""
    found = await _found(viewer, *await _asked(request, viewer))
    cards = await in_parts(duty_lists.cards, found)
    rows = [_row(card, person) for card in cards for person in card.people]
    return as_file(request, "Surat tugas", HEADS, rows)


def _row(card: duty_lists.Card, person: Employee) -> tuple[str, ...]:
    letter = card.letter
    days = (letter.letter_date, letter.first_day, letter.last_day)
    return (
        *(person.nip, person.name, person.agency.name if person.agency else ""),
        *(letter.number, *map(short_date_of, days), "; ".join(one.name for one in letter.places)),
        *(letter.purpose, approval.STATES[card.state]),
    )


async def _asked(request: Request, viewer: Employee) -> tuple[Listing, Wanted]:
    """The list as it is asked for, and what it is asked for."""
    if not operates(viewer) and not await Employee.supervised_by(viewer).exists():
        raise Problem("not_found")
    chosen: dict[str, Any] = {
        "show": query_choice(request, "show", tuple(SHOWN)),
        "q": query(request, "q"),
        "agency": as_uuid(query(request, "agency")),
    }
    asked = listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="-days")
    return asked, _wanted(viewer, chosen["show"], chosen["q"], chosen["agency"])


async def _found(
    viewer: Employee, asked: Listing, wanted: Wanted, part: slice | None = None
) -> list[UUID]:
    by, falling = asked.column.key, asked.falling
    return await duty_lists.find(viewer, wanted, by=by, falling=falling, part=part)


def _wanted(viewer: Employee, show: str, text: str, agency: UUID | None) -> Wanted:
    today = local_date(clock.now(), zone_of(viewer))
    common: dict[str, Any] = {"text": text, "agency": agency}
    if show == "live":
        return Wanted(LIVE, since=today, **common)
    if show == "waiting":
        return Wanted((approval.SUBMITTED,), **common)
    if show == "returned":
        return Wanted((approval.RETURNED,), **common)
    return Wanted(until=today if show == "past" else None, **common)


async def new(request: Request, viewer: Employee) -> Response:
    """An empty form; `seek` in the address finds people, those ticked stay."""
    form = {name: query(request, name) for name in request.query_params if len(name) < 60}
    return await _form(request, viewer, form, {})


async def file(request: Request, viewer: Employee) -> Response:
    """File a letter: one duty for each supervisor of the people it names."""
    form = await read_form(request, MOST_FIELDS)
    try:
        made = await duty_filing.file_letter(
            id=as_uuid(form.get("id", "")) or uuid4(),
            author=viewer,
            filing=await _filing(viewer, form),
            closing_day=request.app.state.settings.correction_day,
            now=clock.now(),
        )
    except Problem as problem:
        return await _refused(request, viewer, form, problem)
    if len(made) > 1:
        return onward(
            request, link_with(HOME, {"q": form["number"], "show": "all"}), "duties-filed"
        )
    return onward(request, f"{HOME}/{made[0]}", "duty-filed")


async def mend(request: Request, viewer: Employee) -> Response:
    """The form of a letter that was returned, as it was filed."""
    card = await duties.load(viewer, request.path_params["id"])
    form = form_of(card.letter) | {f"{CHOSEN}{one.id}": "1" for one in card.people}
    return await _form(request, viewer, form, {}, card=card)


async def refile(request: Request, viewer: Employee) -> Response:
    """File a returned letter anew."""
    card = await duties.load(viewer, request.path_params["id"])
    form = await read_form(request, MOST_FIELDS)
    try:
        await duty_filing.file(
            id=card.duty.id,
            author=viewer,
            filing=await _filing(viewer, form),
            closing_day=request.app.state.settings.correction_day,
            now=clock.now(),
            operates=True,
        )
    except Problem as problem:
        return await _refused(request, viewer, form, problem, card=card)
    return onward(request, f"{HOME}/{card.duty.id}", "duty-filed")


async def _filing(viewer: Employee, form: dict[str, str]) -> Filing:
    letter, faults = typed_letter(form)
    people = await _chosen(viewer, form)
    if not people:
        faults["members"] = "Cari, lalu pilih pegawainya."
    if letter is None or faults:
        raise Problem("invalid", fields=faults)
    return Filing(letter=letter, people=people, note=" ".join(form.get("note", "").split()))


async def _chosen(viewer: Employee, form: dict[str, str]) -> list[Employee]:
    ids = [id_ for one in chosen_in(form) if (id_ := as_uuid(one))]
    found = Employee.visible_to(viewer).filter(id__in=ids, active=True)
    return await found.order_by("name").select_related("agency")


async def _refused(
    request: Request, viewer: Employee, form: dict[str, str], problem: Problem, card: Any = None
) -> Response:
    errors = problem.fields or {"form": problem.detail}
    return await _form(request, viewer, form, errors, problem.status, card)


async def _form(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
    card: Any = None,
) -> Response:
    chosen, seek = await _chosen(viewer, form), form.get("seek", "")
    people = Employee.visible_to(viewer).filter(active=True)
    people = people.exclude(id__in=[one.id for one in chosen]) if chosen else people
    return await desk_page(
        request,
        viewer,
        "operator/duty_new.html",
        room="duties",
        status=status,
        card=card,
        chosen=chosen,
        candidates=await statuses.matching(people, seek).limit(SUGGESTIONS) if seek else [],
        rows=ROWS,
        new_id=form.get("id") or uuid4(),
        form=form,
        errors=errors,
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"kinds": rules.KINDS, "covers": rules.COVERS, "states": approval.STATES}
