"""Is a month the sum of its days, whatever the order of arrival, and is each day explained?"""

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.days import LATER, TABLE, duty, judged, mark, person, planning, slot, week
from web.domain.day import Context, Special
from web.domain.day_records import Gap
from web.domain.discretion import PERSONAL, discreet_day, discreet_totals
from web.domain.punctuality import Mark
from web.domain.recap import Month, fold
from web.domain.stated import Recorded, Stated, in_force
from web.domain.statuses import HALVABLE, whole
from web.domain.workday import Slot, plans_of

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
SLOTS = plans_of(planning(), person(), FIRST, LAST)
NIGHTS = plans_of(
    planning(),
    person(roster={one.plan.date: duty(["21:00", "07:30"]) for one in SLOTS[::3]}),
    FIRST,
    LAST,
)


def month(marks: list[Mark], slots: list[Slot] = SLOTS, **what: Any) -> Month:
    context = what.pop("context", Context(TABLE))
    stated = what.pop("stated", {})
    return fold("p", slots, [context] * len(slots), marks, stated, what.pop("now", LATER))


records = st.lists(
    st.tuples(st.integers(0, 29), st.integers(0, 1439), st.sampled_from(["in", "out"])),
    max_size=80,
).map(
    lambda drawn: [
        Mark(SLOTS[day].plan.midnight + minute * 60, kind, f"{day}-{minute}-{kind}-{index}")
        for index, (day, minute, kind) in enumerate(drawn)
    ]
)
# Statuses of whole days and of halves, and two that share a day.
statuses = st.dictionaries(
    st.integers(1, 30),
    st.lists(
        st.builds(
            Recorded,
            code=st.sampled_from(HALVABLE),
            covers=st.sampled_from(["both", "in", "out"]),
        ),
        min_size=1,
        max_size=3,
    ),
).map(lambda drawn: {day: in_force(entered, None) for day, entered in drawn.items()})


