"""Who is at a joint event now, who is excused, and who is missing? Counted while it is held.

A part of `events`. Once the day is over its recap says who was there; this counts check-ins as
they arrive, without folding a month for everybody.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tortoise import Tortoise

from web.db import instant_of, rows
from web.domain.day_duty import excuses
from web.domain.name_order import name_key
from web.domain.schedule import local_date
from web.domain.stated import Stated
from web.domain.vocabulary import HOME_ZONE, REVOKED
from web.domain.workday import plan
from web.models import Agency, Employee, JointEvent, RosterEntry
from web.services import rulebook
from web.services.event_places import AROUND, window_of
from web.services.events import others, withdrawn
from web.services.happenings import exempted, point_names
from web.services.name_order import by_name
from web.services.recaps import recap_of
from web.services.stated import stated_of

MARGIN = timedelta(minutes=1)  # the minute that the clock showed at the end counts


class Missing(NamedTuple):
    """Somebody who was expected and is not there."""

    nip: str
    name: str


@dataclass
class Count:
    """Of an agency's people: how many are expected, there and excused; the others are missing."""

    agency: Agency
    expected: int = 0
    there: int = 0
    excused: int = 0
    missing: list[Missing] = field(default_factory=list)


@dataclass(frozen=True)
class Attendance:
    """What a page tells of who is there.

    `agency` is the one that is looked at, None for all of `counts`, the emptiest first.
    """

    state: str  # before, live, over
    agency: Agency | None
    several: bool
    counts: Sequence[Count]

    def sum(self, name: str) -> int:
        """Of all that is shown: `expected`, `there` or `excused`."""
        return sum(getattr(one, name) for one in self.counts)


async def attendance(
    viewer: Employee, event: JointEvent, asked: UUID | None, now: datetime
) -> Attendance:
    """Who of the viewer's people is at an event, of all agencies or of the one asked for."""
    mine = Agency.visible_to(viewer)
    asked_to = await others(event)
    gone = await withdrawn([one.id for one in asked_to])
    events = [event, *(one for one in asked_to if one.id not in gone)]
    if event.agency_id:
        below = [await Agency.below(one.agency_id) for one in events]
        mine = mine.filter(id__in=list(set().union(*below)))
    shown = await by_name(mine)
    agency = next((one for one in shown if one.id == asked), shown[0] if len(shown) == 1 else None)
    state = _state_of(event, agency.timezone if agency else HOME_ZONE, now)
    counts: list[Count] = []
    if agency and event.date < local_date(now, agency.timezone):
        counts = [await of_recap(event, agency, now)]
    elif state != "before":
        counts = await head_count(events, [agency] if agency else shown)
    return Attendance(state, agency, len(shown) > 1, sorted(counts, key=_emptiest))


def _emptiest(count: Count) -> tuple[float, str]:
    return (count.there / count.expected if count.expected else 1.0, name_key(count.agency.name))


def _state_of(event: JointEvent, zone: str, now: datetime) -> str:
    """Where an event stands: `before`, `live` from when people gather to its end, `over`."""
    opens, closes = window_of(event.date, event.opens, event.closes, zone)
    if now < opens - AROUND:
        return "before"
    return "live" if now < closes + AROUND else "over"


async def head_count(events: Sequence[JointEvent], agencies: Sequence[Agency]) -> list[Count]:
    """Count one event's people, agency by agency, by a bounded number of queries.

    Args:
        events: the rows of one event on its date that stand.
        agencies: those to count: the caller has seen that they are asked, and may be shown.
    """
    counts = {one.id: Count(one) for one in agencies}
    if not counts:
        return []
    people = await _people(events[0], list(counts))
    ids = [str(one.id) for one in people]
    there = await _there(events, counts)
    excused = await _excused(events, ids)
    for one in people:
        count = counts[one.agency_id]
        if str(one.id) in there:
            count.there += 1
        elif str(one.id) in excused:
            count.excused += 1
            continue
        else:
            count.missing.append(Missing(one.nip, one.name))
        count.expected += 1
    return [one for one in counts.values() if one.expected or one.excused]


