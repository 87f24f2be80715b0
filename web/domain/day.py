"""What is one day of a person called, and why? Its plan, its records and what holds on it.

The answer is plain data, as it is stored, printed by `sikeren recap --json`, and shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from web.domain.bands import Table, percent_words
from web.domain.day_words import clock_of, told
from web.domain.hours import clock_words
from web.domain.punctuality import Mark, Punctuality, measure
from web.domain.statuses import STATUSES
from web.domain.workday import FREE, UNJUDGED, Plan, Slot

JUDGED = {"WFA"}  # a status on which records are asked for and measured all the same


class Special(NamedTuple):
    """What a special day changes: cut of absence, minutes after midnight, factor of the bands."""

    name: str
    absent: float | None
    deadline: int | None
    factor: float


class Event(NamedTuple):
    """A joint event of a date: kind, name, window in epoch seconds, place, cut, who is expected."""

    kind: str
    name: str
    opens: float
    closes: float
    points: frozenset[str] | None  # the names of the place where one must be; None: anywhere
    cut: float
    expected: frozenset[str] | None


class Gap(NamedTuple):
    """An approved outage: epoch seconds, "in", "out" or "both", and its id."""

    since: float
    until: float
    kinds: str
    id: str


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for everybody of an agency on one date."""

    table: Table
    special: Special | None = None
    events: tuple[Event, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Stated(NamedTuple):
    """A status in force on a date: its code and the letter's number."""

    code: str
    number: str = ""


Day = dict[str, Any]


def fold_day(
    slot: Slot, context: Context, marks: Sequence[Mark], stated: Stated | None, now: float
) -> Day:
    """One date: what it is called, and why."""
    plan = slot.plan
    if not plan.spans:
        return _free_day(plan, marks)
    status = STATUSES.get(stated.code) if stated else None
    if stated and status and stated.code not in JUDGED:
        day = _stated_day(plan, marks, stated, status.label)
        return day if now >= slot.until else day | {"ahead": True}
    filled = _with_gaps(plan, marks, context.gaps, now)
    found = measure(plan, filled, context.table)
    if now < slot.until and any(one.no_in or one.no_out for one in found.shortfalls):
        return _open_day(plan, found, context, now)
    return _worked_day(plan, found, context, stated)


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


def _free_day(plan: Plan, marks: Sequence[Mark]) -> Day:
    day = _day(plan, plan.code or FREE, _sentence(plan.reason))
    if marks and plan.code != UNJUDGED:
        day |= _times(*_ends(marks))
        day["notes"].append("Ada absen pada hari yang bukan hari kerja.")
    return day


def _stated_day(plan: Plan, marks: Sequence[Mark], stated: Stated, label: str) -> Day:
    letter = f" (surat {stated.number})" if stated.number else ""
    day = _day(plan, stated.code, f"{label}{letter}.")
    if marks:
        day |= _times(*_ends(marks))
    return day


def _open_day(plan: Plan, found: Punctuality, context: Context, now: float) -> Day:
    start = plan.midnight + plan.spans[0].start * 60
    if found.nothing:
        why = "Belum ada absen." if now >= start else "Belum mulai."
    else:
        why = f"{told(plan, found, context.table)} Hari ini belum selesai."
    return _day(plan, "", why, late_minutes=found.late) | _times(found.came, found.went)


def _worked_day(plan: Plan, found: Punctuality, context: Context, stated: Stated | None) -> Day:
    special = context.special
    came_too_late = (
        special is not None
        and special.deadline is not None
        and found.came is not None
        and found.came.at >= plan.midnight + (special.deadline + 1) * 60
    )
    if found.nothing or came_too_late:
        return _absent_day(plan, found, context, came_too_late)
    code = "+".join(found.codes) or (stated.code if stated else "H")
    factor = special.factor if special else 1.0
    day = _day(
        plan,
        code,
        told(plan, found, context.table),
        late_minutes=found.late,
        early_minutes=found.early,
        short_minutes=found.late + found.early,
        cut=round(_capped(found, context) * factor, 4),
    )
    day |= _times(found.came, found.went)
    if stated:
        day["status"] = stated.code
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
    return day | _times(found.came, found.went)


def _with_gaps(
    plan: Plan, marks: Sequence[Mark], gaps: Sequence[Gap], now: float
) -> Sequence[Mark]:
    """The records, and those that fell due in an outage, at the moment they were due.

    Who recorded after it ended came later; who recorded before it began had gone.
    """
    if not gaps:
        return marks
    came, went = _ends(marks)
    added = []
    for gap in gaps:
        late = came is not None and came.at > gap.until
        gone = went is not None and went.at < gap.since
        for span in plan.spans:
            for kind, minutes, known in (("in", span.start, late), ("out", span.end, gone)):
                due = plan.midnight + minutes * 60
                within = gap.since <= due <= min(gap.until, now)
                if within and not known and gap.kinds in (kind, "both"):
                    added.append(Mark(due, kind, f"outage:{gap.id}"))
    return sorted([*marks, *added], key=lambda one: (one.at, one.ref)) if added else marks


def _ends(marks: Sequence[Mark]) -> tuple[Mark | None, Mark | None]:
    came = next((mark for mark in marks if mark.kind == "in"), None)
    went = next((mark for mark in reversed(marks) if mark.kind == "out"), None)
    return came, went


def _times(came: Mark | None, went: Mark | None) -> Day:
    return {
        "in": _stamp(came.at) if came else None,
        "out": _stamp(went.at) if went else None,
        "marks": {"in": came.ref if came else None, "out": went.ref if went else None},
    }


def _stamp(at: float) -> str:
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
