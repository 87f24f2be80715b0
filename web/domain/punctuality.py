"""How punctual was a workday? Its records against its plan, in whole minutes, with bands.

What counts is the minute that the clock showed: 07.30.59 is not late for 07.30 (ANRI 18/2016),
and 15.45.20 is fifteen minutes before 16.00. So the figures are those that people read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from web.domain.bands import Table
from web.domain.hours import Span
from web.domain.workday import Plan


class Mark(NamedTuple):
    """A record that counts: "in" or "out", epoch seconds, and what it rests on.

    `ref` is the check-in's hash, or "correction:ID" or "outage:ID".
    """

    at: float
    kind: str
    ref: str
    point: str | None = None
    waiting: bool = False  # a person has still to decide on it


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing from a span: whole minutes, and the records that are not there."""

    span: Span
    came: Mark | None
    went: Mark | None
    late: int
    early: int
    no_in: bool
    no_out: bool
    made_up: int = 0  # minutes of flexible start that moved the end


@dataclass(frozen=True, slots=True)
class Punctuality:
    """A workday measured. `codes` in the order of the day, empty when nothing is missing."""

    shortfalls: tuple[Shortfall, ...]
    codes: tuple[str, ...]
    late: int
    early: int
    cut: float
    came: Mark | None
    went: Mark | None

    @property
    def nothing(self) -> bool:
        """Whether there is no record at all."""
        return self.came is None and self.went is None


def measure(plan: Plan, marks: Sequence[Mark], table: Table) -> Punctuality:
    """Measure the records of a workday.

    Args:
        plan: with at least one span.
        marks: those that belong to the plan's slot, in order of time.
        table: the bands in force on the date.
    """
    found = tuple(_span(plan, index, marks) for index in range(len(plan.spans)))
    codes: list[str] = []
    cut = 0.0
    for one in found:
        for code, cost in _costs(one, table):
            cut += cost
            if code not in codes:
                codes.append(code)
    came = next((one.came for one in found if one.came), None)
    went = next((one.went for one in reversed(found) if one.went), None)
    late, early = sum(one.late for one in found), sum(one.early for one in found)
    return Punctuality(found, tuple(codes), late, early, cut, came, went)


def _span(plan: Plan, index: int, marks: Sequence[Mark]) -> Shortfall:
    """First in and last out of a span. Its records lie between the neighbouring spans."""
    span = plan.spans[index]
    start, end = plan.midnight + span.start * 60, plan.midnight + span.end * 60
    since = plan.midnight + plan.spans[index - 1].end * 60 if index else float("-inf")
    until = float("inf")
    if index + 1 < len(plan.spans):
        until = plan.midnight + plan.spans[index + 1].start * 60
    came = went = None
    for mark in marks:
        if mark.kind == "in":
            if came is None and since <= mark.at < end:
                came = mark
        elif start < mark.at < until:
            went = mark
    if came and went and went.at <= came.at:
        went = None  # pressed before having come: nobody left at that time
    late = early = made_up = 0
    if came and span.needs_in:
        late = max(0, _minute(plan, came) - span.start)
        made_up = min(late, plan.flex)
        late -= made_up
        if late <= plan.tolerance:
            late = 0
    if went and span.needs_out:
        early = max(0, span.end + made_up - _minute(plan, went))
    return Shortfall(
        *(span, came, went, late, early),
        no_in=span.needs_in and came is None,
        no_out=span.needs_out and went is None,
        made_up=made_up,
    )


def _minute(plan: Plan, mark: Mark) -> int:
    """What the clock showed: whole minutes after the plan's midnight."""
    return int((mark.at - plan.midnight) // 60)


def _costs(one: Shortfall, table: Table) -> list[tuple[str, float]]:
    costs = []
    if one.no_in:
        costs.append((table.no_in.code, table.no_in.cut))
    elif band := table.late_band(one.late):
        costs.append((band.code, band.cut))
    if one.no_out:
        costs.append((table.no_out.code, table.no_out.cut))
    elif band := table.early_band(one.early):
        costs.append((band.code, band.cut))
    return costs
