"""May exactly the right people do exactly the right thing, in every state of a matter?"""

import pytest

from web.domain import approval
from web.domain.approval import (
    ACTORS,
    APPROVED,
    ASKED,
    AUTHOR,
    DAILY_REPORT,
    DUTY,
    EVENTS,
    KINDS,
    OPERATOR,
    PHONE_CHANGE,
    REJECTED,
    RETURNED,
    SECOND,
    STATES,
    SUBMITTED,
    SUPERVISOR,
    TRAVEL_REPORT,
    WITHDRAWN,
    actors_of,
    after,
    events_for,
    state_of,
)
from web.domain.steps import NoReason, NotNow, NotYours

# (state, event, by whom) -> the state after it; all the rest is refused.
DECISIONS = {
    (SUBMITTED, "approve", SUPERVISOR): APPROVED,
    (SUBMITTED, "return", SUPERVISOR): RETURNED,
    (SUBMITTED, "reject", SUPERVISOR): REJECTED,
    (RETURNED, "revoke", SUPERVISOR): SUBMITTED,
    (APPROVED, "revoke", SUPERVISOR): SUBMITTED,
    (REJECTED, "revoke", SUPERVISOR): SUBMITTED,
}
REPORT = DECISIONS | {
    (None, "submit", AUTHOR): SUBMITTED,
    (SUBMITTED, "resubmit", AUTHOR): SUBMITTED,
    (RETURNED, "resubmit", AUTHOR): SUBMITTED,
    (WITHDRAWN, "resubmit", AUTHOR): SUBMITTED,
    (SUBMITTED, "withdraw", AUTHOR): WITHDRAWN,
    (RETURNED, "withdraw", AUTHOR): WITHDRAWN,
}
ALLOWED = {
    DUTY: DECISIONS
    | {
        (state, event, actor): leads
        for actor in (AUTHOR, OPERATOR)
        for state, event, leads in (
            (None, "submit", SUBMITTED),
            (RETURNED, "resubmit", SUBMITTED),
            (SUBMITTED, "withdraw", WITHDRAWN),
            (RETURNED, "withdraw", WITHDRAWN),
            (APPROVED, "withdraw", WITHDRAWN),
        )
    },
    TRAVEL_REPORT: REPORT,
    DAILY_REPORT: REPORT,
    PHONE_CHANGE: {
        (None, "ask", AUTHOR): ASKED,
        (None, "prepare", OPERATOR): SUBMITTED,
        (ASKED, "prepare", OPERATOR): SUBMITTED,
        (RETURNED, "prepare", OPERATOR): SUBMITTED,
        **{(state, event, SECOND): leads for (state, event, _), leads in DECISIONS.items()},
        **{
            (state, "withdraw", actor): WITHDRAWN
            for state in (ASKED, SUBMITTED, RETURNED, APPROVED)
            for actor in (AUTHOR, OPERATOR)
        },
    },
}


@pytest.mark.parametrize("actor", [*ACTORS, None])
@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("state", [None, *STATES])
@pytest.mark.parametrize("kind", KINDS)
def test_every_event_in_every_state_by_everybody(
    kind: str, state: str | None, event: str, actor: str | None
):
    actors = {actor} if actor else set()
    expected = ALLOWED[kind].get((state, event, actor or ""))
    if expected is None:
        with pytest.raises((NotYours, NotNow)):
            after(kind, state, event, actors, "Salah isi.")
    else:
        assert after(kind, state, event, actors, "Salah isi.") == expected
    assert (event in events_for(kind, state, actors)) == (expected is not None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_is_told_by_the_last_event_alone(kind: str):
    """So that a query may ask for what waits without folding anything."""
    for (state, event, actor), leads in ALLOWED[kind].items():
        assert after(kind, state, event, {actor}, "Ya.") == EVENTS[event].leads == leads
    assert state_of([]) is None
    assert state_of(["submit", "return", "resubmit", "approve"]) == APPROVED
    assert state_of(["submit", "approve", "revoke"]) == SUBMITTED


def test_a_decision_wants_a_reason_and_a_filing_does_not():
    for event in approval.DECISIONS:
        state = SUBMITTED if event != "revoke" else APPROVED
        with pytest.raises(NoReason):
            after(DUTY, state, event, {SUPERVISOR}, "  ")
    assert after(DUTY, None, "submit", {AUTHOR}) == SUBMITTED
    with pytest.raises(NoReason):
        after(DUTY, SUBMITTED, "withdraw", {AUTHOR})


def test_what_is_refused_says_who_or_where():
    with pytest.raises(NotYours, match="hanya atasan langsung"):
        after(DUTY, SUBMITTED, "approve", {AUTHOR, OPERATOR}, "Ya.")
    with pytest.raises(NotNow, match="dibatalkan"):
        after(DUTY, WITHDRAWN, "approve", {SUPERVISOR}, "Ya.")


PEOPLE = [("budi", "rosmini"), ("siti", "rosmini")]


@pytest.mark.parametrize(
    ("viewer", "more", "expected"),
    [
        ("budi", {}, {AUTHOR}),
        ("siti", {}, set()),
        ("rosmini", {}, {SUPERVISOR}),
        ("andi", {}, set()),
        ("andi", {"principals": {"rosmini"}}, {SUPERVISOR}),
        ("siti", {"principals": {"rosmini"}}, set()),  # acts for Rosmini, but travels herself
        ("budi", {"principals": {"rosmini"}}, {AUTHOR}),
        ("andi", {"principals": {"dewi"}}, set()),
        ("operator", {"operates": True}, {OPERATOR}),
        ("rosmini", {"operates": True}, {OPERATOR, SUPERVISOR}),
    ],
)
def test_who_somebody_is_for_a_letter(viewer: str, more: dict, expected: set[str]):
    assert actors_of(viewer, author="budi", people=PEOPLE, **more) == expected


def test_nobody_is_their_own_supervisor():
    assert actors_of("budi", author="x", people=[("budi", "budi")]) == set()
    assert actors_of("budi", author="x", people=[("budi", None)]) == set()
