"""Whose points count for an agency's people? Its own, those of the offices above it, and those
that others share with one of these.

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
from uuid import UUID

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.domain.case import PlacedPoint
from web.domain.geofence import Shape, parse_shape
from web.domain.opening import Opening, parse_opening
from web.domain.tree import Tree
from web.models import Agency
from web.services import agency_tree

COLUMNS = "p.id, v.name, v.shape, v.valid_from, v.valid_until, v.opening, a.timezone"
AHEAD = 14  # days for which a phone knows its points without a network


class DatedPoint(NamedTuple):
    """A version of a point, in force in [since, until); `opening` None: open at any time."""

    since: datetime | None
    until: datetime | None
    point: PlacedPoint
    opening: Opening | None = None
    id: str = ""


@dataclass(frozen=True)
class Points:
    """The points of some agencies and of all above them, by agency (ids as text)."""

    held: Mapping[str, list[DatedPoint]] = field(default_factory=dict)
    tree: Tree = field(default_factory=Tree)

    def at(self, agency: str | None, moment: datetime, day: date) -> list[PlacedPoint]:
        """The points that count for an agency's people at an instant, whose local date is `day`."""
        return [
            dated.point
            for dated in self._in_force(agency, moment, day)
            if dated.opening is None or dated.opening.at(moment)
        ]

    def shut(self, agency: str | None, moment: datetime, day: date) -> list[PlacedPoint]:
        """Those that would count, but are not open at that instant."""
        return [
            dated.point
            for dated in self._in_force(agency, moment, day)
            if dated.opening is not None and not dated.opening.at(moment)
        ]

    def within(
        self, agencies: Collection[str], span: tuple[datetime, datetime], day: date
    ) -> list[PlacedPoint]:
        """What counts for some agencies' people at any time of a span, each version once."""
        start, end = span
        offices = {office for one in agencies for office in offices_for(self.tree, one, day)}
        found = {
            (dated.id, dated.since): dated.point
            for office in sorted(offices)
            for dated in self.held.get(office, ())
            if (dated.since is None or (dated.since < end and dated.since != dated.until))
            and (dated.until is None or start < dated.until)
        }
        return list(found.values())

    def without(self, point: str) -> "Points":
        """The same but for one point (its id)."""
        held = {who: [one for one in some if one.id != point] for who, some in self.held.items()}
        return Points(held, self.tree)

    def _in_force(self, agency: str | None, moment: datetime, day: date) -> list[DatedPoint]:
        return [
            dated
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
    offices = tree.and_above(agencies)
    found: dict[str, list[DatedPoint]] = defaultdict(list)
    for row in await rows(
        connection,
        f"SELECT p.agency_id, {COLUMNS} FROM point p JOIN agency a ON a.id = p.agency_id"  # noqa: S608
        " JOIN point_version v ON v.point_id = p.id WHERE p.agency_id IN (?*)"
        f" UNION ALL SELECT s.agency_id, {COLUMNS} FROM point_share s"
        " JOIN point_version v ON v.id = s.version_id JOIN point p ON p.id = v.point_id"
        " JOIN agency a ON a.id = p.agency_id WHERE s.agency_id IN (?*)",
        offices,
        offices,
    ):
        opening = row["opening"] and parse_opening(json.loads(row["opening"]), row["timezone"])
        found[str(row["agency_id"])].append(
            DatedPoint(
                _moment(row["valid_from"]),
                _moment(row["valid_until"]),
                PlacedPoint(row["name"], _shape(row["shape"]), opening.words if opening else ""),
                opening or None,
                str(row["id"]),
            )
        )
    return Points(found, tree)


async def points_of(
    agencies: Collection[str], span: tuple[datetime, datetime], day: date
) -> list[PlacedPoint]:
    """The points that some agencies' people may use in a span, whose local date is `day`."""
    held = await load_points(Tortoise.get_connection("default"), agencies)
    return held.within(agencies, span, day)


async def agencies_of(agency: UUID, shared: Collection[UUID]) -> frozenset[UUID]:
    """Whose people may use a point now: its owner's and of those it is shared with, units too.

    One query, however many they are.
    """
    below: dict[UUID | None, list[UUID]] = defaultdict(list)
    for id_, parent in await Agency.all().values_list("id", "parent_id"):
        below[parent].append(id_)
    found: set[UUID] = set()
    waiting = [agency, *shared]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += below.get(one, ())
    return frozenset(found)


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _shape(stored: str) -> Shape:
    return parse_shape(json.loads(stored))
