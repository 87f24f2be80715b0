"""Who of an agency's people is expected on a date, who came, and who is away?

Most people have the hours of their agency and nothing of their own on a date: they are counted
in SQL, agency by agency. Who has a roster, a group, hours, a status or a duty is planned one by
one, so that a page of 9,000 people folds only some.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tortoise import Tortoise

from web.db import rows
from web.domain.alike import bearing
from web.domain.schedule import day_span
from web.domain.today import ARRIVED, AWAY, FREE, LATER, MISSING, Share, begins, standing
from web.domain.workday import Person, Plan, Slot, plans_of
from web.models import Agency, Correction, Employee
from web.services import rulebook
from web.services.happenings import epoch
from web.services.rulebook import Rulebook
from web.services.stated import approved, stated_of
from web.services.today_scope import Scope

# Who may have a plan or an excuse of their own on a date; every `?` is that date.
OWN = (
    "SELECT employee_id FROM roster_entry WHERE date = ?"
    " UNION SELECT employee_id FROM group_member WHERE (valid_from IS NULL OR valid_from <= ?)"
    " AND (valid_until IS NULL OR valid_until >= ?)"
    " UNION SELECT employee_id FROM work_pattern WHERE employee_id IS NOT NULL"
    " UNION SELECT employee_id FROM posting WHERE valid_from > ?"
    " UNION SELECT id FROM employee WHERE starts_on > ? OR ends_on < ?"
    " UNION SELECT employee_id FROM day_status WHERE first_day <= ? AND last_day >= ?"
    " UNION SELECT m.employee_id FROM duty_member m JOIN duty_version v ON v.id = m.version_id"
    " WHERE v.first_day <= ? AND v.last_day >= ?"
    " UNION SELECT employee_id FROM correction WHERE date = ?"
)
CAME = (
    "c.kind = 'in' AND c.claimed_at >= ? AND c.claimed_at < ? AND COALESCE((SELECT d.outcome"
    " FROM decision d WHERE d.checkin_id = c.hash ORDER BY d.at DESC LIMIT 1), '') <> 'declined'"
)
# Who came is one look at the day's stretch of an index, not one for each person.
USUAL = (
    "SELECT e.agency_id, COUNT(*) AS people, SUM(CASE WHEN e.id IN (SELECT c.employee_id"  # noqa: S608
    f" FROM checkin c WHERE {CAME}) THEN 1 ELSE 0 END) AS arrived FROM employee e"
    f" WHERE e.active AND e.agency_id IN (?*) AND e.id NOT IN ({OWN}) GROUP BY e.agency_id"
)
MARKS = f"SELECT c.employee_id, c.claimed_at FROM checkin c WHERE {CAME}"  # noqa: S608
DAY = timedelta(days=1)  # before and after a date whose plans bound it
FEW = 600  # people whose marks are looked for by their ids; of more, the days of everybody are read
UNUSUAL = (
    "SELECT e.id, e.agency_id FROM employee e"  # noqa: S608
    f" WHERE e.active AND e.agency_id IN (?*) AND e.id IN ({OWN})"
)


class Standing(NamedTuple):
    """How somebody stands on a date, when they came, and the codes of what holds for them."""

    state: str
    came: datetime | None = None
    codes: tuple[str, ...] = ()
    begins: float | None = None


@dataclass(frozen=True)
class Attendance:
    """How the people of some agencies stand on a date.

    `shares` are those of an agency's own people. `working`: the plans of the agencies whose usual
    people are expected, and `rest` how those of them stand who have not come; `apart`: how those
    stand, by id as text, who are no usual people.
    """

    shares: Mapping[UUID, Share]
    working: Mapping[UUID, Plan]
    rest: Mapping[UUID, str]
    apart: Mapping[str, Standing]

    def zones(self, state: str) -> dict[str, list[UUID]]:
        """The agencies whose usual people stand so unless they came, by the zone of their day."""
        found: dict[str, list[UUID]] = {}
        for one, plan in self.working.items():
            if self.rest[one] == state:
                found.setdefault(plan.zone, []).append(one)
        return found

    def who(self, *states: str) -> list[str]:
        """Ids of those apart who stand so."""
        return [one for one, held in self.apart.items() if held.state in states]

    @property
    def all(self) -> Share:
        """Of all agencies together."""
        total = Share()
        for one in self.shares.values():
            total.add(one)
        return total

    def of(self, agencies: Collection[Agency]) -> Share:
        """Of several agencies together."""
        total = Share()
        for one in agencies:
            total.add(self.shares[one.id])
        return total


async def attendance(scope: Scope, plans: Mapping[str, Plan], now: datetime) -> Attendance:
    """Count the people of a scope. A bounded number of queries.

    Args:
        scope: the date and the agencies.
        plans: what the date is for the usual people of each agency, by id as text.
        now: the time.
    """
    connection = Tortoise.get_connection("default")
    own, shares = [scope.day] * OWN.count("?"), {one.id: Share() for one in scope.agencies}
    working = {one: plans[str(one)] for one in shares if plans[str(one)].spans}
    at = now.timestamp()
    rest = {one: standing(plan, None, came=False, now=at) for one, plan in working.items()}
    for zone in sorted({plan.zone for plan in working.values()}):
        # A day is that of the office's own clock: Indonesia has three of them.
        theirs = [str(one) for one, plan in working.items() if plan.zone == zone]
        span = day_span(scope.day, zone)
        for row in await rows(connection, USUAL, *span, theirs, *own):
            agency, arrived = UUID(str(row["agency_id"])), int(row["arrived"])
            shares[agency].count(ARRIVED, arrived)
            shares[agency].count(rest[agency], row["people"] - arrived, begins(working[agency]))
    unusual = {
        str(row["id"]): UUID(str(row["agency_id"]))
        for row in await rows(connection, UNUSUAL, scope.ids, *own)
    }
    apart = await standings(list(unusual), scope.day, now) if unusual else {}
    for person, held in apart.items():
        shares[unusual[person]].count(held.state, begins=held.begins)
    return Attendance(shares, working, rest, apart)


async def standings(people: Collection[str], day: date, now: datetime) -> dict[str, Standing]:
    """How each of some people stands on a date, by id as text. A bounded number of queries."""
    rules = await rulebook.load(people, day, day)
    stated = await stated_of(people, day, day)
    marks = await _marks(people, day)
    frames: dict[Any, Slot] = {}
    found = {}
    for one, person in rules.people.items():
        slot = _slot(rules, person, day, frames)
        held = stated.get(one, {}).get(day)
        mine = [at for at in marks.get(one, ()) if slot.since <= at < slot.until]
        state = standing(slot.plan, held, bool(mine), now.timestamp())
        found[one] = Standing(
            state,
            datetime.fromtimestamp(min(mine), UTC) if mine else None,
            held.codes if held and state == AWAY else (),
            begins(slot.plan) if slot.plan.spans else None,
        )
    return found


def _slot(rules: Rulebook, person: Person, day: date, frames: dict[Any, Slot]) -> Slot:
    """A person's date; people without anything of their own share it."""
    own = person.id if person.weeks or person.roster else None
    key = (own, bearing(person, day - DAY, day + DAY))
    if key not in frames:
        [frames[key]] = plans_of(rules.planning, person, day, day)
    return frames[key]


