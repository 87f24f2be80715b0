"""Is the drawing of a fix against its point to scale, whatever lies where?"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.domain.picture import HEIGHT, MIN_SEEN, WIDTH, draw

OFFICE = {"type": "circle", "lat": -2.68, "lng": 118.89, "radius": 100.0}
METRE = 1 / 110_576  # of latitude there, in degrees


def _nearest(shape: dict) -> dict:
    return {"name": "Kantor", "shape": shape, "metres": 0.0, "distance": 0.0}


def test_the_fix_stands_as_far_from_the_point_as_it_was():
    picture = draw(_nearest(OFFICE), -2.68 + 300 * METRE, 118.89, 20)

    assert picture.disc
    apart = math.dist(picture.centre, (picture.fix.x, picture.fix.y))
    assert apart / picture.disc.r == pytest.approx(3.0, rel=0.02)
    assert picture.fix.r / picture.disc.r == pytest.approx(0.2, rel=0.02)
    assert picture.bar / picture.bar_metres == pytest.approx(picture.disc.r / 100, rel=0.02)
    assert picture.fix.y < picture.disc.y  # north is up


def test_a_point_kilometres_away_is_still_seen():
    picture = draw(_nearest(OFFICE), -2.3, 118.9, 10)

    assert picture.disc
    assert picture.disc.r >= MIN_SEEN
    assert picture.bar_metres >= 1000


def test_a_polygon_is_drawn_by_its_corners():
    ring = [[-2.68, 118.89], [-2.68, 118.891], [-2.681, 118.891]]

    picture = draw(_nearest({"type": "polygon", "ring": ring}), -2.6805, 118.8905, 5)

    assert picture.disc is None
    assert len(picture.corners.split()) == 3


@pytest.mark.parametrize("nearest", [None, _nearest({"type": "square"})])
def test_without_a_usable_point_the_fix_stands_alone(nearest: dict | None):
    picture = draw(nearest, -2.68, 118.89, 12)

    assert picture.disc is None
    assert picture.corners == ""
    assert (picture.fix.x, picture.fix.y) == (WIDTH / 2, HEIGHT / 2)


@given(
    st.floats(-89, 89),
    st.floats(-180, 180),
    st.floats(0, 1e7),
    st.floats(-89, 89),
    st.floats(-180, 180),
    st.floats(10, 20000),
)
def test_everything_stays_within_the_frame(
    lat: float, lng: float, accuracy: float, other_lat: float, other_lng: float, radius: float
):
    shape = {"type": "circle", "lat": other_lat, "lng": other_lng, "radius": radius}

    picture = draw(_nearest(shape), lat, lng, accuracy)

    assert picture.disc
    for disc in (picture.disc, picture.fix):
        assert 0 <= disc.x <= WIDTH
        assert 0 <= disc.y <= HEIGHT
    assert 0 < picture.bar <= WIDTH / 2
