"""What does the roster say now, as far as a plan of an import needs it?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")
UNKNOWN = "(tidak dikenal)"


class ByName(dict[str, T]):
    """Something of each agency by its name: the folded one, or, of agencies whose names fold
    alike, which older rosters may hold, each by its name exactly."""

    def __init__(self, each: Iterable[tuple[str, T]]) -> None:
        told = list(each)
        counts = Counter(named(name) for name, _ in told)
        self.alike = frozenset(folded for folded, count in counts.items() if count > 1)
        super().__init__((self.key(name), one) for name, one in told)

    def key(self, name: str) -> str:
        """The key of an agency with this name, whether or not there is one."""
        folded = named(name)
        return f"={name}" if folded in self.alike else folded

    def of(self, name: str) -> T | None:
        """What is kept of the agency that is meant by a name."""
        return self.get(self.key(name))

    def doubt(self, name: str) -> str:
        """What to say where only agencies with names that fold alike are meant; "" elsewhere."""
        if named(name) not in self.alike or self.key(name) in self:
            return ""
        return f"Ada beberapa OPD yang namanya mirip “{name[:60]}”. Tulis namanya persis sama."


@dataclass(frozen=True, slots=True)
class Known:
    """What the roster says of somebody. `within`: the viewer administers them; `editable`:
    the viewer may change what is said of them (a desk's holder is an admin's matter).
    """

    nip: str
    name: str
    agency: str
    rank: str = ""
    position: str = ""
    supervisor: str = ""
    starts_on: date | None = None
    active: bool = True
    within: bool = True
    editable: bool = True

    @property
    def title(self) -> str:
        """What a row of theirs is called: a viewer is told no name by another office's number."""
        return self.name if self.within else UNKNOWN


@dataclass(frozen=True)
class Present:
    """The roster as far as a plan needs it, and what the viewer may do with it.

    `people` by number; `agencies`: their names; `everywhere`: of an admin, who may make
    agencies. `own` is the viewer's number.
    """

    people: Mapping[str, Known]
    agencies: ByName[str]
    everywhere: bool = False
    own: str = ""
    fixed: str = ""  # the agency to which all rows belong, whatever a column says
    near: dict[str, str] = field(default_factory=dict)  # unknown name → the one that it resembles
    made: dict[str, str] = field(default_factory=dict)  # folded unknown name → as first written

    @cached_property
    def twins(self) -> dict[tuple[str, str], Known]:
        """People with an 18-digit number, by their birth in it and their bare name; none of another
        office, of whom the viewer is told nothing."""
        return {
            (nip[:8], bare(one.name)): one
            for nip, one in self.people.items()
            if one.within and len(nip) == 18
        }


def named(text: str) -> str:
    """An agency's name as it is compared."""
    return " ".join(text.split()).casefold()


def bare(name: str) -> str:
    """A name without titles and case."""
    return " ".join(name.partition(",")[0].casefold().split())
