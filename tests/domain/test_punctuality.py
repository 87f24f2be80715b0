"""Is a day called what the sources say it is called? One line a case, the source beside it."""

from datetime import date

import pytest

from tests.domain.days import judged, planning, slot, week
from web.domain.bands import PRESETS, parse_table
from web.domain.day import Context

WARDS = {"spans": [{"start": "07:30", "end": "12:00"}, {"start": "13:00", "end": "16:00"}]}

# Bands of Permentan 68/2012: TL1 1-<31, TL2 31-<61, TL3 61-<91, TL4 from 91 minutes; PSW alike.
BANDS = [
    (["in 07:12", "out 16:03"], "H", 0, 0),
    (["in 07:30", "out 16:00"], "H", 0, 0),
    (["in 07:30:59", "out 16:00"], "H", 0, 0),  # ANRI 18/2016: late after 07.30.59
    (["in 07:31", "out 16:00"], "TL1", 1, 0),
    (["in 07:41", "out 16:00"], "TL1", 11, 0),
    (["in 08:00:59", "out 16:00"], "TL1", 30, 0),
    (["in 08:01", "out 16:00"], "TL2", 31, 0),
    (["in 08:30:59", "out 16:00"], "TL2", 60, 0),
    (["in 08:31", "out 16:00"], "TL3", 61, 0),
    (["in 09:00:59", "out 16:00"], "TL3", 90, 0),
    (["in 09:01", "out 16:00"], "TL4", 91, 0),
    (["in 07:30", "out 16:00:00"], "H", 0, 0),
    (["in 07:30", "out 15:59:59"], "PSW1", 0, 1),  # the clock showed 15.59
    (["in 07:30", "out 15:45:20"], "PSW1", 0, 15),
    (["in 07:30", "out 15:30"], "PSW1", 0, 30),
    (["in 07:30", "out 15:29"], "PSW2", 0, 31),
    (["in 07:30", "out 14:59"], "PSW3", 0, 61),
    (["in 07:30", "out 14:29"], "PSW4", 0, 91),
    (["in 07:45", "out 15:00"], "TL1+PSW2", 15, 60),
    (["out 16:00"], "TAM", 0, 0),  # Permentan 68/2012: no check-in counts as level 4
    (["in 07:20"], "TAP", 0, 0),
    (["in 09:40"], "TL4+TAP", 130, 0),
    ([], "TK", 0, 0),
    # The first in and the last out of the window count.
    (["in 07:20", "in 07:50", "out 12:00", "out 16:10"], "H", 0, 0),
    (["in 07:20", "out 12:00", "in 13:00", "out 16:10"], "H", 0, 0),
    # A check-out after midnight finds its day, up to 04.00.
    (["in 07:20", "out 00:30+1"], "H", 0, 0),
    (["in 07:20", "out 04:00+1"], "TAP", 0, 0),
    (["in 03:59", "out 16:00"], "TAM", 0, 0),
    # Pressed by mistake: nobody leaves before having come.
    (["out 07:40", "in 07:41"], "TL1+TAP", 11, 0),
    (["in 16:05", "out 16:06"], "TAM", 0, 0),
]


@pytest.mark.parametrize(("records", "code", "late", "early"), BANDS)
def test_a_day_of_the_usual_hours(records: list[str], code: str, late: int, early: int):
    day = judged(*records)
    assert (day["code"], day["late_minutes"], day["early_minutes"]) == (code, late, early)


def test_the_cut_of_a_day_is_the_sum_of_its_codes():
    assert judged("in 07:45", "out 15:00")["cut"] == 0.5 + 1.0
    assert judged("in 07:20")["cut"] == 2.0
    assert judged()["cut"] == 4.0  # Permentan 68/2012: 4 % a day
    assert judged("in 07:20", "out 16:00")["cut"] == 0


@pytest.mark.parametrize(
    ("preset", "records", "code", "cut"),
    [
        # PMK 221/2021: 1-30 1 %, 31-60 1.25 %, later or none 2.5 %, after the flexible start.
        ("pmk-221-2021", ["in 07:50", "out 16:00"], "TL1", 1.0),
        ("pmk-221-2021", ["in 08:31", "out 16:00"], "TL3", 2.5),
        ("pmk-221-2021", ["out 16:00"], "TAM", 2.5),
        # Badan Gizi Nasional 4/2025: 1-60 0.5 %, more 1 %.
        ("bgn-4-2025", ["in 08:30", "out 16:00"], "TL1", 0.5),
        ("bgn-4-2025", ["in 08:31", "out 16:00"], "TL2", 1.0),
        # Mataram, 5 October 2023: 2 % each, 3 % a day.
        ("mataram-2023", ["in 07:31", "out 15:00"], "TL1+PSW1", 4.0),
        ("mataram-2023", [], "TK", 3.0),
    ],
)
def test_the_tables_of_others(preset: str, records: list[str], code: str, cut: float):
    day = judged(*records, context=Context(parse_table(PRESETS[preset].body)))
    assert (day["code"], day["cut"]) == (code, cut)


