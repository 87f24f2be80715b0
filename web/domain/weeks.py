"""What does a week of hours come to? Checks it as entered, adds it up, and plays an example day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from web.domain.bands import Table
from web.domain.day import Context, fold_day
from web.domain.hours import (
    DAY,
    BadHours,
    DayHours,
    Options,
    clock_words,
    parse_hours,
    parse_options,
)
from web.domain.punctuality import Mark
from web.domain.schedule import DAY_NAMES
from web.domain.workday import Member, Office, Person, Planning, Slot, Week, plans_of

USUAL_WEEK, RAMADAN_WEEK = (
    2250,
    1950,
)  # minutes without rest: Perpres 21/2023 art. 4, 37.5 and 32.5 h
LONGEST = 16 * 60  # minutes from first coming to last going; longer is a slip
LATE, EARLY, SPARE = 11, 10, 5  # minutes of the example


class BadWeek(ValueError):
    """A week that cannot be; `fields` names each part with what to do ("day2", "tolerance")."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        super().__init__("; ".join(fields.values()))


@dataclass(frozen=True, slots=True)
class Preset:
    """A week that may be taken over, and where it is from. Days as stored."""

    name: str
    source: str
    days: Mapping[str, Any]


def _day(start: str, end: str, rest: int = 0) -> dict[str, Any]:
    return {"spans": [{"start": start, "end": end}], "rest": rest}


_RAMADAN_SIX = _day("08:00", "14:00", 30)

PRESETS = {
    "five": Preset(
        "5 hari kerja",
        "Perpres 21/2023; pembagian jam menurut PermenPANRB 6/2018",
        {**{n: _day("07:30", "16:00", 60) for n in "1234"}, "5": _day("07:30", "16:30", 90)},
    ),
    "six": Preset(
        "6 hari kerja",
        "Kebiasaan, belum ada peraturannya di sini: cocokkan dengan aturan OPD",
        {**{n: _day("07:30", "14:00") for n in "12346"}, "5": _day("07:30", "14:00", 90)},
    ),
    "ramadan-five": Preset(
        "Ramadan, 5 hari kerja",
        "SE Bupati Mamuju 1/2026",
        {**{n: _day("08:00", "15:00", 30) for n in "1234"}, "5": _day("08:00", "15:30", 60)},
    ),
    "ramadan-six": Preset(
        "Ramadan, 6 hari kerja",
        "SE Bupati Mamuju 1/2026",
        {**dict.fromkeys("12346", _RAMADAN_SIX), "5": _day("08:00", "14:00", 60)},
    ),
}


