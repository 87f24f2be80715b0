"""What follows from a check-in's evidence? The flags by weight, and the verdict."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from web.domain import flags
from web.domain.case import Case

RULES = "1"  # the version of these rules, stored with every assessment


class Flag(NamedTuple):
    """A code of the protocol and what was seen, in words with figures."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say: the flags, `accepted` or `review`, and the place."""

    flags: tuple[Flag, ...]
    verdict: str
    point: str | None  # where the person was


Look = Callable[[Case], str | None]
CONTRADICTIONS: tuple[Look, ...] = (
    *(flags.before_anchor, flags.in_future, flags.superseded_anchor, flags.undeclared),
    *(flags.chain_fork, flags.bad_witness, flags.passkey_changed, flags.revoked_device),
)
STRONG: tuple[Look, ...] = (
    *(flags.outside, flags.no_location, flags.shared_fix, flags.frozen_fix, flags.impossible_speed),
    *(flags.clock_moved, flags.late_delivery, flags.new_device),
)
INFORMATION: tuple[Look, ...] = (
    *(flags.low_accuracy, flags.chain_gap, flags.time_asserted, flags.clock_forward, flags.carried),
)
WEIGHTY = frozenset(look.__name__ for look in (*CONTRADICTIONS, *STRONG))


def _flags(case: Case) -> Iterator[Flag]:
    seen = set()
    for look in (*CONTRADICTIONS, *STRONG, *INFORMATION):
        detail = look(case)
        if detail is not None:
            seen.add(look.__name__)
            yield Flag(look.__name__, detail)
    for code in case.inherited:
        if code in WEIGHTY and code not in seen:
            yield Flag(code, "Tercatat pada bukti yang disimpan HP.")


def assess(case: Case) -> Verdict:
    """All flags of a check-in, contradictions first, and what follows from them."""
    found = tuple(_flags(case))
    review = any(flag.code in WEIGHTY for flag in found)
    at_point = case.place[0].name if case.place and case.place[1].inside else None
    return Verdict(found, "review" if review else "accepted", at_point)
