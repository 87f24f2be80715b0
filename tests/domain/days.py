"""How does a test say a day? Hours, records in local time, and the day that comes out."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from web.domain.bands import DEFAULT_PRESET, PRESETS, parse_table
from web.domain.day import Context, Day, fold_day
from web.domain.hours import parse_hours, parse_options
from web.domain.punctuality import Mark
from web.domain.stated import Stated
from web.domain.workday import Duty, Member, Office, Person, Planning, Slot, Week, plans_of

ZONE = "Asia/Makassar"
OFFICE, WARD = "agency-1", "group-1"
ALWAYS = datetime(2020, 1, 1, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)
TABLE = parse_table(PRESETS[DEFAULT_PRESET].body)
# Perpres 21/2023, split as PermenPANRB 6/2018: Monday to Thursday 07.30-16.00, Friday to 16.30.
FIVE_DAYS = {**{n: ["07:30", "16:00"] for n in "1234"}, "5": ["07:30", "16:30"]}
LATER = datetime(2027, 6, 1, tzinfo=UTC).timestamp()


def week(
    days: Mapping[str, Any] = FIVE_DAYS,
    options: Mapping[str, Any] | None = None,
    since: date | None = None,
    until: date | None = None,
    entered: datetime = ALWAYS,
) -> Week:
    """A weekly pattern."""
    hours = {int(weekday): parse_hours(one) for weekday, one in days.items()}
    return Week(hours, parse_options(options), since, until, entered)


def person(**what: Any) -> Person:
    """Somebody of the office."""
    return Person(id="p", agencies=(Member(OFFICE, None, None, ALWAYS),), **what)


def planning(*weeks: Week, zone: str = ZONE, **what: Any) -> Planning:
    """The rules of the office; the usual five days where nothing else is said."""
    office = Office(OFFICE, zone, weeks or (week(),))
    return Planning({OFFICE: office}, what.get("groups", {}), what.get("calendar", {}))


def slot(day: date = TUESDAY, rules: Planning | None = None, who: Person | None = None) -> Slot:
    """A date of somebody."""
    return plans_of(rules or planning(), who or person(), day, day)[0]


def mark(slot_: Slot, text: str, number: int = 0) -> Mark:
    """A record such as "in 07:41" or "out 00:30+1" by the clock of the slot's zone."""
    kind, _, clock = text.partition(" ")
    clock, _, later = clock.partition("+")
    parts = [int(part) for part in clock.split(":")]
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
    return Mark(slot_.plan.midnight + seconds + int(later or 0) * 86400, kind, f"{text}#{number}")


def marks(slot_: Slot, *texts: str) -> list[Mark]:
    """Records of the slot: those that lie in its window."""
    made = [mark(slot_, text, number) for number, text in enumerate(texts)]
    return sorted(one for one in made if slot_.since <= one.at < slot_.until)


def judged(
    *texts: str,
    on: Slot | None = None,
    context: Context | None = None,
    stated: Stated | None = None,
    now: float = LATER,
) -> Day:
    """The day that some records make."""
    where = on or slot()
    return fold_day(where, context or Context(TABLE), marks(where, *texts), stated, now)


def dates(first: date, number: int) -> Sequence[date]:
    """So many dates from one on."""
    return [first + timedelta(days=offset) for offset in range(number)]


def duty(hours: Any, name: str = "Sif malam.") -> Duty:
    """A roster's word."""
    return Duty(None if hours is None else parse_hours(hours), name)
