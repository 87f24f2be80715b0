"""How does a day stand? Everything that the page of today tells, by a bounded number of queries.

Figures are counted in SQL; only people with a plan or an excuse of their own are looked at one by
one (`today_people`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from web.domain.minutes import MINUTE, Chart, chart
from web.domain.name_order import name_key
from web.domain.schedule import day_span, local_date
from web.domain.today import Concern, Delays, Morning, Queue, Share, Silent, concerns
from web.models import Agency
from web.services import rulebook, today_flow, today_people, today_queues
from web.services.today_flow import Arrivals
from web.services.today_people import Attendance
from web.services.today_queues import Refused
from web.services.today_scope import Scope

RUSH_BEGINS = timedelta(hours=5, minutes=30)  # local; until 10.00
RUSH, HOUR = 270, 60  # minutes that are drawn
RUSH_STEP, HOUR_STEP = 90, 15
HISTORY = 7  # days before the date whose plans tell who is missed


@dataclass(frozen=True)
class Unit:
    """An agency as a bar: its own people, or with all units below it."""

    agency: Agency
    share: Share
    alone: bool = False  # without the units below it


@dataclass(frozen=True)
class State:
    """What the page shows. `hour` is None for a day that is over or has not come."""

    scope: Scope
    share: Share
    units: Sequence[Unit]
    rush: Chart
    hour: Chart | None
    last_arrival: datetime | None
    delays: Delays
    reviews: Queue
    silent: Silent | None
    refused: Refused
    attendance: Attendance

    def concerns(self, *, outages: int, phones: int, failures: int, now: datetime) -> list[Concern]:
        """What needs a look now.

        Args:
            outages: that wait for a second person.
            phones: further ones that are asked for.
            failures: of the server in the last hour.
            now: the time.
        """
        told = Morning(
            share=self.share,
            units={one.agency.name: one.share for one in self.units},
            last_arrival=self.last_arrival,
            reviews=self.reviews,
            silent=self.silent or Silent(bound=0, silent=0, expected=0),
            delays=self.delays,
            refused=sum(self.refused.known.values()),
            outages=outages,
            phones=phones,
            failures=failures,
        )
        return concerns(told, now)


async def state(scope: Scope, now: datetime) -> State:
    """Look at a day. Phones count as silent as things stand now, not on a day gone by."""
    is_today = scope.day == local_date(now, scope.zone)
    before = scope.day - timedelta(days=HISTORY)
    plans = await rulebook.plans_between(scope.ids, before, scope.day)
    on_day = {agency: held[-1] for agency, held in plans.items()}
    held = await today_people.attendance(scope, on_day, now)
    minutes = await today_flow.minutes(scope)
    earlier = {agency: days[:-1] for agency, days in plans.items()}
    quiet = await today_queues.silent(scope, earlier, held.who("away"), now) if is_today else None
    return State(
        scope=scope,
        share=held.of(scope.agencies),
        units=_units(scope, held),
        rush=_rush(scope, minutes),
        hour=_hour(scope, minutes, now) if is_today else None,
        last_arrival=max(minutes, default=None),
        delays=await today_flow.delays_of(scope),
        reviews=await today_queues.reviews(scope),
        silent=quiet,
        refused=await today_queues.refused(scope),
        attendance=held,
    )


def _units(scope: Scope, held: Attendance) -> list[Unit]:
    """One step of the tree, the emptiest first; where nobody is due yet, or at all, last."""
    found = [Unit(one, held.of(scope.below(one))) for one in scope.units]
    if scope.chosen and found:
        own = held.of([scope.chosen])
        found += [Unit(scope.chosen, own, alone=True)] if own.expected or own.away else []

    def order(one: Unit) -> tuple[float, bool, str]:
        empty = not one.share.expected
        return (2.0 if one.share.part is None else one.share.part, empty, name_key(one.agency.name))

    return sorted(found, key=order)


def _rush(scope: Scope, minutes: Mapping[datetime, Arrivals]) -> Chart:
    begins = day_span(scope.day, scope.zone)[0] + RUSH_BEGINS
    return chart(minutes, begins, RUSH, RUSH_STEP, scope.zone)


def _hour(scope: Scope, minutes: Mapping[datetime, Arrivals], now: datetime) -> Chart:
    begins = now.replace(second=0, microsecond=0) - (HOUR - 1) * MINUTE
    return chart(minutes, begins, HOUR, HOUR_STEP, scope.zone)
