"""Which joint events does a list show? By whom they concern, their name, kind and date."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.queryset import QuerySet

from web.errors import Problem
from web.models import Agency, JointEvent, PointVersion, Withdrawal
from web.services import agency_tree, name_order, seeking
from web.services.recaps import month_of

MOST_NAMES = 3
TAKEN_BACK = "EXISTS (SELECT 1 FROM withdrawal w WHERE w.subject = e.id)"
# What was entered for several agencies in one act is one event, shown by the first one's row.
ENTERED = "COALESCE(e.series, e.id)"
LEADING = (
    '"joint_event"."id" IN (SELECT id FROM (SELECT e.id, ROW_NUMBER() OVER (PARTITION BY {}'
    " ORDER BY e.date, {}, e.id) AS place"
    " FROM joint_event e LEFT JOIN agency a ON a.id = e.agency_id WHERE {}) AS led WHERE place = 1)"
)


class Entry(NamedTuple):
    """An event of a list: its row, for whom it is held, and why it was taken back, for each.

    `agencies` are names, none where it is for everybody; `gone` has a reason for each agency for
    which it was taken back.
    """

    event: JointEvent
    agencies: Sequence[str]
    gone: Sequence[str]

    @property
    def whose(self) -> str:
        """For whom in words; of many the first ones."""
        told, more = self.agencies[:MOST_NAMES], len(self.agencies) - MOST_NAMES
        return ", ".join(told) + (f", dan {more} OPD lainnya" if more > 0 else "") or "Semua OPD"

    @property
    def state(self) -> str:
        """Whether it is held, in words."""
        if 0 < len(self.gone) < len(self.agencies):
            return f"Dibatalkan di {len(self.gone)} dari {len(self.agencies)} OPD"
        return "Dibatalkan" if self.gone else "Berlaku"


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


def one_each(
    found: QuerySet[JointEvent], among: str = "1 = 1", by: str = f"{ENTERED}, e.date"
) -> QuerySet[JointEvent]:
    """The same with one row for an event of several agencies, the first one's by name.

    Args:
        found: all the rows of an event, or none of them, but for what `among` leaves out.
        among: a condition in SQL of ours on the rows `e`, such as TAKEN_BACK.
        by: what is one event, in such SQL.
    """
    return found.annotate(
        leading=RawSQL(LEADING.format(by, name_order.keyed("a.name"), among))
    ).filter(leading=True)


async def entries(found: Sequence[JointEvent], *, joined: bool) -> list[Entry]:
    """What a list tells of some events. Two statements.

    Args:
        found: with their agencies.
        joined: whether the other agencies of an event are told with it.
    """
    held = Q(id__in=[one.id for one in found])
    if joined:
        series = [one.series for one in found if one.series]
        held |= Q(series__in=series, date__in=list({one.date for one in found}))
    rows = JointEvent.filter(held)
    taken = Withdrawal.filter(subject__in=Subquery(rows.values("id")))
    back: dict[UUID, str] = dict(await taken.values_list("subject", "reason"))
    beside: dict[tuple[UUID, date], list[JointEvent]] = {}
    for row in await name_order.ordered(rows, "agency__name", "id").select_related("agency"):
        beside.setdefault((row.series if joined and row.series else row.id, row.date), []).append(
            row
        )
    return [_entry(one, beside, back) for one in found]


def _entry(
    event: JointEvent,
    beside: Mapping[tuple[UUID, date], Sequence[JointEvent]],
    back: Mapping[UUID, str],
) -> Entry:
    own = beside.get((event.id, event.date)) or beside[(event.series or event.id, event.date)]
    names = [one.agency.name for one in own if one.agency]
    return Entry(event, names, [back[one.id] for one in own if one.id in back])


async def between(
    agency: Agency | None, first: date, last: date, most: int | None = None
) -> list[JointEvent]:
    """What is held between two dates and concerns an agency, or anybody for None, by date and time.

    Without what was taken back, and at most so many. For None an event of several agencies is one.
    """
    found = (await concerning(agency)).filter(date__gte=first, date__lte=last)
    found = found.exclude(id__in=Subquery(Withdrawal.all().values("subject")))
    if agency is None:
        found = one_each(found, f"NOT {TAKEN_BACK}")
    held = found.order_by("date", "opens", "id").select_related("agency")
    return await (held.limit(most) if most else held)


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
    if not points:
        return []
    found = PointVersion.filter(point_id__in=list(points)).order_by("created_at")
    return [*dict(await found.values_list("point_id", "name")).items()]
