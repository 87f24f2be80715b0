"""What happens in the demonstration's three weeks? A plan of events, the same for a seed.

Pure: a list of who does what when. `demo` lets it happen through the real services.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from web.domain.weeks import PRESETS
from web.services.demo_regency import OFFICES, Office, Person, Regency

WITA = ZoneInfo("Asia/Makassar")
WEEK = PRESETS["five"].days
DAYS = 21
TOWN_DAYS = (2, 5)  # ISO weekdays on which people of the blank spot come to where signal is

Fix = tuple[float, float, float]  # degrees, degrees, metres


@dataclass(frozen=True)
class Tap:
    """A press of the button. `fix` None: no location; `behind`: the clock was set back by it."""

    nip: str
    kind: str
    day: int  # index into the workdays
    at: datetime
    fix: Fix | None
    claims: Mapping[str, Any] = field(default_factory=dict)
    behind: timedelta = timedelta()
    lost: bool = False  # never handed in


@dataclass(frozen=True)
class Event:
    """At this moment a phone is bound, speaks with the server, is tapped, or hands in."""

    at: datetime
    what: str  # bind, contact, tap, deliver
    nip: str
    tap: Tap | None = None
    through: str | None = None  # NIP of a colleague whose phone carries the queue


@dataclass(frozen=True)
class Incident:
    """Something out of the ordinary, and what people said about it."""

    nip: str
    day: int  # index into the workdays, negative from the last whole one
    kind: str
    change: Mapping[str, Any]
    explanation: str = ""
    outcome: str = ""
    reason: str = ""


def workdays(today: date) -> list[date]:
    """The workdays of the three weeks before today, and today if it is one."""
    span = [today - timedelta(days=back) for back in range(DAYS, -1, -1)]
    return [day for day in span if str(day.isoweekday()) in WEEK]


def plan(
    regency: Regency, incidents: Iterable[Incident], days: list[date], rng: Random
) -> list[Event]:
    """Everything that happens, in order of time."""
    told = {(each.nip, each.day % (len(days) - 1), each.kind): each.change for each in incidents}
    events: list[Event] = []
    for person in regency.people.values():
        if person.phone is None:
            continue
        office = OFFICES[person.office]
        bound = datetime.combine(days[0], time(9), WITA) - timedelta(days=rng.randint(4, 12))
        events.append(Event(bound, "bind", person.nip))
        taps = list(_taps(person, office, days, told, rng))
        if office.online:
            events += _at_once(taps, rng)
        else:
            events += _in_town(person, taps, days, rng)
    return sorted(events, key=lambda event: event.at)


def near(office: Office, metres: float, rng: Random) -> Fix:
    """A fix about so far from an office's point, with all the digits a phone gives."""
    bearing = rng.uniform(0, 2 * math.pi)
    north, east = metres * math.cos(bearing), metres * math.sin(bearing)
    lat = office.lat + north / 110_574
    lng = office.lng + east / (111_320 * math.cos(math.radians(office.lat)))
    return round(lat, 7), round(lng, 7), round(rng.uniform(4, 19), 1)


def _taps(
    person: Person,
    office: Office,
    days: list[date],
    told: Mapping[tuple[str, int, str], Mapping[str, Any]],
    rng: Random,
) -> Iterator[Tap]:
    """A person's own habits: mostly in time, sometimes late, now and then away."""
    habit = rng.uniform(-14, -3)  # minutes against the hour
    for index, day in enumerate(days):
        span = WEEK[str(day.isoweekday())]["spans"][0]
        start, end = (time.fromisoformat(span[key]) for key in ("start", "end"))
        late = rng.uniform(5, 50) if rng.random() < 0.08 else 0
        ways = {
            "in": datetime.combine(day, start, WITA) + _minutes(rng.gauss(habit + late, 4)),
            "out": datetime.combine(day, end, WITA) + _minutes(1 + rng.expovariate(1 / 9)),
        }
        away = rng.random() < 0.03
        for kind, at in ways.items():
            change = told.get((person.nip, index, kind))
            forgotten = rng.random() < 0.02
            fix = near(office, rng.uniform(0, office.radius * 0.6), rng)
            if change is None and (away or forgotten):
                continue
            yield replace(Tap(person.nip, kind, index, at, fix), **(change or {}))


def _at_once(taps: Iterable[Tap], rng: Random) -> Iterator[Event]:
    """With a network: the app opens and speaks with the server, the tap is handed in at once.

    A clock that is about to be set back finds no network: the server would have noticed.
    """
    for tap in taps:
        if not tap.behind:
            yield Event(tap.at - timedelta(seconds=rng.uniform(6, 40)), "contact", tap.nip)
        yield Event(tap.at, "tap", tap.nip, tap)
        if not tap.lost:
            yield Event(tap.at + timedelta(seconds=rng.uniform(0.6, 5)), "deliver", tap.nip)


def _in_town(person: Person, taps: Iterable[Tap], days: list[date], rng: Random) -> Iterator[Event]:
    """Without one: what was signed waits until the person comes to where signal is."""
    yield from (Event(tap.at, "tap", tap.nip, tap) for tap in taps)
    for day in days:
        if day.isoweekday() in TOWN_DAYS:
            at = datetime.combine(day, time(18), WITA) + _minutes(rng.uniform(0, 150))
            yield Event(at, "deliver", person.nip)
            yield Event(at + timedelta(seconds=2), "contact", person.nip)


def _minutes(value: float) -> timedelta:
    return timedelta(milliseconds=round(value * 60_000))
