"""What do rows of points say, and what would that change? Circles and polygons of agencies."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from web.domain.geofence import BadShape, parse_shape
from web.domain.import_columns import Column, Kind, Places
from web.domain.import_plan import CHANGED, NEW, SAME, Change, Entry, Plan
from web.domain.import_roster import named
from web.domain.import_table import Row, faults_of

MAX_NAME = 200
DIGITS = 7  # of degrees: a centimetre
_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,18})?", re.ASCII)

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
            *("agency", "OPD", ("nama opd", "agency", "unit kerja", "instansi")),
            hint="nama OPD persis seperti di SIKEREN; tidak perlu bila berkasnya milik satu OPD",
            example="Dinas Contoh",
            width=34,
        ),
        Column(
            *("lat", "Lintang", ("latitude", "lat")),
            hint="derajat desimal, WGS 84; selatan negatif",
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
    ),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point as a row says it. `shape` as it is stored."""

    name: str
    agency: str
    shape: dict[str, Any]


Held = Mapping[tuple[str, str], tuple[str, dict[str, Any]]]  # (agency, folded name) → name, shape


def plan_points(
    rows: Iterable[Row], places: Places, agencies: Mapping[str, str], held: Held, fixed: str
) -> Plan:
    """What the rows would add or change; points that no row names stay as they are.

    Args:
        rows: of the file.
        places: of its columns.
        agencies: the viewer's, by folded name.
        held: the open points.
        fixed: the agency of all rows, "" as the column says.
    """
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for row in rows:
        if not any(row.cells) and not row.faults:
            continue
        entry = _entry(row, places, agencies, held, fixed)
        twin = seen.setdefault(entry.key, row.number)
        if entry.key and twin != row.number:
            entry = entry.wrong(f"Titik yang sama juga ada di baris {twin}.")
        entries.append(entry)
    return Plan(tuple(entries))


def _entry(row: Row, places: Places, agencies: Mapping[str, str], held: Held, fixed: str) -> Entry:
    errors = faults_of(row, places)
    said = {key: row.cell(at) for key, at in places.items()}
    name = said.get("name", "")
    agency = fixed or agencies.get(named(said.get("agency", "")), "")
    if not name or len(name) > MAX_NAME:
        errors.append(f"Isi nama titik, paling panjang {MAX_NAME} huruf.")
    if not agency:
        given = said.get("agency", "")
        errors.append(
            f"OPD “{given[:60]}” tidak ada di antara OPD Anda." if given else "OPD kosong."
        )
    shape: dict[str, Any] = {}
    try:
        shape = shape_of(said)
    except BadShape as error:
        errors.append(str(error))
    key = f"{agency}: {named(name)}" if agency and name else ""
    entry = Entry(row.number, key, name or "(tanpa nama)", NEW, Place(name, agency, shape))
    if errors:
        return entry.wrong(*errors)
    known = held.get((agency, named(name)))
    return _against(entry, *known) if known else entry


def _against(entry: Entry, name: str, shape: dict[str, Any]) -> Entry:
    pairs = (
        ("Nama", name, entry.record.name),
        ("Bentuk", told(shape), told(entry.record.shape)),
    )
    changes = tuple(Change(label, old, new) for label, old, new in pairs if old != new)
    return replace(entry, outcome=CHANGED if changes else SAME, changes=changes)


def shape_of(said: Mapping[str, str]) -> dict[str, Any]:
    """The shape of a row, as it is stored.

    Raises:
        BadShape: with what to do.
    """
    if said.get("ring"):
        corners = [
            re.split(r"[\s,]+", one.strip()) for one in said["ring"].split(";") if one.strip()
        ]
        ring = [[_number(text) for text in corner] for corner in corners]
        if len(ring) > 1 and ring[0] == ring[-1]:
            ring.pop()
        return parse_shape({"type": "polygon", "ring": ring}).to_dict()
    circle = {key: _number(said.get(key, "")) for key in ("lat", "lng", "radius")}
    return parse_shape({"type": "circle", **circle}).to_dict()


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def columns_of(shape: Mapping[str, Any]) -> dict[str, str]:
    """A shape in the columns of a file."""
    if shape["type"] == "polygon":
        return {"ring": "; ".join(f"{_text(lat)} {_text(lng)}" for lat, lng in shape["ring"])}
    return {key: _text(shape[key]) for key in ("lat", "lng", "radius")}


def told(shape: Mapping[str, Any]) -> str:
    """A shape in words; equal words are equal shapes, to a centimetre."""
    columns = columns_of(shape)
    if "ring" in columns:
        return f"Poligon {columns['ring']}"
    return f"Lingkaran {columns['lat']} {columns['lng']}, radius {columns['radius']} m"


def _text(value: float) -> str:
    return f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
