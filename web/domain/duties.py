"""What does a letter of assignment (SPT) say, may it say that, and what does it stand for on a day?

`Letter` is what somebody files; `Assignment` is an approved one as the rules look at it.
Kinds: Perdirjen Perbendaharaan 22/PB/2013; what a short duty stands for: PMK 119/2023.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from web.domain.corrections import deadline
from web.domain.geofence import BadShape, Shape, parse_shape

OUT_OF_TOWN, IN_TOWN_LONG, IN_TOWN_SHORT = "out_of_town", "in_town_long", "in_town_short"
KINDS = {
    OUT_OF_TOWN: "Luar kota",
    IN_TOWN_LONG: "Dalam kota, lebih dari 8 jam",
    IN_TOWN_SHORT: "Dalam kota, sampai 8 jam",
}
BOTH, IN, OUT = "both", "in", "out"
# What the duty stands for: the other record is made at the office, and measured as ever.
COVERS = {
    BOTH: "Sehari penuh",
    IN: "Absen Masuk saja (pulang di kantor)",
    OUT: "Absen Pulang saja (masuk di kantor)",
}
CODE = "DL"
MAX_NUMBER, MAX_PURPOSE, MAX_PLACE = 100, 1000, 200
MAX_PLACES, MAX_MEMBERS = 10, 50
MAX_DAYS = 366
# Who carries the letter's id may have left the night before and come home the morning after.
MARGIN = timedelta(days=1)


class Place(NamedTuple):
    """A destination; `shape` where the office wants the check-ins made there, else None."""

    name: str
    shape: Shape | None = None

    def to_dict(self) -> dict[str, Any]:
        """The stored and sent form."""
        return {"name": self.name, "shape": self.shape.to_dict() if self.shape else None}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a letter says. Dates are local and both included; texts are kept in one line."""

    number: str
    letter_date: date
    purpose: str
    kind: str
    covers: str
    first_day: date
    last_day: date
    places: tuple[Place, ...]

    @property
    def lifted(self) -> bool:
        """Whether a check-in may be made anywhere: a place without a shape is not drawn."""
        return any(place.shape is None for place in self.places)

    def faults(self) -> dict[str, str]:
        """What is to be corrected, by field; empty when the letter can be filed."""
        found = {}
        if not 1 <= len(self.number) <= MAX_NUMBER:
            found["number"] = f"Tulis nomor surat, paling panjang {MAX_NUMBER} huruf."
        if not 1 <= len(self.purpose) <= MAX_PURPOSE:
            found["purpose"] = f"Tulis maksud tugas, paling panjang {MAX_PURPOSE} huruf."
        if self.kind not in KINDS:
            found["kind"] = "Pilih jenis dinas."
        if self.covers not in COVERS:
            found["covers"] = "Pilih bagian hari yang digantikan."
        elif self.covers != BOTH and self.kind != IN_TOWN_SHORT:
            found["covers"] = "Hanya dinas dalam kota sampai 8 jam dapat menggantikan satu absen."
        if self.last_day < self.first_day:
            found["last_day"] = "Tanggal terakhir tidak boleh sebelum tanggal pertama."
        elif (self.last_day - self.first_day).days >= MAX_DAYS:
            found["last_day"] = "Paling lama satu tahun. Periksa tahunnya."
        if not 1 <= len(self.places) <= MAX_PLACES:
            found["places"] = f"Isi satu sampai {MAX_PLACES} tempat tujuan."
        elif any(not 1 <= len(one.name) <= MAX_PLACE for one in self.places):
            found["places"] = f"Nama tempat 1 sampai {MAX_PLACE} huruf."
        return found


def parse_places(value: Any) -> tuple[Place, ...]:
    """Read places as they are stored and sent: `[{"name", "shape": null or a shape}, …]`.

    Raises:
        BadShape: it is no list of places, or a shape cannot be used.
    """
    if not isinstance(value, list):
        raise BadShape("places", "Tempat tujuan harus berupa daftar.")
    return tuple(_place(one) for one in value)


def _place(value: Any) -> Place:
    if not isinstance(value, Mapping) or not isinstance(value.get("name"), str):
        raise BadShape("places", "Setiap tempat tujuan memerlukan nama.")
    shape = value.get("shape")
    return Place(" ".join(value["name"].split()), None if shape is None else parse_shape(shape))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An approved duty of one person. Ids are UUIDs as text; `approved_at` orders them.

    `reported`: whether the travel report stands approved; None where none is asked for.
    """

    duty: str
    number: str
    kind: str
    covers: str
    first_day: date
    last_day: date
    places: tuple[Place, ...]
    approved_at: str = ""
    reported: bool | None = None

    @property
    def lifted(self) -> bool:
        """Whether a check-in may be made anywhere, as `Letter.lifted`."""
        return any(place.shape is None for place in self.places)

    @property
    def whereto(self) -> str:
        """The places in words."""
        return ", ".join(place.name for place in self.places)

    def runs(self, day: date, claimed: str | None = None) -> bool:
        """Whether it runs on a local date; with a margin for a check-in that names it."""
        margin = MARGIN if claimed == self.duty else timedelta()
        return self.first_day - margin <= day <= self.last_day + margin


def running(held: Iterable[Assignment], day: date, claimed: str | None = None) -> Assignment | None:
    """The assignment that counts on a date, or None.

    Of several the one approved last counts, one for the whole day before one for a part; two
    that stand for coming and for going together stand for the day.
    """
    found = [one for one in held if one.runs(day, claimed)]
    last = max(found, key=lambda one: (one.covers == BOTH, one.approved_at), default=None)
    if last and last.covers != BOTH and {one.covers for one in found} == {IN, OUT}:
        return replace(last, covers=BOTH)
    return last


def overlap(one: Letter | Assignment, other: Letter | Assignment) -> bool:
    """Whether two letters send one person to two places at once (BPK: perjalanan rangkap)."""
    apart = one.last_day < other.first_day or other.last_day < one.first_day
    return not apart and {one.covers, other.covers} != {IN, OUT}


def filing_ends(last_day: date, days: int | None, closing_day: int, zone: str) -> datetime:
    """The instant from which on a letter can no longer be filed.

    Args:
        last_day: the last local date of the duty.
        days: how many calendar days after it the office allows; None: as long as that day may
            be corrected.
        closing_day: the setting `correction_day`.
        zone: IANA zone in which the day ends.
    """
    if days is None:
        return deadline(last_day, closing_day, zone)
    midnight = datetime.combine(last_day + timedelta(days=days + 1), time())
    return midnight.replace(tzinfo=ZoneInfo(zone))


def needs_report(kind: str, short_too: bool) -> bool:
    """Whether a travel report is asked for.

    Args:
        kind: of KINDS.
        short_too: whether the office asks for one after duties of up to 8 hours as well.
    """
    return kind != IN_TOWN_SHORT or short_too


def names_of(people: Collection[str], most: int = 3) -> str:
    """Some names as they are read aloud: "Budi, Siti, Andi dan 2 lainnya"."""
    shown = list(people)[:most]
    more = len(people) - len(shown)
    return ", ".join(shown) + (f" dan {more} lainnya" if more else "")
