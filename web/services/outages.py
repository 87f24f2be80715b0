"""When did SIKEREN or the network fail for an agency, and whose days does that change?

Declared by one person and approved by a second (`rulings`). Then a record that fell due in
between counts as made when it was due.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from web import clock
from web.domain.day import Context
from web.domain.day_records import Gap
from web.domain.recap import fold
from web.domain.workday import Person, plans_of
from web.errors import Problem
from web.models import Agency, Employee, Outage, Role, Ruling, Withdrawal
from web.services import agency_tree, happenings, rulebook, rulings
from web.services.happenings import Happenings
from web.services.recaps import people_of
from web.services.rulebook import Rulebook

KINDS = ("both", "in", "out")
LONGEST = timedelta(days=7)
MAX_REASON = 1000
TOLD = ("code", "late_minutes", "early_minutes", "cut")  # what makes a day another one


@dataclass(frozen=True)
class Effect:
    """How many days of how many people an outage changes."""

    days: int
    people: int


async def declare(
    *,
    agency: Agency,
    author: Employee,
    starts_at: datetime | None,
    ends_at: datetime | None,
    kinds: str,
    reason: str,
    id: UUID | None = None,
) -> Outage:
    """Declare an outage of an agency. It counts once a second person approves.

    Args:
        agency: one that the author administers; the caller has seen to that.
        author: who declares.
        starts_at: from when; None where what was typed is no time.
        ends_at: until when, not later than now.
        kinds: "in", "out" or "both": whose records could not be made.
        reason: what failed.
        id: made by the form, so that the same click sent twice is one outage.

    Raises:
        Problem: `invalid` with `starts_at`, `ends_at`, `kinds` or `reason`; `month_locked`;
            `content_differs` where the id was used for something else.
    """
    reason = " ".join(reason.split())
    known = await Outage.get_or_none(id=id) if id else None
    if known:
        return _same(known, agency, author, (starts_at, ends_at, kinds, reason))
    fields = _faults(starts_at, ends_at, kinds, reason)
    if fields or starts_at is None or ends_at is None:
        raise Problem("invalid", fields=fields)
    made = Outage(
        id=id or uuid4(),
        agency=agency,
        author=author,
        starts_at=starts_at,
        ends_at=ends_at,
        kinds=kinds,
        reason=reason,
        created_at=clock.now(),
    )
    await rulings.check_open(made)
    try:
        await made.save(force_create=True)
    except IntegrityError:
        known = await Outage.get(id=id)
        return _same(known, agency, author, (starts_at, ends_at, kinds, reason))
    return made


def unruled(viewer: Employee) -> QuerySet[Outage]:
    """Outages declared by others that wait for a second person, the viewer; none who only reads."""
    found = Outage.visible_to(viewer)
    if not viewer.may_write:
        return found.filter(id__isnull=True)
    return (
        found.exclude(author_id=viewer.id)
        .filter(id__not_in=Subquery(Ruling.all().values("subject")))
        .filter(id__not_in=Subquery(Withdrawal.all().values("subject")))
    )


async def without_second(author: Employee, agencies: Iterable[Agency]) -> set[UUID]:
    """The agencies for which nobody but the author could approve. Two queries.

    Another admin may for all of them, an operator for their own office and the units below it.
    """
    others = Employee.filter(active=True).exclude(id=author.id)
    if await others.filter(role=Role.ADMIN).exists():
        return set()
    kept = {
        str(one)
        for one in await others.filter(role=Role.OPERATOR).values_list("agency_id", flat=True)
    }
    tree, day = await agency_tree.load(), clock.now().date()
    return {one.id for one in agencies if kept.isdisjoint(tree.chain(str(one.id), day))}


async def effect_of(outage: Outage, zone: str, now: datetime) -> Effect:
    """Whose days come out differently with this outage than without; stores nothing."""
    first = outage.starts_at.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    last = outage.ends_at.astimezone(ZoneInfo(zone)).date()
    people = {str(one.id) for one in await people_of(outage.agency_id, f"{first:%Y-%m}")}
    people |= {str(one.id) for one in await people_of(outage.agency_id, f"{last:%Y-%m}")}
    rules = await rulebook.load(people, first, last)
    facts = await happenings.load(people, first, last)
    key, own = str(outage.agency_id), f"{outage.id}"
    others = [one for one in facts.gaps.get(key, ()) if one.id != own]
    gap = Gap(outage.starts_at.timestamp(), outage.ends_at.timestamp(), outage.kinds, own)
    without = replace(facts, gaps={**facts.gaps, key: others})
    with_it = replace(facts, gaps={**facts.gaps, key: [*others, gap]})
    changed = [
        _differing(rules, person, (first, last), (without, with_it), now)
        for person in rules.people.values()
    ]
    return Effect(sum(changed), sum(1 for days in changed if days))


def _differing(
    rules: Rulebook,
    person: Person,
    dates: tuple[date, date],
    facts: tuple[Happenings, Happenings],
    now: datetime,
) -> int:
    before, after = (_days(rules, person, dates, one, now) for one in facts)
    return sum(
        any(day[name] != after[number][name] for name in TOLD) for number, day in before.items()
    )


def _days(
    rules: Rulebook, person: Person, dates: tuple[date, date], facts: Happenings, now: datetime
) -> dict[str, dict[str, object]]:
    """The days of a short span; an outage is too short for two of them to share a number."""
    slots = plans_of(rules.planning, person, *dates)
    around = [
        Context(
            rules.table_on(slot.plan.agency, slot.plan.date),
            facts.special_on(slot.plan.agency, slot.plan.date),
            gaps=tuple(facts.gaps.get(slot.plan.agency or "", ())),
        )
        for slot in slots
    ]
    stated = {day.day: one for day, one in facts.stated.get(person.id, {}).items()}
    marks = facts.marks.get(person.id, ())
    return fold(person.id, slots, around, marks, stated, now.timestamp()).days


def _faults(
    starts_at: datetime | None, ends_at: datetime | None, kinds: str, reason: str
) -> dict[str, str]:
    fields = {}
    if starts_at is None:
        fields["starts_at"] = "Isi tanggal dan jam mulai gangguan."
    if ends_at is None:
        fields["ends_at"] = "Isi tanggal dan jam selesai gangguan."
    elif starts_at and ends_at <= starts_at:
        fields["ends_at"] = "Jam selesai harus sesudah jam mulai."
    elif ends_at > clock.now():
        fields["ends_at"] = "Gangguan dicatat sesudah selesai. Isi jam yang sudah lewat."
    elif starts_at and ends_at - starts_at > LONGEST:
        fields["ends_at"] = f"Satu gangguan paling lama {LONGEST.days} hari. Catat terpisah."
    if kinds not in KINDS:
        fields["kinds"] = "Pilih absen yang terganggu."
    if not reason:
        fields["reason"] = "Tulis apa yang terganggu. Orang kedua akan membacanya."
    elif len(reason) > MAX_REASON:
        fields["reason"] = f"Keterangan paling panjang {MAX_REASON} huruf."
    return fields


def _same(
    known: Outage,
    agency: Agency,
    author: Employee,
    told: tuple[datetime | None, datetime | None, str, str],
) -> Outage:
    kept = (known.starts_at.astimezone(UTC), known.ends_at.astimezone(UTC))
    if (*kept, known.kinds, known.reason) != told:
        raise Problem("content_differs")
    if (known.agency_id, known.author_id) != (agency.id, author.id):
        raise Problem("content_differs")
    return known
