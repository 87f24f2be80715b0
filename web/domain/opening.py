"""When may a point be used? On chosen weekdays between two local times; else at any time.

Stored as {"1": ["07:00", "17:00"], …} by ISO weekday, Monday "1". A closing time at or before
the opening time lies on the next day. A day that is not named is closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from web.domain.hours import DAY, BadHours, clock, clock_words
from web.domain.schedule import DAY_NAMES

WEEKDAYS = range(1, 8)
SIDES = ("opens", "closes")


@dataclass(frozen=True, slots=True)
class Opening:
    """Stretches of opening, each (ISO weekday, from, until) in minutes, and their IANA zone."""

    days: tuple[tuple[int, int, int], ...]
    zone: str

    def at(self, moment: datetime) -> bool:
        """Whether it is open at an instant."""
        return bool(self.within(moment, moment + timedelta(microseconds=1)))

    def within(self, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
        """The stretches [opens, closes) that touch [since, until), in their order, in UTC."""
        zone = ZoneInfo(self.zone)
        day = since.astimezone(zone).date() - timedelta(days=1)
        found = []
        while day <= until.astimezone(zone).date():
            for weekday, opens, closes in self.days:
                if weekday == day.isoweekday():
                    stretch = _moment(day, opens, zone), _moment(day, closes, zone)
                    if stretch[0] < until and since < stretch[1]:
                        found.append(stretch)
            day += timedelta(days=1)
        return found

    @property
    def words(self) -> str:
        """As it is read, days with equal hours together."""
        parts: list[tuple[int, int, int, int]] = []
        for weekday, opens, closes in self.days:
            if parts and parts[-1][1:] == (weekday - 1, opens, closes):
                parts[-1] = (parts[-1][0], weekday, opens, closes)
            else:
                parts.append((weekday, weekday, opens, closes))
        return ", ".join(
            f"{_days(first, last)} {clock_words(opens)}–{clock_words(closes)}"
            for first, last, opens, closes in parts
        )


def parse_opening(raw: Any, zone: str) -> Opening | None:
    """Read it as it is stored; None: open at any time.

    Args:
        raw: the document, as text or read.
        zone: of the office that owns the point.

    Raises:
        BadHours: a time is none, or no day is named.
    """
    if raw is None:
        return None
    if not isinstance(raw, Mapping) or not raw:
        raise BadHours("opening", "Pilih sedikitnya satu hari.")
    pairs = tuple(sorted((str(day), *map(str, _pair(times))) for day, times in raw.items()))
    return _parsed(pairs, zone)


@lru_cache(maxsize=1024)
def _parsed(pairs: tuple[tuple[str, str, str], ...], zone: str) -> Opening:
    days = []
    for day, opens, closes in pairs:
        if day not in map(str, WEEKDAYS):
            raise BadHours("opening", "Pilih hari dari Senin sampai Minggu.")
        first, last = clock(opens, "opening"), clock(closes, "opening")
        if first >= DAY or last > DAY:
            raise BadHours("opening", "Tulis jam antara 00.00 dan 24.00.")
        days.append((int(day), first, last if last > first else last + DAY))
    return Opening(tuple(days), zone)


def _pair(times: Any) -> tuple[Any, Any]:
    if not isinstance(times, list | tuple) or len(times) != 2:
        raise BadHours("opening", "Isi jam buka dan jam tutup.")
    return times[0], times[1]


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (midnight + timedelta(minutes=minutes)).astimezone(UTC)


def _days(first: int, last: int) -> str:
    if first == last:
        return DAY_NAMES[first - 1]
    return f"{DAY_NAMES[first - 1]}{'–' if last - first > 1 else ' dan '}{DAY_NAMES[last - 1]}"


def typed_opening(form: Mapping[str, str]) -> dict[str, list[str]] | None:
    """The opening that a form says, unchecked: `open` is "hours", then `day1` to `day7`, and
    `opens1`, `closes1` and so on. None: at any time.
    """
    if form.get("open") != "hours":
        return None
    return {
        str(n): [(form.get(f"{which}{n}") or "-").replace(".", ":") for which in SIDES]
        for n in WEEKDAYS
        if form.get(f"day{n}")
    }


def opening_fields(raw: Mapping[str, Any] | None) -> dict[str, str]:
    """What the form shows for an opening as it is stored."""
    form = {"open": "hours" if raw else "always"}
    for day, times in (raw or {}).items():
        form[f"day{day}"] = "1"
        form |= {
            f"{which}{day}": text.replace(":", ".")
            for which, text in zip(SIDES, times, strict=True)
        }
    return form
