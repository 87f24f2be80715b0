"""What does every kind of import have to be able to do?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from web.domain.import_columns import Kind, Places
from web.domain.import_plan import Plan
from web.domain.import_table import Row
from web.models import Agency, Employee
from web.services.bulk import Bulk

Told = Callable[[int], None]


@dataclass(frozen=True)
class Choice:
    """What was agreed to beside the rows themselves.

    Args:
        doubtful: whether rows with doubts are applied.
        agencies: names of new agencies that may be made.
        leaving: numbers of people who are marked as gone.
        last_day: their last local date.
    """

    doubtful: bool = False
    agencies: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()
    last_day: date | None = None


@dataclass
class Report:
    """What is written: how many records, and the plan of which some rows were left out."""

    new: int = 0
    changed: int = 0
    left: int = 0
    agencies: int = 0
    plan: Plan = field(default_factory=lambda: Plan(()))


class Matter(Protocol):
    """A kind of records that come in by a file.

    `scoped`: a file may be of one agency. `of_admins`: operators neither bring nor take it.
    `rests_on`: the tables that a plan and what is written by it depend on.
    """

    kind: Kind
    scoped: bool
    of_admins: bool
    rests_on: tuple[str, ...]

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """What the rows would change as things are now."""
        ...

    async def export(
        self, viewer: Employee, agency: Agency | None, month: str = "", /
    ) -> list[dict[str, str]]:
        """What there is, by the keys of columns: written to a file it changes nothing.

        `month` like "2026-11", "" for this one: only of what goes by months.
        """
        ...

    async def prepare(
        self, viewer: Employee, plan: Plan, choice: Choice, told: Told
    ) -> tuple[Report, Bulk]:
        """What is to be written of a plan, and what is then reported; nothing is written yet.

        Raises:
            Problem: `invalid` with `leaving`, `last_day` or `rows`: what keeps it from being done.
        """
        ...
