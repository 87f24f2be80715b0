"""Do people check in just outside a point, and where? Something to weigh, never a verdict."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from web.domain.geofence import Shape, bearing, judge

NEAR = 100.0  # metres beyond the edge that still are "just outside"
WIDEST = 500.0  # metres, however vague the fix was
FEWEST = 3  # check-ins below which nothing can be told
ONE_SIDE = 0.5  # of the mean direction's length, from which most lie on one side
WINDS = (
    *("utara", "timur laut", "timur", "tenggara"),
    *("selatan", "barat daya", "barat", "barat laut"),
)


class Fix(NamedTuple):
    """Somebody's fix: degrees, metres; `cap`: how much of its error is granted at most."""

    person: str
    lat: float
    lng: float
    accuracy: float
    cap: float


@dataclass(frozen=True, slots=True)
class Hint:
    """Fixes just outside: how many, of how many people, how far from the edge, and on which side.

    `side` is "" where they lie all around. `metres` is the median, `most` holds nine of ten.
    """

    count: int
    people: int
    metres: float
    most: float
    side: str


def wind(degrees: float) -> str:
    """A direction in words."""
    return WINDS[round(degrees / 45) % 8]


def just_outside(shape: Shape, fixes: Sequence[Fix]) -> Hint | None:
    """What the fixes just outside a shape have in common; None where they are too few to tell.

    Args:
        shape: the point.
        fixes: of check-ins that were at no point.
    """
    found: list[tuple[Fix, float, float]] = []
    for fix in fixes:
        judged = judge(shape, fix.lat, fix.lng, fix.accuracy, fix.cap)
        if not judged.inside and judged.beyond <= max(NEAR, min(fix.accuracy, WIDEST)):
            found.append((fix, judged.beyond, bearing(*shape.centre, fix.lat, fix.lng)))
    if len(found) < FEWEST:
        return None
    beyond = sorted(metres for _, metres, _ in found)
    return Hint(
        count=len(found),
        people=len(Counter(fix.person for fix, _, _ in found)),
        metres=median(beyond),
        most=beyond[math.ceil(len(beyond) * 0.9) - 1],
        side=_side([degrees for _, _, degrees in found]),
    )


def _side(degrees: Sequence[float]) -> str:
    """The side on which most directions lie, by their mean (circular statistics)."""
    east = sum(math.sin(math.radians(one)) for one in degrees) / len(degrees)
    north = sum(math.cos(math.radians(one)) for one in degrees) / len(degrees)
    if math.hypot(east, north) < ONE_SIDE:
        return ""
    return wind(math.degrees(math.atan2(east, north)) % 360)
