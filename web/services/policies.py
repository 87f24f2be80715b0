"""What have offices laid down about duties and reports, and what holds on a date?

Shared by whoever reckons deadlines or folds days; entering is `policy_entries`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from web.domain.policy import DatedPolicy, laid_on, parse_policy, policy_on
from web.domain.policy import Policy as Rules
from web.domain.tree import Tree
from web.models import Employee, Policy
from web.services import agency_tree


@dataclass(frozen=True)
class Policies:
    """All that was laid down, small enough to be read whole, and where every agency stands."""

    held: tuple[DatedPolicy, ...]
    tree: Tree

    def on(self, agency: Any, day: date) -> Rules:
        """What holds for an agency (id or None) on a local date."""
        return policy_on(self.held, self.tree.chain(str(agency) if agency else None, day), day)

    def laid(self, agency: Any, day: date) -> DatedPolicy | None:
        """What was laid down for an agency (id or None), and by which office; None: nothing."""
        return laid_on(self.held, self.tree.chain(str(agency) if agency else None, day), day)


async def load() -> Policies:
    """What was laid down by all offices. Two queries."""
    return Policies(
        tuple(
            DatedPolicy(
                parse_policy(one.body),
                str(one.agency_id) if one.agency_id else None,
                one.valid_from,
                created_at=one.created_at,
            )
            for one in await Policy.all()
        ),
        await agency_tree.load(),
    )


async def agencies_of(employees: Collection[Any]) -> dict[str, str | None]:
    """The agency of each of some people now, ids as text. One query."""
    found = await Employee.filter(id__in=list(employees)).values("id", "agency_id")
    return {str(one["id"]): str(one["agency_id"]) if one["agency_id"] else None for one in found}
