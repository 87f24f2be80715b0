"""How do people come onto the roster from a file? All in the caller's transaction, or nobody."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from web import clock
from web.domain.import_columns import Places
from web.domain.import_people import plan_people
from web.domain.import_person import PEOPLE, Person
from web.domain.import_plan import CHANGED, NEW, Entry, Plan, chosen
from web.domain.import_roster import ByName, Known, Present
from web.domain.import_table import Row
from web.domain.schedule import local_date
from web.domain.supervision import depths
from web.domain.tree import Tree
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Agency, Employee, Role
from web.services.bulk import Bulk
from web.services.import_matter import Choice, Report, Told
from web.services.name_order import ordered
from web.services.roster_agencies import new_agency
from web.services.roster_postings import Moved, follow

PART = 256  # people in one question
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
    rests_on: tuple[str, ...] = ("employee", "agency", "posting")

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
            for one in await ordered(found, "agency__name", "name", "nip").select_related(
                "agency", "supervisor"
            )
        ]

    async def prepare(
        self, viewer: Employee, plan: Plan, choice: Choice, told: Told
    ) -> tuple[Report, Bulk]:
        """The agencies to make, the new people, the changed ones, and those who left.

        Raises:
            Problem: `invalid` with `leaving` or `last_day`.
        """
        leaving = _leaving(plan, choice)
        agreed = chosen(plan, doubtful=choice.doubtful, agencies=choice.agencies)
        new, changed = agreed.of(NEW), agreed.of(CHANGED)
        report = Report(len(new), len(changed), len(leaving), len(agreed.agencies), agreed)
        bulk, agencies = Bulk(), {one.name: one for one in await Agency.all()}
        for name, _, _ in agreed.agencies:
            agencies[name], _ = new_agency(
                bulk, Tree(), name=name, timezone=HOME_ZONE, author=viewer
            )
        bulk.add(await _newcomers(new, agencies))
        told(len(new))
        zones = {one.id: one.timezone for one in agencies.values()}
        pairs = await _changes(changed, agencies, lambda done: told(len(new) + done))
        pairs += await _leavers(leaving, choice.last_day)
        bulk.change(FIELDS, [after for after, _ in pairs])
        now = clock.now()
        moved = [
            Moved(after, before, local_date(now, zones.get(after.agency_id, HOME_ZONE)))
            for after, before in pairs
        ]
        await follow(bulk, moved, viewer)
        return report, bulk


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
        agencies=ByName((name, name) for name in within.values()),
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


async def _newcomers(entries: list[Entry], agencies: Mapping[str, Agency]) -> list[Employee]:
    """New people, supervisors first, so that every reference finds its row."""
    people: list[Person] = [one.record for one in entries]
    new = {one.nip: uuid4() for one in people}
    above = {one.nip: one.supervisor for one in people if one.supervisor in new}
    depth = depths({nip: head for nip, head in above.items() if head})
    ids = {**await ids_of(one.supervisor for one in people), **new}
    now = clock.now()
    return [
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


async def ids_of(nips: Iterable[str | None]) -> dict[str, UUID]:
    """The ids of some people by their numbers."""
    return {nip: one.id for nip, one in (await people_by_number(nips, "id", "nip")).items()}


async def people_by_number(nips: Iterable[str | None], *fields: str) -> dict[str, Employee]:
    """Some people by their numbers, whole or with some fields only."""
    wanted = sorted({nip for nip in nips if nip})
    found: dict[str, Employee] = {}
    for start in range(0, len(wanted), PART):
        part = Employee.filter(nip__in=wanted[start : start + PART])
        found |= {one.nip: one for one in await (part.only(*fields) if fields else part)}
    return found


async def _changes(
    entries: list[Entry], agencies: Mapping[str, Agency], told: Told
) -> list[tuple[Employee, Employee]]:
    """People as the rows say, and as they were; what a row does not say stays."""
    ids = await ids_of(one.record.supervisor for one in entries)
    held = await people_by_number(one.key for one in entries)
    found = []
    for done, entry in enumerate(entries, 1):
        said: Person = entry.record
        before, after = held[said.nip], held[said.nip].clone(pk=held[said.nip].id)
        said_now: dict[str, Any] = {
            "name": said.name,
            "rank": said.rank,
            "position": said.position,
            "agency_id": agencies[said.agency].id if said.agency else None,
            "supervisor_id": ids[said.supervisor] if said.supervisor else None,
            "starts_on": said.starts_on,
        }
        after.update_from_dict(
            {name: value for name, value in said_now.items() if value is not None}
        )
        if not before.active:
            after.active, after.ends_on = True, None
        found.append((after, before))
        if done % PART == 0:
            told(done)
            await asyncio.sleep(0)  # check-ins go on
    return found


async def _leavers(
    leaving: Collection[str], last_day: date | None
) -> list[tuple[Employee, Employee]]:
    found = []
    for before in (await people_by_number(leaving)).values():
        after = before.clone(pk=before.id)
        after.active, after.ends_on = False, last_day
        found.append((after, before))
    return found