@pytest.mark.parametrize(
    ("options", "records", "code", "late", "early"),
    [
        ({"tolerance": 15}, ["in 07:45", "out 16:00"], "H", 0, 0),
        ({"tolerance": 15}, ["in 07:46", "out 16:00"], "TL1", 16, 0),
        # PMK 221/2021: 07.30 with 90 minutes of flexible start, to be made up.
        ({"flex": 90}, ["in 09:00", "out 17:30"], "H", 0, 0),
        ({"flex": 90}, ["in 09:00", "out 17:00"], "PSW1", 0, 30),
        ({"flex": 90}, ["in 09:01", "out 17:30"], "TL1", 1, 0),
        ({"flex": 90}, ["in 08:00", "out 16:30"], "H", 0, 0),
        # ANRI 18/2016: in from 06.00, out until 18.00.
        ({"opens": "06:00", "closes": "18:00"}, ["in 05:59", "out 16:00"], "TAM", 0, 0),
        ({"opens": "06:00", "closes": "18:00"}, ["in 06:00", "out 18:00"], "TAP", 0, 0),
        ({"opens": "06:00", "closes": "18:00"}, ["in 06:00", "out 17:59"], "H", 0, 0),
    ],
)
def test_the_leeway_of_a_pattern(
    options: dict[str, object], records: list[str], code: str, late: int, early: int
):
    day = judged(*records, on=slot(rules=planning(week(options=options))))
    assert (day["code"], day["late_minutes"], day["early_minutes"]) == (code, late, early)


@pytest.mark.parametrize(
    ("records", "code"),
    [
        # Bulukumba, from 1 July 2024: four records a day.
        (["in 07:25", "out 12:02", "in 12:58", "out 16:01"], "H"),
        (["in 07:25", "in 12:58", "out 16:01"], "TAP"),
        (["in 07:25", "out 12:02", "out 16:01"], "TAM"),
        (["in 07:25", "out 12:02", "in 13:20", "out 16:01"], "TL1"),
        (["in 07:25", "out 12:02"], "TAM+TAP"),
        ([], "TK"),
    ],
)
def test_two_sessions_a_day(records: list[str], code: str):
    days = {str(weekday): WARDS for weekday in range(1, 6)}
    assert judged(*records, on=slot(rules=planning(week(days))))["code"] == code


def test_three_records_a_day():
    # Cilegon: masuk, siang, pulang. The end of the morning is not asked for.
    morning = {"start": "07:30", "end": "12:00", "out": False}
    days = {"2": {"spans": [morning, {"start": "13:00", "end": "16:00"}]}}
    on = slot(rules=planning(week(days)))
    assert judged("in 07:25", "in 12:59", "out 16:00", on=on)["code"] == "H"
    assert judged("in 07:25", "out 16:00", on=on)["code"] == "TAM"


def test_a_day_says_in_words_why():
    assert judged("in 07:41", "out 16:02")["why"] == (
        "Masuk 07.41 WITA, 11 menit setelah 07.30: TL1. Pulang 16.02 WITA."
    )
    assert judged("in 07:20")["why"] == ("Masuk 07.20 WITA. Tidak ada Absen Pulang: TAP.")
    assert judged()["why"] == "Tidak ada absen. TK."


def test_what_is_not_over_is_not_judged():
    on = slot()
    noon = on.plan.midnight + 12 * 3600
    assert judged(on=on, now=noon)["code"] == ""
    assert judged("in 07:41", on=on, now=noon)["code"] == ""
    assert judged("in 07:41", "out 11:00", on=on, now=noon)["code"] == "TL1+PSW4"
    assert judged("in 07:41", on=on, now=on.until)["code"] == "TL1+TAP"


@pytest.mark.parametrize(
    ("zone", "said"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]
)
def test_the_clock_is_that_of_the_office(zone: str, said: str):
    day = judged("in 07:41", "out 16:00", on=slot(date(2026, 3, 3), planning(zone=zone)))
    assert day["code"] == "TL1"
    assert f"07.41 {said}" in day["why"]
