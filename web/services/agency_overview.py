"""How does every agency stand: where in the tree, led and kept by whom, with how much in use?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.expressions import Q
from tortoise.functions import Count

from web.domain.schedule import in_words, local_date
from web.domain.tree import Tree
from web.models import Agency, AgencyHead, Device, Employee, Point, Role
from web.services import agency_rules, agency_tree
from web.services.agency_rules import HOURS, Laid


@dataclass(frozen=True)
class Card:
    """An agency as the list shows it; `hours_from` names whose hours they are, None: its own.

    `above` names the office that it stands under.
    """

    depth: int
    agency: Agency
    head: AgencyHead | None
    operators: list[str]
    people: int
    phones: int
    points: int
    hours: list[tuple[str, str]]
    hours_from: str | None
    above: str | None


async def cards(placed: Sequence[tuple[int, Agency]], now: datetime) -> list[Card]:
    """Some agencies, each with its depth, as they come. A bounded number of queries."""
    ids = [one.id for _depth, one in placed]
    tree, laid = await agency_tree.load(), await agency_rules.load(now.date())
    names = await agency_tree.names_of(tree.and_above(str(one) for one in ids))
    heads = {
        one.agency_id: one
        for one in await AgencyHead.filter(agency_id__in=ids)
        .order_by("created_at")
        .select_related("employee")
    }
    staff = Employee.filter(agency_id__in=ids, active=True)
    open_points = Point.filter(
        Q(versions__valid_until__isnull=True) | Q(versions__valid_until__gt=now),
        agency_id__in=ids,
    )
    bound = Device.filter(
        revocation__at__isnull=True, employee__agency_id__in=ids, employee__active=True
    )
    people, points = await _counts(staff), await _counts(open_points)
    phones = await _counts(bound, "employee__agency_id", "employee_id")
    operators: dict[Any, list[str]] = {}
    for one in await staff.filter(role=Role.OPERATOR).order_by("name"):
        operators.setdefault(one.agency_id, []).append(one.name)
    return [
        Card(
            *(depth, agency, heads.get(agency.id), operators.get(agency.id, [])),
            *(people[agency.id], phones[agency.id], points[agency.id]),
            *_hours(agency, laid, tree, now, names),
            names.get(str(agency.parent_id)),
        )
        for depth, agency in placed
    ]


def _hours(
    agency: Agency, laid: Laid, tree: Tree, now: datetime, names: dict[str, str]
) -> tuple[list[tuple[str, str]], str | None]:
    day = local_date(now, agency.timezone)
    row = laid.row(HOURS, tree.chain(str(agency.id), day), day)
    if row is None:
        return [], None
    return in_words(row.days), None if row.agency_id == agency.id else names[str(row.agency_id)]


async def _counts(rows: Any, by: str = "agency_id", what: str = "id") -> Counter[Any]:
    counted = (
        await rows.annotate(number=Count(what, distinct=True)).group_by(by).values(by, "number")
    )
    return Counter({row[by]: row["number"] for row in counted})
