"""What has an office laid down about duties and reports, and how is something else laid down?

A row is never changed: a newer one counts from its first day on, and carries all that held before.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.domain.policy import faults, parse_policy
from web.domain.tree import inherited
from web.errors import Problem
from web.models import Agency, Employee, Policy
from web.services import agency_tree
from web.services.months import touch


async def entered(agency: Agency | None) -> list[Policy]:
    """What was laid down for an agency, above it and for everybody; what begins last first."""
    _, scope = await agency_tree.concerning(agency)
    rows = await Policy.filter(scope).select_related("author", "agency")
    return sorted(rows, key=lambda one: (one.valid_from or date.min, one.created_at), reverse=True)


async def lay_down(
    *,
    agency: Agency | None,
    valid_from: date | None,
    changes: Mapping[str, Any],
    author: Employee,
) -> Policy:
    """Lay something down from a local date on.

    Args:
        agency: for whom; None for everybody.
        valid_from: the first date.
        changes: fields of domain/policy.Policy; what is not among them stays as it is.
        author: who says it.

    Raises:
        Problem: `invalid` with `valid_from` or the field concerned.
    """
    known = await entered(agency)
    before = [one for one in known if one.agency_id == (agency.id if agency else None)]
    held = await _held(agency, known, valid_from)
    body = (held.body if held else {}) | dict(changes)
    wrong = faults(parse_policy(body))
    if valid_from is None:
        wrong["valid_from"] = "Isi tanggal mulai berlaku."
    if wrong:
        raise Problem("invalid", fields=wrong)
    async with in_transaction():
        made = await Policy.create(
            id=uuid4(),
            agency=agency,
            valid_from=valid_from,
            body=body,
            author=author,
            created_at=clock.after(max(one.created_at for one in before))
            if before
            else clock.now(),
        )
        await touch("rules", agency=agency.id if agency else None, first=valid_from)
    return made


async def _held(agency: Agency | None, known: Sequence[Policy], day: date | None) -> Policy | None:
    """What held for the agency on a date, by its own word or from above."""
    if day is None:
        return None
    by_scope: dict[str | None, list[Policy]] = {}
    for one in known:
        by_scope.setdefault(str(one.agency_id) if one.agency_id else None, []).append(one)
    chain = await agency_tree.chain_of(agency.id if agency else None, day)

    def laid(scope: str | None) -> Policy | None:
        begun = [one for one in by_scope.get(scope, ()) if (one.valid_from or date.min) <= day]
        return max(
            begun, key=lambda one: (one.valid_from or date.min, one.created_at), default=None
        )

    return inherited(chain, laid)
