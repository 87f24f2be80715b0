"""Under which offices does an agency stand on a day? Read once for whoever resolves a rule.

`Agency.parent` says the same for now. Where an agency stands is written by `roster` and
`agency_moves` alone.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from web.db import rows
from web.domain.name_order import name_key
from web.domain.tree import Placed, Tree
from web.models import Agency


async def load(connection: BaseDBAsyncClient | None = None) -> Tree:
    """Where every agency stood when. One query, in plain SQL: the intake asks too."""
    placed: dict[str, list[Placed]] = {}
    for one in await rows(
        connection or Tortoise.get_connection("default"),
        "SELECT agency_id, parent_id, valid_from, created_at FROM agency_placement",
    ):
        parent, since, at = one["parent_id"], one["valid_from"], one["created_at"]
        placed.setdefault(str(one["agency_id"]), []).append(
            Placed(
                str(parent) if parent else None,
                date.fromisoformat(since) if isinstance(since, str) else since,
                datetime.fromisoformat(at) if isinstance(at, str) else at,
            )
        )
    return Tree({agency: tuple(held) for agency, held in placed.items()})


async def chain_of(agency: Any, day: date) -> tuple[str, ...]:
    """An agency (id or None) and the offices above it on a local date, ids as text."""
    return (await load()).chain(str(agency), day) if agency else ()


async def concerning(agency: Agency | None) -> tuple[Tree, Q]:
    """The tree, and the condition of rows laid down for everybody, an agency or above it.

    What stood above it at any time is among them; `Tree.chain` says which counts on a date.
    """
    tree, everybody = await load(), Q(agency_id__isnull=True)
    if agency is None:
        return tree, everybody
    return tree, everybody | Q(agency_id__in=[*tree.and_above([str(agency.id)])])


async def concerning_then(agency: Agency) -> Q:
    """The condition of rows of a `date` each that concern an agency: laid down for everybody, for
    it, or by an office that it stood under on that date. For lists that are paged by the database.
    """
    found = Q(agency_id__isnull=True)
    for since, before, chain in (await load()).phases(str(agency.id)):
        begun = Q(date__gte=since) if since else Q()
        found |= Q(agency_id__in=[*chain]) & begun & (Q(date__lt=before) if before else Q())
    return found


async def names_of(ids: Collection[Any]) -> dict[str, str]:
    """What some agencies are called, by id as text."""
    found = await Agency.filter(id__in=list(ids)).values_list("id", "name")
    return {str(id): str(name) for id, name in found}


def in_order(agencies: Sequence[Agency]) -> list[tuple[int, Agency]]:
    """Agencies as their tree has them: each after the one above it, with its depth from 0.

    What stands under an office that is not among them begins at the top; names order the rest.
    """
    known = {one.id for one in agencies}
    below: dict[UUID | None, list[Agency]] = {}
    for one in sorted(agencies, key=lambda one: name_key(one.name), reverse=True):
        below.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    found: list[tuple[int, Agency]] = []
    waiting = [(0, one) for one in below.get(None, [])]
    while waiting:
        depth, one = waiting.pop()
        found.append((depth, one))
        waiting += [(depth + 1, unit) for unit in below.get(one.id, [])]
    return found


def below(agency: Agency, among: Sequence[Agency]) -> list[Agency]:
    """An agency and what stands below it now, of some."""
    found = [agency]
    for one in found:
        found += [unit for unit in among if unit.parent_id == one.id]
    return found
