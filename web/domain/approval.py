"""Where does a duty, a report or a change of phone stand, and who may do what with it now?

submitted → returned → submitted again, approved, rejected or withdrawn. Nothing is overwritten:
a state is what the last of the steps leads to, and what undoes a decision is a step of its own.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from web.domain.steps import NoReason, NotNow, NotYours

SUBMITTED, RETURNED, APPROVED = "submitted", "returned", "approved"
REJECTED, WITHDRAWN = "rejected", "withdrawn"
ASKED = "asked"  # by the employee; an operator has not looked at it yet
STATES = {
    ASKED: "Menunggu operator",
    SUBMITTED: "Menunggu atasan",
    RETURNED: "Dikembalikan",
    APPROVED: "Disetujui",
    REJECTED: "Ditolak",
    WITHDRAWN: "Dibatalkan",
}
DUTY, TRAVEL_REPORT, DAILY_REPORT = "duty", "travel_report", "daily_report"
PHONE_CHANGE = "phone_change"
KINDS = {
    DUTY: "Surat tugas",
    TRAVEL_REPORT: "Laporan perjalanan dinas",
    DAILY_REPORT: "Laporan kinerja harian",
    PHONE_CHANGE: "Ganti HP",
}
AUTHOR, OPERATOR, SUPERVISOR, SECOND = "author", "operator", "supervisor", "second"
ACTORS = {
    AUTHOR: "yang mengajukan",
    OPERATOR: "operator OPD",
    SUPERVISOR: "atasan langsung atau penggantinya",
    SECOND: "orang kedua: atasan langsung, operator lain, atau admin",
}


@dataclass(frozen=True, slots=True)
class Event:
    """What may happen: its words, where it leads, and whether it is a supervisor's decision."""

    label: str  # on a button
    done: str  # in a history
    leads: str
    reasoned: bool = True
    decision: bool = False


# An event leads to one state, whatever the kind: the last step alone tells where a matter stands.
EVENTS = {
    "submit": Event("Ajukan", "Diajukan", SUBMITTED, reasoned=False),
    "resubmit": Event("Ajukan lagi", "Diajukan lagi", SUBMITTED, reasoned=False),
    "ask": Event("Ajukan", "Diminta pegawai", ASKED),
    "prepare": Event("Siapkan", "Diperiksa dan disiapkan operator", SUBMITTED),
    "approve": Event("Setujui", "Disetujui", APPROVED, decision=True),
    "return": Event("Kembalikan", "Dikembalikan untuk diperbaiki", RETURNED, decision=True),
    "reject": Event("Tolak", "Ditolak", REJECTED, decision=True),
    "revoke": Event("Tarik keputusan", "Keputusan ditarik kembali", SUBMITTED, decision=True),
    "withdraw": Event("Batalkan", "Dibatalkan", WITHDRAWN),
}
DECISIONS = tuple(name for name, one in EVENTS.items() if one.decision)
# A decision is taken back by another, after which the matter waits again.
SETTLING = tuple(name for name in DECISIONS if EVENTS[name].leads != SUBMITTED)
WAITING = tuple(name for name, one in EVENTS.items() if one.leads == SUBMITTED)

