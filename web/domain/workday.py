"""What is expected of a person on a date, and which instants belong to it?

A `Plan` is one local date: its spans, windows and leeway, or why it is free. `frame` lays plans
side by side so that every instant belongs to one date only: no record can count twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from web.domain.calendar import Entry, day_on
from web.domain.hours import DayHours, Options, Span, short_hours
from web.domain.schedule import pattern_on
from web.domain.tree import Tree, inherited

SHIFT_MARGIN = 240  # minutes before and after a shift in which its records are taken
FREE, JOINT_LEAVE, UNJUDGED = "L", "CBer", "-"


@dataclass(frozen=True, slots=True)
class Week:
    """A weekly pattern, read once: ISO weekday → hours. Ids and dates as stored."""

    days: Mapping[int, DayHours]
    options: Options
    valid_from: date | None
    valid_until: date | None
    created_at: datetime
    name: str = ""
    agency: str | None = None  # whose hours they are; they end with a transfer


@dataclass(frozen=True, slots=True)
class Duty:
    """What a roster says of a person and date: the hours of a shift, or None for free."""

    hours: DayHours | None
    name: str
    agency: str | None = None  # whose roster it is, where that is known


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody belongs to a group or works for an agency between two dates (None is open)."""

    id: str
    valid_from: date | None
    valid_until: date | None
    created_at: datetime
    agency: str | None = None  # of a group


