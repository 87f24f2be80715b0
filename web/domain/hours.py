"""What do the hours of a day say? Reads them as they are stored, and puts them into words.

Times are minutes after midnight of the date on which a workday starts; 1440 and more lie on the
next day, so that a night shift is one workday of the date it starts on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

DAY = 1440
OPENS, CLOSES = 4 * 60, 28 * 60  # 04.00, and 04.00 of the next day: one date's records end there
MAX_SPANS = 4
MAX_FLEX = 240

_CLOCK = re.compile(r"([0-3]?[0-9]|4[0-7])[.:]([0-5][0-9])", re.ASCII)


class BadHours(ValueError):
    """Hours that cannot be. `where` is the part concerned: "start", "rest", "flex", …"""

    def __init__(self, where: str, sentence: str) -> None:
        self.where = where
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of work with a record at its beginning and its end, where they are asked for."""

    start: int
    end: int
    name: str = ""
    needs_in: bool = True
    needs_out: bool = True


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours of one workday: one to four spans, rest in minutes, and own windows if any."""

    spans: tuple[Span, ...]
    rest: int = 0
    opens: int | None = None
    closes: int | None = None

    @property
    def minutes(self) -> int:
        """Effective working time, without rest."""
        return sum(span.end - span.start for span in self.spans) - self.rest


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every day of a pattern, in minutes. `shift`: only the roster says when."""

    tolerance: int = 0
    flex: int = 0
    opens: int = OPENS
    closes: int = CLOSES
    shift: bool = False


def clock(text: Any, where: str = "time") -> int:
    """Minutes of "07:30" or "07.30"; 24 to 47 hours lie on the next day.

    Raises:
        BadHours: it is no time.
    """
    match = _CLOCK.fullmatch(str(text).strip())
    if not match:
        raise BadHours(where, "Tulis jam seperti 07.30.")
    return int(match[1]) * 60 + int(match[2])


def clock_words(minutes: int) -> str:
    """Minutes as "07.30"; the next day's as "07.30 (hari berikutnya)"."""
    hours, rest = divmod(minutes % DAY, 60)
    return f"{hours:02}.{rest:02}" + (" (hari berikutnya)" if minutes >= DAY else "")


def parse_hours(raw: Any) -> DayHours:
    """Read a day of `WorkPattern.days` or a shift's hours: a pair of times, or spans.

    Raises:
        BadHours: a time is none, spans overlap or are too many, or the rest exceeds them.
    """
    if isinstance(raw, (list, tuple)):
        return _parse_pair(tuple(str(one) for one in raw))
    if not isinstance(raw, Mapping) or not isinstance(raw.get("spans"), list):
        raise BadHours("spans", "Isi Jam Masuk dan Jam Pulang.")
    if not 1 <= len(raw["spans"]) <= MAX_SPANS:
        raise BadHours("spans", f"Isi satu sampai {MAX_SPANS} sesi.")
    spans: list[Span] = []
    for one in raw["spans"]:
        span = _span(one)
        if spans and span.start < spans[-1].end:
            raise BadHours("start", "Sesi harus berurutan dan tidak boleh tumpang tindih.")
        spans.append(span)
    hours = DayHours(
        tuple(spans),
        rest=_minutes(raw.get("rest", 0), "rest", DAY),
        opens=None if raw.get("opens") is None else clock(raw["opens"], "opens"),
        closes=None if raw.get("closes") is None else clock(raw["closes"], "closes"),
    )
    if hours.minutes <= 0:
        raise BadHours("rest", "Istirahat tidak boleh sepanjang jam kerja.")
    return _check_windows(hours)


@lru_cache(maxsize=512)
def _parse_pair(pair: tuple[str, ...]) -> DayHours:
    if len(pair) != 2:
        raise BadHours("spans", "Isi Jam Masuk dan Jam Pulang.")
    return DayHours((_span({"start": pair[0], "end": pair[1]}),))


