"""How are arrivals drawn, minute by minute? Columns in percent of a field, and the figures beside.

Every length is a share of the drawing, so that it fits any screen and its patterns keep their
shape. What had waited on a phone stands on top of what came at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
FIVE = 5  # minutes that a row of the table sums up


class Count(Protocol):
    """What arrived in a minute: at once, and after it had waited."""

    @property
    def direct(self) -> int:
        """What came at once."""

    @property
    def waited(self) -> int:
        """What had waited."""


class Column(NamedTuple):
    """A minute as it is drawn: left edge, top and height of both parts, in percent."""

    left: float
    direct_top: float
    direct: float
    waited_top: float
    waited: float


class Row(NamedTuple):
    """Five minutes of the table: when they begin ("07.30"), what came at once, what had waited."""

    begins: str
    direct: int
    waited: int


@dataclass(frozen=True)
class Chart:
    """Arrivals between two instants. `top` is the figure at the upper edge, an even number."""

    columns: Sequence[Column]
    width: float  # of a column, percent
    top: int
    marks: Sequence[str]  # times along the lower edge, evenly spread from end to end
    table: Sequence[Row]
    total: int
    most: int  # in one minute
    most_at: str


def chart(
    counts: Mapping[datetime, Count], first: datetime, minutes: int, step: int, zone: str
) -> Chart:
    """Draw some minutes.

    Args:
        counts: by the minute in UTC; a missing one is empty.
        first: the first minute, in UTC.
        minutes: how many.
        step: minutes between two marks; divides `minutes`.
        zone: IANA zone of the times.
    """
    local = ZoneInfo(zone)
    times = [first + n * MINUTE for n in range(minutes)]
    seen = [(n, at, counts[at]) for n, at in enumerate(times) if at in counts]
    sums = [one.direct + one.waited for _, _, one in seen]
    most = max(sums, default=0)
    top, width = nice(most), 100 / minutes
    columns = []
    for n, _, one in seen:
        direct, waited = 100 * one.direct / top, 100 * one.waited / top
        columns.append(Column(n * width, 100 - direct, direct, 100 - direct - waited, waited))
    marks = [(first + n * MINUTE).astimezone(local) for n in range(0, minutes + 1, step)]
    at = next((at for (_, at, _), count in zip(seen, sums, strict=True) if count == most), None)
    return Chart(
        *(columns, width, top, [f"{one:%H.%M}" for one in marks]),
        *(_table(counts, first, minutes, local), sum(sums), most),
        f"{at.astimezone(local):%H.%M}" if at else "",
    )


def _table(
    counts: Mapping[datetime, Count], first: datetime, minutes: int, local: ZoneInfo
) -> list[Row]:
    found = []
    for start in range(0, minutes, FIVE):
        held = [
            counts[at]
            for n in range(start, min(start + FIVE, minutes))
            if (at := first + n * MINUTE) in counts
        ]
        begins = (first + start * MINUTE).astimezone(local)
        sums = sum(one.direct for one in held), sum(one.waited for one in held)
        found.append(Row(f"{begins:%H.%M}", *sums))
    return found


def nice(most: int) -> int:
    """The even figure at the top of a scale: 2, 4, 10, 20, 40, 100, …"""
    size = 1
    while True:
        for step in (2, 4, 10):
            if step * size >= most:
                return step * size
        size *= 10