@given(records, statuses, st.randoms(), st.sampled_from([SLOTS, NIGHTS]))
def test_any_order_of_arrival_gives_the_same_month(
    marks: list[Mark], stated: Any, random: Any, slots: Any
):
    shuffled = [*marks, *random.sample(marks, len(marks) // 2)]  # some handed in twice
    random.shuffle(shuffled)
    assert month(shuffled, slots, stated=stated) == month(marks, slots, stated=stated)


@given(records, statuses)
def test_a_month_with_halves_is_the_sum_of_its_days_with_and_without_reasons(
    marks: list[Mark], stated: Any
):
    days, totals, _ = month(marks, stated=stated)
    assert totals["workdays"] == 21
    assert totals["present"] + totals["absent"] <= 21
    for number, one in stated.items():
        day = days[str(number)]
        if day["hours"]:
            assert ("half" in day) == (one.in_part and "absent" not in day)
    read = [discreet_day(day)["code"] for day in days.values()]
    counted = Counter(part for code in read if code for part in code.split("+"))
    assert discreet_totals(totals)["codes"] == dict(counted)
    assert not {whole(code) for code in counted} & PERSONAL


@given(records, st.sampled_from([SLOTS, NIGHTS]))
def test_no_check_in_counts_twice(marks: list[Mark], slots: Any):
    used = [
        ref
        for day in month(marks, slots).days.values()
        for ref in (day["marks"]["in"], day["marks"]["out"])
        if ref
    ]
    assert len(used) == len(set(used))


@given(records)
def test_a_recap_is_the_sum_of_its_days(marks: list[Mark]):
    days, totals, _ = month(marks)
    worked = [day for day in days.values() if day["hours"]]
    assert totals["workdays"] == len(worked) == 21
    assert totals["present"] + totals["absent"] == 21
    assert totals["late_minutes"] == sum(day["late_minutes"] for day in days.values())
    assert totals["early_minutes"] == sum(day["early_minutes"] for day in days.values())
    assert totals["cut_percent"] == min(100, round(sum(day["cut"] for day in days.values()), 4))
    assert sum(totals["codes"].values()) >= 30


def test_a_month_has_all_its_days():
    assert list(month([]).days) == [str(number) for number in range(1, 31)]
    for year, number, days in ((2027, 2, 28), (2028, 2, 29), (2026, 12, 31)):
        first, last = date(year, number, 1), date(year, number, days)
        assert len(plans_of(planning(), person(), first, last)) == days


def test_leave_and_duty_take_the_place_of_the_verdict():
    day = judged(stated=Stated("CT", "800/12"))
    assert (day["code"], day["cut"]) == ("CT", 0)
    assert day["why"] == "Cuti tahunan (surat 800/12)."
    travelling = judged("in 09:30", stated=Stated("DL"))
    assert (travelling["code"], travelling["late_minutes"]) == ("DL", 0)
    assert travelling["in"] == "2026-11-24T01:30:00.000Z"


def test_who_works_elsewhere_still_checks_in():
    # PermenPANRB 4/2025: flexible place is work; hours hold.
    assert judged("in 07:20", "out 16:00", stated=Stated("WFA"))["code"] == "WFA"
    assert judged("in 07:50", "out 16:00", stated=Stated("WFA"))["code"] == "TL1"
    assert judged(stated=Stated("WFA"))["code"] == "TK"


def test_leave_on_a_free_day_is_a_free_day():
    sunday = slot(date(2026, 11, 22))
    assert judged(on=sunday, stated=Stated("CM"))["code"] == "L"


def test_after_lebaran_absence_costs_half_the_allowance():
    # Mamuju, 3 April 2024: absent on day 1 after Lebaran leave -50 % TPP.
    special = Special("Hari pertama sesudah Lebaran", 50.0, 9 * 60, 1.0)
    context = Context(TABLE, special)
    assert judged(context=context)["cut"] == 50.0
    # 2018: after 09.00 = alpa.
    late = judged("in 09:01", "out 16:00", context=context)
    assert (late["code"], late["cut"]) == ("TK", 50.0)
    assert "sesudah batas 09.00" in late["why"]
    assert judged("in 09:00:59", "out 16:00", context=context)["code"] == "TL3"
    doubled = Context(TABLE, Special("Hari khusus", None, None, 2.0))
    assert judged("in 07:41", "out 16:00", context=doubled)["cut"] == 1.0


def test_an_outage_makes_nobody_late():
    on = slot()
    start = on.plan.midnight + 7 * 3600
    context = Context(TABLE, gaps=(Gap(start, start + 3600, "in", "g"),))
    assert judged("out 16:00", on=on, context=context)["code"] == "H"
    assert judged("in 07:55", "out 16:00", on=on, context=context)["code"] == "H"
    assert "(gangguan)" in judged("out 16:00", on=on, context=context)["why"]
    # It mends nothing else: who came hours after it ended is late, who left early left early.
    assert judged("in 10:00", "out 16:00", on=on, context=context)["code"] == "TL4"
    assert judged("in 07:20", "out 15:00", on=on, context=context)["code"] == "PSW2"


def test_a_correction_is_a_record_like_another():
    on = slot()
    came = mark(on, "in 07:25")._replace(ref="correction:1")
    days = fold("p", [on], [Context(TABLE)], [came, mark(on, "out 16:00")], {}, LATER).days
    assert days["24"]["code"] == "H"
    assert days["24"]["why"] == "Masuk 07.25 WITA (koreksi). Pulang 16.00 WITA."


def test_leave_that_lies_ahead_is_shown_and_not_yet_counted():
    on = slot()
    before = fold("p", [on], [Context(TABLE)], [], {24: Stated("CT")}, on.since - 1)
    assert (before.days["24"]["code"], before.totals["workdays"]) == ("CT", 0)
    assert before.due == on.until


def test_some_of_the_sessions_cost_no_more_than_none():
    days = {
        "2": {"spans": [{"start": "07:30", "end": "12:00"}, {"start": "13:00", "end": "16:00"}]}
    }
    on = slot(rules=planning(week(days)))
    assert judged("in 07:20", on=on)["cut"] == judged(on=on)["cut"] == 4.0


def test_time_alone_changes_a_month_at_the_end_of_a_window():
    noon = SLOTS[23].plan.midnight + 12 * 3600
    assert month([], now=noon).due == SLOTS[23].until
    assert month([], now=LATER).due is None
