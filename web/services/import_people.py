"""How do people come onto the roster from a file? All in the caller's transaction, or nobody."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from web import clock
from web.domain.import_columns import Places
from web.domain.import_people import plan_people
from web.domain.import_person import PEOPLE, Person
from web.domain.import_plan import CHANGED, NEW, Entry, Plan, chosen
from web.domain.import_roster import Known, Present, named
from web.domain.import_table import Row
from web.domain.schedule import local_date
from web.domain.supervision import depths
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Agency, Employee, Role
from web.services.import_matter import Choice, Report, Told
from web.services.roster import add_agency, post

BATCH = 200  # rows in one INSERT
MOST_LEAVING = 500  # more are hardly meant: such a file does not hold everybody
FIELDS = (
    "name",
    "agency_id",
    "supervisor_id",
    "rank",
    "position",
    "starts_on",
    "ends_on",
    "active",
)


class People:
    """Employees, with their agency and their supervisor."""

    kind = PEOPLE
    scoped = True
    of_admins = False

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """What the rows would change on the roster as it is."""
        now = await present(viewer, agency)
        return await asyncio.to_thread(plan_people, rows, places, now)

    async def export(
        self, viewer: Employee, agency: Agency | None, _: str = "", /
    ) -> list[dict[str, str]]:
        """The active people whom the viewer administers, as a file says them."""
        found = Employee.visible_to(viewer).filter(active=True)
        if agency:
            found = found.filter(agency=agency)
        return [
            {
                "nip": one.nip,
                "name": one.name,
                "agency": one.agency.name if one.agency else "",
                "rank": one.rank or "",
                "position": one.position or "",
                "supervisor": one.supervisor.nip if one.supervisor else "",
                "starts_on": one.starts_on.isoformat() if one.starts_on else "",
            }
            for one in await found.order_by("agency__name", "name", "nip").select_related(
                "agency", "supervisor"
            )
        ]

    async def apply(self, viewer: Employee, plan: Plan, choice: Choice, told: Told) -> Report:
        """Make the agencies, enter the new, change the others, and mark who left.

        Raises:
            Problem: `invalid` with `leaving` or `last_day`.
        """
        leaving = _leaving(plan, choice)
        agreed = chosen(plan, doubtful=choice.doubtful, agencies=choice.agencies)
        report = Report(plan=agreed, agencies=len(agreed.agencies))
        for name, _, _ in agreed.agencies:
            await add_agency(name=name, timezone=HOME_ZONE, author=viewer)
        agencies = {one.name: one for one in await Agency.all()}
        await _enter(agreed.of(NEW), agencies, told)
        report.new = len(agreed.of(NEW))
        ids = await _ids(one.record.supervisor for one in agreed.of(CHANGED))
        for entry in agreed.of(CHANGED):
            await _change(entry, agencies, ids, viewer)
            report.changed += 1
            told(report.new + report.changed)
        for employee in await Employee.filter(nip__in=list(leaving)):
            await _leave(employee, choice.last_day, viewer)
            report.left += 1
        return report


async def present(viewer: Employee, agency: Agency | None = None) -> Present:
    """The roster as a plan needs it. Three queries, whatever its size."""
    within = {one.id: one.name for one in await Agency.visible_to(viewer)}
    everywhere = viewer.role == Role.ADMIN
    agencies = {one.id: one.name for one in await Agency.all()} if not everywhere else within
    people = await Employee.all().only(
        *("id", "nip", "name", "agency_id", "supervisor_id", "rank", "position", "starts_on"),
        *("active", "role"),
    )
    nips = {one.id: one.nip for one in people}
    known = {
        one.nip: Known(
            nip=one.nip,
            name=one.name,
            agency=agencies.get(one.agency_id, ""),
            rank=one.rank or "",
            position=one.position or "",
            supervisor=nips.get(one.supervisor_id, ""),
            starts_on=one.starts_on,
            active=one.active,
            within=everywhere or one.agency_id in within,
            editable=everywhere or one.role == Role.EMPLOYEE or one.id == viewer.id,
        )
        for one in people
    }
    return Present(
        people=known,
        agencies={named(name): name for name in within.values()},
        everywhere=everywhere,
        own=viewer.nip,
        fixed=agency.name if agency else "",
    )


def _leaving(plan: Plan, choice: Choice) -> frozenset[str]:
    """Who is marked as gone.

    Raises:
        Problem: `invalid`.
    """
    absent = {one.key for one in plan.absent}
    if not choice.leaving:
        return frozenset()
    if not choice.leaving <= absent or len(choice.leaving) > MOST_LEAVING:
        raise Problem("invalid", fields={"leaving": "Pilih dari daftar di halaman ini."})
    if plan.nameless:
        sentence = "Ada baris yang NIP-nya tidak terbaca, mungkin milik mereka. Perbaiki dahulu."
        raise Problem("invalid", fields={"leaving": sentence})
    if choice.last_day is None or choice.last_day > local_date(clock.now(), HOME_ZONE):
        sentence = "Isi tanggal, paling lambat hari ini."
        raise Problem("invalid", fields={"last_day": sentence})
    return choice.leaving


async def _enter(entries: list[Entry], agencies: Mapping[str, Agency], told: Told) -> None:
    """New people, supervisors first, so that every reference finds its row."""
    people: list[Person] = [one.record for one in entries]
    new = {one.nip: uuid4() for one in people}
    above = {one.nip: one.supervisor for one in people if one.supervisor in new}
    depth = depths({nip: head for nip, head in above.items() if head})
    ids = {**await _ids(one.supervisor for one in people), **new}
    now = clock.now()
    rows = [
        Employee(
            id=new[one.nip],
            nip=one.nip,
            name=one.name,
            agency_id=(home := agencies[one.agency or ""]).id,
            supervisor_id=ids[one.supervisor] if one.supervisor else None,
            rank=one.rank,
            position=one.position,
            starts_on=one.starts_on or local_date(now, home.timezone),
            created_at=now,
        )
        for one in sorted(people, key=lambda one: depth.get(one.nip, 0))
    ]
    for start in range(0, len(rows), BATCH):
        await Employee.bulk_create(rows[start : start + BATCH])
        told(start)


async def _ids(nips: Iterable[str | None]) -> dict[str, UUID]:
    """The ids of some people by their numbers."""
    wanted = sorted({nip for nip in nips if nip})
    found: dict[str, UUID] = {}
    for start in range(0, len(wanted), BATCH):
        part = Employee.filter(nip__in=wanted[start : start + BATCH])
        found |= {one.nip: one.id for one in await part.only("id", "nip")}
    return found


async def _change(
    entry: Entry, agencies: Mapping[str, Agency], ids: Mapping[str, UUID], viewer: Employee
) -> None:
    """Change what a row says of somebody; what it does not say stays."""
    said: Person = entry.record
    before = await Employee.get(nip=said.nip)
    after = await Employee.get(id=before.id)
    told: dict[str, Any] = {"name": said.name, "rank": said.rank, "position": said.position}
    told["agency_id"] = agencies[said.agency].id if said.agency else None
    told["supervisor_id"] = ids[said.supervisor] if said.supervisor else None
    told["starts_on"] = said.starts_on
    after.update_from_dict({name: value for name, value in told.items() if value is not None})
    if not before.active:
        after.active, after.ends_on = True, None
    await after.save(update_fields=[*FIELDS])
    await post(after, before, await _today(after), viewer)


async def _leave(employee: Employee, last_day: date | None, viewer: Employee) -> None:
    before = await Employee.get(id=employee.id)
    employee.active, employee.ends_on = False, last_day
    await employee.save(update_fields=["active", "ends_on"])
    await post(employee, before, await _today(employee), viewer)


async def _today(employee: Employee) -> date:
    agency = await Agency.get_or_none(id=employee.agency_id) if employee.agency_id else None
    return local_date(clock.now(), agency.timezone if agency else HOME_ZONE)
