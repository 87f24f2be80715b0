"""Which date, and which moment, does a cell mean? As offices and spreadsheets write both."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from web.domain.calendar_csv import read_date

_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:][0-5]\d(?:\.\d+)?)?", re.ASCII)
_SERIAL = re.compile(r"[345]\d{4}(?:[.,]\d+)?", re.ASCII)  # 1982 to 2064, as Excel counts days


def day_of(text: str) -> date | None:
    """A date; a time of day beside it, as databases write it, does not count."""
    day, _, clock = text.replace("T", " ").partition(" ")
    return read_date(day) if not clock or _CLOCK.fullmatch(clock.strip()) else None


def moment_of(text: str, zone: str, *, ends: bool = False) -> datetime | None:
    """A moment in UTC from a local date and time, such as "2026-11-24 07.30", or None.

    A date alone begins at 00.00; of an end (`ends`) that day still counts.
    """
    typed, _, clock = text.replace("T", " ").partition(" ")
    day, found = read_date(typed), _CLOCK.fullmatch(clock.strip())
    if day is None or (clock and not found):
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
