"""Is a line of a daily report read strictly, is its window kept, and what does a month come to?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from web.domain.daily_reports import BadLine, in_time, parse_lines, window_ends
from web.domain.duties import Assignment
from web.domain.performance import MISSING, TRAVEL, of_day, shares, source_of
from web.domain.policy import Policy
from web.domain.stated import Stated

LINE: dict[str, Any] = {
    **{"begins": "07:30", "ends": "09:00", "activity": " Menyusun\n laporan ", "volume": 2},
    **{"unit": "dokumen", "target": ""},
}
ASKED = Policy(daily_reports=True)


def test_a_line_comes_out_in_one_line_and_counts_its_minutes():
    [line] = parse_lines([LINE])
    assert (line.activity, line.minutes, line.amount) == ("Menyusun laporan", 90, "2 dokumen")
    assert parse_lines([line.to_dict()]) == (line,)
    [night] = parse_lines([LINE | {"begins": "21:00", "ends": "07:00", "volume": 1.5}])
    assert (night.minutes, night.amount) == (600, "1,5 dokumen")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"activity": "  "}, "lines.0.activity"),
        ({"activity": "x" * 501}, "lines.0.activity"),
        ({"activity": 7}, "lines.0.activity"),
        ({"unit": ""}, "lines.0.unit"),
        ({"target": "x" * 201}, "lines.0.target"),
        ({"begins": "7.30"}, "lines.0.begins"),
        ({"ends": "24:00"}, "lines.0.ends"),
        ({"ends": "07:30"}, "lines.0.ends"),
        ({"ends": "07:00"}, "lines.0.ends"),
        ({"volume": 0}, "lines.0.volume"),
        ({"volume": True}, "lines.0.volume"),
        ({"volume": float("nan")}, "lines.0.volume"),
        ({"volume": float("inf")}, "lines.0.volume"),
        ({"volume": "2"}, "lines.0.volume"),
    ],
)
def test_a_line_that_says_something_impossible_is_named(change: dict[str, Any], field: str):
    with pytest.raises(BadLine) as caught:
        parse_lines([LINE | change])
    assert caught.value.field == field


@pytest.mark.parametrize("value", [None, [], {}, [LINE] * 21, ["x"]])
def test_there_are_one_to_twenty_lines(value: Any):
    with pytest.raises(BadLine):
        parse_lines(value)


def test_the_window_ends_with_the_third_day_after_in_the_zone_of_the_office():
    ends = window_ends(date(2026, 11, 24), 3, "Asia/Makassar")
    assert ends.astimezone(UTC) == datetime(2026, 11, 27, 16, tzinfo=UTC)
    back = datetime(2026, 11, 30, 1, tzinfo=UTC)
    assert window_ends(date(2026, 11, 24), 3, "Asia/Makassar", back).astimezone(UTC) == datetime(
        2026, 12, 3, 16, tzinfo=UTC
    )


def test_what_was_written_in_time_may_travel_a_week_and_no_longer():
    ends, second = window_ends(date(2026, 11, 24), 3, "Asia/Makassar"), timedelta(seconds=1)
    assert in_time(ends - second, ends - second, ends, 7)
    assert not in_time(ends, ends, ends, 7)
    assert in_time(ends - second, ends + timedelta(days=7) - second, ends, 7)
    assert not in_time(ends - second, ends + timedelta(days=7), ends, 7)


def _duty(reported: bool | None, covers: str = "both") -> Stated:
    duty = Assignment(
        **{"duty": "d", "number": "1", "kind": "out_of_town", "covers": covers},
        **{"first_day": date(2026, 11, 24), "last_day": date(2026, 11, 24), "places": ()},
        **{"approved_at": "", "reported": reported},
    )
    return Stated("DL", "1", duty)


@pytest.mark.parametrize(
    ("stated", "state", "expected"),
    [
        (None, None, MISSING),
        (None, "submitted", "submitted"),
        (None, "withdrawn", MISSING),
        (None, "approved", "approved"),
        (Stated("WFA"), None, MISSING),
        (Stated("CT"), "approved", None),
        (Stated("S"), None, None),
        (Stated("TB"), None, None),
        (_duty(True), None, "approved"),
        (_duty(False), "approved", TRAVEL),
        (_duty(None), None, MISSING),
        (_duty(False, "in"), None, MISSING),
    ],
)
def test_a_day_asks_for_a_report_where_there_was_work_to_report_of(stated, state, expected):
    assert of_day(ASKED, stated, state) == expected
    assert of_day(Policy(), stated, state) is None
    assert (source_of(stated) is None) == (expected is None)


def test_a_month_weighs_attendance_and_performance_as_the_office_laid_down():
    days = [{"report": "approved"}, {"report": "approved"}, {"report": "returned"}, {}]
    found = shares(days, 5.0, 100.0)
    assert found is not None
    assert (found["due"], found["approved"], found["percent"]) == (3, 2, 66.67)
    assert (found["attendance_share"], found["performance_share"]) == (38.0, 40.0)
    assert found["score"] == 78.0
    other = shares(days, 5.0, 100.0, 100)
    assert other is not None
    assert (other["score"], other["performance_weight"]) == (95.0, 0)
    assert shares([{}], 0.0, 100.0) is None
