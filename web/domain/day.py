"""What is one day of a person called, and why? Its plan, its records and what holds on it.

The answer is plain data, as it is stored, printed by `sikeren recap --json`, and shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from web.domain.bands import Table, percent_words
from web.domain.day_duty import BESIDE, NOBODY, SILENT, duty_words, relieved
from web.domain.day_records import Gap, ends, times, with_gaps
from web.domain.day_words import clock_of, told
from web.domain.duties import BOTH, IN, OUT
from web.domain.hours import clock_words
from web.domain.policy import ABSENT, USUAL, Policy
from web.domain.punctuality import Mark, Punctuality, measure
from web.domain.stated import JUDGED, Stated, words_of
from web.domain.statuses import STATUSES
from web.domain.workday import FREE, UNJUDGED, Plan, Slot


class Special(NamedTuple):
    """What a special day changes: cut of absence, minutes after midnight, factor of the bands."""

    name: str
    absent: float | None
    deadline: int | None
    factor: float


class Event(NamedTuple):
    """A joint event of a date: kind, name, window in epoch seconds, place, cut, who is expected.

    `exempt` need not come; `counts`: coming to it is the day's Absen Masuk as well.
    """

    kind: str
    name: str
    opens: float
    closes: float
    points: frozenset[str] | None  # the names of the place where one must be; None: anywhere
    cut: float
    expected: frozenset[str] | None
    exempt: frozenset[str] = frozenset()
    counts: bool = True

    def asks(self, person: str) -> bool:
        """Whether somebody (id as text) is among those expected."""
        return self.expected is None or person in self.expected

    def met_by(self, at: float, point: str | None) -> bool:
        """Whether a record, epoch seconds and name of its point, was made at it.

        The minute the clock shows counts, that of the end too.
        """
        within = self.opens <= at < self.closes + 60
        return within and (self.points is None or point in self.points)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for everybody of an agency on one date."""

    table: Table
    special: Special | None = None
    events: tuple[Event, ...] = ()
    gaps: tuple[Gap, ...] = ()
    policy: Policy = USUAL


Day = dict[str, Any]


def fold_day(
    slot: Slot, context: Context, marks: Sequence[Mark], stated: Stated | None, now: float
) -> Day:
    """One date: what it is called, and why."""
    if stated and stated.working:
        day = fold_day(slot, context, marks, None, now)
        return day | {"notes": [*day["notes"], BESIDE]} if slot.plan.spans else day
    plan = slot.plan
    duty = stated.duty if stated else None
    if not plan.spans:
        return _free_day(plan, marks, stated)
    in_part = stated is not None and stated.in_part
    if stated and in_part:
        plan = relieved(plan, stated.sides)
    elif stated and stated.code not in JUDGED and stated.code in STATUSES:
        day = _stated_day(plan, marks, stated)
        over = now >= slot.until
        if duty and over and not marks:
            return _silent_day(plan, day, context)
        return day if over else day | {"ahead": True}
    filled = with_gaps(plan, marks, context.gaps, now)
    found = measure(plan, filled, context.table)
    if now < slot.until and any(one.no_in or one.no_out for one in found.shortfalls):
        return _open_day(plan, found, context, stated if in_part else None, now)
    day = _worked_day(plan, found, context, stated, in_part)
    ahead = stated and stated.sides == BOTH and now < slot.until
    return day | {"ahead": True} if in_part and ahead else day


def _day(plan: Plan, code: str, why: str, **more: Any) -> Day:
    return {
        "code": code,
        "late_minutes": 0,
        "early_minutes": 0,
        "in": None,
        "out": None,
        "why": why,
        "short_minutes": 0,
        "cut": 0.0,
        "hours": plan.hours,
        "marks": {"in": None, "out": None},
        "notes": [],
        "events": [],
    } | more


def _free_day(plan: Plan, marks: Sequence[Mark], stated: Stated | None) -> Day:
    day = _day(plan, plan.code or FREE, _sentence(plan.reason))
    if marks and plan.code != UNJUDGED:
        day |= times(*ends(marks))
        day["notes"].append("Ada absen pada hari yang bukan hari kerja.")
    if plan.code != UNJUDGED:
        parts = stated.parts if stated else ()
        day["notes"] += [duty_words(one.duty) for one in parts if one.duty]
    return day


