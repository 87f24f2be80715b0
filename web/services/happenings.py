"""What happened around some people's dates? Records, statuses, events, outages, as facts to fold.

A part of `months`. Every check-in comes once; one that a supervisor declined does not come at all.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tortoise import Tortoise

from web.db import rows
from web.domain.day import Event, Special
from web.domain.day_records import Gap
from web.domain.hours import clock
from web.domain.punctuality import Mark
from web.domain.stated import Stated
from web.domain.tree import inherited
from web.domain.vocabulary import REVOKED
from web.models import EventExemption, JointEvent, Outage, SpecialDay
from web.services import policies
from web.services.policies import Policies
from web.services.reported import reported
from web.services.stated import approved, stated_of, withdrawn


@dataclass(frozen=True)
class Happenings:
    """Facts by person (id as text), and those of everybody by agency (None) and date."""

    marks: Mapping[str, list[Mark]]
    stated: Mapping[str, Mapping[date, Stated]]
    specials: Mapping[tuple[str | None, date], Special]
    events: Mapping[date, list[tuple[str | None, dict[str, Any]]]]
    gaps: Mapping[str, list[Gap]]
    policies: Policies
    reports: Mapping[str, Mapping[date, str]]

    def special_on(self, agency: str | None, day: date) -> Special | None:
        """What makes a date special for an agency: its own word, else that of those above it."""
        chain = self.policies.tree.chain(agency, day)
        found = inherited(chain, lambda scope: self.specials.get((scope, day)))
        plain = found is None or (found.absent, found.deadline, found.factor) == (None, None, 1)
        return None if plain else found

    def events_on(self, agency: str | None, day: date, zone: str) -> tuple[Event, ...]:
        """The joint events of an agency's date: its own, of those above it, and everybody's."""
        scopes = self.policies.tree.scopes(agency, day)
        return tuple(
            _event(one, zone) for scope, one in self.events.get(day, ()) if scope in scopes
        )


async def load(employees: Collection[Any], first: date, last: date) -> Happenings:
    """The facts of some people between two local dates, both included, and a day around them."""
    since = datetime.combine(first - timedelta(days=2), time(), UTC)
    until = datetime.combine(last + timedelta(days=3), time(), UTC)
    marks = await _checkins(employees, since, until)
    for employee, mark in await _corrections(employees, since, until):
        marks.setdefault(employee, []).append(mark)
    return Happenings(
        marks=marks,
        stated=await stated_of(employees, first, last),
        specials=await _specials(first, last),
        events=await _events(first, last),
        gaps=await _gaps(since, until),
        policies=await policies.load(),
        reports=await reported(employees, first, last),
    )


async def _checkins(
    employees: Collection[Any], since: datetime, until: datetime
) -> dict[str, list[Mark]]:
    connection = Tortoise.get_connection("default")
    decided: dict[str, tuple[Any, str]] = {}
    for one in await rows(
        connection,
        "SELECT d.checkin_id, d.outcome, d.at FROM decision d JOIN checkin c"
        " ON c.hash = d.checkin_id WHERE c.employee_id IN (?*) AND c.claimed_at >= ?"
        " AND c.claimed_at < ?",
        *(employees, since, until),
    ):
        known = decided.get(one["checkin_id"])
        if known is None or known[0] < one["at"]:
            decided[one["checkin_id"]] = (one["at"], one["outcome"])
    found: dict[str, list[Mark]] = {}
    for one in await rows(
        connection,
        "SELECT c.employee_id, c.claimed_at, c.kind, c.hash, a.point_name, a.verdict"
        " FROM checkin c JOIN assessment a ON a.checkin_id = c.hash"
        " WHERE c.employee_id IN (?*) AND c.claimed_at >= ? AND c.claimed_at < ?",
        *(employees, since, until),
    ):
        outcome = decided.get(one["hash"], (None, REVOKED))[1]
        if outcome == "declined":
            continue
        waiting = one["verdict"] == "review" and outcome == REVOKED
        mark = Mark(
            *(epoch(one["claimed_at"]), one["kind"], one["hash"], one["point_name"], waiting)
        )
        found.setdefault(str(one["employee_id"]), []).append(mark)
    return found


def epoch(moment: Any) -> float:
    """Epoch seconds of an instant as either database answers it."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return float((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


