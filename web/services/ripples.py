"""Whose judgement changes when check-ins arrive? Finds the hashes; `assessment` judges again.

A part of the intake. In the ordinary case, a phone's next check-in in order, it finds none.
"""

from collections.abc import Sequence

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.domain.case import Link
from web.services.links import links_near
from web.services.surroundings import Subject, Surroundings, moment


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


def twins_and_next(subjects: Sequence[Subject], around: Surroundings) -> set[str]:
    """Check-ins at the same coordinates, and the same person's next ones."""
    changed = {
        twin.hash for subject in subjects for twin in around.twins.get(subject.place or "", ())
    }
    for subject in subjects:
        mine = (subject.claimed.at, subject.facts.hash)
        later = (
            one
            for one in around.sightings.get(subject.employee_id, ())
            if (one.at, one.hash) > mine
        )
        following = min(later, key=lambda one: (one.at, one.hash), default=None)
        if following and subject.facts.fix:
            changed.add(following.hash)
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
