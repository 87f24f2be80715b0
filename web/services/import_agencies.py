"""How does a regency's tree of agencies come in from a file? Admins bring it, parents first."""

import asyncio
from collections.abc import Iterable

from web.domain.import_agencies import AGENCIES, ZONES, Office, plan_agencies
from web.domain.import_columns import Places
from web.domain.import_plan import CHANGED, NEW, Entry, Plan, chosen
from web.domain.import_roster import ByName
from web.domain.import_table import Row
from web.domain.supervision import depths
from web.errors import Problem
from web.models import Agency, Employee, Role
from web.services import agency_tree
from web.services.agency_moves import moved_under
from web.services.bulk import Bulk
from web.services.import_matter import Choice, Report, Told
from web.services.name_order import by_name
from web.services.roster_agencies import new_agency

LABELS = {code: label for label, code in ZONES.items()}


class Agencies:
    """OPD and their units."""

    kind = AGENCIES
    scoped = False
    of_admins = True
    rests_on: tuple[str, ...] = ("employee", "agency", "agency_placement")

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """Which agencies would be added or moved.

        Raises:
            Problem: `forbidden`; somebody may lose the role while a file is looked at.
        """
        if viewer.role != Role.ADMIN:
            raise Problem("forbidden")
        held = ByName((one.name, _office(one)) for one in await _all())
        return await asyncio.to_thread(plan_agencies, rows, places, held)

    async def export(
        self, viewer: Employee, agency: Agency | None, _: str = "", /
    ) -> list[dict[str, str]]:
        """All agencies that the viewer reads, those above before those below."""
        readable = {one.id for one in await Agency.visible_to(viewer)}
        return [
            {
                "name": one.name,
                "parent": one.parent.name if one.parent else "",
                "zone": LABELS[one.timezone],
            }
            for one in await _all()
            if one.id in readable
        ]

    async def prepare(
        self, viewer: Employee, plan: Plan, choice: Choice, told: Told
    ) -> tuple[Report, Bulk]:
        """Add and move what was agreed to; new ones first, so that others may move below them.

        Raises:
            Problem: whatever `new_agency` and `moved_under` say.
        """
        agreed = chosen(plan, doubtful=choice.doubtful, agencies=())
        bulk = Bulk()
        agencies: ByName[Agency] = ByName((one.name, one) for one in await _all())
        new, changed = (_parents_first(agreed.of(one), agencies) for one in (NEW, CHANGED))
        tree, report = await agency_tree.load(), Report(len(new), len(changed), plan=agreed)
        for done, entry in enumerate(new, 1):
            said: Office = entry.record
            parent = agencies[agencies.key(said.parent)] if said.parent else None
            agencies[entry.key], tree = new_agency(
                bulk, tree, name=said.name, timezone=said.zone, parent=parent, author=viewer
            )
            told(done)
        for done, entry in enumerate(changed, len(new) + 1):
            agency = agencies[entry.key]
            parent = agencies[agencies.key(entry.record.parent)]
            tree = moved_under(bulk, tree, agency=agency, parent=parent, author=viewer)
            told(done)
            await asyncio.sleep(0)  # check-ins go on
        return report, bulk


async def _all() -> list[Agency]:
    return await by_name(Agency.all().select_related("parent"))


def _office(agency: Agency) -> Office:
    return Office(agency.name, agency.parent.name if agency.parent else "", agency.timezone)


def _parents_first(entries: list[Entry], held: ByName[Agency]) -> list[Entry]:
    keys = {one.key for one in entries}
    above = {one.key: held.key(one.record.parent) for one in entries if one.record.parent}
    depth = depths({key: parent for key, parent in above.items() if parent in keys})
    return sorted(entries, key=lambda one: (depth.get(one.key, 0), one.number))
