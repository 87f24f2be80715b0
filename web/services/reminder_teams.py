"""For which supervisors does something wait, of whatever kind? Reads, and words for it.

As much as `inbox` shows them, for many supervisors at once: a delegate is told of what waits for
those for whom they act.
"""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tortoise import Tortoise

from web.db import rows
from web.domain.reminders import TEAM_HOURS
from web.models import Delegation
from web.services.notices import Telling
from web.services.reminder_listeners import Listener, chunks
from web.services.rulings import RULED

_UNRULED = (
    " AND COALESCE((SELECT r.outcome FROM ruling r WHERE r.subject = m.id ORDER BY r.at DESC"
    " LIMIT 1), 'revoked') = 'revoked'"
    " AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.subject = m.id)"
)
_WHO = "SELECT {subject} AS matter, e.supervisor_id AS above, e.id AS person FROM "
# Each with the values that stand before its last `IN`, which is the supervisors.
WAITING: tuple[tuple[str, tuple[Any, ...]], ...] = (
    (
        _WHO.format(subject="c.hash") + "assessment a JOIN"  # noqa: S608 (no input)
        " checkin c ON c.hash = a.checkin_id"
        " JOIN employee e ON e.id = c.employee_id WHERE a.verdict = 'review'"
        " AND COALESCE((SELECT d.outcome FROM decision d WHERE d.checkin_id = c.hash"
        " ORDER BY d.at DESC LIMIT 1), 'revoked') = 'revoked'",
        (),
    ),
    (
        _WHO.format(subject="m.id") + "correction m JOIN employee e ON e.id = m.employee_id"
        f" WHERE e.id IS NOT NULL{_UNRULED}",
        (),
    ),
    (
        _WHO.format(subject="m.id") + "day_status m JOIN employee e ON e.id = m.employee_id"
        f" WHERE m.code IN (?*){_UNRULED}",
        (RULED,),
    ),
    (
        _WHO.format(subject="o.subject") + "open_matter o"
        " JOIN employee e ON e.id = o.employee_id WHERE e.id IS NOT NULL",
        (),
    ),
    # Whoever prepared it counts as one whom it is about: they do not decide on it.
    (
        "SELECT o.subject AS matter, e.supervisor_id AS above, p.author_id AS person"
        " FROM open_matter o JOIN employee e ON e.id = o.employee_id JOIN approval_step p"
        " ON p.subject = o.subject AND p.kind = o.kind AND p.event = 'prepare'"
        " WHERE o.kind = 'phone_change'",
        (),
    ),
)


async def teams(listeners: Sequence[Listener], now: datetime) -> list[Telling]:
    """Supervisors who asked for it, and how much waits for them; once a workday, in its hours."""
    asked = [one for one in listeners if one.wish.kinds["team"] and _in_hours(one, now)]
    found = []
    for chunk in chunks(asked):
        counts = await waiting_for({one.employee: _today(one, now) for one in chunk})
        found += [_words(one, counts[one.employee], now) for one in chunk if counts[one.employee]]
        await asyncio.sleep(0)
    return found


def _today(one: Listener, now: datetime) -> date:
    return now.astimezone(ZoneInfo(one.zone)).date()


def _in_hours(one: Listener, now: datetime) -> bool:
    here = now.astimezone(ZoneInfo(one.zone))
    return here.hour in TEAM_HOURS and here.isoweekday() < 6


def _words(one: Listener, count: int, now: datetime) -> Telling:
    return Telling(
        employee=one.employee,
        kind="team",
        subject=_today(one, now).isoformat(),
        title=f"{count} menunggu keputusan Anda",
        body="Buka meja atasan SIKEREN di komputer atau di peramban HP.",
        url="#phone",
        tag="team",
    )


async def waiting_for(days: dict[str, date]) -> dict[str, int]:
    """How much waits for each person, of every kind; six queries, however many.

    Args:
        days: the local date, by the id of each.
    """
    whose = await _acting(days)
    above = {one for names in whose.values() for one in names}
    about: dict[Any, set[str]] = {}  # people whom a matter is about
    decides: dict[Any, set[str]] = {}  # their supervisors
    for sql, values in WAITING:
        full = f"{sql} AND e.supervisor_id IN (?*)"
        for one in await rows(Tortoise.get_connection("default"), full, *values, sorted(above)):
            about.setdefault(one["matter"], set()).add(str(one["person"]))
            decides.setdefault(one["matter"], set()).add(str(one["above"]))
    return {
        person: sum(
            bool(names & decides[matter]) and person not in about[matter] for matter in about
        )
        for person, names in whose.items()
    }


async def _acting(days: dict[str, date]) -> dict[str, set[str]]:
    """As whom each person decides on their day: as themselves, and as those for whom they act."""
    found = {one: {one} for one in days}
    for day in set(days.values()):
        mine = [one for one, own in days.items() if own == day]
        for held in await Delegation.in_force(day, *mine):
            found[str(held.delegate_id)].add(str(held.principal_id))
    return found