NEW: frozenset[str | None] = frozenset({None})  # before the first step


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states an event may happen to a kind of matter, and by whom."""

    begins: frozenset[str | None]
    actors: frozenset[str]


def _from(*states: str) -> frozenset[str | None]:
    return frozenset(states)


_FILING = frozenset({AUTHOR, OPERATOR})
_OWN, _DECIDING = frozenset({AUTHOR}), frozenset({SUPERVISOR})
_DECISIONS = {
    "approve": Rule(_from(SUBMITTED), _DECIDING),
    "return": Rule(_from(SUBMITTED), _DECIDING),
    "reject": Rule(_from(SUBMITTED), _DECIDING),
    "revoke": Rule(_from(RETURNED, APPROVED, REJECTED), _DECIDING),
}
# A report is its author's alone, and may be mended until it is decided on. A duty is a letter
# that others act on: it changes only when it was returned, and an operator may file it.
_REPORT = {
    "submit": Rule(NEW, _OWN),
    "resubmit": Rule(_from(SUBMITTED, RETURNED, WITHDRAWN), _OWN),
    **_DECISIONS,
    "withdraw": Rule(_from(SUBMITTED, RETURNED), _OWN),
}
RULES: Mapping[str, Mapping[str, Rule]] = {
    DUTY: {
        "submit": Rule(NEW, _FILING),
        "resubmit": Rule(_from(RETURNED), _FILING),
        **_DECISIONS,
        "withdraw": Rule(_from(SUBMITTED, RETURNED, APPROVED), _FILING),
    },
    TRAVEL_REPORT: _REPORT,
    DAILY_REPORT: _REPORT,
    # A further phone is an identity handed out: two people answer for it, beside the employee.
    PHONE_CHANGE: {
        "ask": Rule(NEW, _OWN),
        "prepare": Rule(NEW | _from(ASKED, RETURNED), frozenset({OPERATOR})),
        **{name: Rule(rule.begins, frozenset({SECOND})) for name, rule in _DECISIONS.items()},
        "withdraw": Rule(_from(ASKED, SUBMITTED, RETURNED, APPROVED), _FILING),
    },
}


def state_of(events: Iterable[str]) -> str | None:
    """Where a matter stands after these events, the oldest first; None before the first."""
    state = None
    for name in events:
        state = EVENTS[name].leads
    return state


def after(kind: str, state: str | None, name: str, actors: Collection[str], words: str = "") -> str:
    """The state after an event.

    Args:
        kind: of KINDS.
        state: where the matter stands; None before its first step.
        name: a key of EVENTS.
        actors: what the person is for this matter, as `actors_of` says.
        words: why, where the event wants it.

    Raises:
        NotYours: others do this.
        NotNow: the matter stands elsewhere.
        NoReason: the event wants a reason.
    """
    rule = RULES[kind].get(name)
    if rule is None:
        raise NotNow(f"{KINDS[kind]} tidak mengenal langkah “{EVENTS[name].label}”.")
    if not rule.actors & set(actors):
        who = " atau ".join(label for key, label in ACTORS.items() if key in rule.actors)
        raise NotYours(f"{EVENTS[name].label}: hanya {who}.")
    if state not in rule.begins:
        stands = STATES[state].lower() if state else "belum diajukan"
        raise NotNow(f"{KINDS[kind]} ini sudah lain keadaannya: {stands}. Muat ulang halaman.")
    if EVENTS[name].reasoned and not words.strip():
        raise NoReason("Tulis alasannya. Pegawai akan membacanya.")
    return EVENTS[name].leads


def events_for(kind: str, state: str | None, actors: Collection[str]) -> list[str]:
    """What such a person may do now, in order."""
    return [
        name
        for name, rule in RULES[kind].items()
        if state in rule.begins and rule.actors & set(actors)
    ]


def actors_of(
    viewer: str,
    *,
    author: str,
    people: Iterable[tuple[str, str | None]],
    principals: Collection[str] = (),
    operates: bool = False,
) -> set[str]:
    """What somebody is for a matter. Nobody decides on what is about themselves.

    Args:
        viewer: id.
        author: id of who filed it.
        people: id and supervisor's id of everybody whom it is about.
        principals: ids of those for whom the viewer acts now (Plt., Plh.).
        operates: whether the viewer administers these people.
    """
    found = {AUTHOR} if viewer == author else set()
    if operates:
        found.add(OPERATOR)
    about = list(people)
    deciding = {viewer, *principals}
    if all(one != viewer for one, _ in about) and any(above in deciding for _, above in about):
        found.add(SUPERVISOR)
    return found
