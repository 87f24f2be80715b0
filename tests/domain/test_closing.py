"""May exactly the right people take exactly the right step, in every state of a month?"""

import pytest

from web.domain.closing import (
    ACTORS,
    ADMIN,
    APPROVED,
    HEAD,
    LOCKED,
    OPEN,
    OPERATOR,
    STATES,
    STEPS,
    SUBMITTED,
    SUPERVISOR,
    after,
    current_teams,
    state_of,
    steps_for,
)
from web.domain.steps import NoReason, NotNow, NotYours

# The order of issue 3: employee, supervisor, operator, kepala OPD, lock; reopen by the personnel
# office only. (state, step, by whom) -> the state after it; all the rest is refused.
ALLOWED = {
    (OPEN, "team", SUPERVISOR): OPEN,
    (OPEN, "submit", OPERATOR): SUBMITTED,
    (OPEN, "submit", ADMIN): SUBMITTED,
    (SUBMITTED, "approve", HEAD): APPROVED,
    (SUBMITTED, "return", HEAD): OPEN,
    (SUBMITTED, "return", ADMIN): OPEN,
    (APPROVED, "return", HEAD): OPEN,
    (APPROVED, "return", ADMIN): OPEN,
    (APPROVED, "lock", ADMIN): LOCKED,
    (LOCKED, "reopen", ADMIN): OPEN,
}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_every_step_in_every_state_by_everybody(state: str, name: str, actor: str):
    expected = ALLOWED.get((state, name, actor))
    if expected is None:
        with pytest.raises((NotYours, NotNow)):
            after(state, name, {actor}, "Salah isi.")
    else:
        assert after(state, name, {actor}, "Salah isi.") == expected
    assert (name in steps_for(state, {actor})) == (expected is not None)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_nobody_in_particular_takes_no_step(state: str, name: str):
    with pytest.raises(NotYours):
        after(state, name, set(), "Salah isi.")
    assert steps_for(state, set()) == []


@pytest.mark.parametrize(("state", "name"), [(SUBMITTED, "return"), (LOCKED, "reopen")])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_what_undoes_wants_a_reason(state: str, name: str, reason: str):
    with pytest.raises(NoReason, match="alasan"):
        after(state, name, {ADMIN}, reason)


def test_a_locked_month_is_left_by_a_reopening_only():
    assert [name for name, step in STEPS.items() if LOCKED in step.begins] == ["reopen"]


def test_the_steps_say_where_a_month_stands():
    assert state_of([]) == OPEN
    assert state_of(["team", "submit"]) == SUBMITTED
    assert state_of(["submit", "return", "team", "submit", "approve"]) == APPROVED
    assert state_of(["submit", "approve", "lock"]) == LOCKED
    assert state_of(["submit", "approve", "lock", "reopen"]) == OPEN
    assert state_of(["submit", "approve", "lock", "reopen", "submit"]) == SUBMITTED


def test_the_refusal_says_who_and_where():
    with pytest.raises(NotYours, match="kepala OPD"):
        after(SUBMITTED, "approve", {OPERATOR})
    with pytest.raises(NotNow, match="Terkunci"):
        after(LOCKED, "submit", {OPERATOR})


def test_a_team_is_checked_until_the_month_is_open_again():
    steps = [("team", "a"), ("team", "b"), ("submit", "o")]
    assert current_teams(steps) == {"a", "b"}
    assert current_teams([*steps, ("return", "h"), ("team", "b")]) == {"b"}
