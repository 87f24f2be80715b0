"""Who is to be reminded of what now? Finds what comes due by itself and puts it in the outbox.

Everything here may run twice, or in several processes at once: of one occasion there is one row.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from web.domain.day import Day, fold_day
from web.domain.day_duty import relieved
from web.domain.day_words import clock_of
from web.domain.reminders import LEAD, checkin_due, limit_of
from web.domain.workday import Person, Plan, frame, plan
from web.services import happenings, rulebook
from web.services.folding import context_of
from web.services.notices import Telling, tell
from web.services.reminder_backlog import undelivered
from web.services.reminder_listeners import Listener, chunks, listening
from web.services.reminder_reports import reports
from web.services.reminder_teams import teams
from web.services.rulebook import Rulebook

AGENDA_LIFE = timedelta(minutes=10)
LOOK_EVERY = timedelta(hours=1)  # at what waits on phones and desks


class Entry(NamedTuple):
    """Until when somebody comes on time on a date, in epoch seconds."""

    employee: str
    day: date
    limit: float


@dataclass
class Lookout:
    """What one process remembers between two looks, so that most looks cost nothing."""

    agenda: list[Entry] = field(default_factory=list)
    agenda_at: datetime | None = None
    looked_at: datetime | None = None
    done: set[tuple[str, date]] = field(default_factory=set)

    async def look(self, now: datetime) -> None:
        """Put into the outbox whatever is due at this moment."""
        try:
            if found := await self.find(now):
                await tell(found, now)
        except Exception:
            self.agenda_at = self.looked_at = None  # what was not kept is found again
            self.done.clear()
            raise

    async def find(self, now: datetime) -> list[Telling]:
        """What is due at this moment and was not found before."""
        if self.agenda_at is None or not timedelta() <= now - self.agenda_at < AGENDA_LIFE:
            listeners = await listening()
            self.agenda, self.agenda_at = await agenda(listeners, now), now
            self.done = {one for one in self.done if one[1] >= now.date() - timedelta(days=1)}
        found = await self._missing(now)
        if self.looked_at is None or not timedelta() <= now - self.looked_at < LOOK_EVERY:
            self.looked_at = now
            listeners = await listening()
            found += await undelivered(listeners, now)
            found += await teams(listeners, now)
            found += await reports(listeners, now)
        return found

    async def _missing(self, now: datetime) -> list[Telling]:
        moment = now.timestamp()
        waiting = [
            one
            for one in self.agenda
            if one.limit - LEAD.total_seconds() <= moment < one.limit
            and (one.employee, one.day) not in self.done
        ]
        found = await missing(waiting, now)
        self.done |= {(one.employee, one.day) for one in waiting}
        return found


async def agenda(listeners: Iterable[Listener], now: datetime) -> list[Entry]:
    """When those who want to know of a missing Absen Masuk have to be there, today and tomorrow."""
    wanted = [one.employee for one in listeners if one.wish.kinds["checkin"]]
    today = now.astimezone(UTC).date()  # in Indonesia it is this date or the next
    dates = (today, today + timedelta(days=1))
    entries = []
    for chunk in chunks(wanted):
        rules = await rulebook.load(chunk, *dates)
        for employee, person in rules.people.items():
            for day in dates:
                limit = limit_of(plan(rules.planning, person, day))
                if limit is not None and limit > now.timestamp():
                    entries.append(Entry(employee, day, limit))
        await asyncio.sleep(0)  # check-ins come first
    return entries


async def missing(entries: Sequence[Entry], now: datetime) -> list[Telling]:
    """Those of some people who are still missing, by rules and facts as they stand now."""
    found = []
    for chunk in chunks(entries):
        people = [one.employee for one in chunk]
        first, last = min(one.day for one in chunk), max(one.day for one in chunk)
        rules = await rulebook.load(people, first, last)
        facts = await happenings.load(people, first, last)
        for one in chunk:
            person = rules.people.get(one.employee)
            if person is None:
                continue
            plan_, day, limit = _today(rules, facts, person, one.day, now)
            if limit is not None and checkin_due(limit, day, now.timestamp()):
                found.append(_missing_words(one, plan_, limit))
        await asyncio.sleep(0)
    return found


def _today(
    rules: Rulebook, facts: happenings.Happenings, person: Person, day: date, now: datetime
) -> tuple[Plan, Day, float | None]:
    """The plan of a person's date, the date folded as it stands, and the limit."""
    around = [plan(rules.planning, person, day + timedelta(days=step)) for step in (-1, 0, 1)]
    (slot,) = frame(around)
    context = context_of(rules, facts, slot)
    held = facts.marks.get(person.id, ())
    marks = sorted(
        (one for one in held if slot.since <= one.at < slot.until), key=lambda one: one.at
    )
    stated = facts.stated.get(person.id, {}).get(day)
    folded = fold_day(slot, context, marks, stated, now.timestamp())
    deadline = context.special.deadline if context.special else None
    asked = relieved(slot.plan, stated.sides) if stated and stated.in_part else slot.plan
    return asked, folded, limit_of(asked, deadline)


def _missing_words(entry: Entry, plan_: Plan, limit: float) -> Telling:
    return Telling(
        employee=entry.employee,
        kind="checkin",
        subject=entry.day.isoformat(),
        title="Anda belum Absen Masuk",
        body=f"Batas tepat waktu {clock_of(plan_, limit)}.",
        url="#checkin",
        tag="checkin",
        expires_at=datetime.fromtimestamp(limit, UTC),
    )
