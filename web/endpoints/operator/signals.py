"""Who has reached a threshold of PP 94/2021? Searched, narrowed, sorted, and as a file."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import chosen_of, desk_page, link_with, nothing_yet, zone_of
from web.domain import discipline
from web.domain.discipline import CONSECUTIVE_NEAR, THRESHOLDS, Signal
from web.domain.month import beside, month_at, words_of
from web.forms import query, query_choice
from web.lists import Column, Listing, as_file, listing
from web.models import Agency, Employee
from web.services import recap_views, seeking
from web.services.recaps import month_of, people_of
from web.services.signals import signals_of
from web.templating import short_date_of

HOME = "/desk/signals"
PAGE_SIZE = 50
COLUMNS = (
    Column("name", "Pegawai", ("name",)),
    Column("last", "Terakhir", ("last",)),
    Column("row", "Berturut-turut", ("row",)),
    Column("days", "Setahun", ("days",)),
)
HEADS = (
    *("NIP", "Nama", "OPD", "Atasan", "Tahun", "Sampai bulan", "Hari tanpa keterangan"),
    *("Berturut-turut", "Terakhir", "Menurut PP 94/2021"),
)
ALL, ROW = "all", "row"
SHOWN = {
    **{ALL: "Semua tanda", ROW: f"{CONSECUTIVE_NEAR} hari berturut-turut atau lebih"},
    **{str(days): f"{days} hari setahun atau lebih" for days in THRESHOLDS},
}
Entry = tuple[Employee, Signal]


async def index(request: Request, viewer: Employee) -> Response:
    """Who of an agency, or of one's team, has something to say, the most absences first."""
    agencies, agency = await _scope(request, viewer)
    asked = _asked(request, viewer, agency)
    found, chosen = await _found(viewer, agency, asked), asked.chosen
    return await desk_page(
        request,
        viewer,
        "operator/recap_signals.html",
        room="recap",
        list=asked,
        found=found[asked.holds(len(found))],
        thresholds_of=discipline.thresholds_of,
        choices=[*SHOWN.items()],
        agency=agency,
        agencies=agencies,
        supervises=await Employee.supervised_by(viewer).exists(),
        **_months(chosen["month"], {"of": chosen["of"], "agency": chosen["agency"]}),
    )


def _months(month: str, scope: dict[str, object]) -> dict[str, Any]:
    """The month in words, and the ways to those beside it, of the same people."""

    def at(by: int) -> str:
        return link_with(HOME, {**scope, "month": beside(month, by)})

    return {
        **{"month": month, "month_words": words_of(month), "before": at(-1), "after": at(1)},
        "bare": link_with(HOME, {**scope, "month": month}),
    }


async def export(request: Request, viewer: Employee) -> Response:
    """The same people as a file."""
    _agencies, agency = await _scope(request, viewer)
    asked = _asked(request, viewer, agency)
    month = asked.chosen["month"]
    rows = [_row(month, *one) for one in await _found(viewer, agency, asked)]
    return as_file(request, f"Tanda disiplin {month}", HEADS, rows)


def _row(month: str, person: Employee, signal: Signal) -> tuple[str, ...]:
    office = person.agency.name if person.agency else ""
    above = person.supervisor.name if person.supervisor else ""
    last = short_date_of(signal.last) if signal.last else ""
    return (
        *(person.nip, person.name, office, above, str(signal.year), words_of(month)),
        *(str(signal.days), str(signal.in_a_row), last),
        " ".join(discipline.thresholds_of(signal)),
    )


async def _scope(request: Request, viewer: Employee) -> tuple[list[Agency], Agency | None]:
    """The agencies that may be chosen among, and the chosen one; None: the viewer's own people."""
    agencies = await recap_views.agencies_of(viewer)
    if not agencies and not await Employee.supervised_by(viewer).exists():
        raise nothing_yet(viewer)
    if not agencies or query(request, "of") == "team":
        return agencies, None
    return agencies, chosen_of(viewer, agencies, query(request, "agency"))


def _asked(request: Request, viewer: Employee, agency: Agency | None) -> Listing:
    zone = agency.timezone if agency else zone_of(viewer)
    month = query(request, "month") or month_at(clock.now(), zone)
    month_of(month)
    chosen = {
        **{"of": "" if agency else "team", "agency": agency.id if agency else ""},
        **{"month": month, "q": query(request, "q")},
        "show": query_choice(request, "show", tuple(SHOWN)),
    }
    return listing(request, HOME, COLUMNS, chosen, size=PAGE_SIZE, usual="-days")


async def _found(viewer: Employee, agency: Agency | None, asked: Listing) -> Sequence[Entry]:
    """All that are meant, in order; signals are counted from months and not kept in a column."""
    month, show = asked.chosen["month"], asked.chosen["show"]
    meant = people_of(agency.id, month) if agency else Employee.supervised_by(viewer)
    named = seeking.people(meant, asked.chosen["q"])
    people = await named.order_by("name", "nip").select_related("supervisor", "agency")
    since = agency.starts_on or agency.created_at.date() if agency else None
    told = await signals_of([one.id for one in people], month, since, clock.now())
    found = [(one, told[str(one.id)]) for one in people if str(one.id) in told]
    found = [one for one in found if _shows(one[1], show)]
    if asked.column.key != "name":
        found.sort(key=lambda one: _key(one[1], asked.column.key), reverse=asked.falling)
    elif asked.falling:
        found.reverse()
    return found


def _shows(signal: Signal, show: str) -> bool:
    return signal.near if show == ROW else show == ALL or signal.days >= int(show)


def _key(signal: Signal, column: str) -> tuple[Any, ...]:
    if column == "last":
        return (signal.last.toordinal() if signal.last else 0,)
    told = (signal.days, signal.in_a_row)
    return told if column == "days" else told[::-1]
