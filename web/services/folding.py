"""How is a month folded from what is stored? Facts and rules read once for many people.

A part of `months`. It stores nothing, so that the same serves a what-if under other bands.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from web.domain.alike import bearing
from web.domain.bands import Table
from web.domain.day import Context
from web.domain.recap import Month, fold
from web.domain.workday import Person, Slot, plans_of
from web.services import happenings, rulebook
from web.services.happenings import Happenings
from web.services.rulebook import Rulebook

DAY = timedelta(days=1)  # before and after a month, whose plans bound it


def span_of(month: str) -> tuple[date, date]:
    """First and last date of a month like "2026-11".

    Raises:
        ValueError: it is no month.
    """
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC).date()
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


async def fold_people(
    employees: Sequence[str], month: str, now: datetime, table: Table | None = None
) -> dict[str, Month]:
    """Fold some people's month from facts and rules, storing nothing.

    Args:
        employees: ids as text.
        month: "2026-11".
        now: the time.
        table: bands to fold with instead of those in force (what-if).
    """
    first, last = span_of(month)
    rules = await rulebook.load(employees, first, last)
    facts = await happenings.load(employees, first, last)
    frames: dict[Any, list[Slot]] = {}
    contexts: dict[Any, Context] = {}
    folded = {}
    for employee, person in rules.people.items():
        slots = _slots(rules, person, first, last, frames)
        around = [context_of(rules, facts, slot, table, contexts) for slot in slots]
        stated = {day.day: one for day, one in facts.stated.get(employee, {}).items()}
        marks = facts.marks.get(employee, ())
        reports = {day.day: one for day, one in facts.reports.get(employee, {}).items()}
        month_ = fold(employee, slots, around, marks, stated, now.timestamp(), reports)
        for slot in slots:
            month_.days[str(slot.plan.date.day)]["agency"] = slot.plan.agency
        folded[employee] = month_
    return folded


def _slots(
    rules: Rulebook, person: Person, first: date, last: date, frames: dict[Any, list[Slot]]
) -> list[Slot]:
    """A person's dates; people without anything of their own share them."""
    if person.weeks or person.roster:
        return plans_of(rules.planning, person, first, last)
    key = bearing(person, first - DAY, last + DAY)
    if key not in frames:
        frames[key] = plans_of(rules.planning, person, first, last)
    return frames[key]


def context_of(
    rules: Rulebook,
    facts: Happenings,
    slot: Slot,
    table: Table | None = None,
    contexts: dict[Any, Context] | None = None,
) -> Context:
    """What holds for everybody of an agency on a date; `contexts` keeps what was made before."""
    contexts = {} if contexts is None else contexts
    agency, day = slot.plan.agency, slot.plan.date
    if (agency, day) not in contexts:
        contexts[agency, day] = Context(
            table or rules.table_on(agency, day),
            facts.special_on(agency, day),
            facts.events_on(agency, day, slot.plan.zone),
            tuple(facts.gaps.get(agency or "", ())),
            facts.policies.on(agency, day),
        )
    return contexts[agency, day]
