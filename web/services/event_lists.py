"""Which joint events does a list show? By whom they concern, their name, kind and date."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from web.errors import Problem
from web.models import Agency, JointEvent, PointVersion, Withdrawal
from web.services import agency_tree, seeking
from web.services.recaps import month_of


async def concerning(agency: Agency | None) -> QuerySet[JointEvent]:
    """The events that concern an agency, also those taken back; all there are for None."""
    if agency is None:
        return JointEvent.all()
    return JointEvent.filter(await agency_tree.concerning_then(agency))


def narrowed(
    found: QuerySet[JointEvent], text: str, kind: str, show: str, today: date
) -> QuerySet[JointEvent]:
    """Those whose name has the words of a text, of a kind ("" for all), and of some dates.

    Args:
        found: among which.
        text: as typed.
        kind: of EVENT_KINDS, or "".
        show: "coming", "past", "withdrawn", a month ("2026-11"), or "all".
        today: of the viewer; what is held today is still to come.
    """
    if text:
        found = seeking.named(found, text, '"joint_event"."name"')
    if kind:
        found = found.filter(kind=kind)
    spans: dict[str, dict[str, Any]] = {
        "coming": {"date__gte": today},
        "past": {"date__lt": today},
        "withdrawn": {"id__in": Subquery(Withdrawal.all().values("subject"))},
    }
    if is_month(show):
        first, last = month_of(show)
        return found.filter(date__gte=first, date__lte=last)
    return found.filter(**spans.get(show, {}))


def is_month(text: str) -> bool:
    """Whether it is a month as addresses have it ("2026-11"), from 2000 to 2199."""
    try:
        return 2000 <= month_of(text)[0].year <= 2199
    except Problem:
        return False


async def months(found: QuerySet[JointEvent]) -> list[str]:
    """In which months some events lie, the newest first."""
    days = await found.distinct().values_list("date", flat=True)
    return sorted({f"{day:%Y-%m}" for day in days}, reverse=True)


async def places(points: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """What some points are called now."""
    found = PointVersion.filter(point_id__in=list(points)).order_by("created_at")
    return [*dict(await found.values_list("point_id", "name")).items()]
