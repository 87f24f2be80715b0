"""What do the pages of a recap show? Who may see which month, the grid and what its codes mean.

The figures themselves are those of `recaps`; nothing is reckoned here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from web.domain import bands, calendar, discretion
from web.domain.closing import ADMIN, HEAD, OPERATOR, SUPERVISOR
from web.domain.name_order import name_key
from web.domain.statuses import HALF, HALVABLE, STATUSES, meaning
from web.errors import Problem
from web.models import Agency, AgencyHead, CalendarDay, Employee, Role
from web.services import agency_tree
from web.services.folding import span_of
from web.services.months import settle
from web.services.recaps import (
    Row,
    locked_month,
    people_of,
    recap_of,
    recap_of_person,
    stored,
    table_in_force,
)
from web.services.rulebook import default_table

UNCOUNTED = ("L", "CBer", "-", "")  # what a grid's sums leave out
OWN_WORDS = {
    "H": "Hadir",
    "L": "Libur atau bukan hari kerja",
    "CBer": "Cuti bersama",
    "-": "Tidak dinilai (di luar masa kerja pada OPD ini)",
}


@dataclass(frozen=True)
class Column:
    """A date of a grid: its number, weekday (0 Monday) and what the calendar calls it."""

    number: int
    weekday: int
    holiday: str | None

    @property
    def free(self) -> bool:
        """Whether it is shaded as a weekend or holiday."""
        return self.weekday >= 5 or self.holiday is not None


async def headed_by(viewer: Employee) -> list[UUID]:
    """The agencies of which somebody is the head now: the newest row of each counts."""
    mine = await AgencyHead.filter(employee_id=viewer.id).values_list("agency_id", flat=True)
    if not mine:
        return []
    newest: dict[UUID, UUID] = {}
    for one in await AgencyHead.filter(agency_id__in=mine).order_by("created_at"):
        newest[one.agency_id] = one.employee_id
    return [agency for agency, head in newest.items() if head == viewer.id]


async def agencies_of(viewer: Employee) -> list[Agency]:
    """The agencies whose whole recap the viewer may see, by name."""
    found = {one.id: one for one in await Agency.visible_to(viewer)}
    for one in await Agency.filter(id__in=await headed_by(viewer)):
        found[one.id] = one
    return sorted(found.values(), key=lambda one: name_key(one.name))


async def agency_for(viewer: Employee, id: UUID) -> Agency:
    """An agency whose whole recap the viewer may see.

    Raises:
        Problem: `not_found`.
    """
    agency = await Agency.visible_to(viewer).get_or_none(id=id)
    if agency is None and id in await headed_by(viewer):
        agency = await Agency.get(id=id)
    if agency is None:
        raise Problem("not_found")
    return agency


async def actors_of(viewer: Employee, agency: Agency) -> set[str]:
    """What the viewer is in the closing of an agency's months, of domain/closing.ACTORS."""
    found = set()
    if viewer.role == Role.ADMIN:
        found.add(ADMIN)
    if agency.id in viewer.reached:
        found.add(OPERATOR)
    if agency.id in await headed_by(viewer):
        found.add(HEAD)
    if await Employee.supervised_by(viewer).filter(agency_id=agency.id).exists():
        found.add(SUPERVISOR)
    return found


async def person_for(viewer: Employee, agency: UUID, month: str, id: UUID) -> Employee:
    """A person of an agency's month whose recap the viewer may see: as office or as supervisor.

    Raises:
        Problem: `not_found`.
    """
    person = await people_of(agency, month).get_or_none(id=id)
    if person is None:
        raise Problem("not_found")
    if not viewer.decides_on(person) or person.agency_id != agency:
        await agency_for(viewer, agency)
    return person


def team_of(viewer: Employee, first: date, last: date) -> QuerySet[Employee]:
    """The viewer's own people who work on some of these local dates, by name."""
    return (
        Employee.supervised_by(viewer)
        .filter(Q(active=True) | Q(ends_on__gte=first))
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=last))
        .order_by("name", "nip")
    )


