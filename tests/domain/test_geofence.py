"""Is somebody at the point? Metres on the ellipsoid, and the benefit of the doubt."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cases import OFFICE, case_of, codes, words
from tests.domain.making import FIX, changed
from web.domain.case import PlacedPoint
from web.domain.evidence import assess
from web.domain.geofence import (
    MAX_RADIUS,
    MIN_RADIUS,
    BadShape,
    Circle,
    Polygon,
    judge,
    metres_between,
    parse_shape,
)

# WGS 84 on the equator: metres in a degree of longitude and, just there, of latitude.
EAST, NORTH = 6378137 * math.pi / 180, 110574.2758
SQUARE = Polygon(((0.0, 0.0), (0.0, 0.01), (0.01, 0.01), (0.01, 0.0)))


def test_distances_are_geodesic():
    assert metres_between(0, 0, 0, 1) == pytest.approx(EAST, abs=0.01)
    assert metres_between(0, 0, 1, 0) == pytest.approx(NORTH, abs=0.2)
    # Half a meridian ellipse: from pole to pole.
    assert metres_between(90, 0, -90, 0) == pytest.approx(20003931.458, abs=0.01)
    # Over the date line it is the short way.
    assert metres_between(0, 179.5, 0, -179.5) == pytest.approx(EAST, abs=0.01)


# The edge is 100 m away from the centre; the cap is 50 m.
AT_EDGE = [
    # metres from the centre, accuracy, outside?
    (0, 5, False),
    (95, 5, False),  # wholly inside, just
    (100, 0, False),  # on the edge
    (101, 0, True),  # wholly outside, no error
    (120, 25, False),  # between: within its error
    (126, 25, True),
    (149, 50, False),
    (151, 50, True),
    (149, 5000, False),  # the cap limits the doubt
    (151, 5000, True),
    (50, 5000, False),
]


@pytest.mark.parametrize(("away", "accuracy", "outside"), AT_EDGE)
def test_doubt_is_granted_up_to_the_accuracy_and_the_cap(away, accuracy, outside):
    judged = judge(Circle(0, 100, 100), 0, 100 + away / EAST, accuracy, 50)
    assert judged.inside is not outside
    assert judged.beyond == pytest.approx(away - 100, abs=0.01)
    assert judged.excess == pytest.approx(away - 100 - min(accuracy, 50), abs=0.01)


@pytest.mark.parametrize(("accuracy", "cap"), [(50, 50), (50, 80), (80, 50), (10, 50), (50, 10)])
def test_the_last_metre_is_inside_and_the_next_is_not(accuracy, cap):
    reach = 100 + min(accuracy, cap)
    assert judge(Circle(0, 0, 100), 0, (reach - 0.01) / EAST, accuracy, cap).inside
    assert not judge(Circle(0, 0, 100), 0, (reach + 0.01) / EAST, accuracy, cap).inside


def test_exactly_nothing_beyond_is_inside():
    circle = Circle(-2.68, 118.89, metres_between(-2.68, 118.89, -2.68, 118.8912) - 50)
    judged = judge(circle, -2.68, 118.8912, 50, 50)
    assert judged.excess == 0
    assert judged.inside


@pytest.mark.parametrize(
    ("lat", "lng", "beyond"),
    [
        (0.005, 0.005, -0.005 * NORTH),
        (0.005, 0.001, -0.001 * EAST),
        (0.005, 0.011, 0.001 * EAST),
        (-0.001, 0.005, 0.001 * NORTH),
        (0.011, 0.011, math.hypot(0.001 * EAST, 0.001 * NORTH)),
    ],
)
def test_a_polygon_is_measured_to_its_nearest_edge(lat, lng, beyond):
    assert judge(SQUARE, lat, lng, 0, 50).beyond == pytest.approx(beyond, abs=0.05)


def test_a_notch_in_a_polygon_is_outside():
    notched = Polygon(((0, 0), (0, 0.02), (0.02, 0.02), (0.02, 0), (0.01, 0.01)))
    assert judge(notched, 0.01, 0.004, 0, 50).beyond > 0
    assert judge(notched, 0.01, 0.016, 0, 50).beyond < 0


def test_a_place_far_away_is_far_away():
    judged = judge(SQUARE, 40, 120, 10, 50)
    assert judged.beyond > 10_000_000
    assert not judged.inside


@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(10, 20000), st.floats(0, 360))
def test_a_circle_s_edge_is_its_radius_away_everywhere(lat, lng, radius, direction):
    north, east = math.cos(math.radians(direction)), math.sin(math.radians(direction))
    there = (lat + north * 1e-3, lng + east * 1e-3)
    judged = judge(Circle(lat, lng, radius), *there, 0, 50)
    assert judged.beyond == pytest.approx(metres_between(lat, lng, *there) - radius)


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "circle", "lat": -2.68, "lng": 118.89, "radius": MIN_RADIUS},
        {"type": "circle", "lat": -90, "lng": 180, "radius": MAX_RADIUS},
        {"type": "polygon", "ring": [[0, 0], [0, 1], [1, 0]]},
        SQUARE.to_dict(),
    ],
)
def test_a_shape_comes_back_as_it_was_stored(shape):
    stored = parse_shape(shape).to_dict()
    assert parse_shape(stored).to_dict() == stored


@pytest.mark.parametrize(
    "shape",
    [
        *(None, [], "circle", {}, {"type": "square"}),
        {"type": "circle", "lat": 0, "lng": 0},
        *({"type": "circle", "lat": 0, "lng": 0, "radius": r} for r in (9, 1e9, "100", True, None)),
        *({"type": "circle", "lat": x, "lng": 0, "radius": 99} for x in (91, None, "0", math.nan)),
        *({"type": "circle", "lat": 0, "lng": x, "radius": 99} for x in (181, None, math.inf)),
        *({"type": "polygon", "ring": ring} for ring in (None, [], [[0, 0], [0, 1]], "ring")),
        {"type": "polygon", "ring": [[0, 0], [0, 1], [1]]},
        {"type": "polygon", "ring": [[0, 0], [0, 1], [1, "0"]]},
        {"type": "polygon", "ring": [[0, 0], [1, 1], [0, 1], [1, 0]]},  # crosses itself
        {"type": "polygon", "ring": [[0, 0], [0, 1], [0, 2]]},  # a line
        {"type": "polygon", "ring": [[0, n / 1000] for n in range(201)]},
    ],
)
def test_a_shape_that_cannot_be_used_is_refused(shape):
    with pytest.raises(BadShape):
        parse_shape(shape)


# The rules that look at the place


def at(metres_east: float, accuracy: float = 10):
    """A check-in so far east of the office's centre."""
    per_degree = metres_between(-2.68, 118.89, -2.68, 119.89)
    fix = changed(FIX, lng=118.89 + metres_east / per_degree, accuracy=accuracy)
    return {"fixes": [fix]}


