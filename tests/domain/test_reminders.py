"""When is a reminder due, and when may it be shown?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from web.domain.bands import DEFAULT_PRESET, PRESETS, parse_table
from web.domain.day import Context, Gap, Special, fold_day
from web.domain.hours import Span
from web.domain.punctuality import Mark
from web.domain.push import allowed
from web.domain.reminders import (
    ATTEMPTS,
    BadWish,
    Wish,
    checkin_due,
    limit_of,
    parse_wish,
    retry_at,
    when,
)
from web.domain.stated import Stated
from web.domain.workday import Plan, Slot, midnight

ZONE = "Asia/Makassar"
DAY = date(2026, 11, 24)
MIDNIGHT = midnight(DAY, ZONE)
TABLE = parse_table(PRESETS[DEFAULT_PRESET].body)
OFFICE = (Span(450, 960),)  # 07.30 to 16.00


def plan_of(spans: tuple[Span, ...] = OFFICE, **more: Any) -> Plan:
    return Plan(DAY, MIDNIGHT, ZONE, "a", spans=spans, opens=240, closes=1680, **more)


def at(text: str) -> float:
    hours, minutes = text.split(".")
    return MIDNIGHT + int(hours) * 3600 + int(minutes) * 60


def due(
    now: str,
    *,
    plan: Plan | None = None,
    marks: tuple[Mark, ...] = (),
    stated: str = "",
    gaps: tuple[Gap, ...] = (),
    special: Special | None = None,
) -> bool:
    plan = plan or plan_of()
    slot = Slot(plan, at("4.00"), at("28.00"))
    context = Context(TABLE, special=special, gaps=gaps)
    status = Stated(stated) if stated else None
    day = fold_day(slot, context, marks, status, at(now))
    return checkin_due(limit_of(plan, special.deadline if special else None), day, at(now))


@pytest.mark.parametrize(
    ("now", "expected"),
    [("7.14", False), ("7.15", True), ("7.29", True), ("7.30", False), ("9.00", False)],
)
def test_from_fifteen_minutes_before_the_limit_until_it(now: str, expected: bool):
    assert due(now) is expected


def test_the_limit_is_the_last_minute_that_does_not_count_as_late():
    flexible = plan_of(tolerance=10, flex=30)
    assert limit_of(flexible) == at("8.10")
    assert due("7.55", plan=flexible)
    assert not due("7.54", plan=flexible)


@pytest.mark.parametrize("code", ["DL", "CT", "CS", "S", "I", "TB", "DIK"])
def test_never_to_those_on_leave_or_duty(code: str):
    assert not due("7.20", stated=code)


def test_who_works_elsewhere_is_asked_for_a_record_all_the_same():
    assert due("7.20", stated="WFA")


def test_never_on_a_free_day_or_where_no_beginning_is_recorded():
    assert not due("7.20", plan=plan_of((), code="L", reason="Hari Guru."))
    assert not due("7.20", plan=plan_of((), code="-"))
    assert limit_of(plan_of((Span(450, 960, needs_in=False),))) is None


def test_who_has_come_is_left_alone_and_who_pressed_the_wrong_button_is_not():
    assert not due("7.20", marks=(Mark(at("7.05"), "in", "x"),))
    assert not due("7.20", marks=(Mark(at("7.05"), "in", "x", waiting=True),))
    assert due("7.20", marks=(Mark(at("7.05"), "out", "x"),))


def test_of_several_sessions_the_first_that_wants_a_record_counts():
    assert limit_of(plan_of((Span(420, 450, needs_in=False), Span(480, 720)))) == at("8.00")


def test_a_shift_past_midnight_has_its_own_limit():
    night = plan_of((Span(1260, 1890),), shift=True)
    assert due("20.50", plan=night)
    assert not due("7.20", plan=night)


def test_a_special_day_s_earlier_deadline_is_the_limit():
    strict = Special("Apel", 50.0, 420, 1.0)
    assert due("6.50", special=strict)
    assert not due("7.20", special=strict)
    late = Special("Hari pertama", 50.0, 540, 1.0)
    assert due("7.20", special=late)


def test_an_outage_that_stands_for_the_record_needs_no_reminder():
    assert due("7.20", gaps=(Gap(at("7.00"), at("9.00"), "out", "o"),))
    early = plan_of(flex=60)  # the outage has covered 07.30, and the limit is 08.30
    assert due("8.20", plan=early)
    assert not due("8.20", plan=early, gaps=(Gap(at("7.00"), at("9.00"), "in", "o"),))


def moment(text: str) -> datetime:
    return datetime.fromtimestamp(at(text), UTC)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("20.59", "20.59"),
        ("21.00", "29.00"),
        ("23.30", "29.00"),
        ("0.10", "5.00"),
        ("4.59", "5.00"),
        ("5.00", "5.00"),
        ("12.00", "12.00"),
    ],
)
def test_quiet_hours_hold_back_until_they_end(now: str, shown: str):
    assert when("decision", Wish(), moment(now), ZONE) == moment(shown)


def test_quiet_hours_by_day_or_none_at_all():
    by_day = Wish(quiet=(8 * 60, 15 * 60))
    assert when("decision", by_day, moment("9.00"), ZONE) == moment("15.00")
    assert when("decision", by_day, moment("23.00"), ZONE) == moment("23.00")
    assert when("decision", Wish(quiet=None), moment("23.00"), ZONE) == moment("23.00")


def test_quiet_hours_run_by_the_office_s_wall_clock():
    jayapura = when("decision", Wish(), moment("20.30"), "Asia/Jayapura")
    assert jayapura == moment("28.00")  # 21.30 there; 05.00 there is 04.00 WITA


def test_what_is_switched_off_never_comes():
    off = parse_wish({"kinds": {"decision": False}, "quiet": None})
    assert when("decision", off, moment("9.00"), ZONE) is None
    assert when("checkin", off, moment("9.00"), ZONE) == moment("9.00")
    assert when("team", off, moment("9.00"), ZONE) is None  # off unless asked for
    assert when("unknown", off, moment("9.00"), ZONE) is None


def test_settings_come_back_as_they_were_said():
    said = {
        "kinds": {
            "checkin": False,
            "waiting": True,
            "returned": True,
            "decision": False,
            "report": True,
            "team": True,
        },
        "quiet": {"from": "22:00", "until": "04:30"},
    }
    assert parse_wish({**said, "later": 1}).document() == said
    assert parse_wish({"kinds": {"news": True}}).document()["kinds"].keys() == said["kinds"].keys()


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (None, "kinds"),
        ({}, "kinds"),
        ({"kinds": []}, "kinds"),
        ({"kinds": {"checkin": 1}}, "kinds"),
        ({"kinds": {}, "quiet": "21:00"}, "quiet"),
        ({"kinds": {}, "quiet": {"from": "21:00"}}, "quiet"),
        ({"kinds": {}, "quiet": {"from": "21:00", "until": "21:00"}}, "quiet"),
        ({"kinds": {}, "quiet": {"from": "21:00", "until": "29:00"}}, "quiet"),
        ({"kinds": {}, "quiet": {"from": "9", "until": "29:00"}}, "quiet"),
    ],
)
def test_settings_that_cannot_be_are_refused_by_name(raw: Any, where: str):
    with pytest.raises(BadWish) as refusal:
        parse_wish(raw)
    assert refusal.value.where == where


def test_it_is_tried_again_ever_later_and_not_for_ever():
    now = moment("9.00")
    waits = [retry_at(n, None, now) for n in range(1, ATTEMPTS + 1)]
    assert waits[:3] == [now + timedelta(seconds=s) for s in (30, 60, 120)]
    assert waits[-1] is None
    assert retry_at(1, 300, now) == now + timedelta(seconds=300)
    assert retry_at(1, 1e12, now) == now + timedelta(days=1)


SERVICES = "push.example *.push.example.org http://localhost:9000"


@pytest.mark.parametrize(
    "address",
    [
        "https://push.example/send/abc:def_-=",
        "https://push.example:443/x",
        "https://a.push.example.org/x?y=1",
        "http://localhost:9000/x",
    ],
)
def test_named_push_services_may_be_spoken_to(address: str):
    assert allowed(address, SERVICES)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://push.example/x",
        "https://push.example",
        "https://push.example:8443/x",
        "https://push.example.evil.test/x",
        "https://evilpush.example/x",
        "https://push.example.org/x",  # the name itself is not below it
        "https://.push.example.org/x",
        "https://a..push.example.org/x",
        "https://user@push.example/x",
        "https://push.example@evil.test/x",
        "https://push.example\\@evil.test/x",
        "https://evil.test#push.example/x",
        "https://evil.test/?https://push.example/x",
        "https://push.example/x#y",
        "https://push.example/x y",
        "https://push.example/x\n",
        "https://PUSH.EXAMPLE/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest",
        "https://localhost:9000/x",
        "http://localhost:9001/x",
        "http://localhost/x",
        "file:///etc/passwd",
        "https://push.example/" + "x" * 1000,
    ],
)
def test_nothing_else_may(address: str):
    assert not allowed(address, SERVICES)


def test_without_services_there_are_none():
    assert not allowed("https://push.example/x", "")
