"""What would a file change? One entry for each row, and what is left out with it.

A plan is made before anything is written, shown, and made again inside the transaction that
applies it: only where both are equal is it applied.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from web.domain.seeking import fold, number, words

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record: its label, and what it says now and then."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What becomes of one row.

    `key` names the record (a NIP, a point's name); `needs` are keys of other new entries without
    which it cannot stand, `creates` the name of an agency that is not there yet.
    """

    number: int
    key: str
    title: str
    outcome: str
    record: Any = None
    changes: tuple[Change, ...] = ()
    doubts: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    creates: str = ""

    @property
    def written(self) -> bool:
        """Whether it writes anything."""
        return self.outcome in (NEW, CHANGED)

    def wrong(self, *sentences: str) -> "Entry":
        """The same row, which is not applied because of this."""
        errors = (*self.errors, *sentences)
        return replace(self, outcome=WRONG, errors=errors, changes=(), needs=frozenset())

    @property
    def told(self) -> str:
        """What becomes of it, in one line."""
        changes = (f"{one.label}: {one.before or 'kosong'} → {one.after}" for one in self.changes)
        doubts = self.doubts if self.written else ()
        return " ".join([*self.errors, *doubts, "; ".join(changes)]).strip()

    def found_by(self, text: str) -> bool:
        """Whether it is meant by what somebody typed: words of its title, or of its key."""
        typed, wanted = number(text).casefold(), words(text)
        named = bool(wanted) and all(word in fold(self.title) for word in wanted)
        return not text or named or typed in "".join(self.key.casefold().split())


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody whom the system has and the file has not."""

    key: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All entries in the order of the file, who is absent from it, and agencies to be made.

    `agencies` are (name, how many rows, the existing name that it resembles or "").
    """

    entries: tuple[Entry, ...]
    absent: tuple[Absent, ...] = ()
    agencies: tuple[tuple[str, int, str], ...] = ()

    def of(self, outcome: str) -> list[Entry]:
        """The entries with an outcome."""
        return [one for one in self.entries if one.outcome == outcome]

    @property
    def doubtful(self) -> list[Entry]:
        """Those that would be written and are doubtful."""
        return [one for one in self.entries if one.written and one.doubts]

    @property
    def counts(self) -> dict[str, int]:
        """How many entries of each outcome, and how many are doubtful or absent."""
        found = {name: len(self.of(name)) for name in (NEW, CHANGED, SAME, WRONG)}
        return found | {"doubtful": len(self.doubtful), "absent": len(self.absent)}

    @property
    def nameless(self) -> int:
        """How many rows do not say of whom or what they are."""
        return sum(not one.key for one in self.entries)

    @property
    def changes_nothing(self) -> bool:
        """Whether no row writes anything."""
        return not any(one.written for one in self.entries)


def chosen(plan: Plan, *, doubtful: bool, agencies: Iterable[str]) -> Plan:
    """The plan without what was not agreed to; what leans on that is left out as well.

    Args:
        plan: as it was shown.
        doubtful: whether rows with doubts are applied.
        agencies: names of the new agencies that may be made.
    """
    made = frozenset(agencies)
    entries = list(plan.entries)
    for at, one in enumerate(entries):
        if one.written and one.creates and one.creates not in made:
            entries[at] = one.wrong(f"OPD “{one.creates}” tidak dibuat.")
        elif one.written and one.doubts and not doubtful:
            entries[at] = one.wrong("Baris ini meragukan dan Anda memilih untuk melewatinya.")
    lost = True
    while lost:
        standing = {one.key for one in entries if one.outcome != WRONG}
        lost = False
        for at, one in enumerate(entries):
            missing = one.needs - standing
            if one.written and missing:
                entries[at] = one.wrong(f"Menunggu baris lain: {', '.join(sorted(missing))}.")
                lost = True
    left = tuple(one for one in plan.agencies if one[0] in made)
    return Plan(tuple(entries), plan.absent, left)
