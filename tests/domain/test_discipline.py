"""Do the signals come at the days that PP 94/2021 names, and say nothing more than that?"""

from datetime import date, timedelta
from random import Random

import pytest

from web.domain.discipline import (
    ONLY_A_SIGNAL,
    THRESHOLDS,
    Absence,
    for_employee,
    for_supervisor,
    signal,
)

NEW_YEAR = date(2026, 1, 1)


def year(absent: set[date], first: date = NEW_YEAR, days: int = 365) -> list[Absence]:
    """Days of five-day weeks, absent on some."""
    dates = (first + timedelta(days=offset) for offset in range(days))
    return [(day, day in absent, day.isoweekday() <= 5) for day in dates]


def mondays(number: int) -> set[date]:
    """So many Mondays from 5 January on: never two working days in a row."""
    return {date(2026, 1, 5) + timedelta(weeks=week) for week in range(number)}


# PP 94/2021: 3 lisan; 4-6 tertulis; 7-10 tidak puas; 11-13, 14-16, 17-20 tukin 25 % for 6, 9, 12
# months; 21-24 one level down; 25-27 pelaksana; 28 and more dismissal.
@pytest.mark.parametrize(
    ("days", "reached", "words"),
    [
        (0, None, ""),
        (2, None, ""),
        (3, 3, "teguran lisan"),
        (4, 4, "teguran tertulis"),
        (6, 4, "teguran tertulis"),
        (7, 7, "tidak puas"),
        (10, 7, "tidak puas"),
        (11, 11, "25 % selama 6 bulan"),
        (13, 11, "25 % selama 6 bulan"),
        (14, 14, "25 % selama 9 bulan"),
        (16, 14, "25 % selama 9 bulan"),
        (17, 17, "25 % selama 12 bulan"),
        (20, 17, "25 % selama 12 bulan"),
        (21, 21, "setingkat lebih rendah"),
        (24, 21, "setingkat lebih rendah"),
        (25, 25, "jabatan pelaksana"),
        (27, 25, "jabatan pelaksana"),
        (28, 28, "pemberhentian"),
        (40, 28, "pemberhentian"),
    ],
)
def test_each_threshold(days: int, reached: int | None, words: str):
    found = signal(year(mondays(days)), 2026)

    assert (found.days, found.reached, found.in_a_row) == (days, reached, min(days, 1))
    told = " ".join(for_supervisor(found))
    assert words in told
    assert bool(told) == (reached is not None)


# PP 94/2021: ten working days in a row mean dismissal; the salary stops from the next month.
@pytest.mark.parametrize(
    ("number", "near", "words"),
    [(6, False, ""), (7, True, "mendekati"), (9, True, "mendekati"), (10, True, "gaji dihentikan")],
)
def test_working_days_in_a_row(number: int, near: bool, words: str):
    weekdays = [one[0] for one in year(set()) if one[2]][3 : 3 + number]

    found = signal(year(set(weekdays)), 2026)

    assert (found.in_a_row, found.near) == (number, near)
    assert words in " ".join(for_employee(found))


def test_a_weekend_does_not_break_a_row_and_a_day_of_presence_does():
    # Thursday to Tuesday are four working days, whatever lies between them.
    absent = {date(2026, 3, day) for day in (5, 6, 9, 10)}
    assert signal(year(absent), 2026).in_a_row == 4
    assert signal(year(absent - {date(2026, 3, 9)}), 2026).in_a_row == 2


def test_absence_on_a_free_day_counts_nothing():
    assert signal(year({date(2026, 3, 7), date(2026, 3, 8)}), 2026).days == 0


def test_the_count_begins_with_the_year_and_a_row_may_begin_before():
    first = date(2025, 12, 1)
    absent = {date(2025, 12, day) for day in (29, 30, 31)} | {date(2026, 1, day) for day in (1, 2)}

    found = signal(year(absent, first), 2026)

    assert (found.days, found.in_a_row, found.last) == (2, 5, date(2026, 1, 2))


def test_the_order_of_days_does_not_matter():
    days = year(mondays(8))
    shuffled = Random(7602).sample(days, len(days))
    assert signal(shuffled, 2026) == signal(days, 2026)


@pytest.mark.parametrize("days", THRESHOLDS)
def test_nothing_decides(days: int):
    found = signal(year(mondays(days)), 2026)
    for told in (for_employee(found), for_supervisor(found)):
        assert told[-1] == ONLY_A_SIGNAL
        assert f"Mencapai {days} hari" in " ".join(told)
    assert "Anda" in " ".join(for_employee(found))
