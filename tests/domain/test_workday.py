"""Which hours hold for whom on a date, and to which date does an instant belong?"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.days import (
    ALWAYS,
    OFFICE,
    TUESDAY,
    WARD,
    dates,
    duty,
    judged,
    person,
    planning,
    slot,
    week,
)
from web.domain.calendar import Entry
from web.domain.hours import parse_hours
from web.domain.workday import Member, Plan, Planning, frame, plan, plans_of

MONDAY = date(2026, 11, 23)
# Shifts as hospitals have them: pagi, siang, malam. The night belongs to the date it starts on.
PAGI, SIANG, MALAM = ["07:30", "14:00"], ["14:00", "21:00"], ["21:00", "07:30"]
# SE Bupati Mamuju 1/2026, Ramadan 1447: five days, 08.00-15.00, Friday to 15.30.
RAMADAN = {**{n: ["08:00", "15:00"] for n in "1234"}, "5": ["08:00", "15:30"]}
SIX_DAYS = {n: ["07:30", "14:00"] for n in "123456"}


def hours_on(day: date, rules: Planning, who: object = None) -> str | None:
    return slot(day, rules, who).plan.hours  # type: ignore[arg-type]


def test_ramadan_lies_over_the_usual_week_and_ends_by_itself():
    first, last = date(2026, 2, 18), date(2026, 3, 19)
    rules = planning(week(), week(RAMADAN, since=first, until=last))
    assert hours_on(first - timedelta(days=1), rules) == "07.30–16.00"
    assert hours_on(first, rules) == "08.00–15.00"
    assert hours_on(date(2026, 2, 20), rules) == "08.00–15.30"
    assert hours_on(date(2026, 3, 20), rules) == "07.30–16.30"


def test_a_past_day_keeps_the_rules_of_its_time():
    change = date(2026, 11, 16)
    rules = planning(week(), week(SIX_DAYS, since=change))
    assert hours_on(date(2026, 11, 13), rules) == "07.30–16.30"
    assert hours_on(date(2026, 11, 14), rules) is None
    assert hours_on(date(2026, 11, 20), rules) == "07.30–14.00"
    assert hours_on(date(2026, 11, 21), rules) == "07.30–14.00"


def test_of_two_entries_from_the_same_day_the_later_counts():
    later = week(SIX_DAYS, entered=ALWAYS + timedelta(days=1))
    assert hours_on(TUESDAY, planning(later, week())) == "07.30–14.00"


def test_a_persons_hours_come_before_the_groups_and_these_before_the_agencys():
    rules = planning(groups={WARD: (week({"2": ["08:00", "12:00"]}),)})
    member = Member(WARD, date(2026, 11, 1), date(2026, 11, 30), ALWAYS)
    nurse = person(groups=(member,))
    assert hours_on(TUESDAY, rules, nurse) == "08.00–12.00"
    assert hours_on(date(2026, 12, 1), rules, nurse) == "07.30–16.00"
    own = person(groups=(member,), weeks=(week({"2": ["09:00", "11:00"]}),))
    assert hours_on(TUESDAY, rules, own) == "09.00–11.00"


@pytest.mark.parametrize("kind", ["holiday", "local", "election", "joint_leave"])
def test_nobody_is_expected_on_a_free_day(kind: str):
    entry = Entry(MONDAY, kind, "Hari contoh", None, ALWAYS)
    day = judged(on=slot(MONDAY, planning(calendar={MONDAY: [entry]})))
    # Cuti bersama has a code of its own and is not taken off the annual leave (PP 11/2017).
    assert day["code"] == ("CBer" if kind == "joint_leave" else "L")
    assert (day["why"], day["cut"]) == ("Hari contoh.", 0)


def test_a_shift_works_on_a_holiday():
    entry = Entry(MONDAY, "holiday", "Hari contoh", None, ALWAYS)
    nurse = person(roster={MONDAY: duty(PAGI, "Sif pagi.")})
    day = judged(
        "in 07:20", "out 14:00", on=slot(MONDAY, planning(calendar={MONDAY: [entry]}), nurse)
    )
    assert (day["code"], day["hours"]) == ("H", "07.30–14.00")


def test_a_night_shift_belongs_to_the_day_it_starts_on():
    nurse = person(roster={MONDAY: duty(MALAM), TUESDAY: duty(None, "Lepas dinas.")})
    night, off = plans_of(planning(), nurse, MONDAY, TUESDAY)
    assert judged("in 20:50", "out 07:35+1", on=night)["code"] == "H"
    assert judged("in 21:10", "out 07:00+1", on=night)["code"] == "TL1+PSW1"
    assert judged("out 07:35", on=off)["code"] == "L"
    assert night.until == off.since


def test_two_shifts_side_by_side_share_no_record():
    nurse = person(roster={MONDAY: duty(MALAM), TUESDAY: duty(SIANG, "Sif siang.")})
    night, afternoon = plans_of(planning(), nurse, MONDAY, TUESDAY)
    assert judged("in 20:58", "out 08:10+1", on=night)["code"] == "H"
    assert judged("out 08:10", "in 13:50", "out 21:05", on=afternoon)["in"]
    assert judged("in 13:50", "out 21:05", on=afternoon)["code"] == "H"


def test_who_works_by_roster_is_free_without_an_entry():
    rules = planning(week(options={"shift": True}))
    assert judged(on=slot(TUESDAY, rules))["code"] == "L"
    on_duty = slot(TUESDAY, rules, person(roster={TUESDAY: duty(SIANG)}))
    assert judged(on=on_duty)["code"] == "TK"


def test_days_before_service_and_after_it_are_not_judged():
    who = person(starts_on=MONDAY, ends_on=TUESDAY)
    codes = [
        judged(on=one)["code"]
        for one in plans_of(planning(), who, date(2026, 11, 20), date(2026, 11, 25))
    ]
    assert codes == ["-", "-", "-", "TK", "TK", "-"]


def test_who_moves_is_judged_by_the_hours_of_each_agency():
    other = Member("agency-2", TUESDAY, None, ALWAYS)
    who = person().__class__(id="p", agencies=(Member(OFFICE, None, None, ALWAYS), other))
    base = planning()
    second = base.offices[OFFICE].__class__("agency-2", "Asia/Jakarta", (week(SIX_DAYS),))
    rules = Planning({**base.offices, "agency-2": second}, {}, {})
    assert plan(rules, who, MONDAY).hours == "07.30–16.00"
    assert (plan(rules, who, TUESDAY).hours, plan(rules, who, TUESDAY).zone) == (
        "07.30–14.00",
        "Asia/Jakarta",
    )


spans = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 47), st.integers(1, 40)).map(
        lambda one: [f"{one[0] // 2:02}:{one[0] % 2 * 30:02}", _end(one[0] + one[1])]
    ),
)


def _end(halves: int) -> str:
    return f"{halves // 2 % 24:02}:{halves % 2 * 30:02}"


@given(st.lists(spans, min_size=3, max_size=12))
def test_every_instant_belongs_to_one_date_at_most(rota: list[list[str] | None]):
    days = dates(MONDAY, len(rota))
    roster = {
        day: duty(None if hours is None or hours[0] == hours[1] else hours)
        for day, hours in zip(days, rota, strict=True)
    }
    slots = plans_of(planning(), person(roster=roster), days[0], days[-1])
    for a, b in pairwise(slots):
        assert a.since <= a.until <= b.since
    for one in slots:
        if one.plan.spans and _alone(one.plan, slots):
            start = one.plan.midnight + one.plan.spans[0].start * 60
            assert one.since <= start < one.until


def _alone(plan_: Plan, slots: object) -> bool:
    """Whether no neighbour's hours overlap the plan's own."""
    start = plan_.midnight + plan_.spans[0].start * 60
    end = plan_.midnight + plan_.spans[-1].end * 60
    others = [one.plan for one in slots if one.plan is not plan_ and one.plan.spans]  # type: ignore[attr-defined]
    return all(
        other.midnight + other.spans[-1].end * 60 <= start
        or other.midnight + other.spans[0].start * 60 >= end
        for other in others
    )


def test_the_effective_hours_of_the_week_are_those_of_the_perpres():
    # Perpres 21/2023: 37 h 30 min; rest Friday 90 minutes, otherwise 60. Ramadan 32 h 30 min.
    normal = [{"spans": [{"start": "07:30", "end": "16:00"}], "rest": 60}] * 4
    normal.append({"spans": [{"start": "07:30", "end": "16:30"}], "rest": 90})
    assert sum(parse_hours(one).minutes for one in normal) == 37.5 * 60
    ramadan = [{"spans": [{"start": "08:00", "end": "15:00"}], "rest": 30}] * 4
    ramadan.append({"spans": [{"start": "08:00", "end": "15:30"}], "rest": 60})
    assert sum(parse_hours(one).minutes for one in ramadan) == 32.5 * 60


def test_the_frame_leaves_its_borders_out():
    plans = [plan(planning(), person(), day) for day in dates(MONDAY, 3)]
    (only,) = frame(plans)
    assert only.plan is plans[1]
    assert datetime.fromtimestamp(only.since, UTC).hour == 20  # 04.00 WITA