async def _corrections(
    employees: Collection[Any], since: datetime, until: datetime
) -> list[tuple[str, Mark]]:
    """Records that an approved correction adds."""
    found = await rows(
        Tortoise.get_connection("default"),
        "SELECT id, employee_id, kind, at FROM correction"
        " WHERE employee_id IN (?*) AND at >= ? AND at < ?",
        *(employees, since, until),
    )
    valid = await approved([one["id"] for one in found])
    return [
        (str(one["employee_id"]), Mark(epoch(one["at"]), one["kind"], f"correction:{one['id']}"))
        for one in found
        if str(one["id"]) in valid
    ]


async def _specials(first: date, last: date) -> dict[tuple[str | None, date], Special]:
    found = SpecialDay.filter(date__gte=first, date__lte=last).order_by("created_at", "id")
    return {
        (str(one["agency_id"]) if one["agency_id"] else None, one["date"]): Special(
            one["name"],
            one["absent"],
            clock(one["deadline"]) if one["deadline"] else None,
            1.0 if one["factor"] is None else one["factor"],
        )
        for one in await found.values()
    }


async def _events(first: date, last: date) -> dict[date, list[tuple[str | None, dict[str, Any]]]]:
    events: dict[date, list[tuple[str | None, dict[str, Any]]]] = {}
    found = (
        await JointEvent.filter(date__gte=first, date__lte=last).order_by("opens", "id").values()
    )
    back = await withdrawn([one["id"] for one in found])
    points = await point_names([str(one["point_id"]) for one in found if one["point_id"]])
    exempt = await exempted([one["id"] for one in found])
    for one in found:
        if str(one["id"]) not in back:
            one["exempt"] = exempt.get(str(one["id"]), frozenset())
            scope = str(one["agency_id"]) if one["agency_id"] else None
            one["points"] = points.get(str(one["point_id"])) if one["point_id"] else None
            events.setdefault(one["date"], []).append((scope, one))
    return events


async def exempted(events: Collection[Any]) -> dict[str, frozenset[str]]:
    """Who need not come to some joint events: ids of people by event, all as text."""
    found = await EventExemption.filter(event_id__in=list(events)).values() if events else []
    back = await withdrawn([one["id"] for one in found])
    people: dict[str, set[str]] = {}
    for one in found:
        if str(one["id"]) not in back:
            people.setdefault(str(one["event_id"]), set()).add(str(one["employee_id"]))
    return {event: frozenset(ids) for event, ids in people.items()}


async def point_names(points: Collection[Any]) -> dict[str, frozenset[str]]:
    """Every name that a point has had: a check-in knows the point it was at by name."""
    found: dict[str, set[str]] = {}
    for one in await rows(
        Tortoise.get_connection("default"),
        "SELECT point_id, name FROM point_version WHERE point_id IN (?*)",
        points,
    ):
        found.setdefault(str(one["point_id"]), set()).add(one["name"])
    return {point: frozenset(names) for point, names in found.items()}


def _event(row: dict[str, Any], zone: str) -> Event:
    midnight = datetime.combine(row["date"], time(), ZoneInfo(zone)).timestamp()
    expected = json.loads(row["expected"]) if isinstance(row["expected"], str) else row["expected"]
    return Event(
        *(row["kind"], row["name"]),
        midnight + clock(row["opens"]) * 60,
        midnight + clock(row["closes"]) * 60,
        row["points"],
        row["cut"],
        None if expected is None else frozenset(str(one) for one in expected),
        row["exempt"],
        bool(row["counts"]),
    )


async def _gaps(since: datetime, until: datetime) -> dict[str, list[Gap]]:
    found = await Outage.filter(starts_at__lt=until, ends_at__gt=since).order_by("id").values()
    valid = await approved([one["id"] for one in found])
    gaps: dict[str, list[Gap]] = {}
    for one in found:
        if str(one["id"]) in valid:
            gap = Gap(epoch(one["starts_at"]), epoch(one["ends_at"]), one["kinds"], str(one["id"]))
            gaps.setdefault(str(one["agency_id"]), []).append(gap)
    return gaps
