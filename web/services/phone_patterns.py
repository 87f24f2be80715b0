"""What do the phones of one agency have in common over some days? Evidence, and no verdict.

Everything here has innocent readings: a shared car, a colleague's help, one phone in a family.
Rows are bounded by an agency and a span; what is compared is read in one query each.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from tortoise.expressions import Subquery

from web.models import Agency, BoundBefore, CheckIn, Employee, PushSubscription

FIX, PAIR, BROWSER = "fix", "pair", "browser"
LONGEST = 62  # days of a span
APART = timedelta(minutes=10)  # within which equal coordinates are shown
STEP = timedelta(seconds=20)  # between two people who come one behind the other
MOST_NEAR = 12  # of those after somebody: in a rush everybody is near everybody
LEAST_DAYS, LEAST_SHARE = 5, 0.6  # of the days on which both checked in
MOST = 1000  # of each kind


@dataclass(frozen=True)
class Row:
    """A check-in as it is compared."""

    hash: str
    person: Any  # id
    at: datetime
    kind: str
    place: str | None
    accuracy: float | None


@dataclass(frozen=True)
class SameFix:
    """People at the same coordinates, to the last digit, within minutes of each other."""

    at: datetime
    rows: list[Row]


@dataclass(frozen=True)
class Pair:
    """Two people whose check-ins follow each other within seconds, on how many of whose days."""

    people: tuple[Any, Any]
    days: int
    shared: int  # days on which both checked in
    longest: timedelta
    rows: list[tuple[Row, Row]]  # the newest few


@dataclass(frozen=True)
class Installation:
    """Phones of several people that were bound, or take reminders, in one browser."""

    how: str  # session, push
    people: list[tuple[Any, datetime]]  # id and when bound


async def rows_of(agency: Agency, first: date, last: date) -> list[Row]:
    """The check-ins of an agency's people in some local days, by time. One query."""
    zone = ZoneInfo(agency.timezone)
    start = datetime.combine(max(first, last - timedelta(LONGEST)), datetime.min.time(), zone)
    end = datetime.combine(last + timedelta(1), datetime.min.time(), zone)
    found = CheckIn.filter(
        employee_id__in=Subquery(Employee.filter(agency=agency).values("id")),
        claimed_at__gte=start,
        claimed_at__lt=end,
    ).order_by("claimed_at", "hash")
    told = ("hash", "employee_id", "claimed_at", "kind", "place", "accuracy")
    return [Row(*one) for one in await found.values_list(*told)]


def same_fixes(rows: Sequence[Row]) -> list[SameFix]:
    """Where several people gave the same coordinates and accuracy within minutes, newest first."""
    at_place: dict[tuple[str, float | None], list[Row]] = defaultdict(list)
    for one in rows:
        if one.place:
            at_place[one.place, one.accuracy].append(one)
    found = []
    for alike in at_place.values():
        group = [alike[0]]
        for before, one in pairwise(alike):
            if one.at - before.at > APART:
                found.append(group)
                group = []
            group.append(one)
        found.append(group)
    several = [one for one in found if len({row.person for row in one}) > 1]
    several.sort(key=lambda group: group[0].at, reverse=True)
    return [SameFix(group[0].at, group) for group in several[:MOST]]


