"""Which month is it, how is it called, and which lies beside it? Months are text: "2026-11"."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

NAMES = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)
_SHORT = {"agt": "agustus", "ags": "agustus", "nop": "november", "pebruari": "februari"}


def month_at(moment: datetime, zone: str) -> str:
    """The month of an instant in an IANA zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m")


def number_of(word: str) -> int:
    """The number of a month by its name or the first letters of it ("Des", "Agust"); 0 of none."""
    wanted = _SHORT.get(word.casefold(), word.casefold())
    alike = [at for at, name in enumerate(NAMES, 1) if name.casefold().startswith(wanted)]
    return alike[0] if len(alike) == 1 and len(wanted) >= 3 else 0


def words_of(month: str) -> str:
    """A month as "November 2026"."""
    return f"{NAMES[int(month[5:]) - 1]} {month[:4]}"


def date_words(day: date) -> str:
    """A day as "2 Desember 2026"; of an instant, the day of its own zone."""
    return f"{day.day} {NAMES[day.month - 1]} {day.year}"


def beside(month: str, by: int) -> str:
    """The month so many months later, or earlier where `by` is negative."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{count // 12:04}-{count % 12 + 1:02}"
