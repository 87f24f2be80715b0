"""What does a supervisor read of somebody's day in the week of their team? A few words and a tone.

It may hang printed on a wall: why somebody is away for a reason of their own is not told (UU
27/2022 art. 4; domain/discretion.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from web.domain.discretion import CODE, LABEL, LEGEND, discreet_day
from web.domain.statuses import HALF, STATUSES, meaning

NO_WORD = "Belum ada kabar"


@dataclass(frozen=True, slots=True)
class TeamDay:
    """A day in a few words: its tone of the screen, what it is, and when the person came and went.

    `more` is what else is to be known, such as the place of a duty.
    """

    day: date
    tone: str  # good, doubt, bad, calm, waiting, free
    words: str
    more: str = ""
    came: datetime | None = None
    went: datetime | None = None


def team_day(day: date, told: Mapping[str, Any] | None, today: date, place: str = "") -> TeamDay:
    """A day as the week of a team shows it.

    Args:
        day: the local date.
        told: the day as it is folded, None where there is none.
        today: the local date now.
        place: whereto an approved duty leads that day; "" for none.
    """
    if told is None or told["code"] == "-":
        return TeamDay(day, "free", "Tidak dinilai")
    times: dict[str, Any] = {"came": _instant(told["in"]), "went": _instant(told["out"])}
    told = discreet_day(told)
    codes = told["code"].split("+") if told["code"] else []
    away = next((one for one in codes if one == CODE or (one in STATUSES and one != "WFA")), None)
    if told["hours"] is None:
        return TeamDay(day, "free", "Libur", **times)
    if told.get("absent"):
        return TeamDay(day, "bad", "Tanpa keterangan", place, **times)
    if away:
        words = LABEL if away == CODE else STATUSES[away].label
        return TeamDay(day, "calm", words, place if away == "DL" else "", **times)
    more = "WFA" if told.get("status") == "WFA" else place
    if told.get("half"):
        more = ", ".join([*(_half(code) for code in told["half"]), *([place] if place else [])])
    if told["late_minutes"]:
        late = f"Terlambat {told['late_minutes']} menit"
        return TeamDay(day, "doubt", late, more, **times)
    if not codes:
        return _open(day, told, today, more, times)
    if codes in (["H"], ["WFA"]) or all(one.endswith(HALF) for one in codes):
        return TeamDay(day, "good", "Hadir", more, **times)
    short = [one for one in codes if not one.endswith(HALF)]
    return TeamDay(day, "doubt", "+".join(short), more, **times)


def tally(cells: Sequence[TeamDay]) -> dict[str, int]:
    """How some people stand on one date, in words; all but the late, who are in, add up to all.

    Who is in is in, also on leave or on a free day.
    """
    away = [one for one in cells if one.came is None]
    calm, free, waiting = (
        sum(one.tone == tone for one in away) for tone in ("calm", "free", "waiting")
    )
    told = {
        "masuk": len(cells) - len(away),
        "di antaranya terlambat": sum(
            one.came is not None and one.words.startswith("Terlambat") for one in cells
        ),
        "tidak di kantor": calm,
        "belum ada kabar": len(away) - calm - free - waiting,
    }
    more = {"belum mulai": waiting, "libur atau tidak dinilai": free}
    return told | {words: number for words, number in more.items() if number}


def _open(
    day: date, told: Mapping[str, Any], today: date, more: str, times: Mapping[str, Any]
) -> TeamDay:
    """A workday that is not over yet."""
    if times["came"]:
        return TeamDay(day, "good", "Sudah masuk", more, **times)
    if day == today and told.get("rest", told["why"]) != "Belum mulai.":
        return TeamDay(day, "doubt", NO_WORD, more, **times)
    return TeamDay(day, "waiting", "Belum mulai", more, **times)


def _half(code: str) -> str:
    return LEGEND[CODE + HALF] if code == CODE else meaning(code + HALF) or code


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
