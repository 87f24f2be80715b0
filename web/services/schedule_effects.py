"""Whose past days would other hours or groups judge anew, and is a week an odd one? Stores nothing.

A part of `schedules`: what begins or ends before today changes verdicts that people have read.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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
from web.domain.workday import Member, Person, Plan, Planning, Week, plan
from web.models import Agency, GroupMember, WorkGroup, WorkPattern
from web.services import rulebook
from web.services.month_locks import locked_in
from web.services.months import BELOW
from web.services.rulebook import Rulebook
from web.services.rulebook_people import week_of, weeks_of
from web.services.weighing import Weighed, settle

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


async def ask(
    certain: str | None, pattern: WorkPattern, last: date | None = None, reason: str | None = None
) -> None:
    """Let hours be entered, or ended, whose effect is of no weight or that the author is sure of.

    Args:
        certain: the key of what was told when the author said so; "" for nothing; None: nobody
            is asked.
        pattern, last: hours not stored yet, or those to be ended and their last day.
        reason: why, which is owed for days that have passed.

    Raises:
        Unasked: with what it would do.
    """
    if certain is not None:
        settle(await weigh(pattern, last), certain, reason)


async def ask_of_members(
    certain: str | None, members: Sequence[GroupMember], last: date | None = None
) -> None:
    """The same of people to be put into a group (rows not stored yet), or of one to be taken out.

    Args:
        certain, last: as of `ask`; an ending has a reason of its own.
        members: of one group and span, each with their reason.
    """
    if certain is None:
        return
    first = members[0]
    group = await WorkGroup.get(id=first.group_id)
    begins = last + timedelta(days=1) if last else first.valid_from
    weighed = await _weighed(
        group.agency_id,
        [one.employee_id for one in members],
        _joining(first, group, last, await weeks_of("group_id", [group.id])),
        (begins, first.valid_until),
    )
    settle(weighed, certain, first.reason or ("-" if last else None))


async def weigh(pattern: WorkPattern, last: date | None = None) -> Weighed:
    """The past days that hours would judge anew when entered, or ended; and an odd sum of a week.

    Nothing is told of hours that begin (or end) today or later and fit Perpres 21/2023. A bounded
    number of queries.
    """
    first = last + timedelta(days=1) if last else pattern.valid_from
    doubt = None if last else week_doubt(pattern.days, pattern.options)
    return await _weighed(
        pattern.agency_id,
        pattern,
        _change(pattern, last),
        (first, pattern.valid_until),
        doubt,
    )


async def _weighed(
    agency: UUID,
    who: WorkPattern | list[UUID],
    change: _Change,
    span: tuple[date | None, date | None],
    doubt: str | None = None,
) -> Weighed:
    """What a change does that holds from one local date of an agency to another."""
    today = local_date(clock.now(), (await Agency.get(id=agency)).timezone)
    first, final = span[0] or date.min, min(today - timedelta(days=1), span[1] or date.max)
    past, told = first <= final, []
    if past:
        seen = max(first, today - LOOK_BACK)
        told = await _judged_anew(await _concerned(who), change, seen, final)
        if told and first < seen:
            older = date_words(seen)
            told.append(f"Hari sebelum {older} ikut dinilai ulang, tetapi tidak dihitung di sini.")
    key = [str(first), str(final) if told else ""]
    told += [doubt] if doubt else []
    return Weighed(told, " ".join([*key, *told]) if told else "", past)


async def _judged_anew(
    people: Collection[UUID], change: _Change, first: date, final: date
) -> list[str]:
    rules = await rulebook.load(people, first, final)
    open_: dict[str, int] = {}
    kept: dict[str, int] = {}
    locked = await locked_in({f"{day:%Y-%m}" for day in days_between(first, final)})
    number = 0
    for days in _changed(rules, change, first, final):
        concerned = False
        for day, agency in days:
            month = f"{day:%Y-%m}"
            shut = (str(agency), month) in locked
            counts = kept if shut else open_
            counts[month] = counts.get(month, 0) + 1
            concerned |= not shut
        number += concerned
    told = []
    if open_:
        told.append(
            f"{_number(sum(open_.values()))} hari kerja yang sudah lewat dari {_number(number)}"
            f" pegawai dinilai ulang, pada {_months(open_)}. Terlambat, pulang cepat, dan"
            " potongannya dapat berubah."
        )
    if kept:
        told.append(f"Yang sudah dikunci tidak berubah: {_months(kept)}.")
    return told


async def _concerned(who: WorkPattern | list[UUID]) -> list[UUID]:
    """The people named, or those whom hours concern."""
    if isinstance(who, list):
        return who
    if who.employee_id:
        return [who.employee_id]
    if who.group_id:
        members = GroupMember.filter(group_id=who.group_id)
        return [UUID(str(one)) for one in set(await members.values_list("employee_id", flat=True))]
    scope = str(who.agency_id)
    found = await rows(Tortoise.get_connection("default"), CONCERNED, scope, scope)
    return [UUID(str(one["id"])) for one in found]


def _joining(
    one: GroupMember, group: WorkGroup, last: date | None, weeks: Mapping[str, tuple[Week, ...]]
) -> _Change:
    """What people do who join a group with hours of its own, or one who leaves it after a day."""
    span = (one.valid_from, one.valid_until, one.created_at)
    member = Member(str(group.id), *span, agency=str(group.agency_id))

    def person(held: Person) -> Person:
        if last is None:
            return replace(held, groups=(*held.groups, member))
        left = (replace(one, valid_until=last) if one == member else one for one in held.groups)
        return replace(held, groups=tuple(left))

    return _Change(lambda held: replace(held, groups={**held.groups, **weeks}), person)


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
