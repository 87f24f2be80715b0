"""How does the shape of a point stand in the columns of a file? In degrees WGS 84 and metres."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from web.domain.geofence import BadShape, parse_shape

DIGITS = 7  # of degrees: a centimetre
KEYS = ("lat", "lng", "radius", "ring")
SWAPPED = (
    "Lintang {lat:g} dan bujur {lng:g} tampaknya tertukar. Lintang Indonesia antara -11 dan 6,"
    " bujurnya antara 95 dan 141; dalam GeoJSON bujur ditulis lebih dahulu."
)
NO_DEGREES = (
    "Tulis lintang dan bujur sebagai derajat desimal, misalnya -2,6803 dan 118,8892. Google Maps"
    " menampilkannya bila titiknya ditekan lama."
)
_MINUTES = re.compile("[°º'′]")
_PAIR = re.compile(r"([+-]?\d{1,3}\.\d{1,18})[,;]? ?([+-]?\d{1,3}\.\d{1,18})", re.ASCII)
_METRES = re.compile(r"(\d{1,6}) ?(?:m|meter)\.?", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,18})?", re.ASCII)


def shape_of(said: Mapping[str, str], known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The shape of a row, as it is stored.

    Args:
        said: its cells by key; those of `ring` come before those of a circle.
        known: the shape as it stands, of which empty cells change nothing.

    Raises:
        BadShape: with what to do.
    """
    told = _taken_apart({key: said[key] for key in KEYS if said.get(key)})
    if known and not told:
        return dict(known)
    if "ring" in told:
        corners = [re.split(r"[\s,]+", one.strip()) for one in told["ring"].split(";")]
        ring = [[_number(text) for text in corner] for corner in corners if any(corner)]
        if len(ring) > 1 and ring[0] == ring[-1]:
            ring.pop()
        _check_order((corner[0], corner[1]) for corner in ring if len(corner) == 2)
        return parse_shape({"type": "polygon", "ring": ring}).to_dict()
    if known and known["type"] == "circle":
        told = columns_of(known) | told
    circle = {key: _number(told.get(key, "")) for key in KEYS[:3]}
    if any(_MINUTES.search(told.get(key, "")) for key in KEYS[:2]):
        raise BadShape("lat", NO_DEGREES)
    _check_order([(circle["lat"], circle["lng"])])
    return parse_shape({"type": "circle", **circle}).to_dict()


def _taken_apart(told: dict[str, str]) -> dict[str, str]:
    """Cells as people write them: both coordinates in one, and "100 m" of a radius."""
    pair = _PAIR.fullmatch(told.get("lat", ""))
    if pair and not told.get("lng"):
        told |= {"lat": pair[1], "lng": pair[2]}
    if metres := _METRES.fullmatch(told.get("radius", "")):
        told["radius"] = metres[1]
    return told


def _check_order(corners: Iterable[tuple[float | None, float | None]]) -> None:
    """Tell who has latitude and longitude the wrong way round: in Indonesia that is seen at once.

    Raises:
        BadShape: no latitude is so far from the equator.
    """
    for lat, lng in corners:
        if lat and lng and 90 < abs(lat) <= 180 and abs(lng) <= 90:
            raise BadShape("lat", SWAPPED.format(lat=lat, lng=lng))


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two shapes are the same in a file: to a centimetre."""
    return bool(one) and bool(other) and columns_of(one) == columns_of(other)


def columns_of(shape: Mapping[str, Any]) -> dict[str, str]:
    """A shape in the columns of a file."""
    if shape["type"] == "polygon":
        return {"ring": "; ".join(f"{_text(lat)} {_text(lng)}" for lat, lng in shape["ring"])}
    return {key: _text(shape[key]) for key in KEYS[:3]}


def told(shape: Mapping[str, Any]) -> str:
    """A shape in words."""
    columns = columns_of(shape)
    if "ring" in columns:
        return f"Poligon {columns['ring']}"
    return f"Lingkaran {columns['lat']} {columns['lng']}, radius {columns['radius']} m"


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _text(value: float) -> str:
    shown = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
