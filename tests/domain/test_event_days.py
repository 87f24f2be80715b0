"""On which dates is a joint event held, and within which window?"""

from datetime import date

import pytest

from web.domain.event_days import BadEvent, dates_of, describe_event, window

AUGUST = date(2026, 8, 3)  # a Monday


@pytest.mark.parametrize(
    ("first", "last", "weekdays", "free", "days"),
    [
        # The ceremony of 17 August is compulsory though a holiday (Mamuju Tengah 2025).
        (date(2026, 8, 17), None, (), {date(2026, 8, 17)}, [17]),
        # Mamuju: upacara every Monday; a holiday is left out of a repetition.
        (AUGUST, date(2026, 8, 31), {1}, {date(2026, 8, 17)}, [3, 10, 24, 31]),
        (AUGUST, date(2026, 8, 31), {1}, set(), [3, 10, 17, 24, 31]),
        # Mamuju: apel pagi from Tuesday to Thursday.
        (AUGUST, date(2026, 8, 9), {2, 3, 4}, set(), [4, 5, 6]),
        (AUGUST, AUGUST, {1}, set(), [3]),
    ],
)
def test_an_event_has_its_dates(
    first: date, last: date | None, weekdays: set[int], free: set[date], days: list[int]
) -> None:
    assert [day.day for day in dates_of(first, last, weekdays, free)] == days


@pytest.mark.parametrize(
    ("last", "weekdays", "where"),
    [
        (date(2026, 8, 2), {1}, "last"),
        (date(2027, 8, 10), {1}, "last"),
        (date(2026, 8, 31), set(), "weekdays"),
        (date(2026, 8, 4), {7}, "weekdays"),
    ],
)
def test_a_repetition_without_dates_is_told(last: date, weekdays: set[int], where: str) -> None:
    with pytest.raises(BadEvent) as caught:
        dates_of(AUGUST, last, weekdays, set())

    assert caught.value.where == where


def test_a_window_lies_on_one_date() -> None:
    assert window("6.45", "07:30") == ("06:45", "07:30")
    for opens, closes, where in (
        ("x", "07.30", "opens"),
        ("07.00", "24.30", "closes"),
        ("07.30", "07.30", "closes"),
        ("07.30", "", "closes"),
    ):
        with pytest.raises(BadEvent) as caught:
            window(opens, closes)
        assert caught.value.where == where


def test_a_ceremony_of_the_17th_is_held_each_month_on_workdays() -> None:
    first, last = date(2026, 8, 17), date(2026, 12, 31)
    workdays, everyday = {1, 2, 3, 4, 5}, set(range(1, 8))
    held = dates_of(first, last, workdays, {date(2026, 8, 17)}, monthly=True)
    assert [f"{day:%d.%m}" for day in held] == ["17.09", "17.11", "17.12"]  # 17.10 is a Saturday
    ends = dates_of(date(2026, 8, 31), last, everyday, set(), monthly=True)
    assert [day.month for day in ends] == [8, 10, 12]  # no month of 30 days has a 31st


def test_senam_is_held_on_the_second_or_the_last_friday_of_each_month() -> None:
    first, last = date(2026, 8, 10), date(2026, 12, 31)
    second = dates_of(first, last, {5}, {date(2026, 10, 9)}, ordinal=2)
    # 7 August is the first Friday; that of October is free, and none takes its place.
    assert [f"{day:%d.%m}" for day in second] == ["14.08", "11.09", "13.11", "11.12"]
    ends = dates_of(first, last, {5}, set(), ordinal=-1)
    assert [f"{day:%d.%m}" for day in ends] == ["28.08", "25.09", "30.10", "27.11", "25.12"]
    with pytest.raises(BadEvent):
        dates_of(first, last, {5}, set(), ordinal=0)


def test_an_event_is_told_in_words() -> None:
    """Kotim: 0.5 % for each missed apel (sampit.prokal.co)."""
    told = describe_event("07:00", "07:30", 0.5, "Lapangan", "semua pegawai Dinas Contoh")

    assert told[:4] == [
        "Yang diharapkan: semua pegawai Dinas Contoh.",
        "Hadir ialah yang Absen Masuk di Lapangan pukul 07.00–07.30.",
        "Absen Masuk pada kegiatan ini juga Absen Masuk hari itu.",
        "Yang tidak hadir dipotong 0,5 %.",
    ]
    assert "tanpa potongan" in describe_event("07:00", "07:30", 0, None, "x")[3]
    apart = describe_event("07:00", "07:30", 0, None, "x", counts=False)
    assert "hanya untuk kegiatan" in apart[2]
