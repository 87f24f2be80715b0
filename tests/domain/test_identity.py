"""Is a NIP told from an internal number, and is a doubt a warning only?"""

import pytest

from web.domain.identity import acceptable, doubts, normalise


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ("19850817 201001 1 003", "198508172010011003"),
        ("'198508172010011003", "198508172010011003"),
        ("hon-12/a", "HON-12/A"),
    ],
)
def test_spaces_and_the_apostrophe_of_excel_are_dropped(entered, stored):
    assert normalise(entered) == stored
    assert acceptable(stored)


@pytest.mark.parametrize(
    "entered", ["", "12345", "1.98508E+17", "19850817201001100", "A1", "H" * 21, "٠" * 18, "-ABC"]
)
def test_what_is_neither_a_nip_nor_an_internal_number_is_refused(entered):
    assert not acceptable(normalise(entered))


def test_digits_of_a_pppk_that_are_no_month_raise_no_doubt():
    assert doubts("199001012024212014") == []


def test_an_impossible_birth_date_or_sex_is_doubted_in_words():
    assert len(doubts("198513452010013003")) == 2
    assert "19851345" in doubts("198513452010013003")[0]
    assert doubts("HON-12") == []
