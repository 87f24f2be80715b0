"""How do lists of supervisors and of leave come in? By the services that keep both by hand."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from web.domain.duties import BOTH
from web.domain.import_columns import Places
from web.domain.import_leave import LEAVE, Leave, plan_leave
from web.domain.import_people import plan_people
from web.domain.import_plan import NEW, Entry, Plan, chosen
from web.domain.import_supervision import SUPERVISORS
from web.domain.import_table import Row
from web.domain.stated import COVERS
from web.domain.status_fields import Typed
from web.errors import Problem
from web.models import Agency, DayStatus, Employee
from web.services.bulk import Bulk
from web.services.import_matter import Choice, Report, Told
from web.services.import_people import People, people_by_number, present
from web.services.status_checks import problems_of
from web.services.status_worked import days_at_work, sentence_of
from web.services.statuses import made, standings, visible_to

PART = 256  # rows after which others get a turn
STANDING = ("counts", "waiting")


class Supervisors(People):
    """Who stands above whom, of people who are on the roster already."""

    kind = SUPERVISORS
    scoped = False
    of_admins = False

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """Whose supervisor would change."""
        now = await present(viewer)
        return await asyncio.to_thread(plan_people, rows, places, now, only_known=True)

    async def export(
        self, viewer: Employee, agency: Agency | None, _: str = "", /
    ) -> list[dict[str, str]]:
        """Everybody who has a supervisor, with theirs."""
        found = Employee.visible_to(viewer).filter(active=True, supervisor_id__isnull=False)
        if agency:
            found = found.filter(agency=agency)
        return [
            {
                "nip": one.nip,
                "who": one.name,
                "supervisor": one.supervisor.nip if one.supervisor else "",
                "head": one.supervisor.name if one.supervisor else "",
            }
            for one in await found.order_by("name", "nip").select_related("supervisor")
        ]


class Statuses:
    """Leave and other statuses."""

    kind = LEAVE
    scoped = False
    of_admins = False
    rests_on: tuple[str, ...] = (
        *("employee", "agency", "agency_placement", "posting", "day_status", "ruling"),
        *("withdrawal", "policy", "locked_month", "closing_step", "calendar_day", "work_pattern"),
        *("work_group", "group_member", "roster_entry", "shift"),
    )

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """Which statuses would be added."""
        held: dict[str, list[Leave]] = defaultdict(list)
        for one in await _standing(viewer, None):
            held[one.employee.nip].append(_leave(one))
        people = (await present(viewer)).people
        plan = await asyncio.to_thread(plan_leave, rows, places, people, held)
        return replace(plan, entries=tuple(await _doubted(plan.entries)))

    async def export(
        self, viewer: Employee, agency: Agency | None, _: str = "", /
    ) -> list[dict[str, str]]:
        """All that stand of the people whose records the viewer keeps; auditors read no reasons."""
        return [
            {
                "nip": one.employee.nip,
                "who": one.employee.name,
                "code": one.code,
                "first_day": one.first_day.isoformat(),
                "last_day": one.last_day.isoformat(),
                "number": one.number or "",
                "letter_date": one.letter_date.isoformat() if one.letter_date else "",
                "covers": "" if one.covers == BOTH else COVERS[one.covers],
                "working": "ya" if one.working else "",
                "note": one.note or "",
            }
            for one in await _standing(viewer, agency)
            if viewer.administers(one.employee.agency_id)
        ]

    async def prepare(
        self, viewer: Employee, plan: Plan, choice: Choice, told: Told
    ) -> tuple[Report, Bulk]:
        """What is agreed to; where one cannot be entered, none is.

        Raises:
            Problem: `invalid` with `rows`, for all that cannot be.
        """
        agreed = chosen(plan, doubtful=choice.doubtful, agencies=())
        new, bulk = agreed.of(NEW), Bulk()
        people = await people_by_number(one.key for one in new)
        wanted = [(people[one.key], _typed(one.record)) for one in new]
        wrong = [
            f"Baris {entry.number}: {' '.join(problem.fields.values()) or problem.detail}"
            for entry, problem in zip(new, await problems_of(wanted), strict=True)
            if problem
        ]
        if wrong:
            more = f" Dan {len(wrong) - 5} baris lain." if len(wrong) > 5 else ""
            raise Problem("invalid", fields={"rows": " ".join(wrong[:5]) + more})
        for done, (person, typed) in enumerate(wanted, 1):
            bulk.add([made(person, typed, viewer)])
            bulk.touch("status", person.id, typed.first_day, typed.last_day)
            if done % PART == 0:
                told(done)
                await asyncio.sleep(0)  # check-ins go on
        return Report(plan=agreed, new=len(new)), bulk


async def _doubted(entries: Sequence[Entry]) -> list[Entry]:
    """The same rows; those of days on which the person checked in are doubtful."""
    places = [at for at, one in enumerate(entries) if one.outcome == NEW]
    people = await people_by_number(entries[at].key for at in places)
    spans = [
        (people[one.key], one.record.code, one.record.covers, *one.record.key[1:3])
        for one in (entries[at] for at in places)
    ]
    found = list(entries)
    for at, days in zip(places, await days_at_work(spans), strict=True):
        if days:
            found[at] = replace(found[at], doubts=(*found[at].doubts, sentence_of(days)))
    return found


def _typed(said: Leave) -> Typed:
    """A row as the form would have it."""
    number, note = " ".join(said.number.split()), " ".join(said.note.split())
    days = (said.first_day, said.last_day)
    return Typed(said.code, *days, said.covers, said.working, number, said.letter_date, note)


async def _standing(viewer: Employee, agency: Agency | None) -> list[DayStatus]:
    found = visible_to(viewer)
    if agency:
        found = found.filter(employee__agency=agency)
    held = await found.order_by("first_day", "id").select_related("employee")
    stand = await standings(held)
    return [one for one in held if stand[one.id].code in STANDING]


def _leave(one: DayStatus) -> Leave:
    record = Leave(one.employee.nip, one.code, one.first_day, one.last_day)
    return replace(record, covers=one.covers)
