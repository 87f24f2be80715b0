"""Is every figure of a recap's row found by its column, also in a month locked long ago?"""

from typing import Any

import pytest

from web.domain.recap_order import NONE, figure_words, value_of

TOTALS: dict[str, Any] = {
    **{"workdays": 20, "present": 18, "late_minutes": 35, "attendance_percent": 90.5},
    **{"codes": {"TK": 2}, "events": {"apel": {"held": 4, "attended": 3}}},
    "performance": {"approved": 7, "due": 9, "percent": 77.78, "score": 88.1},
}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("name", "ani"), ("workdays", 20), ("present", 18), ("late", 35), ("percent", 90.5)),
        *(("early", NONE), ("events", 3), ("reports", 7), ("work", 77.78), ("score", 88.1)),
        *(("code-TK", 2), ("code-DL", 0)),
    ],
)
def test_a_figure_is_found_by_its_column(key: str, value: Any):
    assert value_of({"name": "Ani", "totals": TOTALS}, key) == value


@pytest.mark.parametrize("key", ["events", "reports", "work", "score", "percent", "cut"])
def test_what_a_month_does_not_have_comes_below_everything(key: str):
    old = {"workdays": 20, "codes": {}, "attendance_percent": None}
    assert value_of({"name": "Ani", "totals": old}, key) <= 0


@pytest.mark.parametrize(
    ("figure", "words"),
    [(NONE, ""), (0, "0"), (90.0, "90"), (100 / 3, "33,33"), (2.5, "2,5"), (1000.0, "1000")],
)
def test_a_figure_is_written_as_people_read_it(figure: float, words: str):
    assert figure_words(figure) == words
