"""How do points travel as GeoJSON (RFC 7946)? Read into the same table as a CSV file, and written.

A circle is a Point with a `radius` in metres among its properties; GeoJSON has no circles.
"""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from web.domain.import_columns import Kind, fold
from web.domain.import_points import POINTS
from web.domain.import_shapes import shape_of
from web.domain.import_table import FOREIGN, HOLED, MAX_ROWS, BadTable, Row, Table, clean_row

HEADINGS = tuple(one.label for one in POINTS.columns)
GEOMETRY = ("lat", "lng", "ring")
NAMES = {
    one.key: {fold(name) for name in (one.key, one.label, *one.names)}
    for one in POINTS.columns
    if one.key not in GEOMETRY
}
MAX_MARKS = 1_500_000  # of lists, objects and commas: at some fifty bytes each, once it is read
MOST_CORNERS = 300  # of a ring, to be told that there are too many


def from_geojson(text: str) -> Table:
    """The points of a FeatureCollection: Points with a radius, and Polygons without holes.

    Raises:
        BadTable: it is none, has too many features, or says too much of them.
    """
    if sum(text.count(one) for one in "[{,") > MAX_MARKS:
        raise BadTable(
            "GeoJSON ini terlalu rinci. Sederhanakan bentuknya, atau bagi menjadi beberapa berkas."
        )
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BadTable("GeoJSON ini rusak. Ekspor lagi dari aplikasi petanya.") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise BadTable("GeoJSON ini bukan FeatureCollection. Ekspor lagi sebagai kumpulan fitur.")
    if not features:
        raise BadTable("GeoJSON ini tidak berisi fitur apa pun. Tidak ada yang diimpor.")
    if len(features) > MAX_ROWS:
        raise BadTable(
            f"Berkas ini berisi lebih dari {MAX_ROWS} fitur. Bagi menjadi beberapa berkas."
        )
    rows = tuple(_row(at, one) for at, one in enumerate(features, 1))
    return Table(HEADINGS, rows, unit="Fitur")


def _row(number: int, feature: Any) -> Row:
    held = _dict(feature)
    said = {fold(str(key)): value for key, value in _dict(held.get("properties")).items()}
    cells = {
        key: _words(next((said[name] for name in names if said.get(name) is not None), ""))
        for key, names in NAMES.items()
    }
    found, fault = _cells(_dict(held.get("geometry")))
    if not any(cells.values()) and not any(found.values()):
        cells["name"] = "(fitur kosong)"
    cells |= found
    texts = [cells.get(one.key, "") for one in POINTS.columns]
    faults = {HEADINGS.index(POINTS.column("ring").label): fault} if fault else {}
    return clean_row(number, texts, faults)


def _cells(geometry: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """A geometry in the columns of a shape, and what is wrong with it as a whole."""
    corners = geometry.get("coordinates")
    if geometry.get("type") == "Point":
        east, north = _pair(corners)
        return {"lng": east, "lat": north}, ""
    if geometry.get("type") == "Polygon" and isinstance(corners, list):
        ring = corners[0] if corners and isinstance(corners[0], list) else []
        pairs = (" ".join(reversed(_pair(one))) for one in ring[:MOST_CORNERS])
        return {"ring": "; ".join(pairs)}, HOLED if len(corners) > 1 else ""
    return {}, FOREIGN if geometry.get("type") else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: Any) -> str:
    """A property as text; a list as it stands in one cell."""
    if not isinstance(value, list):
        return str(value)
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow([str(one) for one in value])
    return out.getvalue()


def _pair(value: Any) -> tuple[str, str]:
    """Longitude and latitude as text, "?" where they are no numbers."""
    if not isinstance(value, list) or len(value) < 2:
        return "?", "?"
    east, north = (_degrees(one) for one in value[:2])
    return east, north


def _degrees(value: Any) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not -1000 < value < 1000 or math.isnan(value):
        return "?"
    return f"{value:.7f}"


def as_geojson(_: Kind, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Points as a FeatureCollection that imports again."""
    features = [
        {
            "type": "Feature",
            "properties": {key: row[key] for key in NAMES if row.get(key)},
            "geometry": _geometry(shape_of(row)),
        }
        for row in rows
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _geometry(shape: Mapping[str, Any]) -> dict[str, Any]:
    if shape["type"] == "circle":
        return {"type": "Point", "coordinates": [shape["lng"], shape["lat"]]}
    ring = [[lng, lat] for lat, lng in shape["ring"]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
