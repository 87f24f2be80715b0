"""Which offices stand above an agency on a date, and whose rule therefore holds for it?

Nearest first: what an agency lays down itself comes before what the office above it lays down,
and that before what holds for everybody. Ids are UUIDs as text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from web.domain.schedule import pattern_on

MAX_DEPTH = 5  # offices above each other: OPD, UPTD, and what a regency may put between
LOOP = "OPD tidak dapat berada di bawah dirinya sendiri atau unitnya."
TOO_DEEP = f"Paling banyak {MAX_DEPTH} tingkat, dari OPD sampai unit paling bawah."

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Placed:
    """An agency stands under `parent` (None: at the top) from a local date on."""

    parent: str | None
    valid_from: date | None
    created_at: datetime
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Where every agency stood when. An agency that is not listed always stood at the top."""

    placed: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict)

    def chain(self, agency: str | None, day: date) -> tuple[str, ...]:
        """An agency and the offices above it on a date, nearest first.

        It ends where dated moves would lead in a circle, and after `MAX_DEPTH` offices.
        """
        found: list[str] = []
        while agency and agency not in found and len(found) < MAX_DEPTH:
            found.append(agency)
            held = pattern_on(self.placed.get(agency, ()), day)
            agency = held.parent if held else None
        return tuple(found)

    def scopes(self, agency: str | None, day: date) -> tuple[str | None, ...]:
        """Whose rules concern an agency on a date, nearest first; None is everybody."""
        return (*self.chain(agency, day), None)

    def phases(self, agency: str) -> list[tuple[date | None, date | None, tuple[str, ...]]]:
        """Under which offices an agency stood when: from, until before (None: no end), `chain`."""
        held = [one for above in self.and_above([agency]) for one in self.placed.get(above, ())]
        edges = {one.valid_from for one in held if one.valid_from}
        edges |= {one.valid_until + timedelta(days=1) for one in held if one.valid_until}
        starts = [date.min, *sorted(edges)]
        return [
            (since if since in edges else None, before, self.chain(agency, since))
            for since, before in zip(starts, [*starts[1:], None], strict=True)
        ]

    def and_above(self, agencies: Iterable[str]) -> frozenset[str]:
        """Some agencies and every office that stood above one of them at any time."""
        found: set[str] = set()
        waiting = set(agencies)
        while waiting:
            one = waiting.pop()
            found.add(one)
            parents = {held.parent for held in self.placed.get(one, ()) if held.parent}
            waiting |= parents - found
        return frozenset(found)

    def with_move(self, agency: str, placed: Placed) -> "Tree":
        """The tree after a move."""
        return Tree({**self.placed, agency: (*self.placed.get(agency, ()), placed)})

    def fault(self, agency: str, day: date) -> str | None:
        """What is wrong with where an agency stands on a date: it is below itself, or too deep."""
        above: set[str] = set()
        at: str | None = agency
        while at:
            if at in above:
                return LOOP
            above.add(at)
            held = pattern_on(self.placed.get(at, ()), day)
            at = held.parent if held else None
        if len(above) + self._height(agency, day) > MAX_DEPTH:
            return TOO_DEEP
        return None

    def _height(self, agency: str, day: date) -> int:
        """How many levels of units stand below an agency on a date."""
        level, height = {agency}, 0
        while height <= MAX_DEPTH:
            level = {one for one in self.placed if self._parent(one, day) in level}
            if not level:
                break
            height += 1
        return height

    def _parent(self, agency: str, day: date) -> str | None:
        held = pattern_on(self.placed.get(agency, ()), day)
        return held.parent if held else None


def inherited(chain: Iterable[str], laid: Callable[[str | None], _T | None]) -> _T | None:
    """What holds for an agency: its own, else of the nearest office above, else everybody's.

    Args:
        chain: the agency and those above it, as `Tree.chain` has them.
        laid: what an agency, or everybody (None), has laid down; None where it has not.
    """
    for scope in (*chain, None):
        found = laid(scope)
        if found is not None:
            return found
    return None
