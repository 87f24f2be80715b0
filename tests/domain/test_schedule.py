"""Which of several dated patterns counts, and how is a week read aloud?"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests.domain.days import FIVE_DAYS
from web.domain.schedule import in_words, pattern_on


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


def test_the_week_in_words_joins_equal_days():
    assert in_words(FIVE_DAYS) == [
        ("Senin–Kamis", "07.30–16.00"),
        ("Jumat", "07.30–16.30"),
        ("Sabtu–Minggu", "libur"),
    ]
