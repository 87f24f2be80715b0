"""Which time counts, whatever the phone's clock says?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cases import ANCHOR_AT, RECEIVED_AT, TAP, case_of, codes, facts_of, seconds
from web.domain import times
from web.domain.timing import claimed_time, clock_drift

LATER = TAP + timedelta(hours=30)
# Every millisecond of the years 2000 to 2199.
MOMENTS = st.integers(946_684_800_000, 7_258_118_399_999).map(
    lambda number: times.EPOCH + number * times.MILLISECOND
)


def claimed(device_time, *, seen=ANCHOR_AT, elapsed=None, received=LATER):
    facts = facts_of(
        device_time=times.write(device_time), anchor_seen_at=times.write(seen), elapsed_ms=elapsed
    )
    return claimed_time(facts, ANCHOR_AT, received)


@pytest.mark.parametrize(
    "wrong", [timedelta(hours=3), timedelta(hours=-3), timedelta(days=900), timedelta(days=-9000)]
)
def test_a_clock_that_is_wrong_but_steady_is_right(wrong: timedelta):
    assert claimed(TAP + wrong, seen=ANCHOR_AT + wrong).at == TAP


def test_where_the_clock_says_the_future_the_monotonic_one_counts():
    assert claimed(LATER + seconds(1), elapsed=300_000).at == ANCHOR_AT + seconds(300)
    assert claimed(LATER, elapsed=300_000).at == LATER  # not after the arrival


def test_without_a_monotonic_clock_the_arrival_is_the_bound():
    found = claimed(LATER + timedelta(days=1))
    assert (found.at, found.raw) == (LATER, LATER + timedelta(days=1))


def test_a_monotonic_clock_in_the_future_is_bounded_too():
    found = claimed(LATER + seconds(1), elapsed=200 * 3600 * 1000)
    assert found.at == LATER
    assert found.raw == ANCHOR_AT + timedelta(hours=200)


def test_the_anchor_is_the_lower_bound():
    found = claimed(ANCHOR_AT - timedelta(days=2))
    assert (found.at, found.raw) == (ANCHOR_AT, ANCHOR_AT - timedelta(days=2))


def test_an_absurd_monotonic_clock_is_no_error():
    assert claimed(LATER + seconds(1), elapsed=1e300).at == LATER


@given(
    device=MOMENTS,
    seen=MOMENTS,
    elapsed=st.none() | st.floats(0, 1e308) | st.integers(0, 2**53),
)
def test_whatever_a_phone_says_the_time_lies_within_its_bounds(device, seen, elapsed):
    found = claimed(device, seen=seen, elapsed=elapsed)
    assert ANCHOR_AT <= found.at <= LATER
    assert found.at.microsecond % 1000 == 0
    if ANCHOR_AT <= found.raw <= LATER:
        assert abs(found.at - found.raw) < timedelta(milliseconds=1)


@pytest.mark.parametrize(("early", "flagged"), [(60, False), (60.001, True), (86400, True)])
def test_before_the_anchor_by_more_than_sixty_seconds(early: float, flagged: bool):
    case = case_of(
        claims={"device_time": times.write(ANCHOR_AT - seconds(early)), "elapsed_ms": None}
    )
    assert ("before_anchor" in codes(case)) is flagged
    assert case.claimed.at == ANCHOR_AT


@pytest.mark.parametrize(("late", "flagged"), [(60, False), (60.001, True), (86400, True)])
def test_in_the_future_by_more_than_sixty_seconds(late: float, flagged: bool):
    claims = {"device_time": times.write(RECEIVED_AT + seconds(late)), "elapsed_ms": None}
    case = case_of(claims=claims)
    assert ("in_future" in codes(case)) is flagged
    assert case.claimed.at == RECEIVED_AT


def test_a_clock_set_forward_is_not_in_the_future_where_the_monotonic_one_knows_better():
    claims = {"device_time": times.write(TAP + timedelta(hours=3))}
    case = case_of(claims=claims)
    assert case.claimed.at == TAP
    assert codes(case) == {"clock_forward"}


@pytest.mark.parametrize(
    ("ahead", "flags"),
    [
        (60, set()),
        (60.001, {"clock_moved"}),
        (-60, set()),
        (-60.001, {"clock_forward"}),
    ],
)
def test_the_two_clocks_may_part_by_sixty_seconds(ahead: float, flags: set[str]):
    """`ahead`: by how much the monotonic clock counted more than the wall clock."""
    elapsed = (TAP - ANCHOR_AT) / timedelta(milliseconds=1) + ahead * 1000
    case = case_of(claims={"elapsed_ms": elapsed}, received_at=TAP + seconds(2))
    assert codes(case) == flags


def test_without_a_monotonic_clock_nothing_is_said_of_the_wall_clock():
    facts = facts_of(elapsed_ms=None)
    assert clock_drift(facts) is None
    assert codes(case_of(claims={"elapsed_ms": None})) == set()


@pytest.mark.parametrize(("minutes", "flagged"), [(10, False), (10.001, True)])
def test_time_is_asserted_from_ten_minutes_after_the_anchor(minutes: float, flagged: bool):
    case = case_of(received_at=ANCHOR_AT + timedelta(minutes=minutes))
    assert codes(case) == ({"time_asserted"} if flagged else set())


@pytest.mark.parametrize(("days", "flagged"), [(7, False), (7.00001, True)])
def test_late_is_above_the_days_that_the_office_allows(days: float, flagged: bool):
    case = case_of(received_at=TAP + timedelta(days=days))
    assert ("late_delivery" in codes(case)) is flagged


def test_a_time_of_the_server_comes_back_to_the_millisecond():
    moment = datetime(2026, 11, 24, 1, 2, 3, 457000, UTC)
    assert times.from_seconds(times.to_seconds(moment)) == moment
    assert times.read(times.write(moment)) == moment
    assert times.write(moment) == "2026-11-24T01:02:03.457Z"


@given(MOMENTS)
def test_any_time_comes_back_from_an_anchor(moment: datetime):
    assert times.from_seconds(times.to_seconds(moment)) == moment
    assert times.read(times.write(moment)) == moment
