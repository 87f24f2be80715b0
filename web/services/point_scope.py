"""Whose points count for an agency's people? Its own, and those of the offices above it.

The intake judges by them and phones are told of them. A phone may not hear for two weeks that its
office was moved, so points of the offices above count that much longer.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.domain.case import PlacedPoint
from web.domain.geofence import Shape, parse_shape
from web.domain.tree import Tree
from web.services import agency_tree

AHEAD = 14  # days for which a phone knows its points without a network


class DatedPoint(NamedTuple):
    """A version of a point, in force in [since, until)."""

    since: datetime | None
    until: datetime | None
    point: PlacedPoint


@dataclass(frozen=True)
class Points:
    """The points of some agencies and of all above them, by agency (ids as text)."""

    held: Mapping[str, list[DatedPoint]] = field(default_factory=dict)
    tree: Tree = field(default_factory=Tree)

    def at(self, agency: str | None, moment: datetime, day: date) -> list[PlacedPoint]:
        """The points that count for an agency's people at an instant, whose local date is `day`."""
        return [
            dated.point
            for office in offices_for(self.tree, agency, day)
            for dated in self.held.get(office, ())
            if (dated.since is None or dated.since <= moment)
            and (dated.until is None or moment < dated.until)
        ]


def offices_for(tree: Tree, agency: str | None, day: date) -> list[str]:
    """The agency and the offices above it, on a date and `AHEAD` days before; nearest first."""
    both = (*tree.chain(agency, day), *tree.chain(agency, day - timedelta(days=AHEAD)))
    return list(dict.fromkeys(both))


async def load_points(connection: BaseDBAsyncClient, agencies: Collection[str]) -> Points:
    """The points of some agencies and of all above them. Two queries."""
    tree = await agency_tree.load(connection)
    found: dict[str, list[DatedPoint]] = defaultdict(list)
    for row in await rows(
        connection,
        "SELECT p.agency_id, v.name, v.shape, v.valid_from, v.valid_until FROM point p"
        " JOIN point_version v ON v.point_id = p.id WHERE p.agency_id IN (?*)",
        tree.and_above(agencies),
    ):
        found[str(row["agency_id"])].append(
            DatedPoint(
                _moment(row["valid_from"]),
                _moment(row["valid_until"]),
                PlacedPoint(row["name"], _shape(row["shape"])),
            )
        )
    return Points(found, tree)


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _shape(stored: str) -> Shape:
    return parse_shape(json.loads(stored))
