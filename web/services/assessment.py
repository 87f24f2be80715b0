"""What do the rules say of these check-ins now? Derives assessments from stored facts.

A part of the intake, and the same for one check-in that just arrived as for a whole year that
is looked at again: the order of arrival cannot matter, because nothing is carried along.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import insert, rows
from web.domain.case import Case, Link, PlacedPoint, Sighting, nearest_point
from web.domain.claims import read_claims
from web.domain.duties import running
from web.domain.evidence import RULES, Verdict, assess
from web.domain.jws import loads_object, parse_compact
from web.domain.schedule import local_date
from web.domain.timing import claimed_time
from web.services.months import touch_records
from web.services.ripples import above_in_chain, beside, following, twins
from web.services.surroundings import (
    SHARED_WITHIN,
    Subject,
    Surroundings,
    load,
    moment,
    place_of,
)

COLUMNS = ("checkin_id", "verdict", "flags", "point_name", "nearest", "rules", "assessed_at")
REPLACE = "ON CONFLICT (checkin_id) DO UPDATE SET " + ", ".join(
    f"{column} = excluded.{column}" for column in COLUMNS[1:]
)


class Judged(NamedTuple):
    """A check-in as it was looked at, and what follows."""

    case: Case
    verdict: Verdict


async def assess_arrivals(
    connection: BaseDBAsyncClient,
    subjects: Sequence[Subject],
    filled: Sequence[tuple[str, Link]],
    now: datetime,
) -> dict[str, Verdict]:
    """Judge check-ins that were just stored, and again those that their arrival changes.

    Args:
        connection: within the transaction that stored them.
        subjects: the new check-ins.
        filled: places in the chains (device id, link) that refused envelopes took.
        now: kept beside each assessment.

    Returns:
        The verdicts of `subjects`, by hash.
    """
    judged: dict[str, Judged] = {}
    changed = await beside(connection, subjects, filled)
    if subjects:
        around = await load(connection, subjects)
        judged = _judge(subjects, around)
        changed |= twins(subjects, around) | following(subjects, around)
        changed |= await above_in_chain(connection, subjects, around)
    verdicts = {hash_: one.verdict for hash_, one in judged.items()}
    await touch_records(connection, [(one.employee_id, one.claimed.at) for one in subjects])
    await reassess(connection, changed - judged.keys(), now, besides=judged)
    return verdicts


async def reassess(
    connection: BaseDBAsyncClient,
    hashes: Collection[str],
    now: datetime,
    besides: dict[str, Judged] | None = None,
) -> None:
    """Judge recorded check-ins again from their stored facts, and keep the result."""
    judged = dict(besides or {})
    stale = await _recall(connection, hashes) if hashes else []
    if stale:
        judged |= _judge(stale, await load(connection, stale))
        await touch_records(connection, [(one.employee_id, one.claimed.at) for one in stale])
    await insert(
        connection,
        "assessment",
        COLUMNS,
        [_record(hash_, one, now) for hash_, one in judged.items()],
        REPLACE,
    )


def _judge(subjects: Sequence[Subject], around: Surroundings) -> dict[str, Judged]:
    cases = {subject.facts.hash: _case(subject, around) for subject in subjects}
    return {hash_: Judged(case, assess(case)) for hash_, case in cases.items()}


def _case(subject: Subject, around: Surroundings) -> Case:
    facts, at = subject.facts, subject.claimed.at
    device = around.devices[subject.device_id]
    held = around.duties.get(subject.employee_id, ())
    day = local_date(at, device.timezone)
    duty = running(held, day, facts.duty)
    drawn = duty.places if duty else ()
    points = [PlacedPoint(place.name, place.shape) for place in drawn if place.shape]
    points += around.points.at(device.agency_id, at, day)
    policy = around.policies.on(device.agency_id, day)
    others, other_days = _same_coordinates(subject, around, ZoneInfo(device.timezone))
    return Case(
        facts=facts,
        claimed=subject.claimed,
        anchor_at=subject.anchor_at,
        received_at=subject.received_at,
        via=subject.via,
        backup_eligible=subject.backup_eligible,
        device=device.facts,
        timezone=device.timezone,
        offline_days=policy.offline_days,
        links=tuple(
            link
            for link in around.links.get(subject.device_id, ())
            if abs(link.seq - facts.seq) <= 1 or link.prev == facts.prev
        ),
        newer_anchor_below=any(
            seq < facts.seq and anchor_at > subject.anchor_at
            for seq, anchor_at in around.anchors.get(subject.device_id, ())
        ),
        contacts=tuple(around.contacts.get(subject.device_id, ())),
        place=nearest_point(facts.fix, points, policy.cap),
        shut=nearest_point(facts.fix, around.points.shut(device.agency_id, at, day), policy.cap),
        duty=duty,
        others_at_fix=others,
        other_days_at_fix=other_days,
        before=_sighting_before(subject, around),
        inherited=subject.inherited,
    )


def _same_coordinates(subject: Subject, around: Surroundings, zone: ZoneInfo) -> tuple[int, int]:
    """How many other people within 30 days, and other days of this person, share the fix."""
    at = subject.claimed.at
    twins = around.twins.get(subject.place or "", ())
    others = {
        twin.employee_id
        for twin in twins
        if twin.employee_id != subject.employee_id and abs(twin.at - at) <= SHARED_WITHIN
    }
    days = {
        twin.at.astimezone(zone).date() for twin in twins if twin.employee_id == subject.employee_id
    }
    return len(others), len(days - {at.astimezone(zone).date()})


def _sighting_before(subject: Subject, around: Surroundings) -> Sighting | None:
    mine = (subject.claimed.at, subject.facts.hash)
    earlier = (
        one for one in around.sightings.get(subject.employee_id, ()) if (one.at, one.hash) < mine
    )
    latest = max(earlier, key=lambda one: (one.at, one.hash), default=None)
    return latest.sighting if latest else None


async def _recall(connection: BaseDBAsyncClient, hashes: Collection[str]) -> list[Subject]:
    """Recorded check-ins as they were received, read again from the bytes that were signed."""
    found = await rows(
        connection,
        "SELECT c.hash, c.device_id, c.employee_id, c.anchor_at, c.received_at, c.via,"
        " c.backup_eligible, c.jws, CASE WHEN c.restored THEN r.jws END AS kept FROM checkin c"
        " LEFT JOIN receipt r ON r.checkin_id = c.hash WHERE c.hash IN (?*)",
        hashes,
    )
    return [_subject(row) for row in found]


def _subject(row: dict[str, Any]) -> Subject:
    facts = read_claims(parse_compact(row["jws"]))
    anchor_at, received_at = moment(row["anchor_at"]), moment(row["received_at"])
    kept = loads_object(parse_compact(row["kept"]).payload)["flags"] if row["kept"] else ()
    return Subject(
        facts=facts,
        device_id=str(row["device_id"]),
        employee_id=str(row["employee_id"]),
        claimed=claimed_time(facts, anchor_at, received_at),
        anchor_at=anchor_at,
        received_at=received_at,
        via=row["via"],
        backup_eligible=bool(row["backup_eligible"]),
        place=place_of(facts),
        inherited=tuple(kept),
    )


def _record(hash_: str, judged: Judged, now: datetime) -> tuple[Any, ...]:
    place, verdict = judged.case.told, judged.verdict
    nearest = place and {
        "name": place[0].name,
        "shape": place[0].shape.to_dict(),
        "metres": round(place[1].beyond, 1),
        "distance": round(place[1].distance, 1),
    }
    if nearest and place and place is not judged.case.place:
        nearest["shut"] = place[0].opening
    flags = [flag._asdict() for flag in verdict.flags]
    return (
        hash_,
        verdict.verdict,
        json.dumps(flags, ensure_ascii=False),
        verdict.point,
        json.dumps(nearest, ensure_ascii=False) if nearest else None,
        RULES,
        now,
    )
