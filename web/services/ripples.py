"""Whose judgement changes when check-ins arrive? Finds the hashes; `assessment` judges again.

A part of the intake. In the ordinary case, a phone's next check-in in order, it finds none.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.domain.case import Link
from web.services.links import links_near
from web.services.surroundings import SHARED_WITHIN, Subject, Surroundings, moment


async def beside(
    connection: BaseDBAsyncClient,
    subjects: Sequence[Subject],
    filled: Sequence[tuple[str, Link]],
) -> set[str]:
    """Links whose gap closes, whose place is contested or whose successor does not fit."""
    new = [(subject.device_id, subject.link) for subject in subjects] + list(filled)
    changed: set[str] = set()
    near = await links_near(connection, new)
    for device_id, link in new:
        for other in near.get(device_id, ()):
            contested = other.seq == link.seq or other.prev == link.prev
            misfit = other.seq == link.seq - 1 and other.hash != link.prev
            if other.hash != link.hash and (contested or misfit or other.seq == link.seq + 1):
                changed.add(other.hash)
    return changed


def twins(subjects: Sequence[Subject], around: Surroundings) -> set[str]:
    """Check-ins at the same coordinates that count a person or a day more now.

    Somebody who is there every day changes nobody's count, so that a place which hundreds share
    (a fake location) is not judged again as a whole at every arrival.
    """
    new = {subject.facts.hash for subject in subjects}
    changed: set[str] = set()
    for subject in subjects:
        at, zone = subject.claimed.at, ZoneInfo(around.devices[subject.device_id].timezone)
        here = around.twins.get(subject.place or "", ())
        own = [twin for twin in here if twin.employee_id == subject.employee_id]
        before = sorted(twin.at for twin in own if twin.hash not in new)
        if at.astimezone(zone).date() not in {one.astimezone(zone).date() for one in before}:
            changed |= {twin.hash for twin in own}
        changed |= {
            twin.hash
            for twin in here
            if abs(twin.at - at) <= SHARED_WITHIN and not _any_near(before, twin.at)
        }
    return changed


def _any_near(moments: Sequence[datetime], at: datetime) -> bool:
    """Whether any of these, in order, lies within the days in which a place is shared."""
    first = bisect_left(moments, at - SHARED_WITHIN)
    return first < len(moments) and moments[first] <= at + SHARED_WITHIN


def following(subjects: Sequence[Subject], around: Surroundings) -> set[str]:
    """The same person's next check-in after each, whose speed is now from there."""
    changed: set[str] = set()
    for subject in subjects:
        mine = (subject.claimed.at, subject.facts.hash)
        later = (
            one
            for one in around.sightings.get(subject.employee_id, ())
            if (one.at, one.hash) > mine
        )
        nearest = min(later, key=lambda one: (one.at, one.hash), default=None)
        if nearest and subject.facts.fix:
            changed.add(nearest.hash)
    return changed


async def above_in_chain(
    connection: BaseDBAsyncClient, subjects: Sequence[Subject], around: Surroundings
) -> set[str]:
    """Later links of a chain that carry an older anchor than an arrival below them."""
    top: dict[str, int] = {}
    for one in subjects:
        top[one.device_id] = max(one.facts.seq, top.get(one.device_id, 0))
    overtaken = [
        one for one in subjects if around.devices[one.device_id].max_seq > top[one.device_id]
    ]
    if not overtaken:
        return set()
    above = await rows(
        connection,
        "SELECT device_id, seq, anchor_at, hash FROM checkin WHERE device_id IN (?*) AND seq > ?",
        {one.device_id for one in overtaken},
        min(one.facts.seq for one in overtaken),
    )
    newest = {
        s.device_id: max(o.anchor_at for o in overtaken if o.device_id == s.device_id)
        for s in overtaken
    }
    return {r["hash"] for r in above if moment(r["anchor_at"]) < newest[str(r["device_id"])]}
