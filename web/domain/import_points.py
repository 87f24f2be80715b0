"""What do rows of points say, and what would that change? Circles and polygons of agencies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from web.domain.geofence import BadShape
from web.domain.import_columns import UNITS, Column, Kind, Places
from web.domain.import_moment import moment_text
from web.domain.import_opening import EXAMPLE
from web.domain.import_plan import CHANGED, NEW, SAME, Change, Entry, Plan
from web.domain.import_roster import ByName, named
from web.domain.import_shapes import same, shape_of, told
from web.domain.import_table import Row, faults_of
from web.domain.import_terms import (
    ALWAYS,
    NOBODY,
    OPEN_END,
    Terms,
    end_words,
    opening_words,
    partners_words,
    terms_of,
)

MAX_NAME = 200

POINTS = Kind(
    "points",
    "Titik absen",
    (
        Column(
            *("name", "Nama titik", ("nama", "name", "titik", "nama lokasi")),
            hint="nama titik absen; OPD dan nama bersama-sama menunjuk satu titik",
            example="Kantor Dinas Contoh",
            required=True,
            width=32,
        ),
        Column(
            *("agency", "OPD", ("nama opd", "agency", "unit", *UNITS)),
            hint="nama OPD persis seperti di SIKEREN; tidak perlu bila berkasnya milik satu OPD",
            example="Dinas Contoh",
            width=34,
        ),
        Column(
            *("lat", "Lintang", ("latitude", "lat", "koordinat", "titik koordinat")),
            hint="derajat desimal, WGS 84; selatan negatif. Boleh bersama bujurnya, seperti disalin"
            " dari peta: -2.6803, 118.8892",
            example="-2.6803",
        ),
        Column(
            *("lng", "Bujur", ("longitude", "lng", "lon", "long")),
            hint="derajat desimal, WGS 84",
            example="118.8892",
        ),
        Column(
            *("radius", "Radius", ("radius meter", "radius m")),
            hint="meter, 10 sampai 20000; untuk titik berbentuk lingkaran",
            example="100",
            width=10,
        ),
        Column(
            *("ring", "Sudut", ("poligon", "polygon", "ring")),
            hint="poligon: lintang bujur tiap sudut, dipisah titik koma; lingkaran: kosong",
            width=50,
        ),
        Column(
            *("opening", "Jam buka", ("opening", "jam buka titik")),
            hint=f"seperti {EXAMPLE}; “{ALWAYS}” menghapus batasnya; kosong tidak mengubah apa pun",
            example="Senin–Jumat 06.00–18.00",
            width=40,
        ),
        Column(
            *("shared", "Dipakai bersama", ("shared", "opd lain", "berbagi dengan")),
            hint="nama OPD lain yang pegawainya boleh absen di sini, dipisah titik koma;"
            f" “{NOBODY}” menghapusnya",
            width=40,
        ),
        Column(
            *("valid_from", "Berlaku mulai", ("valid_from", "mulai")),
            hint="2026-11-24 07.30; kosong: sejak awal. Tidak dapat diganti sesudahnya",
            width=18,
        ),
        Column(
            *("valid_until", "Berlaku sampai", ("valid_until", "sampai")),
            hint=f"2026-11-24 17.00, untuk titik sementara; “{OPEN_END}” menghapus batasnya",
            width=18,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point as a row says it, or as it stands now.

    `shape` as it is stored; `id`: "" of a new one; `planned`: from when it will be another, if so.
    """

    name: str
    agency: str
    shape: dict[str, Any]
    terms: Terms = field(default_factory=Terms)
    id: str = ""
    planned: datetime | None = None


@dataclass(frozen=True)
class Ground:
    """The points that are not closed, by agency and folded name, and what a viewer may do.

    `agencies`: the viewer's names; `zones`: IANA zones by name; `fixed`: the agency of
    all rows, "" as the column says.
    """

    held: Mapping[tuple[str, str], Sequence[Place]]
    agencies: ByName[str]
    zones: Mapping[str, str]
    now: datetime
    fixed: str = ""


