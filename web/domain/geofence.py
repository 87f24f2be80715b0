"""Is a fix inside a point? Circles and polygons on the WGS 84 ellipsoid, in metres."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyproj import Geod
from shapely.geometry import Point as PlanePoint
from shapely.geometry import Polygon as PlanePolygon

MIN_RADIUS, MAX_RADIUS = 10, 20000  # metres
DEGREE = 110_500  # metres of a degree, a little less than anywhere on the ellipsoid
_EARTH = Geod(ellps="WGS84")


class BadShape(ValueError):
    """The shape cannot be used; `field` names what to correct."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fix against a shape, in metres.

    `beyond`: from the fix to the edge, negative inside. `excess`: what is left of it after the
    benefit of the doubt; above 0 is outside. `distance`: to the centre.
    """

    beyond: float
    excess: float
    distance: float

    @property
    def inside(self) -> bool:
        """Whether the person counts as being at the point."""
        return self.excess <= 0


@dataclass(frozen=True, slots=True)
class Circle:
    """Centre in degrees WGS 84, radius in metres."""

    lat: float
    lng: float
    radius: float

    def to_dict(self) -> dict[str, Any]:
        """The stored and sent form."""
        return {"type": "circle", "lat": self.lat, "lng": self.lng, "radius": self.radius}

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.lat, self.lng


@dataclass(frozen=True, slots=True)
class Polygon:
    """A simple ring of (lat, lng) corners in degrees WGS 84, not closed."""

    ring: tuple[tuple[float, float], ...]

    def to_dict(self) -> dict[str, Any]:
        """The stored and sent form."""
        return {"type": "polygon", "ring": [list(corner) for corner in self.ring]}

    @property
    def centre(self) -> tuple[float, float]:
        """The mean corner: latitude and longitude."""
        count = len(self.ring)
        return sum(lat for lat, _ in self.ring) / count, sum(lng for _, lng in self.ring) / count

    def beyond(self, lat: float, lng: float) -> float:
        """Metres from a place to the edge, negative inside, on a plane laid at the place.

        The plane's error grows with the square of the distance: below a millimetre inside an
        office ground, and of no weight where the place is kilometres away.
        """
        plane = PlanePolygon([_on_plane(lat, lng, *corner) for corner in self.ring])
        here = PlanePoint(0, 0)
        edge = float(plane.exterior.distance(here))
        return -edge if plane.contains(here) else edge


Shape = Circle | Polygon


def metres_between(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Geodesic distance in metres on WGS 84 (Karney 2013)."""
    return float(_EARTH.inv(lng, lat, other_lng, other_lat)[2])


def degrees(value: float) -> str:
    """A latitude or longitude as it is read, to about a metre: "-2,53012"."""
    return f"{value:.5f}".replace(".", ",")


def bearing(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """The direction from one place to another in degrees from north, 0 to 360."""
    return float(_EARTH.inv(lng, lat, other_lng, other_lat)[0]) % 360


def bounds(shape: Shape, margin: float) -> tuple[float, float, float, float]:
    """South, west, north and east of a box that holds a shape and `margin` metres around it."""
    corners = [shape.centre] if isinstance(shape, Circle) else list(shape.ring)
    reach = margin + (shape.radius if isinstance(shape, Circle) else 0.0)
    south, north = min(lat for lat, _ in corners), max(lat for lat, _ in corners)
    shrink = max(math.cos(math.radians(max(abs(south), abs(north)))), 0.01)
    high, wide = reach / DEGREE, reach / (DEGREE * shrink)
    west, east = min(lng for _, lng in corners), max(lng for _, lng in corners)
    return south - high, west - wide, north + high, east + wide


def _on_plane(lat: float, lng: float, other_lat: float, other_lng: float) -> tuple[float, float]:
    azimuth, _, metres = _EARTH.inv(lng, lat, other_lng, other_lat)
    return metres * math.sin(math.radians(azimuth)), metres * math.cos(math.radians(azimuth))


def judge(shape: Shape, lat: float, lng: float, accuracy: float, cap: float) -> Judgement:
    """Judge a fix with its error circle, the protocol's way.

    Args:
        shape: the point.
        lat: degrees WGS 84.
        lng: degrees WGS 84.
        accuracy: radius of the fix's error circle, metres.
        cap: how many metres of error are granted at most.
    """
    distance = metres_between(*shape.centre, lat, lng)
    edge = distance - shape.radius if isinstance(shape, Circle) else shape.beyond(lat, lng)
    return Judgement(edge, edge - min(accuracy, cap), distance)


def parse_shape(value: Any) -> Shape:
    """Read a shape as it is stored and sent.

    Raises:
        BadShape: a number is missing or out of range, or the polygon is not a simple one.
    """
    if not isinstance(value, Mapping):
        raise BadShape("shape", "Titik harus berupa lingkaran atau poligon.")
    if value.get("type") == "polygon":
        return _polygon(value.get("ring"))
    if value.get("type") != "circle":
        raise BadShape("shape", "Titik harus berupa lingkaran atau poligon.")
    radius = _number(value.get("radius"))
    if radius is None or not MIN_RADIUS <= radius <= MAX_RADIUS:
        raise BadShape("radius", f"Radius antara {MIN_RADIUS} dan {MAX_RADIUS} meter.")
    if not {"lat", "lng"} & value.keys():
        raise BadShape("lat", "Letaknya belum ada. Ketuk peta, atau isi lintang dan bujurnya.")
    return Circle(*_corner(value.get("lat"), value.get("lng")), radius)


def _polygon(ring: Any) -> Polygon:
    if not isinstance(ring, list | tuple) or not 3 <= len(ring) <= 200:
        raise BadShape("ring", "Poligon memerlukan 3 sampai 200 sudut.")
    corners = []
    for corner in ring:
        if not isinstance(corner, list | tuple) or len(corner) != 2:
            raise BadShape(
                "ring", "Setiap baris satu sudut: lintang dan bujur, misalnya -2,5300; 119,0300."
            )
        corners.append(_corner(*corner))
    if not PlanePolygon(corners).is_valid or PlanePolygon(corners).area == 0:
        raise BadShape("ring", "Sisi poligon tidak boleh saling berpotongan.")
    return Polygon(tuple(corners))


def _corner(lat: Any, lng: Any) -> tuple[float, float]:
    north, east = _number(lat), _number(lng)
    if north is None or not -90 <= north <= 90:
        raise BadShape("lat", "Lintang antara -90 dan 90 derajat.")
    if east is None or not -180 <= east <= 180:
        raise BadShape("lng", "Bujur antara -180 dan 180 derajat.")
    return north, east


def _number(value: Any) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and math.isfinite(value) else None