def test_inside_the_point_is_named():
    found = assess(case_of(claims=at(0)))
    assert (found.point, found.verdict, found.flags) == ("Kantor Contoh", "accepted", ())


@pytest.mark.parametrize(("metres", "accuracy"), [(109.9, 10), (149.9, 50), (149.9, 100)])
def test_within_the_doubt_one_is_there(metres, accuracy):
    found = assess(case_of(claims=at(metres, accuracy)))
    assert (found.point, found.flags) == ("Kantor Contoh", ())


@pytest.mark.parametrize(("metres", "accuracy"), [(110.1, 10), (150.1, 50), (150.1, 100)])
def test_beyond_the_doubt_one_is_outside(metres, accuracy):
    found = assess(case_of(claims=at(metres, accuracy)))
    assert (found.point, found.verdict) == (None, "review")
    assert [flag.code for flag in found.flags] == ["outside"]


def test_the_words_tell_metres_beyond_the_edge_and_the_point():
    assert words(case_of(claims=at(280)), "outside") == (
        "180 m di luar batas titik absen Kantor Contoh (akurasi lokasi ±10 m)."
    )


def test_the_point_that_favours_the_person_counts():
    near = PlacedPoint("Pustu", Circle(-2.68, 118.9, 10))
    far = PlacedPoint("Lapangan", Circle(-2.68, 118.93, 20000))
    assert assess(case_of(claims=at(0), points=(near, OFFICE))).point == "Kantor Contoh"
    assert assess(case_of(claims=at(1110), points=(OFFICE, near))).point == "Pustu"
    assert assess(case_of(claims=at(800), points=(near, OFFICE, far))).point == "Lapangan"


def test_without_a_point_in_force_nobody_is_inside():
    assert codes(case_of(points=())) == {"outside"}


def test_an_office_may_grant_less():
    assert codes(case_of(claims=at(130, 50), cap=20)) == {"outside"}
    assert codes(case_of(claims=at(119, 50), cap=20)) == set()


@pytest.mark.parametrize(("accuracy", "flags"), [(100, set()), (100.1, {"low_accuracy"})])
def test_a_phone_unsure_by_more_than_a_hundred_metres_is_told(accuracy, flags):
    assert codes(case_of(claims=at(0, accuracy))) == flags


@pytest.mark.parametrize("why", ["denied", "unavailable", "timeout"])
def test_no_location_says_why_and_nothing_else_of_the_place(why):
    case = case_of(claims={"fixes": [], "no_fix": why})
    assert codes(case) == {"no_location"}
    assert words(case, "no_location")
    assert assess(case).point is None
