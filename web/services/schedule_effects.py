"""Whose past days would other hours judge anew, and is their week an odd one? Stores nothing.

A part of `schedules`: hours that begin or end before today change verdicts that people have read.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web import clock
from web.db import rows
from web.domain.alike import bearing
from web.domain.month import date_words, words_of
from web.domain.schedule import days_between, local_date
from web.domain.weeks import week_doubt
from web.domain.workday import Person, Plan, Planning, Week, plan
from web.models import Agency, GroupMember, WorkPattern
from web.services import rulebook
from web.services.month_locks import locked_in
from web.services.months import BELOW
from web.services.rulebook import Rulebook
from web.services.rulebook_people import week_of
from web.services.weighing import Unasked, Weighed

LOOK_BACK = timedelta(days=366)  # past days that are counted; older ones are only spoken of
NAMED = 4  # months named one by one
ROW = ("agency_id", "name", "days", "options", "valid_from", "valid_until", "created_at")
CONCERNED = (
    f"SELECT id FROM employee WHERE agency_id IN {BELOW}"  # noqa: S608
    f" UNION SELECT employee_id FROM posting WHERE agency_id IN {BELOW}"
)
Days = Sequence[tuple[date, str | None]]  # with the agency of that day


@dataclass(frozen=True)
class _Change:
    """What stands after a change, made from what stands before it."""

    planning: Callable[[Planning], Planning]
    person: Callable[[Person], Person]


async def ask(certain: str | None, pattern: WorkPattern, last: date | None = None) -> None:
    """Let hours be entered, or ended, whose effect is of no weight or that the author is sure of.

    Args:
        certain: the key of what was told when the author said so; "" for nothing; None: nobody
            is asked.
        pattern: hours that are not stored yet, or those to be ended.
        last: the last day of those to be ended.

    Raises:
        Unasked: with what it would do.
    """
    if certain is None:
        return
    weighed = await weigh(pattern, last)
    if weighed.told and certain != weighed.key:
        raise Unasked(weighed)


async def weigh(pattern: WorkPattern, last: date | None = None) -> Weighed:
    """The past days that hours would judge anew when entered, or ended; and an odd sum of a week.

    Nothing is told of hours that begin (or end) today or later and fit Perpres 21/2023. A bounded
    number of queries.
    """
    zone = (await Agency.get(id=pattern.agency_id)).timezone
    today = local_date(clock.now(), zone)
    first = last + timedelta(days=1) if last else pattern.valid_from or date.min
    final = min(today - timedelta(days=1), pattern.valid_until or date.max)
    told = []
    if first <= final:
        told = await _judged_anew(pattern, last, max(first, today - LOOK_BACK), final)
        if told and first < today - LOOK_BACK:
            older = date_words(today - LOOK_BACK)
            told.append(f"Hari sebelum {older} ikut dinilai ulang, tetapi tidak dihitung di sini.")
    doubt = None if last else week_doubt(pattern.days, pattern.options)
    told += [doubt] if doubt else []
    return Weighed(told, f"{first} {final if told else ''} {' '.join(told)}" if told else "")


async def _judged_anew(
    pattern: WorkPattern, last: date | None, first: date, final: date
) -> list[str]:
    rules = await rulebook.load(await _concerned(pattern), first, final)
    open_: dict[str, int] = {}
    kept: dict[str, int] = {}
    locked = await locked_in({f"{day:%Y-%m}" for day in days_between(first, final)})
    people = 0
    for days in _changed(rules, _change(pattern, last), first, final):
        concerned = False
        for day, agency in days:
            month = f"{day:%Y-%m}"
            shut = (str(agency), month) in locked
            counts = kept if shut else open_
            counts[month] = counts.get(month, 0) + 1
            concerned |= not shut
        people += concerned
    told = []
    if open_:
        told.append(
            f"{_number(sum(open_.values()))} hari kerja yang sudah lewat dari {_number(people)}"
            f" pegawai dinilai ulang, pada {_months(open_)}. Terlambat, pulang cepat, dan"
            " potongannya dapat berubah."
        )
    if kept:
        told.append(f"Yang sudah dikunci tidak berubah: {_months(kept)}.")
    return told


async def _concerned(pattern: WorkPattern) -> list[UUID]:
    if pattern.employee_id:
        return [pattern.employee_id]
    if pattern.group_id:
        members = GroupMember.filter(group_id=pattern.group_id)
        return [UUID(str(one)) for one in set(await members.values_list("employee_id", flat=True))]
    scope = str(pattern.agency_id)
    found = await rows(Tortoise.get_connection("default"), CONCERNED, scope, scope)
    return [UUID(str(one["id"])) for one in found]


def _change(pattern: WorkPattern, last: date | None) -> _Change:
    week = week_of({name: getattr(pattern, name) for name in ROW})

    def other(weeks: Collection[Week]) -> tuple[Week, ...]:
        if last is None:
            return (*weeks, week)
        return tuple(replace(one, valid_until=last) if one == week else one for one in weeks)

    def planning(held: Planning) -> Planning:
        agency, group = str(pattern.agency_id), str(pattern.group_id)
        if pattern.employee_id:
            return held
        if pattern.group_id:
            return replace(held, groups={**held.groups, group: other(held.groups.get(group, ()))})
        office = held.offices.get(agency)
        changed = {agency: replace(office, weeks=other(office.weeks))} if office else {}
        return replace(held, offices={**held.offices, **changed})

    def person(held: Person) -> Person:
        return replace(held, weeks=other(held.weeks)) if pattern.employee_id else held

    return _Change(planning, person)


def _changed(rules: Rulebook, change: _Change, first: date, final: date) -> Iterator[Days]:
    """Of each person the dates on which something else is expected; who has no own shares them."""
    before, after = rules.planning, change.planning(rules.planning)
    frames: dict[Any, Days] = {}
    for person in rules.people.values():
        own = person.id if person.weeks else None
        key = (bearing(person, first, final), own)
        if key not in frames:
            plain = replace(person, roster={})
            renewed = change.person(plain)
            frames[key] = [
                (day, was.agency)
                for day in days_between(first, final)
                for was in [plan(before, plain, day)]
                if _expected(was) != _expected(plan(after, renewed, day))
            ]
        yield [(day, of) for day, of in frames[key] if not _rostered(person, day, of)]


def _rostered(person: Person, day: date, agency: str | None) -> bool:
    """A shift comes before all weekly hours."""
    duty = person.roster.get(day)
    return duty is not None and duty.agency in (None, agency)


def _expected(one: Plan) -> tuple[object, ...]:
    """What a day is judged by; of a free day that it is free."""
    if not one.spans:
        return (one.code,)
    return (one.spans, one.minutes, one.opens, one.closes, one.tolerance, one.flex)


def _months(counts: Collection[str]) -> str:
    names = [words_of(month) for month in sorted(counts)]
    if len(names) > NAMED:
        return f"{len(names)} bulan dari {names[0]} sampai {names[-1]}"
    return " dan ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
