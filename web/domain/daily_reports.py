"""What does somebody report of a workday, may it say that, and until when may it be handed in?

Short by design: the yearly targets and their appraisal stay in E-Kinerja (PermenPANRB 6/2022).
"""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

MAX_LINES, MAX_ACTIVITY, MAX_UNIT, MAX_TARGET, MAX_NOTE = 20, 500, 30, 200, 500
MAX_VOLUME = 100_000
LONGEST = 16 * 60  # minutes of one line: a night shift crosses midnight, a slip of the hand more
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
DRIFT = timedelta(minutes=5)  # by which a phone's clock may run ahead


class Line(NamedTuple):
    """One activity: local times ("07:30"), what was done, how much of it, and the SKP item.

    What ends before it begins ended after midnight.
    """

    begins: str
    ends: str
    activity: str
    volume: float
    unit: str
    target: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The stored and sent form."""
        return self._asdict()

    @property
    def minutes(self) -> int:
        """How long it took."""
        return (_minutes(self.ends) - _minutes(self.begins)) % 1440

    @property
    def amount(self) -> str:
        """Volume and unit as they are read: "2,5 berkas"."""
        return f"{self.volume:.10g} {self.unit}".replace(".", ",", 1)


class BadLine(ValueError):
    """A line that cannot be read; `field` names it, such as "lines.2.ends"."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def parse_lines(value: Any) -> tuple[Line, ...]:
    """Lines as a phone sends or the database keeps them; texts come out in one line.

    Raises:
        BadLine: too many, none, or one that says something impossible.
    """
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_LINES:
        raise BadLine("lines", f"Tulis 1 sampai {MAX_LINES} kegiatan.")
    return tuple(_line(one, f"lines.{number}", number + 1) for number, one in enumerate(value))


def _line(value: Any, path: str, number: int) -> Line:
    if not isinstance(value, Mapping):
        raise BadLine(path, f"Kegiatan {number} tidak terbaca.")
    texts = {
        name: _text(value, name, most, path, number)
        for name, most in (("activity", MAX_ACTIVITY), ("unit", MAX_UNIT), ("target", MAX_TARGET))
    }
    begins, ends = (_clock(value, name, path, number) for name in ("begins", "ends"))
    line = Line(
        begins, ends, texts["activity"], _volume(value, path, number), *list(texts.values())[1:]
    )
    if not 0 < line.minutes <= LONGEST:
        sentence = f"Kegiatan {number}: jam selesai harus setelah jam mulai, paling lama 16 jam."
        raise BadLine(f"{path}.ends", sentence)
    return line


def _text(value: Mapping[str, Any], name: str, most: int, path: str, number: int) -> str:
    text = value.get(name, "")
    text = " ".join(text.split()) if isinstance(text, str) else None
    if text is None or len(text) > most or (not text and name != "target"):
        label = {"activity": "uraian", "unit": "satuan", "target": "butir SKP"}[name]
        least = "paling panjang" if name == "target" else "1 sampai"
        raise BadLine(f"{path}.{name}", f"Kegiatan {number}: isi {label}, {least} {most} huruf.")
    return text


def _clock(value: Mapping[str, Any], name: str, path: str, number: int) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not CLOCK.fullmatch(text):
        label = "mulai" if name == "begins" else "selesai"
        raise BadLine(f"{path}.{name}", f"Kegiatan {number}: isi jam {label}, misalnya 07:30.")
    return text


def _volume(value: Mapping[str, Any], path: str, number: int) -> float:
    volume = value.get("volume")
    if isinstance(volume, bool) or not isinstance(volume, int | float):
        volume = math.nan
    if not 0 < volume <= MAX_VOLUME:  # nor is a NaN
        sentence = f"Kegiatan {number}: isi volume dengan angka lebih dari 0, misalnya 2."
        raise BadLine(f"{path}.volume", sentence)
    return round(float(volume), 2) or 0.01


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def window_ends(day: date, days: int, zone: str, returned: datetime | None = None) -> datetime:
    """The instant from which on a day's report is late.

    Args:
        day: the workday.
        days: the office's `report_window`, calendar days after it (H+n).
        zone: IANA zone in which days end.
        returned: when it came back to be mended: that gives as many days anew.
    """
    local = ZoneInfo(zone)
    latest = max(day, returned.astimezone(local).date()) if returned else day
    return datetime.combine(latest + timedelta(days=days + 1), time(), local)


def in_time(written: datetime, now: datetime, ends: datetime, offline_days: int) -> bool:
    """Whether a report counts as in time.

    What was written in time may travel as long as a check-in may: being offline is only lateness
    of delivery. Who decides sees both times.

    Args:
        written: by the phone's clock, at most `now`.
        now: when it arrived.
        ends: as `window_ends` says.
        offline_days: the setting of that name.
    """
    return written < ends and now < ends + timedelta(days=offline_days)