@dataclass(frozen=True, slots=True)
class Person:
    """Whose days are planned. `agencies` and `groups` are dated; ids are UUIDs as text."""

    id: str
    agencies: tuple[Member, ...] = ()
    groups: tuple[Member, ...] = ()
    weeks: tuple[Week, ...] = ()
    roster: Mapping[date, Duty] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An agency's rules that bear on plans. `starts_on`: the first day that is judged."""

    id: str
    zone: str
    weeks: tuple[Week, ...] = ()
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One date. Without spans it is free, and `code` says which kind; minutes as in hours.py."""

    date: date
    midnight: float  # epoch seconds of the local midnight
    zone: str
    agency: str | None
    spans: tuple[Span, ...] = ()
    hours: str | None = None
    minutes: int = 0  # effective
    opens: int = 0
    closes: int = 0
    tolerance: int = 0
    flex: int = 0
    code: str = ""
    reason: str = ""
    shift: bool = False


@dataclass(frozen=True, slots=True)
class Planning:
    """All the dated rules that plans are made from, those of the offices above included."""

    offices: Mapping[str, Office]
    groups: Mapping[str, tuple[Week, ...]]
    calendar: Mapping[date, Sequence[Entry]]
    tree: Tree = field(default_factory=Tree)


def plan(planning: Planning, person: Person, day: date) -> Plan:
    """The plan of a person's date.

    The roster comes before the calendar: a shift works on holidays. Of weekly patterns the
    person's own comes before the group's and that before the agency's, and the nearest office's
    above where the agency has none.
    """
    agency = member_on(person.agencies, day)
    office = planning.offices.get(agency) if agency else None
    zone = office.zone if office else "Asia/Makassar"
    base = Plan(day, midnight(day, zone), zone, agency)
    if office is None:
        return _free(base, UNJUDGED, "Belum ditempatkan pada OPD.")
    start = person.starts_on or office.starts_on
    if (start and day < start) or (person.ends_on and day > person.ends_on):
        return _free(base, UNJUDGED, "Di luar masa penilaian.")
    duty = person.roster.get(day)
    if duty and duty.agency in (None, agency):
        return _on_duty(base, duty)
    entry = day_on(planning.calendar, planning.tree.chain(agency, day), day)
    if entry:
        return _free(base, JOINT_LEAVE if entry.kind == "joint_leave" else FREE, entry.name)
    week = _week(planning, person, office, day)
    hours = week.days.get(day.isoweekday()) if week and not week.options.shift else None
    if week is None or hours is None:
        by_roster = week is not None and week.options.shift
        return _free(base, FREE, "Bukan hari kerja.", shift=by_roster)
    return _work(base, hours, week.options)


def member_on(members: Iterable[Member], day: date) -> str | None:
    """To what one belongs on a date: of several the latest beginning, then the newest entry."""
    found = pattern_on((one for one in members), day)
    return found.id if found else None


def _week(planning: Planning, person: Person, office: Office, day: date) -> Week | None:
    group = member_on((one for one in person.groups if one.agency in (None, office.id)), day)
    own = [one for one in person.weeks if one.agency in (None, office.id)]
    held = pattern_on(own, day) or pattern_on(planning.groups.get(group or "", ()), day)
    return held or office_week(planning, office.id, day)


def office_week(planning: Planning, agency: str, day: date) -> Week | None:
    """The hours of an office on a date: its own, else those of the nearest office above."""

    def laid(scope: str | None) -> Week | None:
        office = planning.offices.get(scope) if scope else None
        return pattern_on(office.weeks, day) if office else None

    return inherited(planning.tree.chain(agency, day), laid)


def _free(base: Plan, code: str, reason: str, shift: bool = False) -> Plan:
    options = Options()
    return Plan(
        *(base.date, base.midnight, base.zone, base.agency),
        opens=options.opens,
        closes=options.closes,
        code=code,
        reason=reason,
        shift=shift,
    )


def _on_duty(base: Plan, duty: Duty) -> Plan:
    if duty.hours is None:
        return _free(base, FREE, duty.name or "Lepas dinas.", shift=True)
    first, last = duty.hours.spans[0].start, duty.hours.spans[-1].end
    options = Options(opens=max(first - SHIFT_MARGIN, 0), closes=last + SHIFT_MARGIN)
    return _work(base, duty.hours, options, duty.name, shift=True)


def _work(
    base: Plan, hours: DayHours, options: Options, reason: str = "", shift: bool = False
) -> Plan:
    first, last = hours.spans[0].start, hours.spans[-1].end
    opens = options.opens if hours.opens is None else hours.opens
    closes = options.closes if hours.closes is None else hours.closes
    return Plan(
        *(base.date, base.midnight, base.zone, base.agency),
        spans=hours.spans,
        hours=short_hours(hours),
        minutes=hours.minutes,
        opens=min(opens, first),
        closes=max(closes, last + 1),
        tolerance=options.tolerance,
        flex=options.flex,
        reason=reason,
        shift=shift,
    )


@lru_cache(maxsize=4096)
def midnight(day: date, zone: str) -> float:
    """Epoch seconds at which a local date begins."""
    return datetime.combine(day, time(), ZoneInfo(zone)).timestamp()


@dataclass(frozen=True, slots=True)
class Slot:
    """A plan and the instants [since, until), in epoch seconds, whose records are its own."""

    plan: Plan
    since: float
    until: float


def frame(plans: Sequence[Plan]) -> list[Slot]:
    """Lay consecutive dates side by side, so that their windows do not overlap.

    Args:
        plans: of consecutive dates. The first and the last lend their neighbours a border and
            are left out of the answer.
    """
    borders = [_border(a, b) for a, b in pairwise(plans)]
    slots = []
    for index, one in enumerate(plans[1:-1], 1):
        since = max(one.midnight + one.opens * 60, borders[index - 1])
        until = min(one.midnight + one.closes * 60, borders[index])
        slots.append(Slot(one, since, max(since, until)))
    return slots


def _border(a: Plan, b: Plan) -> float:
    """From when on a record belongs to the later of two dates. A free one yields."""
    closes, opens = a.midnight + a.closes * 60, b.midnight + b.opens * 60
    if closes <= opens:
        return opens
    if not b.spans:
        return closes
    if not a.spans:
        return opens
    end, start = a.midnight + a.spans[-1].end * 60, b.midnight + b.spans[0].start * 60
    return min(closes, max(end, (end + start) / 2))


def plans_of(planning: Planning, person: Person, first: date, last: date) -> list[Slot]:
    """The slots of a person's dates from `first` to `last`."""
    days = (last - first).days + 1
    dates = [first + timedelta(days=offset) for offset in range(-1, days + 1)]
    return frame([plan(planning, person, day) for day in dates])
