"""What would another shape of a point do to those who check in there?

The check-ins of past days are laid against the point as it is and as it would be. Nothing is
judged again: a change counts from when it is kept. Only fixes near either shape are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise import Tortoise

from web import clock
from web.db import rows
from web.domain.geofence import judge
from web.domain.phone_policy import MOST_METRES
from web.domain.schedule import local_date
from web.models import Agency, Employee, Point
from web.services.point_fixes import MOST, Use, fixes_near, moment
from web.services.point_scope import Points, load_points

DAYS = (1, 5, 10, 30)  # working days that may be looked at
LOOK_BACK = timedelta(days=62)  # for the last day on which anybody checked in

DAYS_BEFORE = (
    "SELECT c.claimed_at FROM checkin c JOIN employee e ON e.id = c.employee_id"
    " WHERE e.agency_id IN (?*) AND c.claimed_at >= ? AND c.claimed_at < ?"
    " ORDER BY c.claimed_at DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Fall:
    """A check-in, and how it falls: `stays` inside, `leaves` or `enters`.

    `other` is another point that holds it; `beyond` metres beyond the edge of the new shape,
    negative inside, None where the point would be closed.
    """

    hash: str
    person: str
    name: str
    kind: str
    at: datetime
    lat: float
    lng: float
    accuracy: float
    fate: str
    other: str | None
    beyond: float | None


@dataclass(frozen=True)
class Effects:
    """What a change would do: to the people, and to the check-ins of some past days.

    `before` and `after`: how many people may use the point. `hidden`: check-ins by fate of people
    whose records the viewer does not read. `first` is None where nobody ever checked in.
    """

    before: int
    after: int
    first: date | None
    last: date | None
    falls: Sequence[Fall]
    hidden: Mapping[str, int]
    more: bool

    @property
    def seen(self) -> set[str]:
        """The people whose fixes are shown."""
        return {one.person for one in self.falls}

    def of(self, fate: str) -> list[Fall]:
        """The check-ins of a fate, those that no other point holds first."""
        found = [one for one in self.falls if one.fate == fate]
        return sorted(found, key=lambda one: (one.other is not None, one.name.casefold(), one.at))

    def count(self, fate: str) -> int:
        """How many check-ins have a fate, hidden ones too."""
        return len(self.of(fate)) + self.hidden.get(fate, 0)

    def people(self, fate: str) -> int:
        """How many people those are that the viewer may read of."""
        return len({one.person for one in self.falls if one.fate == fate})


def asked_days(text: str) -> int:
    """How many days somebody asked for; the first choice where it is none of them."""
    return int(text) if text.isdecimal() and int(text) in DAYS else DAYS[0]


async def effects(
    viewer: Employee, point: Point, before: Use, after: Use | None, days: int
) -> Effects:
    """How the check-ins of the last days on which people checked in would fall.

    Args:
        viewer: of whom others are hidden that they do not read.
        point: which, its agency loaded.
        before: the point as it is.
        after: as it would be; None: closed.
        days: how many days, ending with the last one on which anybody concerned checked in.

    A bounded number of queries.
    """
    agencies = before.agencies | (after.agencies if after else frozenset())
    active = Employee.filter(agency_id__in=list(agencies), active=True)
    offices = await active.values_list("agency_id", flat=True)
    first, last = await _period(point.agency, agencies, days)
    found, more = [], False
    if first and last:
        shapes = [one.shape for one in (before, after) if one]
        found = await fixes_near(agencies, _span(first, last, point.agency), shapes, MOST_METRES)
        more = len(found) > MOST
    falls, hidden = await _fall(viewer, point, found[:MOST], before, after)
    return Effects(
        before=sum(one in before.agencies for one in offices),
        after=sum(one in after.agencies for one in offices) if after else 0,
        first=first,
        last=last,
        falls=falls,
        hidden=hidden,
        more=more,
    )


async def _period(
    agency: Agency, agencies: frozenset[UUID], days: int
) -> tuple[date | None, date | None]:
    """The last day before today on which anybody concerned checked in, and `days` days to it."""
    today = local_date(clock.now(), agency.timezone)
    midnight = _midnight(today, agency)
    found = await rows(
        Tortoise.get_connection("default"),
        DAYS_BEFORE,
        [str(one) for one in agencies],
        midnight - LOOK_BACK,
        midnight,
    )
    if not found:
        return None, None
    last = local_date(moment(found[0]["claimed_at"]), agency.timezone)
    return last - timedelta(days=days - 1), last


def _span(first: date, last: date, agency: Agency) -> tuple[datetime, datetime]:
    return _midnight(first, agency), _midnight(last + timedelta(days=1), agency)


def _midnight(day: date, agency: Agency) -> datetime:
    """The local midnight that begins a day, in UTC: SQLite compares instants as text."""
    return datetime.combine(day, time(), ZoneInfo(agency.timezone)).astimezone(UTC)


async def _fall(
    viewer: Employee,
    point: Point,
    found: Sequence[Mapping[str, Any]],
    before: Use,
    after: Use | None,
) -> tuple[list[Fall], dict[str, int]]:
    falls: list[Fall] = []
    hidden: dict[str, int] = {}
    others = await _others(point, found)
    for row in found:
        was, will = before.holds(row), after is not None and after.holds(row)
        if not was and not will:
            continue
        fate = "stays" if was and will else "leaves" if was else "enters"
        if not viewer.everywhere and UUID(str(row["agency_id"])) not in viewer.reached:
            hidden[fate] = hidden.get(fate, 0) + 1
            continue
        falls.append(_one(row, fate, others, after, point.agency.timezone))
    return falls, hidden


async def _others(point: Point, found: Sequence[Mapping[str, Any]]) -> Points:
    if not found:
        return Points()
    agencies = {str(row["agency_id"]) for row in found}
    held = await load_points(Tortoise.get_connection("default"), agencies)
    return held.without(str(point.id))


def _one(row: Mapping[str, Any], fate: str, others: Points, after: Use | None, zone: str) -> Fall:
    lat, lng, accuracy, cap = (row[name] for name in ("lat", "lng", "accuracy", "cap"))
    held = others.at(str(row["agency_id"]), row["at"], local_date(row["at"], zone))
    return Fall(
        hash=row["hash"],
        person=str(row["employee_id"]),
        name=row["name"],
        kind=row["kind"],
        at=row["at"],
        lat=lat,
        lng=lng,
        accuracy=accuracy,
        fate=fate,
        other=next((o.name for o in held if judge(o.shape, lat, lng, accuracy, cap).inside), None),
        beyond=judge(after.shape, lat, lng, accuracy, cap).beyond if after else None,
    )
