"""How does a fix lie against its point? A drawing in numbers, to scale, without any map."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.domain.geofence import BadShape, Circle, metres_between, parse_shape

WIDTH, HEIGHT, MARGIN = 320, 220, 22  # units of the drawing
MIN_SEEN = 4.0  # units: a point kilometres away is still a visible dot


@dataclass(frozen=True)
class Disc:
    """A circle of the drawing: centre and radius in its units, y downwards."""

    x: float
    y: float
    r: float


@dataclass(frozen=True)
class Picture:
    """The point's shape (a disc or corners), the fix with its error circle, and a scale bar."""

    width: int
    height: int
    disc: Disc | None
    corners: str  # "x,y x,y …" of a polygon, else ""
    centre: tuple[float, float]  # of the point
    fix: Disc  # r: accuracy
    bar: float  # length of the scale bar in units
    bar_metres: int


def draw(nearest: Mapping[str, Any] | None, lat: float, lng: float, accuracy: float) -> Picture:
    """Lay the fix and the nearest point (as an assessment keeps it) on one plane, north up.

    Args:
        nearest: with `shape`, or None where no point was in force: then the fix stands alone.
        lat: of the fix, degrees WGS 84.
        lng: degrees WGS 84.
        accuracy: metres.
    """
    try:
        shape = parse_shape(nearest["shape"]) if nearest else None
    except BadShape:
        shape = None
    here = (0.0, 0.0)
    centre = _offset(lat, lng, *shape.centre) if shape else here
    reach = max(accuracy, 1.0)
    discs = [(here, reach)]
    corners: list[tuple[float, float]] = []
    if isinstance(shape, Circle):
        discs.append((centre, shape.radius))
    elif shape:
        corners = [_offset(lat, lng, *corner) for corner in shape.ring]
        discs += [(corner, 0.0) for corner in corners]
    west = min(x - r for (x, _), r in discs)
    east = max(x + r for (x, _), r in discs)
    south = min(y - r for (_, y), r in discs)
    north = max(y + r for (_, y), r in discs)
    scale = min((WIDTH - 2 * MARGIN) / (east - west), (HEIGHT - 2 * MARGIN) / (north - south))
    middle = ((west + east) / 2, (south + north) / 2)

    def place(at: tuple[float, float]) -> tuple[float, float]:
        x = WIDTH / 2 + (at[0] - middle[0]) * scale
        y = HEIGHT / 2 - (at[1] - middle[1]) * scale
        return round(x, 1), round(y, 1)

    bar_metres = _round_length((WIDTH * 0.3) / scale)
    disc = None
    if isinstance(shape, Circle):
        disc = Disc(*place(centre), round(max(shape.radius * scale, MIN_SEEN), 1))
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        disc=disc,
        corners=" ".join(f"{x},{y}" for x, y in map(place, corners)),
        centre=place(centre),
        fix=Disc(*place(here), round(max(reach * scale, MIN_SEEN), 1)),
        bar=round(bar_metres * scale, 1),
        bar_metres=bar_metres,
    )


def _offset(lat: float, lng: float, other_lat: float, other_lng: float) -> tuple[float, float]:
    """Metres east and north of the fix: each axis its own geodesic, enough for a drawing."""
    east = metres_between(lat, lng, lat, other_lng)
    north = metres_between(lat, lng, other_lat, lng)
    turned = (other_lng - lng + 540) % 360 - 180  # the short way round the date line
    return math.copysign(east, turned), math.copysign(north, other_lat - lat)


def _round_length(metres: float) -> int:
    """The longest 1, 2 or 5 times a power of ten that fits."""
    power = 10 ** math.floor(math.log10(max(metres, 1)))
    return int(next(step * power for step in (5, 2, 1) if step * power <= max(metres, 1)))
