"""What arrived on a day, and who has not been heard of? Reads for the operator's live list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web import clock
from web.domain.schedule import day_span
from web.domain.today import FREE, LATER, MISSING
from web.models import Agency, CheckIn, Device, Employee
from web.services import seeking
from web.services.rulebook import plans_on
from web.services.today_people import Attendance, attendance
from web.services.today_scope import Scope

RELATED = ("employee__agency", "assessment")  # what a row of a check-in refers to
PEOPLE = {"absent": MISSING, "later": LATER}  # states that list people, not check-ins
OPEN = "open"  # of every day, not of one
STATES = ("", "accepted", "waiting", "decided", *PEOPLE, "late", OPEN)
MOST_FIXES = 2000
MOST_TAPS = 60_000  # of a day, as a file: every one of 9,000 people six times


@dataclass(frozen=True)
class Wanted:
    """What the operator looks at.

    `day` is a date in `zone`; `state` one of `STATES`: all, accepted by the rules, waiting for
    a decision, decided, people not heard of, people whose hours have not begun, or received that
    day about an earlier one; or waiting for a decision on whatever day.
    """

    day: date
    zone: str
    agency: UUID | None = None
    within: frozenset[UUID] = frozenset()  # that agency and all below it
    state: str = ""
    text: str = ""

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The day's first instant and the next day's, in UTC."""
        return day_span(self.day, self.zone)


class Line(NamedTuple):
    """What a file says of a check-in; `zone` is its office's, None without one."""

    nip: str
    name: str
    agency: str | None
    zone: str | None
    kind: str
    claimed_at: datetime
    received_at: datetime
    via: str
    point: str
    verdict: str
    flags: list[dict[str, Any]]
    stands: str  # the outcome that stands, or "revoked"


LINE = (
    *("employee__nip", "employee__name", "employee__agency__name", "employee__agency__timezone"),
    *("kind", "claimed_at", "received_at", "via", "assessment__point_name"),
    *("assessment__verdict", "assessment__flags", "stands"),
)


@dataclass(frozen=True)
class Figures:
    """Counts of a day, of people as `today_people` reckons them, and of check-ins.

    `absent` is None where nobody is expected to work; `beyond` came on a day that is free to them.
    """

    present: int
    absent: int | None
    waiting: int
    late: int
    later: int = 0
    beyond: int = 0


def arrivals(viewer: Employee, wanted: Wanted) -> QuerySet[CheckIn]:
    """The check-ins that are wanted, unordered, with all that a row shows still to be loaded."""
    found = _in_scope(viewer, wanted)
    if wanted.text:
        people = seeking.people(Employee.all(), wanted.text).values("id")
        found = found.filter(employee_id__in=Subquery(people))
    verdicts: dict[str, dict[str, Any]] = {
        "accepted": {"assessment__verdict": "accepted"},
        "waiting": {"assessment__verdict": "review"},
        OPEN: {"assessment__verdict": "review"},
        "decided": {},
    }
    if wanted.state not in verdicts:
        return found
    return CheckIn.decided(found.filter(**verdicts[wanted.state]), wanted.state == "decided")


async def lines(found: QuerySet[CheckIn]) -> list[Line]:
    """Some check-ins, in their order, as a file has them: one query, no objects, for many."""
    told = CheckIn.with_standing(found).limit(MOST_TAPS)
    return [Line(*one) for one in await told.values_list(*LINE)]


async def attendance_of(viewer: Employee, wanted: Wanted) -> Attendance:
    """How everybody stands that day, by the one reckoning that the page of today has too.

    It follows the agency but not the other filters.
    """
    agencies = Agency.visible_to(viewer)
    if wanted.agency:
        agencies = agencies.filter(id__in=list(wanted.within))
    held = await agencies
    scope = Scope(wanted.day, wanted.zone, None, [], held, held)
    return await attendance(scope, await plans_on(scope.ids, wanted.day), clock.now())


def absent_people(viewer: Employee, wanted: Wanted, told: Attendance) -> QuerySet[Employee]:
    """Active people expected that day without an Absen Masuk, unordered; `told`: attendance_of.

    Those whose hours have begun; with the state "later" those whose hours have not.
    """
    state = PEOPLE.get(wanted.state, MISSING)
    found = Q(id__in=told.who(state))
    for zone, agencies in told.zones(state).items():
        usual = Q(agency_id__in=agencies) & ~Q(id__in=list(told.apart))
        found |= usual & ~Q(id__in=_came(day_span(wanted.day, zone)))
    people = Employee.visible_to(viewer).filter(found, active=True)
    return seeking.people(people, wanted.text)


async def figures(viewer: Employee, wanted: Wanted, told: Attendance) -> Figures:
    """The counts beside the list; they follow the agency but not the other filters.

    `told`: attendance_of.
    """
    broad = replace(wanted, text="", state="")
    share = told.all
    waiting, late = replace(broad, state="waiting"), replace(broad, state="late")
    return Figures(
        present=share.arrived,
        absent=share.missing if share.expected or share.away else None,
        waiting=await arrivals(viewer, waiting).count(),
        late=await arrivals(viewer, late).count(),
        later=share.later,
        beyond=await _beyond(viewer, broad, told).count(),
    )


async def phones_of(people: Sequence[UUID]) -> dict[UUID, Device]:
    """The phone that each of some people has bound now. One query."""
    devices = await Device.filter(employee_id__in=people, revocation__at__isnull=True)
    return {device.employee_id: device for device in devices}


def _in_scope(viewer: Employee, wanted: Wanted) -> QuerySet[CheckIn]:
    start, end = wanted.span
    found = CheckIn.visible_to(viewer)
    if wanted.agency:
        found = found.filter(employee__agency_id__in=list(wanted.within))
    if wanted.state == OPEN:
        return found
    if wanted.state == "late":
        return found.filter(received_at__gte=start, received_at__lt=end, claimed_at__lt=start)
    return found.filter(claimed_at__gte=start, claimed_at__lt=end)


def _beyond(viewer: Employee, wanted: Wanted, told: Attendance) -> QuerySet[Employee]:
    apart, free = list(told.apart), [one for one in told.shares if one not in told.working]
    usual = Q(agency_id__in=free) & ~Q(id__in=apart)
    people = Employee.visible_to(viewer).filter(usual | Q(id__in=told.who(FREE)), active=True)
    return people.filter(id__in=_came(wanted.span))


def _came(span: tuple[datetime, datetime]) -> Subquery:
    """Ids of everybody whose Absen Masuk of that day nobody declined."""
    found = CheckIn.filter(kind="in", claimed_at__gte=span[0], claimed_at__lt=span[1])
    return Subquery(CheckIn.undeclined(found).values("employee_id"))
