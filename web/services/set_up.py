"""How far is SIKEREN set up for a viewer's offices, and what comes next until the first check-in?

Nothing is ticked off by hand: every step is counted anew from what is there. An agency counts where
people work in it, for only they need a point, hours and an operator.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from web.models import (
    Agency,
    CheckIn,
    Device,
    Employee,
    EnrolmentCode,
    Point,
    Role,
    WorkPattern,
)
from web.services import agency_tree
from web.services.name_order import ordered


@dataclass(frozen=True)
class Step:
    """One step: how much of it is there, and how many agencies or people still lack it.

    `where`: the id and name of the agencies that lack it, by name.
    """

    key: str
    done: bool
    count: int = 0
    lacking: int = 0
    where: tuple[tuple[str, str], ...] = ()


async def steps(viewer: Employee, now: datetime) -> list[Step]:
    """The steps in their order; agencies and operators are for who may make them; 11 queries."""
    named = await ordered(Agency.visible_to(viewer), "name").values_list("id", "name")
    agencies = {str(one): name for one, name in named}
    staff = Employee.visible_to(viewer).filter(active=True, agency_id__isnull=False)
    people = await staff.count()
    everybody = await Employee.visible_to(viewer).filter(active=True).count()
    homes = {str(one) for one in await _ids(staff.distinct(), "agency_id")}
    found = [
        _step("people", people > 0, everybody if people else 0, agencies, agencies.keys() - homes),
        await _supervisors(staff, people),
        *await _of_agencies(homes, agencies, now),
        await _letters(staff, people, agencies, now),
        Step("checkin", await CheckIn.visible_to(viewer).exists()),
    ]
    if viewer.everywhere:
        return [Step("agencies", bool(agencies), len(agencies)), *found]
    return [one for one in found if one.key != "operators"]


def _step(
    key: str, done: bool, count: int, names: Mapping[str, str], lacking: Collection[str]
) -> Step:
    where = tuple((one, name) for one, name in names.items() if one in lacking)
    return Step(key, done, count, len(where), where)


async def begun() -> bool:
    """Whether anybody has ever checked in here."""
    return await CheckIn.all().exists()


async def _supervisors(staff: QuerySet[Employee], people: int) -> Step:
    """Who stands below nobody and above nobody; a head's supervisor may be on no roster."""
    lacking = await staff.filter(Employee.unsupervised()).count()
    held = await staff.filter(supervisor_id__isnull=False).count()
    return Step("supervisors", people > 0 and lacking == 0, held, lacking)


async def _of_agencies(
    homes: Collection[str], names: Mapping[str, str], now: datetime
) -> list[Step]:
    """Points, hours and operators, which a unit may have from the offices above it."""
    tree, day = await agency_tree.load(), now.date()
    open_points = Point.filter(
        Q(versions__valid_until__isnull=True) | Q(versions__valid_until__gt=now)
    )
    laid = WorkPattern.filter(valid_from__isnull=False, group_id=None, employee_id=None)
    operators = Employee.filter(role=Role.OPERATOR, active=True, agency_id__isnull=False)
    found = []
    for key, rows in (("points", open_points), ("hours", laid), ("operators", operators)):
        offices = {str(one) for one in await _ids(rows.distinct(), "agency_id")}
        lacking = [one for one in homes if not _meets(tree.chain(one, day), offices)]
        done = bool(homes) and not lacking
        found.append(_step(key, done, len(homes) - len(lacking), names, lacking))
    return found


def _meets(chain: Iterable[str], offices: Collection[str]) -> bool:
    return any(one in offices for one in chain)


async def _letters(
    staff: QuerySet[Employee], people: int, names: Mapping[str, str], now: datetime
) -> Step:
    """Who has no phone and holds no code that could bind one."""
    bound = Subquery(Device.filter(revocation__at__isnull=True).values("employee_id"))
    holding = Subquery(
        EnrolmentCode.filter(
            spent_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
        ).values("employee_id")
    )
    without = staff.exclude(Q(id__in=bound) | Q(id__in=holding))
    counted = without.annotate(count=Count("id")).group_by("agency_id")
    offices = {str(one): count for one, count in await counted.values_list("agency_id", "count")}
    lacking = sum(offices.values())
    step = _step("letters", people > 0 and lacking == 0, people - lacking, names, offices)
    return replace(step, lacking=lacking)


async def _ids(rows: QuerySet[Any], name: str) -> list[Any]:
    return list(await rows.values_list(name, flat=True))