def _stated_day(plan: Plan, marks: Sequence[Mark], stated: Stated) -> Day:
    day = _day(plan, stated.code, _told_of(stated))
    if marks:
        day |= times(*ends(marks))
    return day


def _told_of(stated: Stated) -> str:
    """What stands for the day or its halves, in words."""
    parts = sorted(stated.parts, key=lambda one: one.part == OUT)
    return " ".join(duty_words(one.duty) if one.duty else words_of(one) for one in parts)


def _silent_day(plan: Plan, day: Day, context: Context) -> Day:
    """A day of duty on which nobody heard of the traveller; what it is, the office lays down."""
    if context.policy.silent != ABSENT:
        return day | {"notes": [SILENT]}
    absent = context.table.absent
    why = f"{day['why']} {SILENT} {absent.code}."
    short = {"short_minutes": plan.minutes, "cut": absent.cut, "absent": True}
    return _day(plan, absent.code, why) | short


def _open_day(
    plan: Plan, found: Punctuality, context: Context, stated: Stated | None, now: float
) -> Day:
    start = plan.midnight + plan.spans[0].start * 60
    if found.nothing:
        rest = "Belum ada absen." if now >= start else "Belum mulai."
    else:
        rest = f"{told(plan, found, context.table)} Hari ini belum selesai."
    day = _day(plan, "", rest, late_minutes=found.late) | times(found.came, found.went)
    return day | _halves(stated, rest)


def _halves(stated: Stated | None, rest: str) -> Day:
    """What a day keeps of statuses for a half of it: the reason, and what was recorded beside.

    Args:
        stated: None where nothing stands for a half only.
        rest: what is read of the records.
    """
    half = [one.code for one in stated.parts if not one.duty and one.part != BOTH] if stated else []
    if stated is None or not half:
        return {}
    return {"why": f"{_told_of(stated)} {rest}".strip(), "half": half, "rest": rest}


def _worked_day(
    plan: Plan, found: Punctuality, context: Context, stated: Stated | None, in_part: bool
) -> Day:
    special, part = context.special, stated if in_part else None
    came_too_late = (
        special is not None
        and not (part and part.sides in (IN, BOTH))
        and special.deadline is not None
        and found.came is not None
        and found.came.at >= plan.midnight + (special.deadline + 1) * 60
    )
    if (found.nothing and not part) or came_too_late:
        return _absent_day(plan, found, context, came_too_late)
    code = "+".join((*part.codes, *found.codes) if part else found.codes)
    rest = told(plan, found, context.table)
    factor = special.factor if special else 1.0
    day = _day(
        plan,
        code or (stated.code if stated else "H"),
        f"{_told_of(part)} {rest}".strip() if part else rest,
        late_minutes=found.late,
        early_minutes=found.early,
        short_minutes=found.late + found.early,
        cut=round(_capped(found, context) * factor, 4),
    )
    day |= times(found.came, found.went) | _halves(part, rest)
    if stated and "half" not in day:
        day["status"] = stated.code
    if found.nothing and part:
        day["notes"] += [SILENT] if "half" not in day else [NOBODY] if found.codes else []
    if special and factor != 1 and found.codes:
        day["notes"].append(f"{special.name}: potongan {percent_words(100 * factor)} dari biasa.")
    if any(mark and mark.waiting for mark in (found.came, found.went)):
        day["notes"].append("Ada absen yang masih ditinjau atasan.")
    return day


def _capped(found: Punctuality, context: Context) -> float:
    """The cut of a day with several sessions: being there for some costs no more than for none."""
    if len(found.shortfalls) == 1:
        return found.cut
    return min(found.cut, context.table.absent.cut)


def _absent_day(plan: Plan, found: Punctuality, context: Context, too_late: bool) -> Day:
    absent, special = context.table.absent, context.special
    why, cut = "Tidak ada absen.", absent.cut
    if too_late and special and special.deadline is not None and found.came:
        why = (
            f"{special.name}: masuk {clock_of(plan, found.came.at)},"
            f" sesudah batas {clock_words(special.deadline)}."
        )
    if special and special.absent is not None:
        cut = special.absent
        why += f" {special.name}: potongan {percent_words(cut)}."
    day = _day(
        plan, absent.code, f"{why} {absent.code}.", short_minutes=plan.minutes, cut=cut, absent=True
    )
    return day | times(found.came, found.went)


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
