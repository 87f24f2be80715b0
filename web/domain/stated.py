"""What is in force on a date beside its records: a status, a duty, or one for each half?

A status for half a workday stands for coming (the first half) or for leaving (the second), as a
duty of up to eight hours does; of the other half the records are judged as ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from web.domain.duties import BOTH, CODE, IN, OUT, Assignment
from web.domain.statuses import HALF, STATUSES

HALVES = {IN: "paruh pertama hari kerja", OUT: "paruh kedua hari kerja"}
COVERS = {BOTH: "Sehari penuh", IN: "Paruh pertama", OUT: "Paruh kedua"}
JUDGED = frozenset({"WFA"})  # on which records are asked for and measured all the same
YIELDING = (CODE, "WFA")  # statuses before which an approved duty comes: it says more


class Stated(NamedTuple):
    """A status in force on a date: its code, the letter's number, and the duty that it is.

    `covers`: the whole day, or the half for which it stands, where it is no duty. `working`: it is
    named and asks for the day all the same, as studies beside the work do. `other`: what stands
    for the other half.
    """

    code: str
    number: str = ""
    duty: Assignment | None = None
    covers: str = BOTH
    working: bool = False
    other: "Stated | None" = None

    @property
    def part(self) -> str:
        """What it stands for itself: BOTH, IN or OUT."""
        return self.duty.covers if self.duty else self.covers

    @property
    def parts(self) -> "tuple[Stated, ...]":
        """Itself, and what stands for the other half."""
        return (self, self.other) if self.other else (self,)

    @property
    def sides(self) -> str:
        """Of which half no records are asked: BOTH, IN or OUT."""
        return self.part if self.other is None else BOTH

    @property
    def in_part(self) -> bool:
        """Whether nothing of it stands for the day as a whole."""
        return self.part != BOTH or self.other is not None

    @property
    def asks_to_come(self) -> bool:
        """Whether the day's Absen Masuk is asked for all the same, as on WFA and after half a day.

        The half that stands for coming, and the whole day, ask for none.
        """
        return self.working or self.code in JUDGED or self.sides == OUT

    @property
    def codes(self) -> tuple[str, ...]:
        """How it stands in a recap, in the order of the day: "I½", "DL"."""
        ordered = sorted(self.parts, key=lambda one: one.part == OUT)
        return tuple(
            one.code if one.duty or one.part == BOTH else one.code + HALF for one in ordered
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """A status as it was entered for a date; later ones come later."""

    code: str
    number: str = ""
    covers: str = BOTH
    working: bool = False


def in_force(recorded: Sequence[Recorded], duty: Assignment | None) -> Stated | None:
    """What counts of everything that was entered for a date and of an approved duty.

    Of two statuses the one entered later counts, unless they stand for different halves. An
    approved duty comes before a recorded DL and before WFA, and after every other status: who was
    put on leave or fell ill did not travel, whatever the letter says; but it fills the half that
    a status leaves open. What asks for the day all the same yields to everything.
    """
    asked = [one for one in recorded if one.working]
    held = [one for one in recorded if not one.working]
    if duty and (not held or held[-1].code in YIELDING):
        return Stated(CODE, duty.number, duty, other=_other(held, duty.covers))
    if not held:
        return Stated(asked[-1].code, asked[-1].number, working=True) if asked else None
    newest = held[-1]
    found = Stated(newest.code, newest.number, covers=newest.covers)
    if newest.covers == BOTH:
        return found
    if duty and duty.covers in (BOTH, _opposite(newest.covers)):
        return found._replace(other=Stated(CODE, duty.number, duty))
    return found._replace(other=_other(held[:-1], newest.covers))


def _opposite(side: str) -> str:
    return {IN: OUT, OUT: IN}.get(side, "")


def _other(held: Sequence[Recorded], side: str) -> Stated | None:
    """The newest status that stands for the other half."""
    for one in reversed(held):
        if one.covers == _opposite(side):
            return Stated(one.code, one.number, covers=one.covers)
    return None


def words_of(stated: Stated) -> str:
    """What is read of a status: its kind, the letter, and for which half it stands."""
    status = STATUSES.get(stated.code)
    words = status.label if status else stated.code
    if stated.number:
        words += f" (surat {stated.number})"
    if stated.covers != BOTH:
        words += f", {HALVES[stated.covers]}"
    return f"{words}."
