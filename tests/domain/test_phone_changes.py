"""Is nobody ever the second person of what they did themselves, and does an approval end?"""

from datetime import UTC, datetime, timedelta

import pytest

from web.domain.approval import APPROVED, AUTHOR, OPERATOR, REJECTED, SECOND, SUBMITTED
from web.domain.phone_changes import (
    APPROVAL_LIFE,
    BOUND,
    BY_SERVER,
    EXPIRED,
    actors_of,
    standing_of,
)

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("viewer", "more", "expected"),
    [
        ("budi", {}, {AUTHOR}),
        ("budi", {"operates": True}, {AUTHOR}),  # an operator about their own phone
        ("budi", {"principals": {"rosmini"}}, {AUTHOR}),  # acts for their own supervisor
        ("rosmini", {}, {SECOND}),
        ("rosmini", {"preparers": {"andi"}}, {SECOND}),
        ("andi", {"operates": True}, {OPERATOR, SECOND}),
        ("andi", {"operates": True, "preparers": {"andi"}}, {OPERATOR}),
        ("andi", {"operates": True, "preparers": {"dewi", "andi"}}, {OPERATOR}),
        ("rosmini", {"operates": True, "preparers": {"rosmini"}}, {OPERATOR}),
        ("siti", {"principals": {"rosmini"}}, {SECOND}),
        ("siti", {"principals": {"rosmini"}, "preparers": {"siti"}}, set()),
        # Whoever acts for the preparer would decide in the preparer's own name.
        ("siti", {"principals": {"rosmini"}, "preparers": {"rosmini"}}, set()),
        ("siti", {"principals": {"dewi"}}, set()),
        ("siti", {}, set()),
    ],
)
def test_who_somebody_is_for_a_request(viewer: str, more: dict, expected: set[str]):
    told = {"preparers": set()} | more
    assert actors_of(viewer, employee="budi", supervisor="rosmini", **told) == expected


def test_without_a_supervisor_nobody_decides_as_one():
    assert actors_of("x", employee="budi", supervisor=None, preparers=()) == set()


@pytest.mark.parametrize(
    ("state", "ago", "bound", "expected"),
    [
        (SUBMITTED, None, False, SUBMITTED),
        (APPROVED, timedelta(), False, APPROVED),
        (APPROVED, APPROVAL_LIFE - timedelta(seconds=1), False, APPROVED),
        (APPROVED, APPROVAL_LIFE, False, EXPIRED),
        (APPROVED, APPROVAL_LIFE * 9, True, BOUND),
        (REJECTED, None, False, REJECTED),
        (None, None, False, BY_SERVER),
        (None, None, True, BOUND),
    ],
)
def test_what_becomes_of_an_approval(
    state: str | None, ago: timedelta | None, bound: bool, expected: str
):
    at = None if ago is None else NOW - ago
    assert standing_of(state, approved_at=at, bound=bound, now=NOW) == expected
