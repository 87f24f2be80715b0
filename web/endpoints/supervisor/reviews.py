"""Which doubtful check-ins wait for their supervisor, and what was decided?"""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from web.desk import desk_page
from web.domain import vocabulary
from web.domain.picture import Picture, draw
from web.domain.vocabulary import FLAGS
from web.errors import Problem
from web.forms import as_hash, as_uuid, query, query_choice, read_form
from web.lists import Column, Listing, as_file, listing
from web.models import CheckIn, Employee
from web.services import audit_views, inbox, reviews, seeking
from web.services.attachment_photos import Photo, at_desk
from web.templating import fragment, short_date_of, time_of

HOME = "/desk/reviews"
PAGE_SIZE = 20
TABS = ("waiting", "decided")
RELATED = ("employee__agency", "assessment")
COLUMNS = (
    Column("at", "Waktu", ("claimed_at",), ("Terlama dahulu", "Terbaru dahulu")),
    Column("name", "Nama", ("employee__name", "claimed_at"), ("Nama A–Z", "Nama Z–A")),
)
HEADS = ("NIP", "Nama", "Absen", "Tanggal", "Jam", "Tanda", "Keadaan", "Oleh", "Alasan")


async def index(request: Request, viewer: Employee) -> Response:
    """The check-ins of the viewer's people: those that wait, oldest first, or the decided."""
    asked = _asked(request)
    shown = await asked.page(_whole(_found(viewer, asked)), *RELATED)
    await _saw(viewer, shown)
    earlier, photos = await reviews.earlier_flags(shown), await at_desk(viewer, shown)
    return await desk_page(
        request,
        viewer,
        "supervisor/reviews.html",
        room="inbox",
        list=asked,
        tab=asked.chosen["tab"],
        cards=[_card(checkin, earlier, photos) for checkin in shown],
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same as a file, without where anybody was."""
    asked = _asked(request)
    found = await asked.all(_whole(_found(viewer, asked)), *RELATED)
    return as_file(request, "Tinjauan absen", HEADS, [_row(one) for one in found])


def _row(checkin: CheckIn) -> tuple[str, ...]:
    person, state = checkin.employee, reviews.state_of(checkin)
    zone = person.agency.timezone if person.agency else vocabulary.HOME_ZONE
    at = checkin.claimed_at
    when = (short_date_of(at, zone), time_of(at, zone))
    flags = "; ".join(FLAGS[one["code"]].label for one in checkin.assessment.flags)
    said = max(checkin.decisions, key=lambda one: one.at, default=None)
    words = (said.by, said.reason) if said else ("", "")
    told = (vocabulary.KINDS[checkin.kind], *when, flags, vocabulary.STATES[state])
    return (person.nip, person.name, *told, *words)


def _asked(request: Request) -> Listing:
    tab = query_choice(request, "tab", TABS)
    chosen = {"tab": tab, "q": query(request, "q")}
    usual = "at" if tab == "waiting" else "-at"
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual=usual)


def _found(viewer: Employee, asked: Listing) -> QuerySet[CheckIn]:
    found = reviews.waiting(viewer) if asked.chosen["tab"] == "waiting" else reviews.decided(viewer)
    if asked.chosen["q"]:
        people = seeking.people(Employee.supervised_by(viewer), asked.chosen["q"])
        found = found.filter(employee_id__in=Subquery(people.values("id")))
    return found


async def decide(request: Request, viewer: Employee) -> Response:
    """Record a decision; the card answers with what now stands, or with what to correct."""
    checkin = await _load(request, viewer)
    form = await read_form(request)
    try:
        await reviews.decide(
            checkin=checkin,
            author=viewer,
            seen=form.get("seen"),
            outcome=form.get("outcome", ""),
            reason=form.get("reason", ""),
            id=as_uuid(form.get("decision", "")),
        )
    except Problem as problem:
        if not problem.fields:
            raise
        return await _answer(request, viewer, checkin, form, problem.fields, problem.status)
    if not request.headers.get("HX-Request"):
        return RedirectResponse(f"{HOME}?tab=decided&done=decided", status_code=303)
    return await _answer(request, viewer, await _load(request, viewer), {}, {}, 200)


async def show(request: Request, viewer: Employee) -> Response:
    """One card on its own page: where a link leads, and where a form goes without script."""
    return await _answer(request, viewer, await _load(request, viewer), {}, {}, 200)


async def _answer(
    request: Request,
    viewer: Employee,
    checkin: CheckIn,
    form: dict[str, str],
    errors: dict[str, str],
    status: int,
) -> Response:
    await _saw(viewer, [checkin])
    earlier, photos = await reviews.earlier_flags([checkin]), await at_desk(viewer, [checkin])
    card = _card(checkin, earlier, photos) | {"form": form, "errors": errors}
    if request.headers.get("HX-Request"):
        left = await inbox.count(viewer)
        return fragment(
            request,
            "supervisor/_review.html",
            status=status,
            card=card,
            words=vocabulary,
            left=left,
        )
    return await desk_page(
        request, viewer, "supervisor/review.html", room="inbox", status=status, card=card
    )


def _card(
    checkin: CheckIn, earlier: dict[str, list[reviews.Earlier]], photos: dict[str, Photo]
) -> dict[str, Any]:
    agency = checkin.employee.agency
    return {
        "checkin": checkin,
        "zone": agency.timezone if agency else vocabulary.HOME_ZONE,
        "state": reviews.state_of(checkin),
        "picture": _picture(checkin),
        "earlier": earlier.get(checkin.hash, []),
        "photo": photos[checkin.hash],
        "explanations": sorted(checkin.explanations, key=lambda one: one.at),
        "decisions": sorted(checkin.decisions, key=lambda one: one.at),
        "new_id": uuid4(),
        "form": {},
        "errors": {},
    }


async def _saw(viewer: Employee, shown: list[CheckIn]) -> None:
    people = [one.employee_id for one in shown if one.lat is not None]
    await audit_views.saw(viewer, "review_locations", "", people)


def _picture(checkin: CheckIn) -> Picture | None:
    if checkin.lat is None or checkin.lng is None:
        return None
    return draw(checkin.assessment.nearest, checkin.lat, checkin.lng, checkin.accuracy or 0)


async def _load(request: Request, viewer: Employee) -> CheckIn:
    name = as_hash(request.path_params["hash"])
    found = (
        await _whole(CheckIn.supervised_by(viewer)).select_related(*RELATED).get_or_none(hash=name)
    )
    if found is None:
        raise Problem("not_found")
    return found


def _whole(found: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    return found.prefetch_related("decisions__author", "decisions__on_behalf_of", "explanations")