async def of_recap(event: JointEvent, agency: Agency, now: datetime) -> Count:
    """What an agency's recap says of an event whose day is over. It has the last word."""
    count = Count(agency)
    recap = await recap_of(agency, f"{event.date:%Y-%m}", now)
    for row in recap.rows:
        for one in row["days"].get(str(event.date.day), {}).get("events", ()):
            if (one["kind"], one["name"]) != (event.kind, event.name):
                continue
            if "excused" in one:
                count.excused += 1
                continue
            count.expected += 1
            count.there += one["attended"]
            if not one["attended"]:
                count.missing.append(Missing(row["nip"], row["name"]))
    return count


async def _people(event: JointEvent, agencies: Collection[UUID]) -> list[Employee]:
    found = Employee.filter(active=True, agency_id__in=list(agencies))
    if event.expected is not None:
        found = found.filter(id__in=list(event.expected))
    return await found.order_by("name", "nip").select_related("agency")


async def _there(events: Sequence[JointEvent], counts: Mapping[UUID, Count]) -> set[str]:
    """Who has a check-in at the place within the window that was not declined."""
    names = await point_names([str(one.point_id) for one in events if one.point_id])
    places = frozenset().union(*names.values()) if names else None
    spans = {str(id_): _span(events[0], one.agency) for id_, one in counts.items()}
    since, until = (min(one[0] for one in spans.values()), max(one[1] for one in spans.values()))
    found = await rows(
        Tortoise.get_connection("default"),
        "SELECT c.employee_id, a.point_name, e.agency_id, c.claimed_at FROM checkin c"
        " JOIN assessment a ON a.checkin_id = c.hash JOIN employee e ON e.id = c.employee_id"
        " WHERE e.agency_id IN (?*) AND c.claimed_at >= ? AND c.claimed_at < ?"
        " AND COALESCE((SELECT d.outcome FROM decision d WHERE d.checkin_id = c.hash"
        " ORDER BY d.at DESC LIMIT 1), ?) <> ?",
        *([str(one) for one in counts], since, until, REVOKED, "declined"),
    )
    return {
        str(one["employee_id"])
        for one in found
        if places is None or one["point_name"] in places
        if _within(one["claimed_at"], spans[str(one["agency_id"])])
    }


def _span(event: JointEvent, agency: Agency) -> tuple[datetime, datetime]:
    """When an agency's people may check in to an event: it opens by the clock of each."""
    opens, closes = window_of(event.date, event.opens, event.closes, agency.timezone)
    return opens, closes + MARGIN


def _within(at: Any, span: tuple[datetime, datetime]) -> bool:
    return bool(span[0] <= instant_of(at) < span[1])


async def _excused(events: Sequence[JointEvent], people: Collection[Any]) -> set[str]:
    """Who is on leave, ill, on duty, on a roster that day, or exempt."""
    day = events[0].date
    stated = await stated_of(people, day, day)
    held = {one: days[day] for one, days in stated.items() if day in days}
    found = await _by_status(events[0], held)
    for ids in (await exempted([one.id for one in events])).values():
        found |= ids
    on_roster = RosterEntry.filter(date=day, employee_id__in=list(people))
    return found | {str(one) for one in await on_roster.values_list("employee_id", flat=True)}


async def _by_status(event: JointEvent, held: Mapping[str, Stated]) -> set[str]:
    """Whom a status or duty excuses; one for half a day only from what lies in that half."""
    found = {one for one, stated in held.items() if not stated.working}
    halves = {one for one in found if held[one].in_part}
    if not halves:
        return found
    rules = await rulebook.load(halves, event.date, event.date)
    for one in halves:
        own = plan(rules.planning, rules.people[one], event.date)
        opens, closes = window_of(event.date, event.opens, event.closes, own.zone)
        if not excuses(held[one].sides, own, opens.timestamp(), closes.timestamp()):
            found.discard(one)
    return found
