"""Which joint events come next for a viewer, by their name or by the place that was added for them?

A part of `event_lists`: each repetition is told once, by its next date.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from web.models import Agency, Employee, JointEvent
from web.services import agency_tree, event_lists, seeking

NAME = '"joint_event"."name"'
PLACE = (
    "COALESCE((SELECT MIN(v.name) FROM point_version v"
    ' WHERE v.point_id = "joint_event"."point_id"), \'\')'
)
MOST = 50


class Place(NamedTuple):
    """A place that was added for an event alone, and for what."""

    name: str
    event: JointEvent


async def coming(viewer: Employee, today: date, agency: UUID | None = None) -> QuerySet[JointEvent]:
    """The next date of each event that concerns a viewer's people, or those of one agency.

    Who has no people at a desk of rules gets none.
    """
    scope = Q()
    if not viewer.everywhere:
        own = await Agency.get_or_none(id=viewer.agency_id) if viewer.reached else None
        if own is None:
            return JointEvent.filter(id__in=[])
        scope = await agency_tree.concerning_then(own) | viewer.reach()
    if agency:
        scope &= Q(agency_id=agency) | Q(agency_id__isnull=True)
    among = f"NOT {event_lists.TAKEN_BACK} AND e.date >= '{today.isoformat()}'"
    apart = agency or not viewer.everywhere  # the first agency's row may be another's
    by = f"{event_lists.ENTERED}, e.agency_id" if apart else event_lists.ENTERED
    return event_lists.one_each(JointEvent.filter(scope), among, by)


def matching(found: QuerySet[JointEvent], text: str) -> QuerySet[JointEvent]:
    """Those whose name or place has every word of a text."""
    return seeking.named(found, text, f"({NAME} || ' ' || {PLACE})")


async def places(viewer: Employee, text: str, agency: UUID | None, today: date) -> list[Place]:
    """The places that were added for events to come, the next first, at most `MOST` of them.

    Args:
        viewer: who asks.
        text: words of the place's name; "" for all.
        agency: only for this one's events.
        today: of the viewer.
    """
    found = (await coming(viewer, today, agency)).filter(point__series__isnull=False)
    if text:
        found = seeking.named(found, text, PLACE)
    rows = await found.order_by("date", "opens", "id").limit(MOST).select_related("agency")
    names = dict(await event_lists.places([row.point_id for row in rows]))
    return [Place(names.get(row.point_id, ""), row) for row in rows]
