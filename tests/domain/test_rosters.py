"""Is a roster read as it was written, and refused in words where it cannot be read?"""

from datetime import date, timedelta

import pytest

from web.domain.hours import parse_hours
from web.domain.rosters import BadRoster, code_of, night_words, repeat

DATES = [date(2030, 1, 1) + timedelta(days=n) for n in range(5)]


def test_a_pattern_repeats_over_the_dates():
    assert list(repeat("p p, S-L", DATES).values()) == ["P", "P", "S", "L", "P"]


@pytest.mark.parametrize("text", ["", " , ", "P ? S", "TERLALU", "P " * 63])
def test_what_is_no_pattern_is_refused(text: str):
    with pytest.raises(BadRoster):
        repeat(text, DATES)


@pytest.mark.parametrize(
    ("text", "code"), [(" m ", "M"), ("", ""), ("-", "L"), ("–", "L"), ("P12", "P12")]
)
def test_a_cell_is_a_code_free_or_empty(text: str, code: str):
    assert code_of(text) == code


def test_a_night_says_to_which_day_it_belongs():
    assert "Selasa pukul 07.30" in night_words(parse_hours(["21:00", "07:30"]), "Malam")
    assert night_words(parse_hours(["07:30", "14:00"]), "Pagi") == ""
