"""What do rows of agencies say, and what would that change? OPD and the units below them.

An agency is known by its name. It may stand under one of the same file; an empty cell changes
nothing. No file renames, closes, or gives another zone: past days were judged by what stood.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from web.domain.import_columns import UNITS, Column, Kind, Places
from web.domain.import_plan import CHANGED, NEW, SAME, WRONG, Change, Entry, Plan
from web.domain.import_roster import ByName, named
from web.domain.import_table import Row, faults_of
from web.domain.supervision import circles, way_round
from web.domain.tree import MAX_DEPTH, TOO_DEEP
from web.domain.vocabulary import HOME_ZONE, TIMEZONES

MAX_NAME = 200
TOP = "Langsung di bawah kabupaten"
MOVES = "Pindah mulai hari ini: aturan dan titik absen dari OPD di atasnya ikut berganti."

AGENCIES = Kind(
    "agencies",
    "OPD dan unit",
    (
        Column(
            *("name", "Nama OPD atau unit", ("nama", "nama opd", "opd", "nama unit", *UNITS)),
            hint="seperti pada surat; pegawai dan titik absen menunjuk OPD dengan nama ini",
            example="UPTD Puskesmas Contoh",
            required=True,
            width=44,
        ),
        Column(
            *("parent", "Berada di bawah", ("induk", "opd induk", "unit induk", "unor induk")),
            hint="nama OPD di atasnya, boleh dari berkas yang sama; kosong: langsung di bawah"
            " kabupaten",
            example="Dinas Kesehatan",
            width=44,
        ),
        Column(
            *("zone", "Zona waktu", ("zona",)),
            hint="WIB, WITA, atau WIT; kosong: WITA. Tidak dapat diganti sesudahnya",
            example="WITA",
            width=12,
        ),
    ),
)
ZONES = {label: code for code, label in TIMEZONES.items()}


@dataclass(frozen=True, slots=True)
class Office:
    """An agency as a row says it, or as it stands. `parent` is a name, "" where none is said."""

    name: str
    parent: str = ""
    zone: str = HOME_ZONE


def plan_agencies(rows: Iterable[Row], places: Places, held: ByName[Office]) -> Plan:
    """What the rows would add or move; agencies that no row names stay as they are.

    Args:
        rows: of the file.
        places: of its columns.
        held: the agencies as they stand, by their names.
    """
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for row in rows:
        if not any(row.cells) and not row.faults:
            continue
        entry = _entry(row, places, held)
        twin = seen.setdefault(entry.key, row.number)
        if entry.key and twin != row.number:
            entry = entry.wrong(f"OPD yang sama juga ada di baris {twin}.")
        entries.append(entry)
    while (settled := _placed(entries, held)) != entries:
        entries = settled
    return Plan(tuple(entries))


def _entry(row: Row, places: Places, held: ByName[Office]) -> Entry:
    errors = faults_of(row, places)
    said = {key: row.cell(at) for key, at in places.items()}
    name, zone = said.get("name", ""), said.get("zone", "").upper()
    key = held.key(name)
    known = held.get(key)
    if not name or len(name) > MAX_NAME:
        errors.append(f"Isi nama OPD, paling panjang {MAX_NAME} huruf.")
    elif not any(one.isalpha() for one in name):
        errors.append("Nama OPD tidak memuat huruf: mungkin ini baris jumlah.")
    if doubt := held.doubt(name):
        errors.append(doubt)
    if zone and zone not in ZONES:
        errors.append(f"Zona waktu “{zone[:30]}” tidak dikenal. Tulis WIB, WITA, atau WIT.")
    elif zone and known and ZONES[zone] != known.zone:
        errors.append("Zona waktu OPD yang sudah ada tidak dapat diganti.")
    record = Office(name, said.get("parent", ""), ZONES.get(zone, HOME_ZONE))
    entry = Entry(row.number, key, known.name if known else name or "(tanpa nama)", NEW, record)
    if errors:
        return entry.wrong(*errors)
    if known is None:
        return entry
    if not record.parent or held.key(record.parent) == held.key(known.parent):
        return replace(entry, outcome=SAME)
    change = Change("Berada di bawah", known.parent or TOP, record.parent)
    return replace(entry, outcome=CHANGED, changes=(change,), doubts=(MOVES,))


def _placed(entries: list[Entry], held: ByName[Office]) -> list[Entry]:
    """Refuse who stands under what is not there, in a circle, or too deep."""
    in_file = {one.key: one for one in entries if one.outcome != WRONG}
    above = {key: held.key(one.parent) for key, one in held.items() if one.parent}
    above |= {key: held.key(one.record.parent) for key, one in in_file.items() if one.record.parent}
    rings = circles(above)
    names = {key: one.name for key, one in held.items()}
    names |= {key: one.title for key, one in in_file.items()}
    moved = {one.key for one in in_file.values() if one.written and one.record.parent}
    deep = _too_deep(above, moved) if not rings else frozenset()

    def placed(entry: Entry) -> Entry:
        if not entry.written or not entry.record.parent:
            return entry
        parent = held.key(entry.record.parent)
        if parent == entry.key:
            return entry.wrong("OPD tidak dapat berada di bawah dirinya sendiri.")
        if entry.key in rings:
            path = " → ".join(names.get(one, one) for one in way_round(rings, entry.key))
            return entry.wrong(f"OPD berputar: {path}.")
        if parent not in names:
            doubt = held.doubt(entry.record.parent)
            return entry.wrong(doubt or _lost(entry.record.parent, names))
        if entry.key in deep:
            return entry.wrong(TOO_DEEP)
        return replace(entry, needs=frozenset() if parent in held else frozenset({parent}))

    return [placed(one) for one in entries]


def _too_deep(above: Mapping[str, str], moved: Collection[str]) -> frozenset[str]:
    """Who of `moved` stands too deep, or pushes an office below it too deep; without circles."""
    found: set[str] = set()
    for start in above:
        path = [start]
        while path[-1] in above:
            path.append(above[path[-1]])
        if len(path) > MAX_DEPTH:
            found |= {start} if start in moved else set(path)
    return frozenset(found)


def _lost(parent: str, names: Mapping[str, str]) -> str:
    near = get_close_matches(named(parent), names, 1, 0.8)
    hint = f" Mungkin maksudnya “{names[near[0]]}”." if near else ""
    return f"“{parent[:60]}” tidak ada di SIKEREN maupun di berkas ini, atau barisnya salah.{hint}"
