"""Where does the closing of an agency's month stand, and who may take which step now?

open → submitted (operator) → approved (head) → locked (personnel office). A step is never taken
back: what undoes it is a step of its own, with an author, a time and a reason.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from web.domain.steps import NoReason, NotNow, NotYours

OPEN, SUBMITTED, APPROVED, LOCKED = "open", "submitted", "approved", "locked"
STATES = {
    OPEN: "Terbuka",
    SUBMITTED: "Diajukan, menunggu kepala OPD",
    APPROVED: "Disetujui kepala OPD",
    LOCKED: "Terkunci",
}
SUPERVISOR, OPERATOR, HEAD, ADMIN = "supervisor", "operator", "head", "admin"
ACTORS = {
    SUPERVISOR: "atasan langsung",
    OPERATOR: "operator OPD",
    HEAD: "kepala OPD",
    ADMIN: "bagian kepegawaian",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of step: from which states it leads where (None: it changes nothing), and by whom."""

    label: str
    done: str
    begins: frozenset[str]
    leads: str | None
    actors: frozenset[str]
    reasoned: bool = False


STEPS = {
    "team": Step(
        "Nyatakan tim sudah diperiksa",
        "Atasan memeriksa timnya",
        frozenset({OPEN}),
        None,
        frozenset({SUPERVISOR}),
    ),
    "submit": Step(
        "Ajukan kepada kepala OPD",
        "Diajukan operator",
        frozenset({OPEN}),
        SUBMITTED,
        frozenset({OPERATOR, ADMIN}),
    ),
    "approve": Step(
        "Setujui rekap",
        "Disetujui kepala OPD",
        frozenset({SUBMITTED}),
        APPROVED,
        frozenset({HEAD}),
    ),
    "return": Step(
        "Kembalikan untuk diperbaiki",
        "Dikembalikan untuk diperbaiki",
        frozenset({SUBMITTED, APPROVED}),
        OPEN,
        frozenset({HEAD, ADMIN}),
        reasoned=True,
    ),
    "lock": Step(
        "Kunci bulan",
        "Dikunci",
        frozenset({APPROVED}),
        LOCKED,
        frozenset({ADMIN}),
    ),
    "reopen": Step(
        "Buka kembali",
        "Dibuka kembali",
        frozenset({LOCKED}),
        OPEN,
        frozenset({ADMIN}),
        reasoned=True,
    ),
}
OVER = ("submit", "approve", "lock")  # once the month is over
REOPEN = "reopen"  # the step that takes a lock back
UNDOING = ("return", REOPEN)  # what was checked before them is to be checked again


def state_of(steps: Iterable[str]) -> str:
    """Where a month stands after these steps, the oldest first."""
    state = OPEN
    for name in steps:
        state = STEPS[name].leads or state
    return state


def after(state: str, name: str, actors: Collection[str], reason: str = "") -> str:
    """The state after a step.

    Args:
        state: where the month stands.
        name: a key of STEPS.
        actors: what the person is for this month, of ACTORS.
        reason: why, where the step wants it.

    Raises:
        NotYours: others take this step.
        NotNow: the month stands elsewhere.
        NoReason: the step wants a reason.
    """
    step = STEPS[name]
    if not step.actors & set(actors):
        who = " atau ".join(label for key, label in ACTORS.items() if key in step.actors)
        raise NotYours(f"Langkah ini untuk {who}.")
    if state not in step.begins:
        raise NotNow(f"Langkah ini tidak dapat dilakukan sekarang. Bulan ini: {STATES[state]}.")
    if step.reasoned and not reason.strip():
        raise NoReason("Tulis alasannya. Alasan ini tercatat dan dapat dibaca.")
    return step.leads or state


def steps_for(state: str, actors: Collection[str]) -> list[str]:
    """What such a person may do now, in order."""
    return [name for name, one in STEPS.items() if state in one.begins and one.actors & set(actors)]


def current_teams(steps: Iterable[tuple[str, str]]) -> set[str]:
    """Who said that their team is checked since the month was last open again.

    Args:
        steps: (name, author), the oldest first.
    """
    checked: set[str] = set()
    for name, author in steps:
        if name in UNDOING:
            checked.clear()
        elif name == "team":
            checked.add(author)
    return checked
