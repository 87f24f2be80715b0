"""What arrived on a day, and who has not been heard of? Reads for the operator's live list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web.domain.approval import APPROVED
from web.domain.duties import OUT
from web.models import Agency, CheckIn, DayStatus, Device, Employee
from web.services import duty_lists
from web.services.rulebook import plans_on

STATES = ("", "accepted", "waiting", "decided", "absent", "late")
MOST_ROWS, MOST_FIXES = 60, 2000


@dataclass(frozen=True)
class Wanted:
    """What the operator looks at.

    `day` is a date in `zone`; `state` one of `STATES`: all, accepted by the rules, waiting for
    a decision, decided, people not heard of, or received that day about an earlier one.
    """

    day: date
    zone: str
    agency: UUID | None = None
    state: str = ""
    text: str = ""
    rows: int = MOST_ROWS

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The day's first instant and the next day's, in UTC."""
        midnight = datetime.combine(self.day, time(), ZoneInfo(self.zone))
        return midnight.astimezone(UTC), (midnight + timedelta(days=1)).astimezone(UTC)


@dataclass(frozen=True)
class Figures:
    """Counts of a day. `absent` is None where nobody is expected to work."""

    present: int
    absent: int | None
    waiting: int
    late: int


def arrivals(viewer: Employee, wanted: Wanted) -> QuerySet[CheckIn]:
    """The check-ins that are wanted, unordered, with all that a row shows still to be loaded."""
    found = _in_scope(viewer, wanted)
    if wanted.text:
        found = found.filter(_named(wanted.text, "employee__"))
    verdicts: dict[str, dict[str, Any]] = {
        "accepted": {"assessment__verdict": "accepted"},
        "waiting": {"assessment__verdict": "review"},
        "decided": {},
    }
    if wanted.state not in verdicts:
        return found
    return CheckIn.decided(found.filter(**verdicts[wanted.state]), wanted.state == "decided")


async def rows(viewer: Employee, wanted: Wanted) -> list[CheckIn]:
    """The newest arrivals, one more than asked for when there are more. Two queries."""
    return (
        await arrivals(viewer, wanted)
        .order_by("-received_at", "-claimed_at", "hash")
        .limit(wanted.rows + 1)
        .select_related("employee__agency", "assessment")
        .prefetch_related("decisions", "explanations")
    )


async def absent_people(viewer: Employee, wanted: Wanted) -> list[Employee]:
    """Active people of agencies that work that day without an Absen Masuk, by name."""
    found = await _absent(viewer, wanted)
    if found is None:
        return []
    if wanted.text:
        found = found.filter(_named(wanted.text))
    return await found.order_by("name", "id").limit(wanted.rows + 1).select_related("agency")


async def figures(viewer: Employee, wanted: Wanted) -> Figures:
    """The counts beside the list; they follow the agency but not the other filters."""
    broad = replace(wanted, text="", state="")
    absent = await _absent(viewer, broad)
    waiting, late = replace(broad, state="waiting"), replace(broad, state="late")
    start, end = broad.span
    present = _people(viewer, broad).filter(
        checkins__kind="in", checkins__claimed_at__gte=start, checkins__claimed_at__lt=end
    )
    return Figures(
        present=await present.distinct().count(),
        absent=None if absent is None else await absent.count(),
        waiting=await arrivals(viewer, waiting).count(),
        late=await arrivals(viewer, late).count(),
    )


async def phones_of(people: Sequence[UUID]) -> dict[UUID, Device]:
    """The phone that each of some people has bound now. One query."""
    devices = await Device.filter(employee_id__in=people, revocation__at__isnull=True)
    return {device.employee_id: device for device in devices}


def _in_scope(viewer: Employee, wanted: Wanted) -> QuerySet[CheckIn]:
    start, end = wanted.span
    found = CheckIn.visible_to(viewer)
    if wanted.agency:
        found = found.filter(employee__agency_id=wanted.agency)
    if wanted.state == "late":
        return found.filter(received_at__gte=start, received_at__lt=end, claimed_at__lt=start)
    return found.filter(claimed_at__gte=start, claimed_at__lt=end)


def _people(viewer: Employee, wanted: Wanted) -> QuerySet[Employee]:
    found = Employee.visible_to(viewer)
    return found.filter(agency_id=wanted.agency) if wanted.agency else found


async def _absent(viewer: Employee, wanted: Wanted) -> QuerySet[Employee] | None:
    working = await _working_agencies(viewer, wanted)
    if not working:
        return None
    start, end = wanted.span
    present = CheckIn.filter(kind="in", claimed_at__gte=start, claimed_at__lt=end)
    excused = DayStatus.filter(first_day__lte=wanted.day, last_day__gte=wanted.day).exclude(
        code="WFA"
    )
    return (
        _people(viewer, wanted)
        .filter(active=True, agency_id__in=working)
        .exclude(id__in=Subquery(present.values("employee_id")))
        .exclude(id__in=Subquery(excused.values("employee_id")))
        .exclude(id__in=await _on_duty(wanted))
    )


async def _on_duty(wanted: Wanted) -> list[UUID]:
    """Who is on an approved duty that stands for that day's Absen Masuk."""
    day = duty_lists.Wanted((APPROVED,), wanted.day, wanted.day, agency=wanted.agency)
    found = await duty_lists.cards(await duty_lists.find(None, day))
    return [one.id for card in found if card.letter.covers != OUT for one in card.people]


async def _working_agencies(viewer: Employee, wanted: Wanted) -> list[UUID]:
    agencies = Agency.visible_to(viewer)
    if wanted.agency:
        agencies = agencies.filter(id=wanted.agency)
    plans = await plans_on(list(await agencies.values_list("id", flat=True)), wanted.day)
    return [UUID(agency) for agency, plan in plans.items() if plan.spans]


def _named(text: str, path: str = "") -> Q:
    """Part of a name, or of a number with or without its spaces."""
    digits = "".join(text.split())
    return Q(**{f"{path}name__icontains": text}) | Q(**{f"{path}nip__icontains": digits})
