"""What changes when an agency is placed under another office, and how is it placed there?

Where it stood before is kept with its dates: days before the move are judged by the offices that
stood above it then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from tortoise.expressions import Q, Subquery
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.name_order import name_key
from web.domain.schedule import local_date
from web.domain.tree import Placed, Tree
from web.errors import Problem
from web.models import Agency, AgencyPlacement, Employee, PointShare, PointVersion, Role
from web.services import agency_rules, agency_tree
from web.services.agency_rules import ENTRIES, KINDS, Laid
from web.services.bulk import Bulk


@dataclass(frozen=True)
class Change:
    """A kind of rule whose source changes: where it came from and comes from, None: nowhere."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Preview:
    """What a move would change for an agency and the units below it."""

    rules: list[Change]
    kept: list[str]  # kinds of rules that stay as they are
    entries: list[tuple[str, str, int, bool]]  # kind, office, how many, whether they are gained
    points: tuple[list[str], list[str]]  # names lost and gained
    sight: tuple[list[Employee], list[Employee]]  # operators who lose and gain sight
    people: int
    units: int


async def preview(agency: Agency, parent: Agency | None) -> Preview:
    """What would change from today on.

    Raises:
        Problem: `invalid` with `parent` where the agency cannot stand there.
    """
    today, tree = _today(agency), await agency_tree.load()
    moved = _moved(tree, agency, parent, today)
    old, new = tree.chain(str(agency.id), today), moved.chain(str(agency.id), today)
    lost, gained = _besides(old, new), _besides(new, old)
    laid, names = await agency_rules.load(today), await agency_tree.names_of({*old, *new})
    below = await Agency.below(agency.id)
    rules, kept = _rules(laid, old, new, today, names)
    return Preview(
        rules=rules,
        kept=kept,
        entries=[
            (label, names[office], count, office in gained)
            for kind, label in ENTRIES.items()
            for office in (*lost, *gained)
            if (count := laid.ahead(kind, office))
        ],
        points=await _points(old, new),
        sight=(await _operators(lost), await _operators(gained)),
        people=await Employee.filter(agency_id__in=below, active=True).count(),
        units=len(below) - 1,
    )


async def move(
    *, agency: Agency, parent: Agency | None, author: Employee, seen: UUID | None
) -> Agency:
    """Place an agency under another office from today on.

    Args:
        agency: which, with all units below it.
        parent: the office above; None: at the top.
        author: who moves it.
        seen: the office above it that the author saw.

    Raises:
        Problem: `invalid` with `parent`; `step_not_now` where somebody else was quicker.
    """
    async with in_transaction() as connection:
        await serialise(connection)
        held = await Agency.get(id=agency.id)
        if held.parent_id != seen:
            raise Problem("step_not_now", "OPD ini baru saja dipindahkan. Periksa lagi.")
        bulk, tree = Bulk(), await agency_tree.load(connection)
        moved_under(bulk, tree, agency=held, parent=parent, author=author)
        await bulk.write(connection)
    return held


def moved_under(
    bulk: Bulk, tree: Tree, *, agency: Agency, parent: Agency | None, author: Employee | None
) -> Tree:
    """A move from today on, to be written with others; the tree as it is after it.

    Raises:
        Problem: `invalid` with `parent`.
    """
    today = _today(agency)
    moved = _moved(tree, agency, parent, today)
    held = tree.placed.get(str(agency.id), ())
    newest = max((one.created_at for one in held), default=None)
    placement = AgencyPlacement(
        id=uuid4(),
        agency_id=agency.id,
        parent_id=parent.id if parent else None,
        valid_from=today,
        author_id=author.id if author else None,
        created_at=clock.after(newest) if newest else clock.now(),
    )
    agency.parent_id = placement.parent_id
    bulk.add([placement])
    bulk.change(("parent_id",), [agency])
    bulk.touch_rules(agency.id, today - timedelta(days=1))
    return moved


def _today(agency: Agency) -> date:
    return local_date(clock.now(), agency.timezone)


def _moved(tree: Tree, agency: Agency, parent: Agency | None, today: date) -> Tree:
    if (parent.id if parent else None) == agency.parent_id:
        raise Problem("invalid", fields={"parent": "OPD ini sudah berada di sana."})
    placed = Placed(str(parent.id) if parent else None, today, clock.now())
    moved = tree.with_move(str(agency.id), placed)
    if fault := moved.fault(str(agency.id), today):
        raise Problem("invalid", fields={"parent": fault})
    return moved


def _besides(some: Sequence[str], others: Collection[str]) -> list[str]:
    return [one for one in some if one not in others]


def _rules(
    laid: Laid, old: Sequence[str], new: Sequence[str], today: date, names: dict[str, str]
) -> tuple[list[Change], list[str]]:
    changed, kept = [], []
    for kind, label in KINDS.items():
        before, after = (laid.source(kind, chain, today) for chain in (old, new))
        if before == after:
            kept.append(label)
        else:
            changed.append(Change(label, _whose(before, names), _whose(after, names)))
    return changed, kept


def _whose(source: tuple[bool, str | None], names: dict[str, str]) -> str | None:
    there, office = source
    if not there:
        return None
    return names[office] if office else "semua OPD"


async def _points(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names of the points that only the old offices give its people, and only the new ones."""
    before, after = await _usable(old), await _usable(new)
    lost = [name for id_, name in before.items() if id_ not in after]
    gained = [name for id_, name in after.items() if id_ not in before]
    return sorted(lost, key=name_key), sorted(gained, key=name_key)


async def _usable(offices: Sequence[str]) -> dict[UUID, str]:
    """Names of points that are not closed, by id: those of some offices, and shared with them."""
    shared = PointShare.filter(agency_id__in=list(offices)).values("version_id")
    found = PointVersion.filter(
        PointVersion.open_at(clock.now()),
        Q(point__agency_id__in=list(offices)) | Q(id__in=Subquery(shared)),
    )
    return dict(await found.order_by("created_at").values_list("point_id", "name"))


async def _operators(agencies: Collection[str]) -> list[Employee]:
    return await Employee.filter(
        agency_id__in=list(agencies), role=Role.OPERATOR, active=True
    ).order_by("name")
