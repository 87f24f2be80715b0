"""What does a cell say of when a point is open? Reads what `Opening.words` writes, and its like.

Days and times with dashes or hyphens, full stops or colons, "dan", "s.d." and "setiap
hari". A closing time at or before the opening time lies on the next day.
"""

import re

from web.domain.hours import BadHours
from web.domain.opening import WEEKDAYS, parse_opening
from web.domain.schedule import DAY_NAMES
from web.domain.vocabulary import HOME_ZONE

EXAMPLE = "Senin–Kamis 07.30–16.00, Jumat 07.30–16.30"
_TO = r"\s*(?:[–—-]|\bs\s?[./]?\s?d\b\.?|\bsampai\b)\s*"
_CLOCK = r"\d{1,2}[.:]\d{2}"
_STRETCH = re.compile(rf"({_CLOCK}){_TO}({_CLOCK})(?:\s*\(hari berikutnya\))?", re.ASCII)
_RANGE = re.compile(_TO)
_NEXT = re.compile(r"[\s,;:]+|\bdan\b")
_DAYS = {name.casefold(): number for number, name in enumerate(DAY_NAMES, 1)} | {"jum'at": 5}


def read_opening(text: str) -> dict[str, list[str]]:
    """Hours of opening as they are stored (domain/opening.py).

    Raises:
        BadHours: it cannot be read, a time is none, or a day has hours twice.
    """
    found: dict[str, list[str]] = {}
    shown, end = " ".join(text.casefold().replace("’", "'").split()), 0
    for stretch in _STRETCH.finditer(shown):
        times = [one.replace(".", ":").zfill(5) for one in stretch.groups()]
        for day in _weekdays(shown[end : stretch.start()]):
            if str(day) in found:
                raise BadHours("opening", f"Jam buka hari {DAY_NAMES[day - 1]} tertulis dua kali.")
            found[str(day)] = times
        end = stretch.end()
    if not found or shown[end:].strip(" ,;."):
        raise _unread(text)
    parse_opening(found, HOME_ZONE)
    return dict(sorted(found.items()))


def _weekdays(text: str) -> list[int]:
    """The ISO weekdays that stand before a time, in their order."""
    words = _RANGE.sub("–", text.strip(" ,;:"))
    if words in ("setiap hari", "tiap hari"):
        return list(WEEKDAYS)
    days: list[int] = []
    for one in filter(None, _NEXT.split(words)):
        first, _, last = one.partition("–")
        if first not in _DAYS or (last or first) not in _DAYS:
            raise _unread(text)
        begin, count = _DAYS[first], (_DAYS[last or first] - _DAYS[first]) % 7
        days += [(begin - 1 + n) % 7 + 1 for n in range(count + 1)]
    if not days:
        raise _unread(text)
    return days


def _unread(text: str) -> BadHours:
    shown = " ".join(text.split())[:60]
    return BadHours("opening", f"Jam buka “{shown}” tidak terbaca. Tulis seperti {EXAMPLE}.")