def _span(raw: Any) -> Span:
    if not isinstance(raw, Mapping):
        raise BadHours("spans", "Isi Jam Masuk dan Jam Pulang.")
    start, end = clock(raw.get("start"), "start"), clock(raw.get("end"), "end")
    if start == end:
        raise BadHours("end", "Jam Pulang harus berbeda dari Jam Masuk.")
    if end < start:
        end += DAY  # malam: it ends on the next day
    if start >= DAY and not raw.get("next_day", True):
        raise BadHours("start", "Jam Masuk harus pada tanggal itu sendiri.")
    name = str(raw.get("name", "")).strip()[:60]
    return Span(start, end, name, bool(raw.get("in", True)), bool(raw.get("out", True)))


def _check_windows(hours: DayHours) -> DayHours:
    if hours.opens is not None and hours.opens > hours.spans[0].start:
        raise BadHours("opens", "Absen Masuk paling awal harus sebelum Jam Masuk.")
    if hours.closes is not None and hours.closes < hours.spans[-1].end:
        if hours.closes + DAY >= hours.spans[-1].end > DAY:
            return replace(hours, closes=hours.closes + DAY)
        raise BadHours("closes", "Absen Pulang paling akhir harus sesudah Jam Pulang.")
    return hours


def parse_options(raw: Any) -> Options:
    """Read `WorkPattern.options`; what is missing has its usual value.

    Raises:
        BadHours: a value cannot be.
    """
    given = raw or {}
    if not isinstance(given, Mapping):
        raise BadHours("options", "Pilihan jam kerja tidak dapat dibaca.")
    options = Options(
        tolerance=_minutes(given.get("tolerance", 0), "tolerance", MAX_FLEX),
        flex=_minutes(given.get("flex", 0), "flex", MAX_FLEX),
        opens=clock(given["opens"], "opens") if given.get("opens") else OPENS,
        closes=clock(given["closes"], "closes") if given.get("closes") else CLOSES,
        shift=bool(given.get("shift", False)),
    )
    if options.closes <= options.opens or options.closes - options.opens > DAY + OPENS:
        raise BadHours("closes", "Absen Pulang paling akhir harus sesudah Absen Masuk paling awal.")
    return options


def _minutes(value: Any, where: str, most: int) -> int:
    try:
        minutes = int(value or 0)
    except (TypeError, ValueError):
        minutes = -1
    if not 0 <= minutes <= most:
        raise BadHours(where, f"Isi menit, 0 sampai {most}.")
    return minutes


def describe_hours(hours: DayHours) -> str:
    """The hours of a day as read aloud, with the rest in minutes."""
    spans = "; ".join(
        f"{span.name + ' ' if span.name else ''}{clock_words(span.start)}–{clock_words(span.end)}"
        for span in hours.spans
    )
    return f"{spans}, istirahat {hours.rest} menit" if hours.rest else spans


def short_hours(hours: DayHours) -> str:
    """First beginning and last end, for a cell of a table."""
    first, last = hours.spans[0], hours.spans[-1]
    return f"{clock_words(first.start)[:5]}–{clock_words(last.end)[:5]}"


def describe_options(options: Options) -> list[str]:
    """What the options do, one sentence each."""
    told = [
        f"Absen Masuk diterima mulai {clock_words(options.opens)},"
        f" Absen Pulang sampai {clock_words(options.closes)}."
    ]
    if options.shift:
        told.append("Hari dan jam kerja mengikuti jadwal sif. Tanpa jadwal, hari itu bebas.")
    if options.tolerance:
        told.append(
            f"Terlambat sampai {options.tolerance} menit tidak dihitung."
            " Lebih dari itu dihitung sejak Jam Masuk."
        )
    if options.flex:
        told.append(
            f"Boleh mulai sampai {options.flex} menit sesudah Jam Masuk;"
            " Jam Pulang mundur selama itu juga."
        )
    return told
