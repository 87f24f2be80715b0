"""Does a special day do what its words say? The example is judged by the rule of every day."""

from datetime import date

import pytest

from web.domain.bands import DEFAULT_PRESET, PRESETS, parse_table
from web.domain.day import Special
from web.domain.hours import BadHours, parse_hours
from web.domain.special_days import describe_special, example, plain, read_clock
from web.domain.workday import Plan, midnight

TABLE = parse_table(PRESETS[DEFAULT_PRESET].body)
DAY = date(2026, 3, 25)  # the first workday after the joint leave of Idulfitri 1447
HOURS = parse_hours(["07:30", "16:00"])
PLAN = Plan(
    DAY,
    midnight(DAY, "Asia/Makassar"),
    "Asia/Makassar",
    "a",
    spans=HOURS.spans,
    hours="07.30–16.00",
    minutes=HOURS.minutes,
)


@pytest.mark.parametrize(
    ("special", "outcomes"),
    [
        # Mamuju 2024: the first day after the Lebaran leave costs 50 % (8enam.com, 3 April 2024).
        (
            Special("Lebaran", 50.0, None, 1.0),
            [
                ("Tidak absen sama sekali", "TK", "50 %", "4 %"),
                ("Masuk 08.10", "TL2", "1 %", "1 %"),
                ("Masuk 07.30", "H", "0 %", "0 %"),
            ],
        ),
        # Mamuju 2018: who comes after 09.00 counts as absent, 30 % a day (ekspossulbar).
        (
            Special("Lebaran", 30.0, 9 * 60, 1.0),
            [
                ("Tidak absen sama sekali", "TK", "30 %", "4 %"),
                ("Masuk 09.05", "TK", "30 %", "2 %"),
                ("Masuk 07.30", "H", "0 %", "0 %"),
            ],
        ),
        # A factor multiplies lateness, and leaves absence as it is.
        (
            Special("Dua kali", None, None, 2.0),
            [
                ("Tidak absen sama sekali", "TK", "4 %", "4 %"),
                ("Masuk 08.10", "TL2", "2 %", "1 %"),
                ("Masuk 07.30", "H", "0 %", "0 %"),
            ],
        ),
    ],
)
def test_the_example_stands_beside_an_ordinary_day(
    special: Special, outcomes: list[tuple[str, str, str, str]]
) -> None:
    found = example(PLAN, TABLE, special)

    assert [(one.told, one.code, one.cut, one.usual) for one in found] == outcomes


def test_a_day_of_several_sessions_has_an_example_too() -> None:
    """Bulukumba 2024: four records a day. Only the first coming is late in the example."""
    spans = [{"start": "07:30", "end": "12:00"}, {"start": "13:00", "end": "16:00"}]
    hours = parse_hours({"spans": spans})
    plan = Plan(
        DAY, PLAN.midnight, PLAN.zone, "a", spans=hours.spans, hours="x", minutes=hours.minutes
    )

    codes = [one.code for one in example(plan, TABLE, Special("Lebaran", 50.0, 540, 1.0))]

    assert codes == ["TK", "TK", "H"]


def test_every_part_is_told() -> None:
    assert describe_special(50, "09:00", 1.5) == [
        "Tidak masuk tanpa keterangan dipotong 50 %.",
        "Absen Masuk paling akhir 09.00. Yang masuk sesudahnya dihitung tidak masuk.",
        "Potongan terlambat dan pulang cepat menjadi 1,5 kali.",
    ]
    assert describe_special(None, None, None) == [
        "Tidak ada aturan khusus: berlaku seperti hari biasa."
    ]


def test_a_row_without_a_rule_is_plain() -> None:
    assert plain(None, None, None)
    assert plain(None, "", 1)
    assert not plain(0, None, None)
    assert not plain(None, "09:00", None)
    assert not plain(None, None, 0)


def test_a_deadline_lies_on_the_day_itself() -> None:
    assert (read_clock("9.00"), read_clock(" ")) == ("09:00", None)
    for text in ("25.00", "9", "pagi"):
        with pytest.raises(BadHours):
            read_clock(text)
