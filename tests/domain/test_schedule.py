"""Does a dated weekly pattern give the hours that an employee is told to expect?"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from web.domain.schedule import (
    DEFAULT_DAYS,
    BadHours,
    in_words,
    parse_days,
    pattern_on,
)


@dataclass
class Hours:
    days: Any
    valid_from: date | None = None
    valid_until: date | None = None
    created_at: datetime = field(default=datetime(2026, 1, 1, tzinfo=UTC))


MONDAY = date(2026, 11, 23)


def test_of_two_patterns_from_one_day_the_later_entry_counts():
    first = Hours({"1": ["08:00", "15:00"]}, MONDAY)
    second = Hours({"1": ["07:00", "14:00"]}, MONDAY, created_at=datetime(2026, 2, 1, tzinfo=UTC))

    assert pattern_on([second, first], MONDAY) is second


def test_hours_are_read_with_a_full_stop_or_a_colon_and_an_empty_day_is_free():
    typed = {"1": ("7.30", "16:00"), "2": ("0730", "1600"), "6": ("", " ")}

    assert parse_days(typed) == {"1": ["07:30", "16:00"], "2": ["07:30", "16:00"]}


@pytest.mark.parametrize(
    ("hours", "weekday"),
    [
        ({"2": ("16:00", "07:30")}, "2"),
        ({"2": ("07:30", "07:30")}, "2"),
        ({"3": ("25:00", "26:00")}, "3"),
        ({"3": ("07:30", "")}, "3"),
        ({"3": ("07:30+08:00", "16:00")}, "3"),
        ({"3": ("7", "16")}, "3"),
        ({"3": ("setengah delapan", "16:00")}, "3"),
        ({"8": ("07:30", "16:00")}, "8"),
        ({"1": ("", "")}, ""),
    ],
)
def test_hours_that_cannot_be_name_their_day(hours, weekday):
    with pytest.raises(BadHours) as caught:
        parse_days(hours)

    assert caught.value.weekday == weekday


def test_the_week_in_words_joins_equal_days():
    assert in_words(DEFAULT_DAYS) == [
        ("Senin–Kamis", "07.30–16.00"),
        ("Jumat", "07.30–16.30"),
        ("Sabtu–Minggu", "libur"),
    ]
