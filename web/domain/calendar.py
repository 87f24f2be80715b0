"""What is a date in the calendar of an agency: a holiday, joint leave, or an ordinary day?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

KINDS = {
    "holiday": "Libur nasional",
    "joint_leave": "Cuti bersama",
    "local": "Libur daerah",
    "election": "Hari pemungutan suara",
    "ordinary": "Hari biasa (membatalkan)",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody entered for a date; `agency_id` None means everybody."""

    date: date
    kind: str
    name: str
    agency_id: str | None
    created_at: datetime


def day_on(
    entries: Mapping[date, Sequence[Entry]], agency_id: str | None, day: date
) -> Entry | None:
    """The entry that counts on a date: an agency's own before everybody's, of several the newest.

    None on an ordinary day, which includes one that was taken back.
    """
    for scope in (agency_id, None):
        held = [one for one in entries.get(day, ()) if one.agency_id == scope]
        newest = max(held, key=lambda one: one.created_at, default=None)
        if newest:
            return None if newest.kind == "ordinary" else newest
    return None
