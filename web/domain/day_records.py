"""Which records does a day have? The first and the last, and those that an outage stands for."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from web.domain.punctuality import Mark
from web.domain.workday import Plan


class Gap(NamedTuple):
    """An approved outage: epoch seconds, "in", "out" or "both", and its id."""

    since: float
    until: float
    kinds: str
    id: str


def with_gaps(plan: Plan, marks: Sequence[Mark], gaps: Sequence[Gap], now: float) -> Sequence[Mark]:
    """The records, and those that fell due in an outage, at the moment they were due.

    Who recorded after it ended came later; who recorded before it began had gone.
    """
    if not gaps:
        return marks
    came, went = ends(marks)
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


def ends(marks: Sequence[Mark]) -> tuple[Mark | None, Mark | None]:
    """The first Absen Masuk and the last Absen Pulang of some records in order of time."""
    came = next((mark for mark in marks if mark.kind == "in"), None)
    went = next((mark for mark in reversed(marks) if mark.kind == "out"), None)
    return came, went


def times(came: Mark | None, went: Mark | None) -> dict[str, Any]:
    """When somebody came and went, as a day keeps it."""
    return {
        "in": stamp(came.at) if came else None,
        "out": stamp(went.at) if went else None,
        "marks": {"in": came.ref if came else None, "out": went.ref if went else None},
    }


def stamp(at: float) -> str:
    """Epoch seconds as the protocol writes times."""
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