def parse_week(days: Mapping[str, Any], options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Check a week as entered and give it as it is stored.

    Args:
        days: ISO weekday "1" to "7" → a day as hours.py reads it; a missing day is free.
        options: as hours.py reads them. With `shift` the days may be empty.

    Raises:
        BadWeek: with `day1` to `day7`, `days`, or the option concerned.
    """
    fields, read = {}, {}
    for weekday, raw in sorted(days.items()):
        try:
            read[weekday] = _checked(parse_hours(raw))
        except BadHours as error:
            fields[f"day{weekday}"] = str(error)
    chosen = Options()
    try:
        chosen = parse_options(options)
    except BadHours as error:
        fields[error.where] = str(error)
    if not days and not chosen.shift:
        fields["days"] = "Isi jam kerja paling sedikit untuk satu hari."
    for weekday, hours in read.items():
        if not fields and chosen.opens > hours.spans[0].start:
            fields["opens"] = f"Harus sebelum Jam Masuk hari {DAY_NAMES[int(weekday) - 1]}."
        elif not fields and chosen.closes <= hours.spans[-1].end:
            fields["closes"] = f"Harus sesudah Jam Pulang hari {DAY_NAMES[int(weekday) - 1]}."
    if fields:
        raise BadWeek(fields)
    return {weekday: stored(hours) for weekday, hours in read.items()}, _options(chosen)


def _checked(hours: DayHours) -> DayHours:
    """A weekly day begins on its own date and is no typing slip around the clock."""
    if hours.spans[0].start >= DAY:
        raise BadHours("start", "Tulis jam seperti 07.30.")
    if hours.spans[-1].end - hours.spans[0].start > LONGEST:
        raise BadHours("end", "Jam Pulang harus sesudah Jam Masuk, paling lama 16 jam.")
    return hours


def stored(hours: DayHours) -> Any:
    """A day as it is kept: a pair of times where that says it all, else spans."""
    first = hours.spans[0]
    plain = len(hours.spans) == 1 and not first.name and first.needs_in and first.needs_out
    if plain and not hours.rest and hours.opens is None and hours.closes is None:
        return [clock_text(first.start), clock_text(first.end % 1440)]
    kept: dict[str, Any] = {"rest": hours.rest}
    kept["spans"] = [
        {
            "start": clock_text(one.start),
            "end": clock_text(one.end),
            "name": one.name,
            "in": one.needs_in,
            "out": one.needs_out,
        }
        for one in hours.spans
    ]
    for name, minutes in (("opens", hours.opens), ("closes", hours.closes)):
        if minutes is not None:
            kept[name] = clock_text(minutes)
    return kept


def clock_text(minutes: int) -> str:
    """Minutes after midnight as they are stored and typed: "07:30", the next day's "31:30"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _options(options: Options) -> dict[str, Any]:
    return {
        "tolerance": options.tolerance,
        "flex": options.flex,
        "opens": clock_text(options.opens),
        "closes": clock_text(options.closes),
        "shift": options.shift,
    }


def weekly_minutes(days: Mapping[str, Any]) -> int:
    """Effective minutes of a week as stored, without rest."""
    return sum(parse_hours(hours).minutes for hours in days.values())


def duration_words(minutes: int) -> str:
    """Minutes as "37 jam 30 menit"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} jam {rest} menit" if rest else f"{hours} jam"


def week_doubt(days: Mapping[str, Any], options: Any) -> str | None:
    """What is odd about the sum of a week, by Perpres 21/2023; None when it fits, or for shifts."""
    total = weekly_minutes(days)
    if parse_options(options).shift or total in (USUAL_WEEK, RAMADAN_WEEK):
        return None
    return (
        f"Jumlahnya {duration_words(total)} seminggu. Perpres 21/2023: {duration_words(USUAL_WEEK)}"
        f" pada hari biasa, {duration_words(RAMADAN_WEEK)} selama Ramadan, tanpa istirahat."
    )


def example(
    days: Mapping[str, Any], options: Any, zone: str, table: Table, day: date
) -> list[tuple[str, str]]:
    """What the rule makes of an example day: pairs of what happens and what it is called and why.

    Args:
        days: the week as stored.
        options: its options as stored.
        zone: IANA name of the agency's.
        table: bands in force.
        day: the first workday from this date on is the example.
    """
    if not days or parse_options(options).shift:
        return []
    while str(day.isoweekday()) not in days:
        day += timedelta(days=1)
    (slot,) = _slots(days, options, zone, day)
    start, end = slot.plan.spans[0].start, slot.plan.spans[-1].end
    leeway = slot.plan.tolerance + slot.plan.flex
    cases = [(start + leeway + LATE, end + slot.plan.flex + SPARE), (start - SPARE, end - EARLY)]
    if slot.plan.flex:
        cases.insert(1, (start + slot.plan.flex, end + slot.plan.flex + SPARE))
    name = DAY_NAMES[day.weekday()]
    return [(f"{name}, {_told(*case)}", _judged(slot, table, *case)) for case in cases]


def _told(came: int, went: int) -> str:
    return f"Absen Masuk {clock_words(came)}, Absen Pulang {clock_words(went)}"


def _judged(slot: Slot, table: Table, came: int, went: int) -> str:
    at = slot.plan.midnight
    marks = [Mark(at + came * 60, "in", "in"), Mark(at + went * 60, "out", "out")]
    for one, after in zip(slot.plan.spans, slot.plan.spans[1:], strict=False):
        marks += [Mark(at + one.end * 60, "out", "o"), Mark(at + after.start * 60, "in", "i")]
    judged = fold_day(slot, Context(table), sorted(marks), None, slot.until + 1)
    return f"{judged['code']}. {judged['why']}"


def _slots(days: Mapping[str, Any], options: Any, zone: str, day: date) -> list[Slot]:
    entered = datetime.min.replace(tzinfo=UTC)
    read = {int(number): parse_hours(hours) for number, hours in days.items()}
    week = Week(read, parse_options(options), None, None, entered)
    person = Person("x", agencies=(Member("x", None, None, entered),))
    planning = Planning({"x": Office("x", zone, (week,))}, {}, {})
    return plans_of(planning, person, day, day)
