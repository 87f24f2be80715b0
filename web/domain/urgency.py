"""By when should a supervisor have decided, and how pressing is it? The order of their desk."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from web.domain.corrections import deadline
from web.domain.month import date_words

SOON = timedelta(days=3)
OVERDUE, PRESSING, CALM, LOCKED = "bad", "doubt", "waiting", "calm"


@dataclass(frozen=True, slots=True)
class Due:
    """By when something is to be decided: an instant, why then, and how pressing that is.

    `at` is None where nothing can come of a decision any more. `tone` is a tone of the screen.
    """

    at: datetime | None
    why: str
    tone: str

    @property
    def rank(self) -> tuple[int, float]:
        """Sorts what is due first to the front, and what nothing can come of to the end."""
        return (0, self.at.timestamp()) if self.at else (1, 0.0)


def due(
    first: date,
    last: date,
    *,
    ahead: bool,
    locked: bool,
    closing_day: int,
    zone: str,
    now: datetime,
) -> Due:
    """By when a matter of some dates is to be decided.

    Args:
        first: the first local date that it bears on.
        last: the last one; its month is closed some days after its end.
        ahead: whether it is asked for beforehand, like a duty: then it wants a word before it
            begins.
        locked: whether that month is locked.
        closing_day: the setting `correction_day`.
        zone: IANA zone of the person.
        now: the time.
    """
    if locked:
        return Due(None, "bulan sudah dikunci", LOCKED)
    begins = datetime.combine(first, datetime.min.time(), ZoneInfo(zone))
    if ahead and now < begins:
        return _due(begins, f"mulai {_words(first, now, zone)}", now)
    closes = deadline(last, closing_day, zone)
    day = (closes - timedelta(days=1)).date()
    if now >= closes:
        return _due(closes, f"lewat batas koreksi {_words(day, now, zone)}", now)
    return _due(closes, f"batas koreksi {_words(day, now, zone)}", now)


def _due(at: datetime, why: str, now: datetime) -> Due:
    left = at - now
    tone = OVERDUE if left <= timedelta() else PRESSING if left <= SOON else CALM
    return Due(at, why, tone)


def _words(day: date, now: datetime, zone: str) -> str:
    """A day as a supervisor says it: today, tomorrow, else its date."""
    away = (day - now.astimezone(ZoneInfo(zone)).date()).days
    near = {0: "hari ini", 1: "besok"}
    return near.get(away, date_words(day).rsplit(" ", 1)[0])
