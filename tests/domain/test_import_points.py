"""Do hours, partners, dates and shapes come out of a file as they went in?"""

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.domain.hours import BadHours
from web.domain.import_moment import day_of, moment_of, moment_text, no_date
from web.domain.import_opening import read_opening
from web.domain.import_roster import ByName
from web.domain.import_shapes import columns_of, same, shape_of
from web.domain.import_terms import Terms, partners_words, terms_of
from web.domain.opening import parse_opening

ZONE, NOW = "Asia/Makassar", datetime(2026, 11, 24, tzinfo=UTC)
CLOCKS = st.integers(0, 1439).map(lambda n: f"{n // 60:02}:{n % 60:02}")
OPENINGS = st.dictionaries(
    st.integers(1, 7).map(str), st.tuples(CLOCKS, CLOCKS).map(list), min_size=1
)


@given(OPENINGS)
def test_hours_are_read_as_they_are_written(stored: dict[str, list[str]]) -> None:
    opening = parse_opening(stored, ZONE)
    assert opening
    assert parse_opening(read_opening(opening.words), ZONE) == opening


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Senin, Rabu dan Jum’at 7:30 - 16:00", "135"),
        ("setiap hari 06.00 s/d 18.00", "1234567"),
        ("Sabtu–Senin 08.00 sampai 12.00;", "167"),
        ("SENIN s.d. KAMIS: 07.30–16.00", "1234"),
        ("Minggu 00.00–24.00", "7"),
    ],
)
def test_hours_are_read_as_people_type_them(text: str, days: str) -> None:
    assert "".join(read_opening(text)) == days


@pytest.mark.parametrize(
    "text",
    [
        *("", "Senin", "07.30–16.00", "Senin 25.00–26.00", "Hari 07.30–16.00", "Senin 07.30"),
        *("Senin 07.30–16.00, Senin 08.00–09.00", "Senin 07.30–16.00 kecuali libur", "-"),
        *("Senin 07.30–16.60", "SeninSelasa 07.00–08.00", "۱ Senin ۰۷.۳۰–۱۶.۰۰", "–" * 5000),
    ],
)
def test_what_are_no_hours_is_told_with_an_example(text: str) -> None:
    with pytest.raises(BadHours) as found:
        read_opening(text)
    assert str(found.value).endswith(".")


@given(st.text(max_size=60))
def test_no_text_makes_the_hours_fail(text: str) -> None:
    with contextlib.suppress(BadHours):
        assert read_opening(text)


@given(st.frozensets(st.text("aB; \"'=,é", min_size=1, max_size=6).map(str.strip).filter(bool)))
def test_partners_are_read_as_they_are_written(names: frozenset[str]) -> None:
    lent = Terms(shared=frozenset(names))
    known = ByName((one, one) for one in names)
    if "tidak" in known or any("  " in one for one in names):
        return
    said = {"shared": " ".join(partners_words(lent).split())}
    read, errors = terms_of(said, None, agencies=known, zone=ZONE, now=NOW)
    assert (read.shared, errors) == (names, [])


@given(st.datetimes(datetime(2001, 1, 1), datetime(2198, 1, 1)))  # noqa: DTZ001 -- local times
def test_moments_are_read_to_the_minute(local: datetime) -> None:
    moment = local.replace(tzinfo=UTC)
    again = moment_of(moment_text(moment, ZONE), ZONE)
    assert again == moment.replace(second=0, microsecond=0)


def test_a_date_is_one_with_or_without_a_time_beside_it() -> None:
    for text in ("2026-11-24", "24/11/2026 08:15", "2026-11-24 00:00:00.000", "2026-11-24T07.30"):
        assert day_of(text) == date(2026, 11, 24)
    for text in ("2026-11-24 pagi", "46350", "2026-13-01", "", "1/1/99", "2026-11-24 25.00"):
        assert day_of(text) is None
    assert "angka tanggal Excel" in no_date("Mulai", "46350")
    assert "angka tanggal" not in no_date("Mulai", "1234567")


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(10, 20000), st.sampled_from((",", ".")))
def test_circles_are_read_as_they_are_written(
    lat: float, lng: float, radius: float, point: str
) -> None:
    stored = {"type": "circle", "lat": lat, "lng": lng, "radius": radius}
    said = {key: text.replace(".", point) for key, text in columns_of(stored).items()}
    assert same(shape_of(said), stored)
    assert shape_of({"lat": ""}, stored) == stored
