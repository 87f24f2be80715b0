"""What do rows of a roster of shifts say, and what would that change? A column for each date."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from web.domain.import_columns import Kind, Places
from web.domain.import_people import without_repeats
from web.domain.import_person import LISTED, number_of
from web.domain.import_plan import CHANGED, NEW, SAME, Change, Entry, Plan
from web.domain.import_roster import UNKNOWN, Known
from web.domain.import_table import Row, faults_of
from web.domain.month import words_of
from web.domain.rosters import FREE, BadRoster, code_of

EMPTY = "kosong"
NO_SHIFTS = "OPD itu belum punya sif: buat dahulu di halaman Sif."
ROSTERS = Kind("rosters", "Jadwal sif", LISTED, dated=True)


@dataclass(frozen=True, slots=True)
class Turns:
    """The shifts of a person that differ from what stands: code by date, in the order of dates."""

    nip: str
    codes: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class Duties:
    """What stands: the roster of people by number, codes of shifts by agency, codes by cell."""

    people: Mapping[str, Known]
    shifts: Mapping[str, Collection[str]]
    held: Mapping[tuple[str, date], str]


def plan_shifts(rows: Iterable[Row], places: Places, present: Duties) -> Plan:
    """What the rows would enter; empty cells, and people whom no row names, stay as they are."""
    days = sorted(
        (date.fromisoformat(key), at)
        for key, at in places.items()
        if not any(key == one.key for one in LISTED)
    )
    entries = [_entry(row, places, days, present) for row in rows if any(row.cells) or row.faults]
    return Plan(tuple(without_repeats(entries)))


def _entry(row: Row, places: Places, days: Sequence[tuple[date, int]], present: Duties) -> Entry:
    errors = faults_of(row, places)
    nip, wrong = number_of(row.cell(places["nip"]), "NIP", needed=not errors)
    errors += wrong
    known = present.people.get(nip)
    entry = Entry(row.number, nip, known.title if known else UNKNOWN, NEW, Turns(nip))
    if nip and (known is None or not known.within or not known.active):
        errors.append(f"NIP {nip} bukan pegawai aktif di OPD Anda. Impor pegawainya dahulu.")
    if errors or known is None:
        return entry.wrong(*errors)
    codes, wrong = _codes(row, days, present.shifts.get(known.agency, ()))
    if wrong:
        return entry.wrong(*wrong[:3])
    told = [(day, present.held.get((nip, day), ""), code) for day, code in codes if code]
    told = [one for one in told if one[1] != one[2]]
    if not told:
        return replace(entry, outcome=SAME)
    return replace(
        entry,
        outcome=CHANGED if any(before for _, before, _ in told) else NEW,
        record=Turns(nip, tuple((day, code) for day, _, code in told)),
        changes=_changes(told),
    )


def _codes(
    row: Row, days: Sequence[tuple[date, int]], shifts: Collection[str]
) -> tuple[list[tuple[date, str]], list[str]]:
    """The code of every date, "" where the cell is empty, and what is wrong."""
    found, wrong = [], []
    for day, at in days:
        code = ""
        try:
            code = code_of(row.cell(at))
        except BadRoster:
            code = row.cell(at)[:20]
        if code and code != FREE and code not in shifts:
            usual = f"Pakai {', '.join([*shifts, FREE])}." if shifts else NO_SHIFTS
            wrong.append(f"{day:%d/%m/%Y}: sif “{code}” tidak ada di OPD itu. {usual}")
        found.append((day, code))
    return found, wrong


def _changes(told: Iterable[tuple[date, str, str]]) -> tuple[Change, ...]:
    """What changes, a line for each month: days of the month with their codes."""
    lines = []
    for month, part in groupby(told, lambda one: f"{one[0]:%Y-%m}"):
        cells = list(part)
        before, after = (
            ", ".join(f"{one[0].day}\N{NO-BREAK SPACE}{one[side] or EMPTY}" for one in cells)
            for side in (1, 2)
        )
        blank = not any(one[1] for one in cells)
        lines.append(Change(words_of(month), "" if blank else before, after))
    return tuple(lines)
