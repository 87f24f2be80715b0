"""What is a day of which a status holds for one half, and what do studies make of one?"""

from itertools import product
from typing import Any

import pytest

from tests.domain.days import LATER, TABLE, judged, marks, slot
from web.domain.day import Context, Event
from web.domain.discretion import CODE, discreet_day
from web.domain.duties import Assignment
from web.domain.performance import OWN, source_of
from web.domain.recap import fold
from web.domain.stated import Recorded, Stated, in_force
from web.domain.statuses import HALVABLE, STATUSES
from web.domain.team_day import team_day

IN, OUT = Stated("I", "12", covers="in"), Stated("I", "12", covers="out")


# 07.30 to 16.00. What is excused is not asked for, whatever was recorded of it.
@pytest.mark.parametrize(
    ("half", "records", "code", "late", "early"),
    [
        (IN, [], "I½+TAP", 0, 0),
        (IN, ["in 12:30"], "I½+TAP", 0, 0),
        (IN, ["out 16:00"], "I½", 0, 0),
        (IN, ["in 12:30", "out 16:00"], "I½", 0, 0),
        (IN, ["in 07:20", "out 16:00"], "I½", 0, 0),
        (IN, ["in 12:30", "out 15:40"], "I½+PSW1", 0, 20),
        (OUT, [], "I½+TAM", 0, 0),
        (OUT, ["out 12:00"], "I½+TAM", 0, 0),
        (OUT, ["in 07:20"], "I½", 0, 0),
        (OUT, ["in 07:20", "out 12:00"], "I½", 0, 0),
        (OUT, ["in 07:20", "out 16:00"], "I½", 0, 0),
        (OUT, ["in 07:45", "out 12:00"], "I½+TL1", 15, 0),
    ],
)
def test_a_half_excuses_from_coming_or_from_leaving(
    half: Stated, records: list[str], code: str, late: int, early: int
):
    day = judged(*records, stated=half)
    assert (day["code"], day["late_minutes"], day["early_minutes"]) == (code, late, early)
    assert day["why"].startswith("Izin (surat 12), paruh ")
    assert "absent" not in day


@pytest.mark.parametrize("code", HALVABLE)
def test_every_kind_that_has_halves_is_told_as_one(code: str):
    day = judged("in 07:20", stated=Stated(code, covers="out"))
    assert day["code"] == f"{code}½"
    assert STATUSES[code].label in day["why"]
    assert "paruh kedua" in day["why"]


def _month(*records: str, stated: Stated | None) -> Any:
    on = slot()
    number = on.plan.date.day
    held = {number: stated} if stated else {}
    return fold("p", [on], [Context(TABLE)], marks(on, *records), held, LATER)


def test_who_came_for_the_other_half_was_there():
    assert _month("in 07:20", stated=OUT).totals["present"] == 1
    assert _month(stated=OUT).totals["present"] == 0
    assert _month(stated=OUT).totals["absent"] == 0  # what is missing is cut, not called absence
    assert _month("in 07:20", stated=OUT).totals["codes"] == {"I½": 1}


def test_two_halves_of_different_kinds_make_a_whole_day():
    both = in_force([Recorded("S", covers="in"), Recorded("I", covers="out")], None)
    day = judged(stated=both)
    assert (day["code"], day["cut"]) == ("S½+I½", 0)
    assert judged(stated=both, now=slot().plan.midnight)["ahead"]


def test_a_duty_fills_the_half_that_a_status_leaves_open():
    duty = Assignment(
        **{"duty": "d", "number": "090", "kind": "in_town_short", "covers": "out"},
        **{"first_day": slot().plan.date, "last_day": slot().plan.date, "places": ()},
    )
    held = in_force([Recorded("I", covers="in")], duty)
    day = judged(stated=held)
    assert day["code"] == "I½+DL"
    assert "090" in day["why"]
    whole = in_force([Recorded("I", covers="both")], duty)
    assert judged(stated=whole)["code"] == "I"


def test_of_two_for_the_same_half_the_later_counts():
    held = in_force([Recorded("S", covers="in"), Recorded("I", covers="in")], None)
    assert judged("out 16:00", stated=held)["code"] == "I½"
    replaced = in_force([Recorded("I", covers="in"), Recorded("CT")], None)
    assert judged(stated=replaced)["code"] == "CT"


def test_an_event_is_excused_in_the_half_that_is():
    on = slot()
    morning = on.plan.midnight + 7 * 3600
    apel = Event("apel", "Apel pagi", morning, morning + 1800, None, 2.0, None)
    for half, excused in ((IN, True), (OUT, False)):
        folded = fold(
            "p",
            [on],
            [Context(TABLE, events=(apel,))],
            marks(on, "in 12:30", "out 16:00") if half is IN else marks(on, "in 07:45"),
            {on.plan.date.day: half},
            LATER,
        )
        day = folded.days[str(on.plan.date.day)]
        assert day["events"][0].get("excused", False) is excused


def test_a_report_is_due_of_the_half_that_is_worked():
    assert source_of(IN) == OWN
    assert source_of(Stated("I")) is None


def test_a_day_that_runs_says_its_half():
    on = slot()
    noon = on.plan.midnight + 12 * 3600
    day = judged(stated=IN, now=noon)
    assert (day["code"], day["rest"]) == ("", "Belum ada absen.")
    assert "paruh pertama" in day["why"]


# Who studies full time is not asked for; who studies beside the work is, as ever.
def test_studies_full_time_or_beside_the_work():
    full = in_force([Recorded("TB", "421/7")], None)
    assert judged(stated=full)["code"] == "TB"
    assert source_of(full) is None
    beside = in_force([Recorded("TB", "421/7", working=True)], None)
    day = judged("in 07:45", "out 16:00", stated=beside)
    assert day["code"] == "TL1"
    assert "sambil bekerja" in day["notes"][-1]
    assert judged(stated=beside)["code"] == "TK"
    assert source_of(beside) == OWN
    on_leave = in_force([Recorded("CT"), Recorded("TB", "421/7", working=True)], None)
    assert judged(stated=on_leave)["code"] == "CT"


@pytest.mark.parametrize(
    ("code", "covers"),
    [*product(STATUSES, ["both"]), *product(HALVABLE, ["in", "out"])],
)
def test_without_reasons_personal_kinds_cannot_be_told_apart(code: str, covers: str):
    # UU 27/2022 art. 4: health data are specific personal data
    def read(of: str) -> tuple[Any, ...]:
        day = judged("in 07:20", "out 16:00", stated=Stated(of, "77", covers=covers))
        seen = discreet_day(day)
        shown = team_day(slot().plan.date, day, slot().plan.date)
        return seen["code"], seen["why"], seen.get("half"), shown.words, shown.more

    if STATUSES[code].personal:
        assert read(code) == read("I")
        assert CODE in read(code)[0]
        assert "77" not in read(code)[1]
    elif code != "WFA":
        assert STATUSES[code].label in read(code)[1]