def plan_points(rows: Iterable[Row], places: Places, ground: Ground) -> Plan:
    """What the rows would add or change; points that no row names stay as they are."""
    entries: list[Entry] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        if not any(row.cells) and not row.faults:
            continue
        entry = _entry(row, places, ground)
        twin = seen.setdefault((entry.key, entry.record.id), row.number)
        if entry.key and twin != row.number:
            entry = entry.wrong(f"Titik yang sama juga ada di baris {twin}.")
        entries.append(entry)
    return Plan(tuple(entries))


def _entry(row: Row, places: Places, ground: Ground) -> Entry:
    errors = faults_of(row, places)
    said = {key: row.cell(at) for key, at in places.items()}
    name = said.get("name", "")
    given = said.get("agency", "")
    agency = ground.fixed or ground.agencies.of(given) or ""
    if not name or len(name) > MAX_NAME:
        errors.append(f"Isi nama titik, paling panjang {MAX_NAME} huruf.")
    if not agency:
        strange = f"OPD “{given[:60]}” tidak ada di antara OPD Anda." if given else "OPD kosong."
        errors.append(ground.agencies.doubt(given) or strange)
    known, wrong = _known(ground.held.get((agency, named(name)), ()), said)
    record, more = _said(Place(name, agency, {}), said, known, ground)
    if not row.faults:  # what cannot be read is told already
        errors += wrong + more
    key = f"{agency}: {named(name)}" if agency and name else ""
    entry = Entry(row.number, key, name or "(tanpa nama)", NEW, record)
    if errors:
        return entry.wrong(*errors)
    return _against(entry, known, ground.zones[agency]) if known else entry


def _known(held: Sequence[Place], said: Mapping[str, str]) -> tuple[Place | None, list[str]]:
    """The point that a row means; of several with one name the one that has its shape."""
    if len(held) < 2:
        return (held[0] if held else None), []
    for one in held:
        try:
            if same(shape_of(said), one.shape):
                return one, []
        except BadShape:
            break
    return None, [f"Ada {len(held)} titik dengan nama ini. Ubah di halaman titiknya."]


def _said(
    blank: Place, said: Mapping[str, str], known: Place | None, ground: Ground
) -> tuple[Place, list[str]]:
    """What a row says of a point, with what it does not say as it stands; and what is wrong."""
    errors: list[str] = []
    shape: dict[str, Any] = {}
    try:
        shape = shape_of(said, known.shape if known else None)
    except BadShape as error:
        errors.append(str(error))
    record = replace(blank, shape=shape, id=known.id if known else "")
    zone = ground.zones.get(blank.agency)
    if zone is None:
        return record, errors
    if known and same(known.shape, shape):
        record = replace(record, shape=known.shape)
    before, now = known.terms if known else None, ground.now
    terms, wrong = terms_of(said, before, agencies=ground.agencies, zone=zone, now=now)
    own = frozenset({blank.agency}) - (before.shared if before else frozenset())
    terms = replace(terms, shared=terms.shared - own)  # its points are an agency's anyway
    return replace(record, terms=terms), errors + wrong


def _against(entry: Entry, known: Place, zone: str) -> Entry:
    pairs = (
        ("Nama", known.name, entry.record.name),
        ("Bentuk", *(told(one.shape) for one in (known, entry.record))),
        ("Jam buka", *(opening_words(one.terms, zone) for one in (known, entry.record))),
        ("Dipakai bersama", *(partners_words(one.terms) for one in (known, entry.record))),
        ("Berlaku", *(end_words(one.terms, zone) for one in (known, entry.record))),
    )
    changes = tuple(Change(label, old, new) for label, old, new in pairs if old != new)
    if changes and known.planned:  # a change holds from now on, and ends what was planned
        begins = f"mulai {moment_text(known.planned, zone)}"
        changes += (Change("Rencana perubahan", begins, "dibatalkan"),)
    return replace(entry, outcome=CHANGED if changes else SAME, changes=changes)
