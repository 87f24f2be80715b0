"""Is somebody found by what an office types of a name?"""

import pytest

from web.domain.seeking import fold, number, words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("maruf", "Hasan Ma'ruf, S.Sos."),
        ("MA’RUF HASAN", "Hasan Ma'ruf, S.Sos."),
        ("s.sos", "Hasan Ma'ruf, S.Sos."),
        ("andre", "Ândré Saleh"),
        ("andre", "A\u0302ndre\u0301 Saleh"),  # the same in letters and marks of their own
        ("nur aini", "Nur-Aini Tahir"),
        ("hj nurhayati", "Hj. Nurhayati"),
    ],
)
def test_case_accents_points_and_order_do_not_matter(typed: str, kept: str) -> None:
    assert words(typed)
    assert all(word in fold(kept) for word in words(typed))


def test_nothing_but_signs_is_no_word() -> None:
    assert words(" . ' ") == []
    assert fold(None) == ""


def test_a_nip_is_compared_without_its_spaces() -> None:
    assert number(" 19920315 201503 1 002 ") == "199203152015031002"


def test_only_so_many_words_count() -> None:
    assert len(words("a b c d e f g h i j")) == 6
