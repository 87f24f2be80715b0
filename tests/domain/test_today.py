"""What is said of a morning: who stands how, what needs a look, and how are arrivals drawn?"""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from tests.domain.days import slot
from web.domain.duties import Assignment
from web.domain.minutes import chart, nice
from web.domain.stated import Stated
from web.domain.today import (
    ARRIVED,
    AWAY,
    FREE,
    LATER,
    MISSING,
    Delays,
    Morning,
    Queue,
    Share,
    Silent,
    begins,
    concerns,
    delays,
    standing,
)

SLOT = slot()  # Tuesday, 07.30 to 16.00
START = begins(SLOT.plan)
NOW = datetime.fromtimestamp(START, UTC) + timedelta(minutes=40)
HALF = Stated("I", covers="in")
DUTY = Assignment(
    duty="d",
    number="1",
    kind="in_town_short",
    covers="out",
    first_day=SLOT.plan.date,
    last_day=SLOT.plan.date,
    places=(),
)


@pytest.mark.parametrize(
    ("stated", "came", "minutes", "state"),
    [
        (None, False, -1, LATER),
        (None, False, 0, MISSING),
        (None, True, -60, ARRIVED),
        (Stated("S"), False, 60, AWAY),
        (Stated("S"), True, 60, ARRIVED),
        (HALF, False, 60, AWAY),
        (Stated("I", covers="out"), False, 60, MISSING),
        (Stated("I", covers="in", other=Stated("I", covers="out")), False, 60, AWAY),
        (Stated("WFA"), False, 60, MISSING),
        (Stated("TB", working=True), False, 60, MISSING),
        (Stated("DL", duty=DUTY), False, 60, MISSING),
    ],
)
def test_somebody_stands_by_plan_status_and_hour(
    stated: Stated | None, came: bool, minutes: int, state: str
):
    assert standing(SLOT.plan, stated, came, START + 60 * minutes) == state


def test_nobody_is_expected_on_a_free_day():
    sunday = slot(SLOT.plan.date - timedelta(days=2)).plan
    assert standing(sunday, None, False, START) == FREE
    assert standing(sunday, Stated("CT"), True, START) == FREE


def test_delays_are_told_by_rank_and_a_clock_ahead_is_none():
    assert delays({}) == Delays()
    found = delays({-5: 1, 2: 10, 30: 7, 4000: 1, 90_000: 1})
    assert (found.count, found.median, found.most) == (20, 2, 4000)
    assert (found.over_hour, found.over_day) == (2, 1)
    assert delays({7: 1}).most == 7


def morning(**change: Any) -> Morning:
    usual: dict[str, Any] = {
        "share": Share(arrived=90, missing=10, begins=START),
        "units": {"Dinas A": Share(arrived=9, missing=1, begins=START)},
        "last_arrival": NOW,
        "reviews": Queue(count=3, oldest=NOW - timedelta(days=1)),
        "silent": Silent(bound=1000, silent=20, expected=9),
        "delays": Delays(count=500, median=3, most=40),
        "refused": 0,
        "outages": 0,
        "failures": 0,
    }
    return Morning(**usual | change)


def test_a_usual_morning_needs_no_look():
    assert concerns(morning(), NOW) == []


EMPTY = Share(arrived=2, missing=8, begins=START)


@pytest.mark.parametrize(
    ("key", "words", "change"),
    [
        ("errors", "Server gagal 2 kali", {"failures": 2}),
        ("arrivals", "15 menit", {"share": Share(missing=50, begins=START), "last_arrival": None}),
        ("delays", "Separuh absen", {"delays": Delays(count=20, median=601, most=900)}),
        ("shares", "masuk: Dinas B", {"units": {"Dinas B": EMPTY}}),
        ("shares", "masuk: 2 unit", {"units": {"Dinas B": EMPTY, "Dinas C": EMPTY}}),
        ("outages", "1 gangguan", {"outages": 1}),
        ("refused", "4 kiriman", {"refused": 4}),
        ("reviews", "terlama 4 hari", {"reviews": Queue(count=1, oldest=NOW - timedelta(days=4))}),
        ("silent", "1 HP", {"silent": Silent(bound=30, silent=2, expected=1)}),
    ],
)
def test_each_thing_that_needs_a_look_is_said_alone(key: str, words: str, change: dict[str, Any]):
    [found] = concerns(morning(**change), NOW)
    assert found.key == key
    assert words in found.words


def test_few_people_or_an_early_hour_raise_no_alarm():
    early = NOW - timedelta(minutes=20)
    few = Share(arrived=1, missing=3, begins=START)
    assert concerns(morning(units={"Dinas B": few}), NOW) == []
    assert concerns(morning(units={"Dinas B": EMPTY}), early) == []
    still = Share(missing=50, begins=START)
    assert concerns(morning(share=still, last_arrival=None), early - timedelta(minutes=10)) == []


class Two(NamedTuple):
    direct: int
    waited: int


def test_arrivals_are_drawn_in_their_minute_with_what_waited_on_top():
    first = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)  # 05.30 WITA
    counts = {first + timedelta(minutes=120): Two(6, 2), first - timedelta(minutes=1): Two(50, 0)}

    drawn = chart(counts, first, 270, 90, "Asia/Makassar")

    [column] = drawn.columns
    assert drawn.marks == ["05.30", "07.00", "08.30", "10.00"]
    assert (drawn.top, drawn.total, drawn.most, drawn.most_at) == (10, 8, 8, "07.30")
    assert (column.direct_top, column.direct) == (40, 60)
    assert (column.waited_top, column.waited) == (20, 20)
    assert column.left == pytest.approx(100 * 120 / 270)
    assert [row for row in drawn.table if row.direct] == [("07.30", 6, 2)]


def test_a_scale_ends_at_an_even_figure_that_holds_all():
    assert [nice(most) for most in (0, 1, 3, 5, 11, 21, 99, 101, 4001)] == [
        *(2, 2, 4, 10, 20, 40, 100, 200, 10_000),
    ]