def pairs(rows: Sequence[Row], zone: str) -> list[Pair]:
    """Pairs who check in one behind the other on most of the days that they share.

    In the rush of a large office nearly everybody is near everybody once: on how many days two are
    is counted in a byte each, and only of those who are often their check-ins are kept.
    """
    local = ZoneInfo(zone)
    on = [one.at.astimezone(local).date() for one in rows]
    days: dict[Any, set[date]] = defaultdict(set)
    for one, day in zip(rows, on, strict=True):
        days[one.person].add(day)
    places = {person: place for place, person in enumerate(days)}
    met, today, by_today = bytearray(len(places) ** 2 // 2), date.min, set[int]()
    for key, at, _ in _near(rows, places):
        if on[at] != today:
            today, by_today = on[at], set()
        if key not in by_today:
            by_today.add(key)
            met[key] += met[key] < LEAST_DAYS
    held: dict[int, dict[date, tuple[Row, Row]]] = defaultdict(dict)
    for key, at, other in _near(rows, places):
        if met[key] >= LEAST_DAYS:
            held[key].setdefault(on[at], (rows[at], rows[other]))
    found = []
    for by_day in held.values():
        both = sorted((row.person for row in next(iter(by_day.values()))), key=str)
        shared = len(days[both[0]] & days[both[1]])
        if len(by_day) >= LEAST_SHARE * shared:
            often = [by_day[day] for day in sorted(by_day, reverse=True)]
            longest = max(after.at - before.at for before, after in often)
            found.append(Pair((both[0], both[1]), len(by_day), shared, longest, often[:3]))
    return sorted(found, key=lambda one: (-one.days, str(one.people)))[:MOST]


def _near(rows: Sequence[Row], places: Mapping[Any, int]) -> Iterator[tuple[int, int, int]]:
    """Check-ins of two people within seconds: a number of the pair, and where both stand."""
    told = [(one.at.timestamp(), places[one.person], one.kind) for one in rows]
    for at, (since, mine, kind) in enumerate(told):
        until = since + STEP.total_seconds()
        for other in range(at + 1, min(at + 1 + MOST_NEAR, len(rows))):
            moment, theirs, what = told[other]
            if moment > until:
                break
            if theirs != mine and what == kind:
                high, low = (mine, theirs) if mine > theirs else (theirs, mine)
                yield high * (high - 1) // 2 + low, at, other


async def installations(agency: Agency) -> list[Installation]:
    """Browsers in which phones of several people were bound, where one of them is the agency's.

    Known by the session that the browser still held when another phone was bound in it, or by
    one address for reminders; a browser whose owner signed out first leaves neither.
    """
    here = Subquery(Employee.filter(agency=agency).values("id"))
    found = [
        Installation(
            "session",
            [
                (one.earlier.employee_id, one.earlier.enrolled_at),
                (one.device.employee_id, one.device.enrolled_at),
            ],
        )
        for one in await BoundBefore.filter(device__employee_id__in=here)
        .select_related("device", "earlier")
        .order_by("-device__enrolled_at")
        .limit(MOST)
    ]
    ours = PushSubscription.filter(device__employee_id__in=here).values("endpoint_hash")
    by_address: dict[str, dict[Any, datetime]] = defaultdict(dict)
    alike = PushSubscription.filter(endpoint_hash__in=Subquery(ours)).order_by("created_at")
    told = ("endpoint_hash", "device__employee_id", "device__enrolled_at")
    for address, person, at in await alike.values_list(*told):
        by_address[address].setdefault(person, at)
    several = [one for one in by_address.values() if len(one) > 1]
    found += [Installation("push", list(one.items())) for one in several[:MOST]]
    return [one for one in found if len({person for person, _ in one.people}) > 1]


@dataclass(frozen=True)
class Pattern:
    """Something that several people have in common, of any kind."""

    kind: str  # FIX, PAIR or BROWSER
    people: tuple[Any, ...]  # ids, each once
    at: datetime  # of the newest check-in or binding in it
    weight: int  # of a pair days, else people
    what: Any  # a SameFix, Pair or Installation


@dataclass(frozen=True)
class Found:
    """All that was found, and the ids of everybody in it."""

    fixes: list[SameFix]
    pairs: list[Pair]
    installations: list[Installation]
    count: int  # check-ins that were compared

    @property
    def patterns(self) -> list[Pattern]:
        """All of them in one list, the newest first."""
        found = [
            _pattern(FIX, [row.person for row in one.rows], one.rows[-1].at, one)
            for one in self.fixes
        ]
        found += [Pattern(PAIR, one.people, one.rows[0][1].at, one.days, one) for one in self.pairs]
        found += [
            _pattern(
                BROWSER, [person for person, _ in one.people], max(at for _, at in one.people), one
            )
            for one in self.installations
        ]
        return sorted(found, key=lambda one: one.at, reverse=True)


def _pattern(kind: str, people: Sequence[Any], at: datetime, what: Any) -> Pattern:
    each = tuple(dict.fromkeys(people))
    return Pattern(kind, each, at, len(each), what)


async def look(agency: Agency, first: date, last: date) -> Found:
    """Compare the check-ins of some local days. Three queries."""
    rows = await rows_of(agency, first, last)
    fixes = await asyncio.to_thread(same_fixes, rows)  # check-ins go on
    behind = await asyncio.to_thread(pairs, rows, agency.timezone)
    return Found(fixes, behind, await installations(agency), len(rows))
