"""What does the roster say now, as far as a plan of an import needs it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


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


@dataclass(frozen=True)
class Present:
    """The roster as far as a plan needs it, and what the viewer may do with it.

    `people` by number; `agencies` by folded name; `everywhere`: of an admin, who may make
    agencies. `own` is the viewer's number.
    """

    people: Mapping[str, Known]
    agencies: Mapping[str, str]
    everywhere: bool = False
    own: str = ""
    fixed: str = ""  # the agency to which all rows belong, whatever a column says
    near: dict[str, str] = field(default_factory=dict)  # unknown name → the one that it resembles

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
