"""Which entry counts on a date, and is 2026 as the ministers announced it?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from web.domain.calendar import Day, Entry, day_on, is_guess, national_year

DAY = date(2026, 8, 17)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def entry(kind: str, agency: str | None = None, minute: int = 0) -> Entry:
    return Entry(DAY, kind, kind, agency, NOW + timedelta(minutes=minute))


@pytest.mark.parametrize(
    ("entries", "agency", "kind"),
    [
        ([], "a", None),
        ([entry("holiday")], "a", "holiday"),
        ([entry("holiday")], None, "holiday"),
        # A correction is a newer row, whatever the order in which they are read.
        ([entry("local", minute=2), entry("holiday", minute=1)], "a", "local"),
        ([entry("holiday"), entry("ordinary", minute=1)], "a", None),
        ([entry("ordinary", minute=1), entry("holiday", minute=2)], "a", "holiday"),
        # An agency's own word comes before everybody's, also when it is older.
        ([entry("holiday", minute=5), entry("ordinary", "a")], "a", None),
        ([entry("holiday", minute=5), entry("ordinary", "a")], "b", "holiday"),
        ([entry("local", "a")], "b", None),
        ([entry("local", "a")], None, None),
        # It may leave the date to everybody's calendar again.
        ([entry("holiday"), entry("ordinary", "a"), entry("follow", "a", 1)], "a", "holiday"),
        ([entry("local", "a"), entry("follow", "a", 1)], "a", None),
    ],
)
def test_the_newest_word_of_the_nearest_counts(
    entries: list[Entry], agency: str | None, kind: str | None
) -> None:
    found = day_on({DAY: entries}, (agency,) if agency else (), DAY)

    assert (found.kind if found else None) == kind


def test_2026_is_what_the_three_ministers_announced() -> None:
    """SKB 1497/2025, 2/2025, 5/2025: 17 days of holiday, 8 of joint leave, and no other."""
    found = national_year(2026, [Day(date(2026, 7, 7), "holiday", "Sesuatu")])

    assert found
    source, days = found
    assert source.startswith("SKB 1497/2025")
    free = {
        kind: [f"{one.date.month}-{one.date.day}" for one in days if one.kind == kind]
        for kind in ("holiday", "joint_leave")
    }
    assert free["holiday"] == (
        [
            "1-1",
            "1-16",
            "2-17",
            "3-19",
            "3-21",
            "3-22",
            "4-3",
            "4-5",
            "5-1",
            "5-14",
            "5-27",
            "5-31",
            "6-1",
            "6-16",
            "8-17",
            "8-25",
            "12-25",
        ]
    )
    assert free["joint_leave"] == ["2-16", "3-18", "3-20", "3-23", "3-24", "5-15", "5-28", "12-24"]


def test_a_year_without_joint_leave_or_with_a_guess_is_not_announced() -> None:
    """Dates follow a decision; nobody's calculation of the moon is one."""
    new_year = Day(date(2031, 1, 1), "holiday", "Tahun Baru Masehi")
    leave = Day(date(2031, 1, 2), "joint_leave", "Cuti Bersama")
    guess = Day(date(2031, 1, 24), "holiday", "Hari Raya Idul Fitri (perkiraan)")

    assert national_year(2031, []) is None
    assert national_year(2031, [new_year]) is None
    assert national_year(2031, [new_year, leave, guess]) is None
    assert national_year(2031, [leave, new_year]) == ("pustaka holidays", [new_year, leave])


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("Hari Raya Idul Fitri (perkiraan)", True),
        ("Eid al-Fitr (estimated)", True),
        ("Idulfitri (tentative)", True),
        ("Idulfitri 1447 H", False),
    ],
)
def test_a_name_that_admits_to_guessing(name: str, guess: bool) -> None:
    assert is_guess(name) is guess
