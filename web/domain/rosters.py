"""How is a roster written? Codes of shifts, one for a date or laid over dates as a pattern."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

FREE = "L"  # lepas dinas: a date without a shift
MAX_PATTERN = 62
_CODE = re.compile(r"[A-Z0-9]{1,4}", re.ASCII)
_SPLIT = re.compile(r"[\s,;/-]+")


class BadRoster(ValueError):
    """A roster that cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class ShiftPreset:
    """A usual shift. Hospitals' custom, from no regulation: the office checks it."""

    code: str
    name: str
    start: str
    end: str


SHIFT_PRESETS = {
    "pagi": ShiftPreset("P", "Pagi", "07.30", "14.00"),
    "siang": ShiftPreset("S", "Siang", "14.00", "21.00"),
    "malam": ShiftPreset("M", "Malam", "21.00", "07.30"),
}


def code_of(text: str) -> str:
    """A shift's code as it is kept: one to four capital letters or digits; "" for an empty cell.

    Raises:
        BadRoster: it is none.
    """
    code = text.strip().upper()
    if code in ("", "-", "–"):
        return FREE if code else ""
    if not _CODE.fullmatch(code):
        raise BadRoster("Kode sif terdiri dari satu sampai empat huruf atau angka.")
    return code


def repeat(pattern: str, dates: Sequence[date]) -> dict[date, str]:
    """Lay a pattern such as "P P S S M M L L" over dates, again and again.

    Raises:
        BadRoster: it is empty, too long, or holds what is no code.
    """
    codes = [code_of(one) for one in _SPLIT.split(pattern.strip()) if one]
    if not codes or len(codes) > MAX_PATTERN:
        raise BadRoster("Tulis pola seperti P P S S M M L L; L berarti lepas dinas.")
    return {day: codes[index % len(codes)] for index, day in enumerate(dates)}


def night_words(hours: Any, name: str) -> str:
    """What a shift that ends on the next day means, "" for others. `hours` as hours.py reads."""
    last = hours.spans[-1].end
    if last <= 1440:
        return ""
    return (
        f"Sif {name} yang mulai Senin selesai Selasa pukul"
        f" {last % 1440 // 60:02}.{last % 60:02} dan dihitung sebagai hari Senin."
    )