async def team_rows(
    viewer: Employee, month: str, now: datetime, among: Collection[UUID] | None = None
) -> list[Row]:
    """The rows of the viewer's own people, each from its agency's lock where there is one.

    Without reasons, whoever the viewer is: a team's page is read over shoulders.

    Args:
        viewer: with `principals`.
        month: such as "2026-11".
        now: the time.
        among: ids of those of them who are shown; None: all.
    """
    team = team_of(viewer, *span_of(month))
    people = await (team if among is None else team.filter(id__in=list(among)))
    locked: dict[str, Row] = {}
    for agency in {one.agency_id for one in people if one.agency_id}:
        lock = await locked_month(agency, month)
        own = {str(one.id) for one in people if one.agency_id == agency}
        rows = lock.rows if lock else ()
        locked |= {row["employee_id"]: row for row in rows if row["employee_id"] in own}
    ids = [one.id for one in people if str(one.id) not in locked]
    await settle(ids, month, now)
    held = locked | await stored(ids, month)
    return [
        {
            **{"employee_id": str(one.id), "nip": one.nip, "name": one.name},
            **{"rank": one.rank, "position": one.position},
            **{"supervisor_id": str(viewer.id), "agency_id": str(one.agency_id or "")},
            **discretion.discreet_row({key: held[str(one.id)][key] for key in ("days", "totals")}),
        }
        for one in people
        if str(one.id) in held
    ]


async def columns_of(agency: UUID | None, month: str) -> list[Column]:
    """The dates of a month as the calendar of an agency has them."""
    first, last = span_of(month)
    entries: dict[date, list[calendar.Entry]] = {}
    for one in await CalendarDay.filter(date__gte=first, date__lte=last):
        scope = str(one.agency_id) if one.agency_id else None
        entry = calendar.Entry(one.date, one.kind, one.name, scope, one.created_at)
        entries.setdefault(one.date, []).append(entry)
    found, tree = [], await agency_tree.load()
    for offset in range(last.day):
        day = first + timedelta(days=offset)
        held = calendar.day_on(entries, tree.chain(str(agency) if agency else None, day), day)
        found.append(Column(day.day, day.weekday(), held.name if held else None))
    return found


def look_of(day: Row) -> str:
    """How a cell looks: good, doubt, bad, calm, waiting, free, or nothing yet. The code says it."""
    if day["code"] in UNCOUNTED:
        return "free" if day["code"] else ""
    if day.get("absent"):
        return "bad"
    if day["code"] in STATUSES:
        return "calm" if STATUSES[day["code"]].counts_present else "waiting"
    if day["code"] == discretion.CODE:
        return "waiting"
    if all(code.endswith(HALF) or code == "DL" for code in day["code"].split("+")):
        return "calm"
    return "good" if day["code"] == "H" else "doubt"


async def legend_of(agency: UUID | None, month: str, rows: Sequence[Row]) -> list[tuple[str, str]]:
    """The codes that occur, in the order of the table in force, each with what it means."""
    held = await table_in_force(agency, span_of(month)[1]) if agency else None
    table = bands.parse_table(held.body) if held else default_table()
    known = [("H", OWN_WORDS["H"])]
    for what, levels in (("Terlambat", table.late), ("Pulang cepat", table.early)):
        known += [(one.code, f"{what} mulai {one.start} menit") for one in levels]
    known += [(table.no_in.code, "Tidak Absen Masuk"), (table.no_out.code, "Tidak Absen Pulang")]
    known += [(one.code, one.label) for one in STATUSES.values()]
    known += [(f"{one}{HALF}", meaning(f"{one}{HALF}") or "") for one in HALVABLE]
    known += list(discretion.LEGEND.items())
    known += [(table.absent.code, "Tanpa keterangan")]
    known += [(code, words) for code, words in OWN_WORDS.items() if code != "H"]
    used = {code for row in rows for code in row["totals"]["codes"]}
    words = dict(reversed(known))
    listed = [code for code in dict.fromkeys(code for code, _ in known) if code in used]
    return [
        *((code, words[code]) for code in listed),
        *((code, "Menurut tabel potongan sebelumnya") for code in sorted(used - set(words))),
    ]


async def row_for(agency: Agency, person: Employee, month: str, now: datetime) -> Row:
    """A person's row of an agency's month, also where they work elsewhere by now.

    Raises:
        Problem: `not_found` where the month has no such row.
    """
    if person.agency_id == agency.id:
        return await recap_of_person(person, month, now)
    recap = await recap_of(agency, month, now)
    for row in recap.rows:
        if row["employee_id"] == str(person.id):
            return row
    raise Problem("not_found")


def sums_of(rows: Sequence[Row]) -> Row:
    """What a month of some people comes to: people, days expected, attended and absent."""
    days, present, absent = (
        sum(row["totals"][key] for row in rows) for key in ("workdays", "present", "absent")
    )
    percent = f"{100 * present / days:.1f}".replace(".", ",") if days else None
    return {"people": len(rows), "workdays": days, "absent": absent, "percent": percent}
