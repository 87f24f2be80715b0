"""Does a week add up as its source says, and does the form give back what it was given?"""

from datetime import date
from typing import Any

import pytest

from web.domain.bands import DEFAULT_PRESET, parse_table
from web.domain.bands import PRESETS as TABLES
from web.domain.week_fields import fields_of, typed_week
from web.domain.weeks import (
    PRESETS,
    BadWeek,
    duration_words,
    example,
    parse_week,
    week_doubt,
    weekly_minutes,
)

TABLE = parse_table(TABLES[DEFAULT_PRESET].body)
TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("preset", "minutes"),
    [
        ("five", 2250),  # Perpres 21/2023 art. 4: 37.5 hours without rest
        ("six", 2250),  # no regulation found here; the same sum
        ("ramadan-five", 1950),  # SE Bupati Mamuju 1/2026; Perpres 21/2023: 32.5 hours
        ("ramadan-six", 1950),  # the same
    ],
)
def test_a_preset_adds_up_as_its_source_says(preset: str, minutes: int):
    days = PRESETS[preset].days

    assert weekly_minutes(days) == minutes
    assert week_doubt(days, {}) is None


def test_another_sum_is_doubted_but_not_where_only_shifts_count():
    days = {"1": ["07:30", "16:00"]}

    assert "8 jam 30 menit" in str(week_doubt(days, {}))
    assert week_doubt(days, {"shift": True}) is None
    assert duration_words(120) == "2 jam"


@pytest.mark.parametrize("preset", PRESETS)
def test_a_form_gives_back_what_it_was_filled_with(preset: str):
    days, options = parse_week(PRESETS[preset].days, {"tolerance": 5, "closes": "26:30"})

    assert parse_week(*typed_week(fields_of(days, options))) == (days, options)


def test_sessions_come_back_with_their_names_and_records():
    spans = [
        {"start": "07:30", "end": "12:00", "name": "Pagi", "in": True, "out": False},
        {"start": "13:00", "end": "16:00", "name": "Siang", "in": False, "out": True},
    ]
    days, options = parse_week({"1": {"spans": spans, "rest": 0}}, {})

    assert typed_week(fields_of(days, options))[0]["1"]["spans"][1]["in"] is False
    assert parse_week(*typed_week(fields_of(days, options))) == (days, options)


@pytest.mark.parametrize(
    ("days", "options", "where"),
    [
        ({}, {}, "days"),
        ({"1": ["07:30", "x"]}, {}, "day1"),
        ({"1": ["25:00", "26:00"]}, {}, "day1"),
        ({"1": ["08:00", "07:00"]}, {}, "day1"),  # around the clock is a slip
        ({"1": ["07:30", "16:00"]}, {"tolerance": 241}, "tolerance"),
        ({"1": ["07:30", "16:00"]}, {"opens": "08:00"}, "opens"),
        ({"1": ["07:30", "16:00"]}, {"closes": "16:00"}, "closes"),
    ],
)
def test_a_week_that_cannot_be_is_told_where(days: Any, options: Any, where: str):
    with pytest.raises(BadWeek) as caught:
        parse_week(days, options)

    assert list(caught.value.fields) == [where]


def test_an_example_is_judged_by_the_rule_itself():
    days = PRESETS["five"].days

    told = example(days, {"flex": 30, "tolerance": 5}, "Asia/Makassar", TABLE, TUESDAY)

    assert [words.split(".")[0] for _, words in told] == ["TL1", "H", "PSW1"]
    assert "Selasa, Absen Masuk 08.16" in told[0][0]
    assert example({}, {"shift": True}, "Asia/Makassar", TABLE, TUESDAY) == []
