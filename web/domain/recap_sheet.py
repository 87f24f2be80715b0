"""What stands in a printed recap, and in which order? Columns, totals, legend; no file format.

The order is that of the sheets offices know: who, the days 1 to 31, days expected, codes, leave,
joint events, minutes, percentages, remarks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from web.domain.bands import Table
from web.domain.discretion import discreet_code
from web.domain.event_days import EVENT_KINDS
from web.domain.month import words_of
from web.domain.recap_words import COUNT, PERCENT, PERFORMANCE, TEXT
from web.domain.statuses import HALF, STATUSES

Row = Mapping[str, Any]
Value = str | int | float | None
STATED = (*(one.code for one in STATUSES.values() if one.column == "C"), "S", "I")
WORKING = ("TB", "DIK", "WFA")
ALWAYS_HELD = ("apel", "upacara", "senam")
FREE, JOINT_LEAVE, UNJUDGED = "L", "CBer", "-"
OWN_WORDS = {
    "H": "Hadir lengkap, tepat waktu",
    FREE: "Libur atau bukan hari kerja",
    JOINT_LEAVE: "Cuti bersama menurut kalender",
    UNJUDGED: "Tidak dinilai (di luar masa kerja pada OPD ini)",
}


class Date(NamedTuple):
    """A date of the month and what the calendar calls it, None on an ordinary day."""

    day: date
    holiday: str | None

    @property
    def free(self) -> bool:
        """Whether it is shaded: a weekend or a day named by the calendar."""
        return self.day.weekday() >= 5 or self.holiday is not None


class Signer(NamedTuple):
    """Who signs: title, name as printed, rank and number; empty where nobody is known."""

    title: str
    name: str = ""
    rank: str = ""
    nip: str = ""


class Rules(NamedTuple):
    """A table of bands that was in force in the month, with its name and source."""

    name: str
    source: str
    table: Table


class Column(NamedTuple):
    """A column of figures: its key in files for programs, its heading, kind, and the figure."""

    key: str
    title: str
    kind: str
    value: Callable[[Row], Value]


@dataclass(frozen=True)
class Sheet:
    """A month of an agency, ready to be written in any format.

    `rows` are those of a recap. `rules` are in the order in which they came into force.
    `discreet`: `rows` are without personal reasons (domain/discretion.py).
    """

    agency_id: str
    agency_name: str
    zone: str
    month: str
    rows: Sequence[Row]
    locked: bool
    digest: str | None
    settled_at: datetime
    dates: Sequence[Date]
    rules: Sequence[Rules]
    head: Signer
    maker: Signer
    discreet: bool = False

    @property
    def month_words(self) -> str:
        """The month as "November 2026"."""
        return words_of(self.month)

    @property
    def file_name(self) -> str:
        """The name of its file without an ending: "Rekap Dinas Contoh 2026-11"."""
        return f"Rekap {self.agency_name} {self.month}"


def code_lines(code: str) -> list[str]:
    """A code as the lines of a narrow cell: "TL1+PSW2" takes two."""
    return code.split("+") if code else []


def columns(sheet: Sheet) -> list[Column]:
    """The columns of figures, left to right. A code that no table names still has its column."""
    late, early, missing, absent = _codes(sheet)
    used = {code for row in sheet.rows for code in row["totals"]["codes"]}
    stated = [one for code in STATED for one in _read_as(code, sheet, used)]
    others = [*dict.fromkeys(stated), *absent, *WORKING]
    named = {*OWN_WORDS, *late, *early, *missing, "DL", *others}
    return [
        Column("hari_kerja", "Hari kerja", COUNT, lambda row: int(row["totals"]["workdays"])),
        _count("H"),
        *map(_count, late),
        _total("menit_terlambat", "TL (menit)", "late_minutes"),
        *map(_count, early),
        _total("menit_pulang_cepat", "PSW (menit)", "early_minutes"),
        *map(_count, [*missing, "DL", *others, *sorted(used - named)]),
        *(one for kind in held_events(sheet.rows) for one in _event(kind)),
        _total("menit_kurang", "Total menit kurang", "short_minutes"),
        _total("hari_hadir", "Hari hadir", "present"),
        _total("persen_kehadiran", "% kehadiran", "attendance_percent", PERCENT),
        _total("persen_potongan", "% potongan", "cut_percent", PERCENT),
        *_performance(sheet),
        Column("keterangan", "Keterangan", TEXT, remarks),
    ]


def _read_as(code: str, sheet: Sheet, used: set[str]) -> list[str]:
    """The columns of a kind of leave: its own or the hidden one, and that of halves where used."""
    read = discreet_code(code) if sheet.discreet else code
    return [read, *([read + HALF] if read + HALF in used else [])]


def held_events(rows: Sequence[Row]) -> list[str]:
    """The kinds of joint events with columns: apel, upacara, senam; others where they occur."""
    used = {kind for row in rows for kind in row["totals"]["events"]}
    return [*ALWAYS_HELD, *sorted(used - set(ALWAYS_HELD))]


def _codes(sheet: Sheet) -> tuple[list[str], list[str], list[str], list[str]]:
    """Codes of lateness, early leaving, missing records and absence; each code once."""
    tables = [one.table for one in sheet.rules]
    groups = (
        [band.code for table in tables for band in table.late],
        [band.code for table in tables for band in table.early],
        [price.code for table in tables for price in (table.no_in, table.no_out)],
        [table.absent.code for table in tables],
    )
    seen: set[str] = set()
    found = []
    for group in groups:
        found.append([code for code in dict.fromkeys(group) if code not in seen])
        seen |= set(group)
    return found[0], found[1], found[2], found[3]


def _count(code: str) -> Column:
    return Column(code, code, COUNT, lambda row: int(row["totals"]["codes"].get(code, 0)))


def _total(key: str, title: str, name: str, kind: str = COUNT) -> Column:
    def value(row: Row) -> Value:
        found: Value = row["totals"][name]
        return found

    return Column(key, title, kind, value)


def _performance(sheet: Sheet) -> list[Column]:
    """Columns of daily reports and what both shares come to, where any report was due."""
    due = any(row["totals"].get("performance") for row in sheet.rows)

    def of(name: str) -> Callable[[Row], Value]:
        return lambda row: (row["totals"].get("performance") or {}).get(name)

    return [Column(*one, of(name)) for name, one in PERFORMANCE.items()] if due else []


def _event(kind: str) -> list[Column]:
    label = EVENT_KINDS.get(kind, kind)

    def of(part: str) -> Callable[[Row], Value]:
        return lambda row: int(row["totals"]["events"].get(kind, {}).get(part, 0))

    return [
        Column(f"{kind}_diadakan", f"{label} diadakan", COUNT, of("held")),
        Column(f"{kind}_diikuti", f"{label} diikuti", COUNT, of("attended")),
    ]


def remarks(row: Row) -> str:
    """What a reader of a row's figures should know: days open, under review, or not judged."""
    days = list(row["days"].values())
    parts = (
        (sum(day["code"] == "" for day in days), "hari belum selesai"),
        (sum(day["code"] == UNJUDGED for day in days), "hari tidak dinilai"),
        (sum(in_review(day) for day in days), "hari masih ditinjau"),
    )
    return "; ".join(f"{count} {words}" for count, words in parts if count)


def in_review(day: Row) -> bool:
    """Whether a check-in that makes this day still waits for a supervisor."""
    return any("ditinjau" in note for note in day.get("notes", ()))


def sums(sheet: Sheet) -> list[Value]:
    """The foot of the columns: sums of counts, and nothing where a sum would say nothing."""
    return [
        sum(int(column.value(row) or 0) for row in sheet.rows) if column.kind == COUNT else None
        for column in columns(sheet)
    ]


def holidays(sheet: Sheet) -> list[tuple[int, str]]:
    """The numbers of the dates that the calendar names, with their names."""
    return [(one.day.day, one.holiday) for one in sheet.dates if one.holiday]
