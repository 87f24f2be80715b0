"""How do points travel as GeoJSON (RFC 7946)? Read into the same table as a CSV file, and written.

A circle is a Point with a `radius` in metres among its properties; GeoJSON has no circles.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from web.domain.import_columns import Kind, fold
from web.domain.import_points import POINTS, shape_of
from web.domain.import_table import BadTable, Row, Table, clean_row

HEADINGS = tuple(one.label for one in POINTS.columns)
NAMES = {
    key: {fold(name) for name in (POINTS.column(key).label, *POINTS.column(key).names)}
    for key in ("name", "agency", "radius")
}


def from_geojson(content: bytes) -> Table:
    """The points of a FeatureCollection: Points with a radius, and Polygons without holes.

    Raises:
        BadTable: it is none.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadTable("GeoJSON ini rusak. Ekspor lagi dari aplikasi petanya.") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise BadTable("GeoJSON ini bukan FeatureCollection. Ekspor lagi sebagai kumpulan fitur.")
    return Table(HEADINGS, tuple(_row(at, one) for at, one in enumerate(features, 1)))


def _row(number: int, feature: Any) -> Row:
    held = feature if isinstance(feature, dict) else {}
    said = {fold(str(key)): value for key, value in _dict(held.get("properties")).items()}
    cells = {
        key: str(next((said[name] for name in names if said.get(name) is not None), ""))
        for key, names in NAMES.items()
    }
    geometry = _dict(held.get("geometry"))
    corners = geometry.get("coordinates")
    if geometry.get("type") == "Point":
        cells["lng"], cells["lat"] = _pair(corners)
    elif geometry.get("type") == "Polygon" and isinstance(corners, list) and len(corners) == 1:
        ring = corners[0] if isinstance(corners[0], list) else []
        cells["ring"] = "; ".join(" ".join(reversed(_pair(one))) for one in ring[:300])
    if not any(cells.values()):
        cells["name"] = "(fitur kosong)"
    return clean_row(number, [cells.get(one.key, "") for one in POINTS.columns], {})


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _pair(value: Any) -> tuple[str, str]:
    """Longitude and latitude as text, "" where they are no numbers."""
    if not isinstance(value, list) or len(value) < 2:
        return "", ""
    east, north = (f"{one:.7f}" if isinstance(one, int | float) else "" for one in value[:2])
    return east, north


def as_geojson(_: Kind, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Points as a FeatureCollection that imports again."""
    features = [
        {
            "type": "Feature",
            "properties": {key: row[key] for key in ("name", "agency", "radius") if row.get(key)},
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
