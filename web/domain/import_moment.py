"""Which date, and which moment, does a cell mean? As offices and spreadsheets write both."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from web.domain.calendar_csv import read_date

_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:][0-5]\d(?:\.\d+)?)?", re.ASCII)
_ISO_T = re.compile(r"(?<=\d)T(?=\d)", re.ASCII)
_SERIAL = re.compile(r"[345]\d{4}(?:[.,]\d+)?", re.ASCII)  # 1982 to 2064, as Excel counts days


def day_of(text: str) -> date | None:
    """A date; a time of day beside it, as databases write it, does not count."""
    return read_date(_parts(text)[0])


def _parts(text: str) -> tuple[str, re.Match[str] | None]:
    """The date of a cell, which may have spaces in it, and the time after it."""
    day, _, clock = _ISO_T.sub(" ", text).rpartition(" ")
    found = _CLOCK.fullmatch(clock)
    return (day.strip(), found) if day and found else (text.strip(), None)


def moment_of(text: str, zone: str, *, ends: bool = False) -> datetime | None:
    """A moment in UTC from a local date and time, such as "2026-11-24 07.30", or None.

    A date alone begins at 00.00; of an end (`ends`) that day still counts.
    """
    typed, found = _parts(text)
    day = read_date(typed)
    if day is None:
        return None
    minutes = int(found[1]) * 60 + int(found[2]) if found else 24 * 60 * ends
    if minutes > 24 * 60:
        return None
    local = datetime.combine(day, time(), ZoneInfo(zone)) + timedelta(minutes=minutes)
    return local.astimezone(UTC)


def moment_text(moment: datetime, zone: str) -> str:
    """A moment as it is written to files, to the minute."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H.%M}"


def is_serial(text: str) -> bool:
    """Whether a text is the number by which Excel keeps a date."""
    return bool(_SERIAL.fullmatch(text))


def no_date(label: str, text: str) -> str:
    """What is said of a cell that is no date."""
    shown = f"{label} “{text[:30]}”"
    if is_serial(text):
        return (
            f"{shown} adalah angka tanggal Excel. Ubah format kolomnya menjadi Tanggal, atau tulis"
            " 2026-11-24."
        )
    return f"{shown} bukan tanggal. Tulis seperti 2026-11-24 atau 24/11/2026."
