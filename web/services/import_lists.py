"""How do lists of supervisors and of leave come in? By the services that keep both by hand."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from web.domain.duties import BOTH
from web.domain.import_columns import Places
from web.domain.import_leave import LEAVE, Leave, plan_leave
from web.domain.import_people import plan_people
from web.domain.import_plan import NEW, Plan, chosen
from web.domain.import_supervision import SUPERVISORS
from web.domain.import_table import Row
from web.domain.stated import COVERS
from web.errors import Problem
from web.models import Agency, DayStatus, Employee
from web.services.import_matter import Choice, Report, Told
from web.services.import_people import People, present
from web.services.statuses import add_status, standings, visible_to

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

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """Which statuses would be added."""
        held: dict[str, list[Leave]] = defaultdict(list)
        for one in await _standing(viewer, None):
            held[one.employee.nip].append(_leave(one))
        return plan_leave(rows, places, (await present(viewer)).people, held)

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

    async def apply(self, viewer: Employee, plan: Plan, choice: Choice, told: Told) -> Report:
        """Enter what is agreed to; where one cannot be, none is.

        Raises:
            Problem: `invalid` with `rows`, for all that cannot be.
        """
        agreed = chosen(plan, doubtful=choice.doubtful, agencies=())
        report, wrong = Report(plan=agreed), []
        for entry in agreed.of(NEW):
            said: Leave = entry.record
            try:
                await add_status(
                    employee=await Employee.get(nip=said.nip).select_related("agency"),
                    code=said.code,
                    first_day=said.first_day,
                    last_day=said.last_day,
                    covers=said.covers,
                    working=said.working,
                    number=said.number,
                    letter_date=said.letter_date,
                    note=said.note,
                    sure=True,
                    author=viewer,
                )
            except Problem as problem:
                sentence = " ".join(problem.fields.values()) or problem.detail
                wrong.append(f"Baris {entry.number}: {sentence}")
            report.new += 1
            told(report.new)
        if wrong:
            more = f" Dan {len(wrong) - 5} baris lain." if len(wrong) > 5 else ""
            raise Problem("invalid", fields={"rows": " ".join(wrong[:5]) + more})
        return report


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
