"""When is an agency at work? A weekly pattern, dated, gives the expected hours of a local date.

Patterns are data of the agency; a past day is judged by the pattern that was in force on it.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from web.domain.hours import describe_hours, parse_hours

DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class Dated(Protocol):
    """Something in force from one local date to another, as stored."""

    @property
    def valid_from(self) -> date | None:
        """First day in force; None means since always."""

    @property
    def valid_until(self) -> date | None:
        """Last day in force; None means open."""

    @property
    def created_at(self) -> datetime:
        """When it was entered; of two from the same day, the later entry counts."""


class Pattern(Dated, Protocol):
    """The hours of a week, as stored."""

    @property
    def days(self) -> Any:
        """ISO weekday "1" to "7" → a day of hours.py, as ["07:30", "16:00"]; a missing is free."""


_P = TypeVar("_P", bound=Dated)


def local_date(moment: datetime, zone: str) -> date:
    """The date that an instant has in an IANA zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def day_span(day: date, zone: str) -> tuple[datetime, datetime]:
    """A local date's first instant and the next date's, in UTC."""
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    return midnight.astimezone(UTC), (midnight + timedelta(days=1)).astimezone(UTC)


def days_between(first: date, last: date) -> list[date]:
    """The dates of a span, both ends included; none where it ends before it begins."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def pattern_on(patterns: Iterable[_P], day: date) -> _P | None:
    """The pattern that counts on a local date, or None where there is none."""
    in_force = [
        pattern
        for pattern in patterns
        if (pattern.valid_from is None or pattern.valid_from <= day)
        and (pattern.valid_until is None or day <= pattern.valid_until)
    ]
    return max(in_force, key=lambda p: (p.valid_from or date.min, p.created_at), default=None)


def in_words(days: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The week as read aloud: pairs of days and hours, equal neighbours joined by a dash."""
    lines: list[tuple[int, int, str]] = []
    for index in range(7):
        held = days.get(str(index + 1))
        words = describe_hours(parse_hours(held)) if held else "libur"
        if lines and lines[-1][2] == words:
            lines[-1] = (lines[-1][0], index, words)
        else:
            lines.append((index, index, words))
    return [(_span(first, last), words) for first, last, words in lines]


def _span(first: int, last: int) -> str:
    if first == last:
        return DAY_NAMES[first]
    return f"{DAY_NAMES[first]}–{DAY_NAMES[last]}"