async def _marks(people: Collection[str], day: date) -> dict[str, list[float]]:
    """When some people checked in around a date, by record or approved correction."""
    since = datetime.combine(day - timedelta(days=1), datetime.min.time(), UTC)
    asked, found = set(people), dict[str, list[float]]()
    few = len(asked) <= FEW
    for row in await rows(
        Tortoise.get_connection("default"),
        f"{MARKS} AND c.employee_id IN (?*)" if few else MARKS,
        *(since, since + timedelta(days=4), *([people] if few else [])),
    ):
        if (whose := str(row["employee_id"])) in asked:
            found.setdefault(whose, []).append(epoch(row["claimed_at"]))
    filed = await Correction.filter(date=day, kind="in")
    mended = [one for one in filed if str(one.employee_id) in asked]
    valid = await approved([one.id for one in mended])
    for one in mended:
        if str(one.id) in valid:
            found.setdefault(str(one.employee_id), []).append(one.at.timestamp())
    return found


ORDER = (MISSING, LATER, AWAY, ARRIVED)


async def named(agency: Agency, day: date, now: datetime) -> list[tuple[Employee, Standing]]:
    """The active people of one agency and how they stand, those who have not come first.

    Who is not expected at all that day is left out.
    """
    people = await Employee.filter(agency=agency, active=True).order_by("name", "nip")
    held = await standings([str(one.id) for one in people], day, now) if people else {}
    told = [(one, held[str(one.id)]) for one in people if held[str(one.id)].state != FREE]
    return sorted(told, key=lambda one: ORDER.index(one[1].state))
