"""What is a date in the calendar of an agency: a holiday, joint leave, or an ordinary day?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from web.domain.tree import inherited

KINDS = {
    "holiday": "Libur nasional",
    "joint_leave": "Cuti bersama",
    "local": "Libur daerah",
    "election": "Hari pemungutan suara",
    "ordinary": "Hari biasa (membatalkan)",
    "follow": "Ikut kalender di atasnya",
}
FREE_KINDS = ("holiday", "joint_leave", "local", "election")
MAX_NAME = 200

# What the agreement of three ministers says of a year. It comes before what a library says.
# SKB Menag, Menaker, MenPANRB 1497/2025, 2/2025, 5/2025: 17 days of holiday, 8 of joint leave.
SOURCES = {2026: "SKB 1497/2025, 2/2025, 5/2025"}
ANNOUNCED = {
    2026: (
        ("01-01", "holiday", "Tahun Baru 2026 Masehi"),
        ("01-16", "holiday", "Isra Mikraj Nabi Muhammad"),
        ("02-16", "joint_leave", "Cuti bersama Tahun Baru Imlek 2577"),
        ("02-17", "holiday", "Tahun Baru Imlek 2577"),
        ("03-18", "joint_leave", "Cuti bersama Hari Suci Nyepi"),
        ("03-19", "holiday", "Hari Suci Nyepi, Tahun Baru Saka 1948"),
        ("03-20", "joint_leave", "Cuti bersama Idulfitri 1447 H"),
        ("03-21", "holiday", "Idulfitri 1447 H"),
        ("03-22", "holiday", "Idulfitri 1447 H"),
        ("03-23", "joint_leave", "Cuti bersama Idulfitri 1447 H"),
        ("03-24", "joint_leave", "Cuti bersama Idulfitri 1447 H"),
        ("04-03", "holiday", "Wafat Yesus Kristus"),
        ("04-05", "holiday", "Kebangkitan Yesus Kristus (Paskah)"),
        ("05-01", "holiday", "Hari Buruh Internasional"),
        ("05-14", "holiday", "Kenaikan Yesus Kristus"),
        ("05-15", "joint_leave", "Cuti bersama Kenaikan Yesus Kristus"),
        ("05-27", "holiday", "Iduladha 1447 H"),
        ("05-28", "joint_leave", "Cuti bersama Iduladha 1447 H"),
        ("05-31", "holiday", "Hari Raya Waisak 2570 BE"),
        ("06-01", "holiday", "Hari Lahir Pancasila"),
        ("06-16", "holiday", "1 Muharam, Tahun Baru Islam 1448 H"),
        ("08-17", "holiday", "Proklamasi Kemerdekaan"),
        ("08-25", "holiday", "Maulid Nabi Muhammad"),
        ("12-24", "joint_leave", "Cuti bersama Natal"),
        ("12-25", "holiday", "Hari Raya Natal"),
    )
}
_GUESSED = re.compile(r"perkiraan|estimated|tentati", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody entered for a date; `agency_id` None means everybody."""

    date: date
    kind: str
    name: str
    agency_id: str | None
    created_at: datetime


class Day(NamedTuple):
    """A date as a file or a library names it, before anybody enters it."""

    date: date
    kind: str
    name: str


def day_on(
    entries: Mapping[date, Sequence[Entry]], chain: Sequence[str], day: date
) -> Entry | None:
    """The entry that counts on a date for an agency and those above it (domain/tree.py).

    Of several of one office the newest counts. None on an ordinary day, which includes one that
    was taken back. An office's `follow` leaves the date to those above it again.
    """

    def laid(scope: str | None) -> Entry | None:
        held = [one for one in entries.get(day, ()) if one.agency_id == scope]
        newest = max(held, key=lambda one: one.created_at, default=None)
        return None if newest and newest.kind == "follow" else newest

    found = inherited(chain, laid)
    return None if found and found.kind == "ordinary" else found


def is_guess(name: str) -> bool:
    """Whether a name says of itself that its date is only reckoned, not announced."""
    return bool(_GUESSED.search(name))


def national_year(year: int, found: Iterable[Day]) -> tuple[str, list[Day]] | None:
    """The free days of a year as announced and where they are from; None where nothing is.

    A year counts as announced once the library has joint leave for it and guesses at no date;
    where the ministers' own list is known here, that list is the answer.

    Args:
        year: which.
        found: the days that the library has for it.
    """
    if year in ANNOUNCED:
        days = [
            Day(date.fromisoformat(f"{year}-{day}"), kind, name)
            for day, kind, name in ANNOUNCED[year]
        ]
        return SOURCES[year], days
    listed = sorted(found)
    announced = any(one.kind == "joint_leave" for one in listed)
    if not announced or any(is_guess(one.name) for one in listed):
        return None
    return "pustaka holidays", listed
